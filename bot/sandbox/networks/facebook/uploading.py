"""
Sending a reel's or a story's bytes (``rupload.facebook.com``).

https://developers.facebook.com/docs/video-api/guides/reels-publishing
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.blobs import Blob
from bot.sandbox.networks.facebook.media_files import LIMITS, PROBLEM, judge_video
from bot.sandbox.networks.facebook.publishing import Publishing
from bot.sandbox.networks.facebook.session import NETWORK, Reception
from bot.sandbox.networks.facebook.video_store import Fault, Phase, Video, Videos
from bot.sandbox.networks.fetching import AGENT, NotFetched, unfit
from bot.sandbox.networks.graph.answers import Refused, not_visible
from bot.sandbox.networks.graph.params import Params
from bot.sandbox.networks.graph.rupload import Rupload, failed
from bot.sandbox.networks.world import World

MAX_ROBOTS_BYTES = 512 * 1024


class Uploading:
    """``POST rupload.facebook.com/video-upload/{version}/{video-id}``."""

    def __init__(
        self, world: World, videos: Videos, publishing: Publishing, reception: Reception
    ) -> None:
        self._world = world
        self._videos = videos
        self._publishing = publishing
        self._reception = reception
        self._rupload = Rupload(world)

    async def upload(self, request: Request) -> Response:
        """Take bytes, or fetch them from ``file_url`` while the caller goes on."""
        body = await request.body()
        try:
            video = self._video(request)
            if file_url := request.headers.get("file_url"):
                await self._pull(video, file_url)
            else:
                await self._take(video, request, body)
        except Refused as refusal:
            return refusal.answer
        return JSONResponse({"success": True})

    async def arrive(self, video: Video, blob: Blob) -> Video:
        """Note that all bytes of a video are here, and what they are."""
        media, fault = await asyncio.to_thread(judge_video, blob, video.kind)
        arrived = replace(video, received_at=self._world.epoch_s(), media=media, fault=fault)
        self._videos.save(arrived)
        return arrived

    async def fetch(self, video: Video, url: str) -> Video:
        """Fetch a video's bytes; whether that worked is told by its status alone."""
        try:
            limit = LIMITS[video.kind].max_bytes
            blob = await self._world.fetcher.fetch(url, max_bytes=limit)
        except NotFetched as failure:
            fault = Fault(PROBLEM, f"The video could not be fetched: {failure}.", is_upload=True)
            lost = replace(video, received_at=self._world.epoch_s(), was_pulled=True, fault=fault)
            self._videos.save(lost)
            return lost
        return await self.arrive(replace(video, was_pulled=True), blob)

    def _video(self, request: Request) -> Video:
        scheme, _, _ = request.headers.get("authorization", "").partition(" ")
        caller = self._reception.admit(request, Params())
        video = self._videos.get(request.path_params["video_id"])
        if scheme.lower() != "oauth" or video is None:
            raise not_visible(request.path_params["video_id"])
        caller.acting(video.page_id, "publish")
        if video.received_at is not None:
            raise failed("The video has all its bytes.")
        if self._publishing.phase(video) is Phase.EXPIRED:
            raise failed("The upload has expired.")
        return video

    async def _take(self, video: Video, request: Request, body: bytes) -> None:
        offset, size = request.headers.get("offset", ""), request.headers.get("file_size", "")
        name = f"{NETWORK}:{video.id}"
        await self.arrive(
            video, await self._rupload.take(name, body, offset=offset, file_size=size)
        )

    async def _pull(self, video: Video, file_url: str) -> None:
        host = urlsplit(file_url).hostname or ""
        if wrong := unfit(file_url):
            raise failed(f"The file could not be fetched: {wrong}.")
        if host.endswith("fbcdn.net"):
            raise failed("Files on fbcdn are not fetched.")
        if not await self._may_fetch(file_url):
            raise failed(f"The robots.txt of {host} does not let {AGENT} in.")
        await self.fetch(video, file_url)

    async def _may_fetch(self, url: str) -> bool:
        parts = urlsplit(url)
        try:
            blob = await self._world.fetcher.fetch(
                f"{parts.scheme}://{parts.netloc}/robots.txt", max_bytes=MAX_ROBOTS_BYTES
            )
        except NotFetched:
            return True
        rules = RobotFileParser()
        rules.parse(blob.path.read_text(errors="replace").splitlines())
        return rules.can_fetch(AGENT, url)
