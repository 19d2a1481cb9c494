"""How far a video is: every question moves it on; and the lists of those that are out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.accounts import RemoteAccount
from bot.sandbox.networks.facebook.media_files import PROBLEM
from bot.sandbox.networks.facebook.publishing import Publishing, video_path
from bot.sandbox.networks.facebook.session import NETWORK, Caller, Guarded
from bot.sandbox.networks.facebook.video_store import (
    Fault,
    Phase,
    State,
    Video,
    VideoKind,
    Videos,
)
from bot.sandbox.networks.faults import armed
from bot.sandbox.networks.graph.fields import Readers, chosen
from bot.sandbox.networks.graph.listing import DEFAULT_PAGE, MAX_PAGE, graph_time
from bot.sandbox.networks.graph.rupload import Rupload
from bot.sandbox.networks.world import World, base_of

VIDEO_STATUS = {
    Phase.WAITING: "processing",
    Phase.FETCHING: "processing",
    Phase.UPLOADED: "upload_complete",
    Phase.PROCESSING: "processing",
    Phase.READY: "ready",
    Phase.ERROR: "error",
    Phase.EXPIRED: "expired",
}
PROCESSED = {Phase.PROCESSING: "in_progress", Phase.READY: "complete"}
SENDING = {
    Phase.WAITING: "not_started",
    Phase.EXPIRED: "not_started",
    Phase.FETCHING: "in_progress",
}
PUBLISH_STATUS = {State.DRAFT: "draft", State.SCHEDULED: "scheduled"}


class Status:
    """``GET /{video-id}``."""

    def __init__(self, world: World, videos: Videos, publishing: Publishing) -> None:
        self._world = world
        self._videos = videos
        self._publishing = publishing
        self._rupload = Rupload(world)

    async def read(self, request: Request, caller: Caller, video: Video) -> Response:
        """Show a video and how far it is."""
        page = caller.page(video.page_id)
        caller.needs("read", page)
        if fault := armed(request, "video_error"):
            code = int(fault.number("code", PROBLEM))
            video = self._spoiled(video, Fault(code, "There was a problem with the video file."))
        seen = self._publishing.settle(video)
        answer = JSONResponse(self._shown(seen, page, caller, base_of(request)))
        if seen.received_at is not None and "status" in caller.params.get("fields", ""):
            self._videos.save(replace(seen, polls=seen.polls + 1))
        return answer

    def listing(self, kind: VideoKind) -> Guarded:
        """Return the call that lists a Page's public videos of a kind."""

        async def listed(request: Request, caller: Caller) -> Response:
            page = caller.page(request.path_params["id"])
            caller.needs("read", page)
            size, base = caller.params.number("limit", DEFAULT_PAGE), base_of(request)
            videos = self._videos.of(page.id, kind)[: min(size, MAX_PAGE)]
            return JSONResponse({"data": [self._shown(v, page, caller, base) for v in videos]})

        return listed

    def _shown(
        self, video: Video, page: RemoteAccount, caller: Caller, base: str
    ) -> dict[str, Any]:
        readers: Readers = {
            "id": lambda: video.id,
            "status": lambda: self._status(video),
            "published": lambda: video.is_public,
            "permalink_url": lambda: base + video_path(video, page),
            "post_id": lambda: video.post_id if video.is_public else None,
            "title": lambda: video.title or None,
            "description": lambda: video.text or None,
            "created_time": lambda: graph_time(datetime.fromtimestamp(video.created_at, UTC)),
            "length": lambda: video.media.details.get("duration_s") if video.media else None,
            "from": lambda: {"id": page.id, "name": page.details["name"]},
        }
        return chosen(caller.params, "Video", readers)

    def _spoiled(self, video: Video, fault: Fault) -> Video:
        now = self._world.epoch_s()
        done = replace(video, fault=fault, polls=1_000, received_at=video.received_at or now)
        self._videos.save(done)
        return done

    def _status(self, video: Video) -> dict[str, Any]:
        phase = self._publishing.phase(video)
        return {
            "video_status": VIDEO_STATUS[phase],
            "uploading_phase": self._sent(video, phase),
            "processing_phase": _processed(video, phase),
            "publishing_phase": _published(video, phase),
        }

    def _sent(self, video: Video, phase: Phase) -> dict[str, Any]:
        word = self._world.switches.word(NETWORK, "bytes_word")
        received = self._rupload.received(f"{NETWORK}:{video.id}")
        said = SENDING.get(phase, "complete")
        if phase is Phase.WAITING and received:
            said = "in_progress"
        if phase is Phase.ERROR and video.fault and video.fault.is_upload:
            return {"status": "error", "error": {"message": video.fault.message}}
        return {"status": said, word: received}


def _processed(video: Video, phase: Phase) -> dict[str, Any]:
    fault = video.fault
    if phase is Phase.ERROR and fault and not fault.is_upload:
        return {"status": "error", "error": {"message": fault.message, "code": fault.code}}
    return {"status": PROCESSED.get(phase, "not_started")}


def _published(video: Video, phase: Phase) -> dict[str, Any]:
    if video.is_public:
        at = int(video.publish_at or video.finished_at or video.created_at)
        return {"status": "complete", "publish_status": "published", "publish_time": at}
    said = PUBLISH_STATUS.get(video.state, "not_published")
    if video.state is State.SCHEDULED and video.publish_at:
        waits = {"publish_time": int(video.publish_at)}
        return {"status": "not_started", "publish_status": said, **waits}
    if phase is Phase.ERROR and video.state is not State.OPEN:
        return {"status": "error", "publish_status": said}
    started = video.state is State.PUBLISHED
    return {"status": "in_progress" if started else "not_started", "publish_status": said}
