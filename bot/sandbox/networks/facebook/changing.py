"""
Changing and deleting what a Page has made.

https://developers.facebook.com/docs/pages-api/posts
"""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.facebook.draft_store import Draft, reworded
from bot.sandbox.networks.facebook.feed import checked_message
from bot.sandbox.networks.facebook.publishing import Publishing
from bot.sandbox.networks.facebook.reading import Reading
from bot.sandbox.networks.facebook.session import NETWORK, Caller
from bot.sandbox.networks.facebook.stores import Stores
from bot.sandbox.networks.facebook.timing import Timing, Visibility, scheduled_time
from bot.sandbox.networks.graph.answers import bad_parameter
from bot.sandbox.networks.graph.params import Params
from bot.sandbox.networks.posts import RemotePost
from bot.sandbox.networks.world import World


class Changing:
    """``POST`` and ``DELETE /{id}``."""

    def __init__(
        self, world: World, stores: Stores, publishing: Publishing, reading: Reading
    ) -> None:
        self._world = world
        self._drafts = stores.drafts
        self._photos = stores.photos
        self._videos = stores.videos
        self._publishing = publishing
        self._reading = reading

    async def change(self, request: Request, caller: Caller) -> Response:
        """Change a post's words, or show one that nobody saw so far."""
        post_id, params = request.path_params["id"], caller.params
        if not {"message", "is_published", "scheduled_publish_time"} & set(params):
            raise bad_parameter("There is nothing to change: message or is_published is required")
        draft = self._drafts.get(post_id)
        if draft:
            caller.acting(draft.post.account_id, "publish")
            with self._world.db.transaction():
                self._change_draft(draft, params)
            return JSONResponse({"success": True})
        post = self._reading.public(post_id, caller)
        caller.acting(post.account_id, "publish")
        if params.is_false("is_published") or "scheduled_publish_time" in params:
            raise bad_parameter("A published post cannot be taken back or scheduled")
        if "message" in params:
            text = checked_message(params["message"])
            self._world.posts.change(replace(post, text=text))
        return JSONResponse({"success": True})

    async def delete(self, request: Request, caller: Caller) -> Response:
        """Take a post, a photo or a video away."""
        object_id = request.path_params["id"]
        with self._world.db.transaction():
            if draft := self._drafts.get(object_id):
                caller.acting(draft.post.account_id, "publish")
                self._drafts.forget(draft)
            elif photo := self._photos.get(object_id, self._world.epoch_s()):
                caller.acting(photo.page_id, "publish")
                self._photos.delete(photo)
                self._delete_post(photo.post_id)
            elif video := self._videos.get(object_id):
                caller.acting(video.page_id, "publish")
                self._videos.save(replace(video, deleted=True))
                self._delete_post(video.post_id)
            else:
                post = self._reading.public(object_id, caller)
                caller.acting(post.account_id, "publish")
                self._world.posts.delete(post, self._world.now())
                self._delete_videos(post)
        return JSONResponse({"success": True})

    def _change_draft(self, draft: Draft, params: Params) -> None:
        if "message" in params:
            draft = reworded(draft, checked_message(params["message"]))
        if "scheduled_publish_time" in params:
            days = self._world.switches.number(NETWORK, "schedule_days")
            at = scheduled_time(params, self._world.now(), days)
            draft = replace(draft, timing=Timing(Visibility.SCHEDULED, at))
        if params.is_true("is_published"):
            self._publishing.release(draft)
        else:
            self._drafts.save(draft)

    def _delete_videos(self, post: RemotePost) -> None:
        videos = (self._videos.get(video_id) for video_id in post.details.get("video_ids", ()))
        for video in filter(None, videos):
            self._videos.save(replace(video, deleted=True))

    def _delete_post(self, post_id: str) -> None:
        """Take the post of a lone photo or video away with it."""
        post = self._world.posts.get(NETWORK, post_id) if post_id else None
        if post and not post.deleted and len(post.media) == 1:
            self._world.posts.delete(post, self._world.now())
