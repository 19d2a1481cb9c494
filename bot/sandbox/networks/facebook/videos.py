"""
Feed videos by the old call, and why vertical ones should not go there.

https://developers.facebook.com/docs/graph-api/reference/page/videos
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.facebook.feed import checked_message
from bot.sandbox.networks.facebook.finishing import Finishing
from bot.sandbox.networks.facebook.media_files import is_vertical
from bot.sandbox.networks.facebook.publishing import Publishing
from bot.sandbox.networks.facebook.session import NETWORK, Caller
from bot.sandbox.networks.facebook.sessions import Sessions
from bot.sandbox.networks.facebook.timing import Timing, Visibility, timing_of
from bot.sandbox.networks.facebook.uploading import Uploading
from bot.sandbox.networks.facebook.video_store import Video, VideoKind
from bot.sandbox.networks.fetching import unfit
from bot.sandbox.networks.graph.answers import bad_parameter
from bot.sandbox.networks.graph.params import Params
from bot.sandbox.networks.world import World

SOURCES = ("file_url", "fbuploader_video_file_chunk")


class VideoCalls:
    """``POST graph-video.facebook.com/{page-id}/videos``."""

    def __init__(
        self,
        world: World,
        publishing: Publishing,
        finishing: Finishing,
        uploading: Uploading,
        sessions: Sessions,
    ) -> None:
        self._world = world
        self._publishing = publishing
        self._finishing = finishing
        self._uploading = uploading
        self._sessions = sessions

    async def create(self, request: Request, caller: Caller) -> Response:
        """Take a video and publish it when it is processed, or let it end as a draft."""
        page, params = caller.acting(request.path_params["id"], "publish"), caller.params
        days = self._world.switches.number(NETWORK, "schedule_days")
        timing = timing_of(params, self._world.now(), days)
        video = Video(
            id=self._publishing.new_id(),
            page_id=page.id,
            kind=VideoKind.FEED,
            created_at=self._world.epoch_s(),
            title=params.get("title", ""),
            text=checked_message(params.get("description", "")),
        )
        self._publishing.is_not_too_fast(page.id)
        arrived = await self._gathered(video, params)
        self._finishing.finish(arrived, self._trapped(arrived, timing))
        return JSONResponse({"id": video.id})

    async def _gathered(self, video: Video, params: Params) -> Video:
        sent = params.files.get("source")
        given = [name for name in SOURCES if params.get(name)]
        if len(given) + bool(sent) != 1:
            raise bad_parameter("Give one of file_url, source and fbuploader_video_file_chunk")
        if sent:
            return await self._uploading.arrive(video, self._world.blobs.keep([sent]))
        if given == ["fbuploader_video_file_chunk"]:
            blob = self._sessions.file_of(params["fbuploader_video_file_chunk"])
            return await self._uploading.arrive(video, blob)
        if wrong := unfit(params["file_url"]):
            raise bad_parameter(f"The URL is not valid: {wrong}", subcode=2061006)
        return await self._uploading.fetch(video, params["file_url"])

    def _trapped(self, video: Video, timing: Timing) -> Timing:
        """Turn a vertical clip into a draft that waits in the app and is never seen."""
        traps = bool(self._world.switches.of(NETWORK)["draft_trap"])
        if traps and video.media and is_vertical(video.media):
            return Timing(Visibility.DRAFT)
        return timing
