"""Still pictures (https://developers.google.com/youtube/v3/docs/thumbnails/set)."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from bot.sandbox.networks.pages import nothing_here
from bot.sandbox.networks.world import World, base_of
from bot.sandbox.networks.youtube.answers import forbidden, refused, video_not_found
from bot.sandbox.networks.youtube.finding import Finding
from bot.sandbox.networks.youtube.media_files import MAX_THUMBNAIL_BYTES, is_thumbnail
from bot.sandbox.networks.youtube.parameters import etag
from bot.sandbox.networks.youtube.rendering import Rendering, thumbnails
from bot.sandbox.networks.youtube.session import NETWORK, Caller
from bot.sandbox.networks.youtube.video_store import UploadStatus, Video, Videos

KINDS = frozenset({"image/jpeg", "image/png", "application/octet-stream"})


class Thumbnails:
    """``POST /upload/youtube/v3/thumbnails/set``, and the pictures themselves."""

    def __init__(
        self, world: World, videos: Videos, finding: Finding, rendering: Rendering
    ) -> None:
        self._world = world
        self._videos = videos
        self._finding = finding
        self._rendering = rendering

    async def put(self, request: Request, caller: Caller) -> Response:
        """Take a picture for a video."""
        data = await request.body()
        video = self._finding.mine(request.query_params.get("videoId", ""), caller)
        if self._is_too_early(video):
            raise video_not_found()
        if not caller.account.details.get("custom_thumbnails", True):
            raise forbidden("The authenticated user doesn't have permissions to set thumbnails.")
        if not data:
            text = "The request does not include the image content."
            raise refused(400, "mediaBodyRequired", text, domain="youtube.thumbnail")
        kind = request.headers.get("content-type", "").split(";")[0]
        blob = self._world.blobs.keep([data])
        fits = kind in KINDS and len(data) <= MAX_THUMBNAIL_BYTES
        if not fits or not await asyncio.to_thread(is_thumbnail, blob.path):
            text = "The provided image content is invalid."
            raise refused(400, "invalidImage", text, domain="youtube.thumbnail")
        video = replace(video, thumbnail=blob.sha256)
        self._videos.save(video)
        items = [thumbnails(video, base_of(request))]
        kind = "youtube#thumbnailSetResponse"
        return JSONResponse({"kind": kind, "etag": etag(blob.sha256), "items": items})

    async def picture(self, request: Request) -> Response:
        """Show a video's picture to people."""
        video = self._videos.get(request.path_params["id"])
        blob = self._world.blobs.get(video.thumbnail) if video else None
        if blob is None:
            return nothing_here()
        with blob.path.open("rb") as file:
            is_png = file.read(4) == b"\x89PNG"
        mime = "image/png" if is_png else "image/jpeg"
        return FileResponse(blob.path, media_type=mime)

    def _is_too_early(self, video: Video) -> bool:
        """Tell whether this part of YouTube has not heard of the video yet."""
        if video.is_short and self._rendering.upload_status(video) is UploadStatus.UPLOADED:
            return True
        lag_s = self._world.switches.number(NETWORK, "thumbnail_lag_s")
        return self._world.epoch_s() - video.uploaded_at < lag_s
