"""Making things public, at once or when their time has come."""

from __future__ import annotations

from dataclasses import replace

from bot.sandbox.networks.accounts import RemoteAccount
from bot.sandbox.networks.facebook.draft_store import Draft
from bot.sandbox.networks.facebook.session import NETWORK
from bot.sandbox.networks.facebook.stores import Stores
from bot.sandbox.networks.facebook.timing import Timing, Visibility
from bot.sandbox.networks.facebook.video_store import Pace, Phase, Video, VideoKind
from bot.sandbox.networks.graph.answers import bad_parameter, refused
from bot.sandbox.networks.posts import RemotePost
from bot.sandbox.networks.world import World

BURST_S = 600
ALREADY_POSTED = "The photos were already posted"


class Publishing:
    """The one place where a post becomes visible."""

    def __init__(self, world: World, stores: Stores) -> None:
        self._world = world
        self._photos = stores.photos
        self._drafts = stores.drafts
        self._videos = stores.videos

    def new_id(self) -> str:
        """Return a number for a post, a photo or a video."""
        return str(122_100_000_000_000 + self._world.sequences.next(NETWORK))

    def submit(self, post: RemotePost, timing: Timing) -> None:
        """Show a post now or keep it for later; raises ``Refused``."""
        if timing.visibility is Visibility.PUBLIC:
            self._reveal(post)
            return
        self._photos_are_fresh(post)
        self._drafts.save(Draft(post, timing))

    def release(self, draft: Draft) -> None:
        """Show a post that was kept; raises ``Refused``."""
        self._reveal(replace(draft.post, created_at=self._world.now()))
        self._drafts.forget(draft)

    def tell_story(self, page: RemoteAccount, post: RemotePost) -> None:
        """Show a story, which is no part of the feed; raises ``Refused``."""
        self._photos_are_fresh(post)
        self.is_not_too_fast(page.id)
        self._add(post)

    def is_not_too_fast(self, page_id: str) -> None:
        """Raise ``Refused`` when a Page posts more than people would."""
        quotas = self._world.quotas
        row = self._world.db.row(
            "SELECT count(*) AS made FROM post"
            " WHERE network = ? AND account_id = ? AND created_at > ?",
            *(NETWORK, page_id, self._world.epoch_s() - BURST_S),
        )
        most = int(self._world.switches.number(NETWORK, "posts_in_ten_minutes"))
        made = int(row["made"]) if row else 0
        if made >= quotas.scaled(NETWORK, most) and not quotas.is_lifted(NETWORK):
            text = "You are posting too fast. Wait a while before you post again."
            raise refused(368, text, subcode=1390008)

    def pace(self) -> Pace:
        """Return how long videos take at present."""
        number = self._world.switches.number
        return Pace(
            int(number(NETWORK, "fetch_polls")),
            int(number(NETWORK, "video_polls")),
            number(NETWORK, "process_s"),
        )

    def phase(self, video: Video) -> Phase:
        """Tell how far a video is."""
        return video.phase(self._world.epoch_s(), self.pace())

    def keep_dates(self) -> None:
        """Show what was scheduled for now, and videos whose processing has come to its end."""
        now = self._world.epoch_s()
        for draft in self._drafts.due(now):
            with self._world.db.transaction():
                self._add(replace(draft.post, created_at=self._world.now()))
                self._drafts.forget(draft)
        for video in self._videos.unseen():
            self.settle(video)

    def settle(self, video: Video) -> Video:
        """Show a finished video if it is ready and its time has come; return it as it is then."""
        waits = video.publish_at is not None and video.publish_at > self._world.epoch_s()
        if not video.is_to_be_seen or waits or self.phase(video) is not Phase.READY:
            return video
        page = self._world.accounts.by_id(NETWORK, video.page_id)
        if page is None:
            return video
        public = replace(video, is_public=True)
        with self._world.db.transaction():
            self._add(_video_post(public, page, self._world))
            self._videos.save(public)
        return public

    def _reveal(self, post: RemotePost) -> None:
        self._photos_are_fresh(post)
        self._is_not_repeated(post)
        self.is_not_too_fast(post.account_id)
        self._add(post)

    def _add(self, post: RemotePost) -> None:
        unseen = int(self._world.switches.number(NETWORK, "read_lag_reads"))
        self._world.posts.add(post, unseen_reads=unseen)
        self._photos.use(list(post.details.get("photo_ids", ())), post.id)

    def _photos_are_fresh(self, post: RemotePost) -> None:
        for photo_id in post.details.get("photo_ids", ()):
            photo = self._photos.get(photo_id, self._world.epoch_s())
            if photo is None:
                raise bad_parameter(f"The photo {photo_id} does not exist", subcode=33)
            if photo.post_id:
                raise bad_parameter(ALREADY_POSTED, subcode=1366051)

    def _is_not_repeated(self, post: RemotePost) -> None:
        """Refuse the text and link that the Page's last post has already."""
        if post.media or not (post.text or post.details["link"]):
            return
        earlier = self._world.posts.of(NETWORK, post.account_id)
        last = next((p for p in earlier if p.details["kind"] != "story"), None)
        if last is None or last.media:
            return
        if (last.text, last.details["link"]) == (post.text, post.details["link"]):
            raise refused(506, "(#506) Duplicate status message")


def video_path(video: Video, page: RemoteAccount) -> str:
    """Return where people see a video."""
    match video.kind:
        case VideoKind.REEL:
            return f"/{NETWORK}/reel/{video.id}"
        case VideoKind.STORY:
            return f"/{NETWORK}/stories/{page.id}/{video.post_id}"
        case VideoKind.FEED:
            return f"/{NETWORK}/{page.handle}/videos/{video.id}"


def _video_post(video: Video, page: RemoteAccount, world: World) -> RemotePost:
    return RemotePost(
        network=NETWORK,
        id=video.post_id,
        account_id=page.id,
        path=video_path(video, page),
        text="" if video.kind is VideoKind.STORY else video.text,
        created_at=world.now(),
        media=(video.media,) if video.media else (),
        details={
            "kind": "story" if video.kind is VideoKind.STORY else "video",
            "link": "",
            "media_id": video.id,
            "media_type": "video",
            "video_ids": [video.id],
        },
    )
