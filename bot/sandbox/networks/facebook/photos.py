"""
Photos: posted at once, or sent ahead for a post or a story.

https://developers.facebook.com/docs/graph-api/reference/page/photos
"""

from __future__ import annotations

import asyncio
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.blobs import Blob
from bot.sandbox.networks.facebook.feed import checked_message
from bot.sandbox.networks.facebook.media_files import MEGABYTE, judge_photo, missing_image
from bot.sandbox.networks.facebook.photo_store import Photo, Photos
from bot.sandbox.networks.facebook.publishing import Publishing
from bot.sandbox.networks.facebook.session import NETWORK, Caller
from bot.sandbox.networks.facebook.timing import Visibility, timing_of
from bot.sandbox.networks.fetching import NotFetched, unfit
from bot.sandbox.networks.graph.answers import bad_parameter
from bot.sandbox.networks.graph.params import Params
from bot.sandbox.networks.posts import PostedMedia, RemotePost
from bot.sandbox.networks.world import World


class PhotoCalls:
    """``POST /{page-id}/photos`` and ``/{page-id}/photo_stories``."""

    def __init__(self, world: World, photos: Photos, publishing: Publishing) -> None:
        self._world = world
        self._photos = photos
        self._publishing = publishing

    async def create(self, request: Request, caller: Caller) -> Response:
        """Take a picture; unless it is unpublished, it is a post of its own."""
        page, params = caller.acting(request.path_params["id"], "publish"), caller.params
        caption = checked_message(params.get("caption", params.get("message", "")))
        days = self._world.switches.number(NETWORK, "schedule_days")
        timing = timing_of(params, self._world.now(), days)
        media = await self._picture(params)
        photo = Photo(
            id=self._publishing.new_id(),
            page_id=page.id,
            caption=caption,
            media=media,
            created_at=self._world.epoch_s(),
            temporary=params.is_true("temporary"),
        )
        if timing.visibility is Visibility.DARK:
            self._photos.add(photo)
            return JSONResponse({"id": photo.id})
        number = self._publishing.new_id()
        post = self._post(photo, f"{page.id}_{number}", f"{page.handle}/posts/{number}", caption)
        with self._world.db.transaction():
            self._photos.add(photo)
            self._publishing.submit(post, timing)
        return JSONResponse({"id": photo.id, "post_id": post.id})

    async def tell_story(self, request: Request, caller: Caller) -> Response:
        """Show a photo that was sent ahead as a story."""
        page = caller.acting(request.path_params["id"], "publish")
        photo = self._photos.get(caller.params.get("photo_id", ""), self._world.epoch_s())
        if photo is None or photo.page_id != page.id:
            raise bad_parameter("Param photo_id names no photo of this Page", subcode=33)
        number = self._publishing.new_id()
        post = self._post(photo, number, f"stories/{page.id}/{number}", "")
        told = {"kind": "story", "media_id": photo.id, "media_type": "photo"}
        with self._world.db.transaction():
            story = replace(post, details={**post.details, **told})
            self._publishing.tell_story(page, story)
        return JSONResponse({"success": True, "post_id": number})

    def _post(self, photo: Photo, post_id: str, place: str, text: str) -> RemotePost:
        return RemotePost(
            network=NETWORK,
            id=post_id,
            account_id=photo.page_id,
            path=f"/{NETWORK}/{place}",
            text=text,
            created_at=self._world.now(),
            media=(photo.media,),
            details={"kind": "photos", "link": "", "photo_ids": [photo.id]},
        )

    async def _picture(self, params: Params) -> PostedMedia:
        max_bytes = int(self._world.switches.number(NETWORK, "photo_max_mb") * MEGABYTE)
        blob = await self._bytes(params, max_bytes)
        alt_text = params.get("alt_text_custom", "")
        return await asyncio.to_thread(judge_photo, blob, max_bytes, alt_text)

    async def _bytes(self, params: Params, max_bytes: int) -> Blob:
        url, sent = params.get("url"), params.files.get("source")
        if url and sent:
            raise bad_parameter("Give url or source, not both")
        if sent:
            return self._world.blobs.keep([sent])
        if not url:
            raise missing_image("The parameter url or source is required.")
        if wrong := unfit(url):
            raise bad_parameter(f"The URL is not valid: {wrong}", subcode=2061006)
        try:
            return await self._world.fetcher.fetch(url, max_bytes=max_bytes)
        except NotFetched as failure:
            raise missing_image(f"The picture could not be fetched: {failure}.") from failure
