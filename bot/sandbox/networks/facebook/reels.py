"""
Reels and video stories: start, send the bytes, finish.

https://developers.facebook.com/docs/video-api/guides/reels-publishing
https://developers.facebook.com/docs/page-stories-api
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.accounts import RemoteAccount
from bot.sandbox.networks.facebook.feed import checked_message
from bot.sandbox.networks.facebook.finishing import Finishing
from bot.sandbox.networks.facebook.media_files import PROBLEM
from bot.sandbox.networks.facebook.publishing import Publishing
from bot.sandbox.networks.facebook.session import NETWORK, Caller, Guarded
from bot.sandbox.networks.facebook.timing import Timing, Visibility, scheduled_time
from bot.sandbox.networks.facebook.video_store import Phase, State, Video, VideoKind, Videos
from bot.sandbox.networks.graph.answers import bad_parameter, refused
from bot.sandbox.networks.graph.params import Params
from bot.sandbox.networks.world import World, base_of

VISIBILITIES = {
    "PUBLISHED": Visibility.PUBLIC,
    "DRAFT": Visibility.DRAFT,
    "SCHEDULED": Visibility.SCHEDULED,
}
NOTHING_THERE = frozenset({Phase.WAITING, Phase.FETCHING, Phase.EXPIRED})


class Reels:
    """``POST /{page-id}/video_reels`` and ``/{page-id}/video_stories``."""

    def __init__(
        self, world: World, videos: Videos, publishing: Publishing, finishing: Finishing
    ) -> None:
        self._world = world
        self._videos = videos
        self._publishing = publishing
        self._finishing = finishing

    def making(self, kind: VideoKind) -> Guarded:
        """Return the call that makes videos of a kind."""

        async def make(request: Request, caller: Caller) -> Response:
            page = caller.acting(request.path_params["id"], "publish")
            match caller.params.get("upload_phase", "").lower():
                case "start":
                    return self._start(request, page, kind)
                case "finish":
                    return self._finish(page, kind, caller.params)
                case other:
                    raise bad_parameter(f"Param upload_phase must be start or finish, not {other}")

        return make

    def _start(self, request: Request, page: RemoteAccount, kind: VideoKind) -> Response:
        video = Video(self._publishing.new_id(), page.id, kind, self._world.epoch_s())
        self._videos.save(video)
        url = f"{base_of(request)}/{NETWORK}/video-upload/v25.0/{video.id}"
        return JSONResponse({"video_id": video.id, "upload_url": url})

    def _finish(self, page: RemoteAccount, kind: VideoKind, params: Params) -> Response:
        video = self._open(page, kind, params)
        text = checked_message(params.get("description", ""))
        told = replace(video, text=text, title=params.get("title", ""))
        finished = self._finishing.finish(told, self._timing(kind, params))
        answer: dict[str, Any] = {"success": True}
        tells = bool(self._world.switches.of(NETWORK)["finish_tells_post_id"])
        if kind is VideoKind.STORY or tells:
            answer["post_id"] = finished.post_id
        return JSONResponse(answer)

    def _open(self, page: RemoteAccount, kind: VideoKind, params: Params) -> Video:
        """Find the video to finish, whose bytes must be here; raises ``Refused``."""
        video_id = params.get("video_id", "")
        video = self._videos.get(video_id)
        if video is None or (video.page_id, video.kind) != (page.id, kind):
            raise bad_parameter(f"Object with ID '{video_id}' does not exist", subcode=33)
        if video.state in {State.PUBLISHED, State.SCHEDULED}:
            raise bad_parameter("The video was published already")
        phase = self._publishing.phase(video)
        if phase in NOTHING_THERE:
            text = "There was a problem with the video file: it has not been uploaded."
            raise refused(PROBLEM, text)
        if phase is Phase.ERROR and video.fault:
            raise refused(video.fault.code, video.fault.message)
        return video

    def _timing(self, kind: VideoKind, params: Params) -> Timing:
        state = params.get("video_state", "PUBLISHED").upper()
        if state not in VISIBILITIES or (kind is VideoKind.STORY and state != "PUBLISHED"):
            raise bad_parameter(f"Param video_state cannot be {state}")
        if state != "SCHEDULED":
            return Timing(VISIBILITIES[state])
        days = self._world.switches.number(NETWORK, "schedule_days")
        return Timing(Visibility.SCHEDULED, scheduled_time(params, self._world.now(), days))
