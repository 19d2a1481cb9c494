"""The calls on Pages, posts, photos and videos, each with its path."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.networks.facebook.changing import Changing
from bot.sandbox.networks.facebook.comments import Comments
from bot.sandbox.networks.facebook.feed import Feed
from bot.sandbox.networks.facebook.finishing import Finishing
from bot.sandbox.networks.facebook.identity import Identity
from bot.sandbox.networks.facebook.insights import Insights
from bot.sandbox.networks.facebook.page_insights import PageInsights
from bot.sandbox.networks.facebook.photos import PhotoCalls
from bot.sandbox.networks.facebook.publishing import Publishing
from bot.sandbox.networks.facebook.reading import Reading
from bot.sandbox.networks.facebook.reels import Reels
from bot.sandbox.networks.facebook.session import NETWORK, Caller, Guarded, Reception
from bot.sandbox.networks.facebook.sessions import Sessions
from bot.sandbox.networks.facebook.showing import Showing
from bot.sandbox.networks.facebook.status import Status
from bot.sandbox.networks.facebook.stores import open_stores
from bot.sandbox.networks.facebook.uploading import Uploading
from bot.sandbox.networks.facebook.video_store import VideoKind
from bot.sandbox.networks.facebook.videos import VideoCalls
from bot.sandbox.networks.graph.login import Login
from bot.sandbox.networks.graph.routes import GraphRoute
from bot.sandbox.networks.world import World, base_of


class Calls:
    """Everything behind a token."""

    def __init__(self, world: World, login: Login, reception: Reception) -> None:
        self._world = world
        self._reception = reception
        self._stores = stores = open_stores(world.db)
        self._showing = Showing(world, stores.comments)
        self._identity = Identity(world, login)
        self._reading = Reading(world, stores.drafts, self._showing)
        self.publishing = Publishing(world, stores)
        self._finishing = Finishing(world, stores.videos, self.publishing)
        self._uploading = Uploading(world, stores.videos, self.publishing, reception)
        self._status = Status(world, stores.videos, self.publishing)

    def is_made_here(self, object_id: str) -> bool:
        """Tell whether an id is a post's, a photo's or a video's."""
        now = self._world.epoch_s()
        return any(
            (
                self._world.posts.get(NETWORK, object_id),
                self._stores.drafts.get(object_id),
                self._stores.videos.get(object_id),
                self._stores.photos.get(object_id, now),
            )
        )

    def routes(self) -> list[Route]:
        """Return the paths; the one of a bare id is the network's own, for it comes last."""
        upload = "/video-upload/{version}/{video_id}"
        return [
            Route(upload, self._uploading.upload, methods=["POST"]),
            *self._routes(self._about_people()),
            *self._routes(self._about_making()),
            *self._routes(self._about_objects()),
        ]

    async def show(self, request: Request, caller: Caller) -> Response:
        """Show whatever has this id: a post, a photo, a video or a Page."""
        object_id, base = request.path_params["id"], base_of(request)
        if video := self._stores.videos.get(object_id):
            return await self._status.read(request, caller, video)
        if photo := self._stores.photos.get(object_id, self._world.epoch_s()):
            caller.needs("read", caller.page(photo.page_id))
            return JSONResponse(self._showing.photo(photo, caller, base))
        if draft := self._stores.drafts.get(object_id):
            caller.needs("read", caller.page(draft.post.account_id))
            return JSONResponse(self._showing.draft(draft, caller, base))
        if self._world.posts.get(NETWORK, object_id):
            post = self._reading.public(object_id, caller)
            caller.needs("read", caller.page(post.account_id))
            return JSONResponse(self._showing.post(post, caller, base))
        return await self._identity.node(request, caller)

    def _routes(self, table: dict[tuple[str, str], Guarded]) -> list[Route]:
        return [
            GraphRoute(path, self._reception.guard(handler), methods=[method])
            for (method, path), handler in table.items()
        ]

    def _about_people(self) -> dict[tuple[str, str], Guarded]:
        identity = self._identity
        return {
            ("GET", "/me"): identity.me,
            ("GET", "/{id}/accounts"): identity.accounts,
            ("GET", "/{id}/businesses"): identity.businesses,
            ("GET", "/{id}/owned_pages"): identity.owned,
            ("GET", "/{id}/client_pages"): identity.clients,
        }

    def _about_making(self) -> dict[tuple[str, str], Guarded]:
        world, publishing, sessions = self._world, self.publishing, Sessions(self._world)
        feed = Feed(world, self._stores.photos, publishing, self._showing)
        photos = PhotoCalls(world, self._stores.photos, publishing)
        reels = Reels(world, self._stores.videos, publishing, self._finishing)
        videos = VideoCalls(world, publishing, self._finishing, self._uploading, sessions)
        return {
            ("POST", "/{id}/feed"): feed.create,
            ("POST", "/{id}/photos"): photos.create,
            ("POST", "/{id}/photo_stories"): photos.tell_story,
            ("POST", "/{id}/video_reels"): reels.making(VideoKind.REEL),
            ("POST", "/{id}/video_stories"): reels.making(VideoKind.STORY),
            ("POST", "/{id}/videos"): videos.create,
            ("POST", "/{id}/uploads"): sessions.open,
            ("POST", "/upload:{upload_id}"): sessions.send,
            ("GET", "/upload:{upload_id}"): sessions.tell,
        }

    def _about_objects(self) -> dict[tuple[str, str], Guarded]:
        world, reading = self._world, self._reading
        numbers, page_numbers = Insights(world, reading, self._stores.videos), PageInsights(world)
        said = Comments(world, reading, self.publishing, self._stores.comments)
        changing = Changing(world, self._stores, self.publishing, reading)

        async def insights(request: Request, caller: Caller) -> Response:
            """Tell a post's numbers from a Page's."""
            is_post = self._world.posts.get(NETWORK, request.path_params["id"])
            return await (numbers.post if is_post else page_numbers.read)(request, caller)

        return {
            ("GET", "/{id}/feed"): reading.feed,
            ("GET", "/{id}/posts"): reading.feed,
            ("GET", "/{id}/published_posts"): reading.feed,
            ("GET", "/{id}/scheduled_posts"): reading.scheduled,
            ("GET", "/{id}/stories"): reading.stories,
            ("GET", "/{id}/video_reels"): self._status.listing(VideoKind.REEL),
            ("GET", "/{id}/videos"): self._status.listing(VideoKind.FEED),
            ("GET", "/{id}/comments"): said.all,
            ("POST", "/{id}/comments"): said.add,
            ("GET", "/{id}/insights"): insights,
            ("GET", "/{id}/video_insights"): numbers.video,
            ("POST", "/{id}"): changing.change,
            ("DELETE", "/{id}"): changing.delete,
        }
