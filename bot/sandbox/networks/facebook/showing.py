"""Posts, photos and videos as the Graph API shows them."""

from __future__ import annotations

from functools import partial
from typing import Any

from bot.sandbox.networks.facebook.comment_store import CommentStore
from bot.sandbox.networks.facebook.draft_store import Draft
from bot.sandbox.networks.facebook.photo_store import Photo
from bot.sandbox.networks.facebook.session import NETWORK, Caller
from bot.sandbox.networks.graph.fields import Readers, chosen
from bot.sandbox.networks.graph.listing import graph_time
from bot.sandbox.networks.graph.params import Params
from bot.sandbox.networks.pages import media_url
from bot.sandbox.networks.posts import RemotePost
from bot.sandbox.networks.world import World

STATUS_TYPES = {
    "status": "mobile_status_update",
    "link": "shared_story",
    "photos": "added_photos",
    "video": "added_video",
}
DEFAULT_FIELDS = "created_time,message,id"


class Showing:
    """Turns what is kept here into the fields a caller asks for."""

    def __init__(self, world: World, comments: CommentStore) -> None:
        self._world = world
        self._comments = comments

    def post(self, post: RemotePost, caller: Caller, base: str) -> dict[str, Any]:
        """Show a post; raises ``Refused``."""
        return chosen(_wanted(caller), "Post", self._post(post, caller, base))

    def draft(self, draft: Draft, caller: Caller, base: str) -> dict[str, Any]:
        """Show a post that nobody else sees; raises ``Refused``."""
        at = draft.timing.at
        readers = {
            **self._post(draft.post, caller, base),
            "is_published": lambda: False,
            "scheduled_publish_time": lambda: None if at is None else int(at),
        }
        return chosen(_wanted(caller), "Post", readers)

    def photo(self, photo: Photo, caller: Caller, base: str) -> dict[str, Any]:
        """Show a photo; raises ``Refused``."""
        media, details = photo.media, photo.media.details
        source = media_url(media, base)
        size = {"width": details.get("width"), "height": details.get("height")}
        readers: Readers = {
            "id": lambda: photo.id,
            "name": lambda: photo.caption or None,
            "alt_text_custom": lambda: details.get("alt_text") or None,
            "created_time": lambda: int(photo.created_at),
            "images": lambda: [{"source": source, **size}],
            "picture": lambda: source,
            "page_story_id": lambda: photo.post_id or None,
            "from": partial(self._author, photo.page_id),
        }
        return chosen(caller.params, "Photo", readers)

    def _post(self, post: RemotePost, caller: Caller, base: str) -> Readers:
        first = post.media[0] if post.media else None
        people = partial(self._people, post, caller)
        engaged = self._world.engagement_of
        return {
            "id": lambda: post.id,
            "message": lambda: post.text or None,
            "created_time": lambda: graph_time(post.created_at),
            "updated_time": lambda: graph_time(post.created_at),
            "permalink_url": lambda: base + post.path,
            "status_type": lambda: STATUS_TYPES.get(post.details["kind"]),
            "is_published": lambda: True,
            "is_hidden": lambda: False,
            "scheduled_publish_time": lambda: None,
            "full_picture": lambda: media_url(first, base) if first else None,
            "attachments": lambda: _attachments(post, base),
            "from": partial(self._author, post.account_id),
            "shares": lambda: {"count": engaged(post).shares} if engaged(post).shares else None,
            "reactions": lambda: people(engaged(post).likes),
            "likes": lambda: people(engaged(post).likes),
            "comments": lambda: people(self._commented(post)),
        }

    def _people(self, post: RemotePost, caller: Caller, count: int) -> dict[str, Any]:
        caller.needs("read_people", caller.page(post.account_id))
        return {"data": [], "summary": {"total_count": count}}

    def _commented(self, post: RemotePost) -> int:
        return self._world.engagement_of(post).comments + len(self._comments.under(post.id))

    def _author(self, page_id: str) -> dict[str, str]:
        page = self._world.accounts.by_id(NETWORK, page_id)
        return {"id": page_id, "name": str(page.details["name"]) if page else ""}


def _wanted(caller: Caller) -> Params:
    return Params({"fields": caller.params.get("fields", DEFAULT_FIELDS)})


def _attachments(post: RemotePost, base: str) -> dict[str, Any] | None:
    if link := post.details["link"]:
        share = {"type": "share", "media_type": "link", "title": link, "url": link}
        return {"data": [{**share, "unshimmed_url": link, "target": {"url": link}}]}
    items = _media(post, base)
    if len(items) < 2:
        return {"data": items} if items else None
    number = post.id.partition("_")[2]
    url = base + post.path
    album = {"type": "album", "media_type": "album", "url": url, "target": {"id": number}}
    return {"data": [{**album, "media": items[0]["media"], "subattachments": {"data": items}}]}


def _media(post: RemotePost, base: str) -> list[dict[str, Any]]:
    ids = [*post.details.get("photo_ids", ()), *post.details.get("video_ids", ())]
    return [
        {
            "type": "photo" if media.kind == "image" else "video_inline",
            "media_type": "photo" if media.kind == "image" else "video",
            "description": post.text or None,
            "url": base + post.path,
            "target": {"id": media_id, "url": base + post.path},
            "media": {"image": {"src": media_url(media, base)}},
        }
        for media_id, media in zip(ids, post.media, strict=True)
    ]
