"""Reading videos back (https://developers.google.com/youtube/v3/docs/videos/list)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.faults import armed
from bot.sandbox.networks.world import World, base_of
from bot.sandbox.networks.youtube.answers import bad_parameter, forbidden
from bot.sandbox.networks.youtube.finding import Finding
from bot.sandbox.networks.youtube.metadata import FIELDS, FREE_PARTS
from bot.sandbox.networks.youtube.parameters import MAX_PAGE, etag, parts_of
from bot.sandbox.networks.youtube.publishing import Publishing
from bot.sandbox.networks.youtube.rendering import OWNERS_PARTS, Rendering, published_at
from bot.sandbox.networks.youtube.session import Caller
from bot.sandbox.networks.youtube.video_store import UploadStatus, Video, Videos

PARTS = frozenset({*FIELDS, *FREE_PARTS})
STAT_PARTS = frozenset({"id", "snippet", "contentDetails", "statistics"})
MOVING_PARTS = frozenset({"status", "processingDetails"})
FAILURES = frozenset("codec conversion emptyFile invalidFile tooSmall uploadAborted".split())
REJECTIONS = frozenset(
    "claim copyright duplicate inappropriate legal length termsOfUse trademark"
    " uploaderAccountClosed uploaderAccountSuspended".split()
)


class Reading:
    """The calls that look videos up by id."""

    def __init__(
        self,
        world: World,
        videos: Videos,
        finding: Finding,
        publishing: Publishing,
        rendering: Rendering,
    ) -> None:
        self._world = world
        self._videos = videos
        self._finding = finding
        self._publishing = publishing
        self._rendering = rendering

    async def videos(self, request: Request, caller: Caller) -> Response:
        """Show videos; a question about its state moves the processing of one's own on."""
        parts = parts_of(request, PARTS)
        found = self._found(request, caller)
        if OWNERS_PARTS & set(parts) and any(v.account_id != caller.account.id for v in found):
            raise forbidden("The request is not authorized to read these details of the video.")
        if MOVING_PARTS & set(parts):
            found = [self._moved_on(request, video, caller) for video in found]
        base = base_of(request)
        items = [
            self._rendering.video(
                video, parts, base, is_owner=video.account_id == caller.account.id
            )
            for video in found
        ]
        about = {"pageInfo": {"totalResults": len(items), "resultsPerPage": len(items)}}
        kind = "youtube#videoListResponse"
        return JSONResponse({"kind": kind, "etag": etag(items), "items": items, **about})

    async def statistics(self, request: Request, caller: Caller) -> Response:
        """Show the counters of many videos at once, from a bucket of their own."""
        parts = parts_of(request, STAT_PARTS)
        items = [self._counted(video, parts) for video in self._found(request, caller)]
        kind = "youtube#batchGetStatsResponse"
        return JSONResponse({"kind": kind, "etag": etag(items), "items": items})

    def _found(self, request: Request, caller: Caller) -> list[Video]:
        given = [name for value in request.query_params.getlist("id") for name in value.split(",")]
        ids = list(dict.fromkeys(name for name in given if name))
        if not ids:
            text = "No filter selected. Expected one of: id, chart, myRating"
            raise bad_parameter("parameters.", "missingRequiredParameter", text)
        if len(ids) > MAX_PAGE:
            text = f"The request specifies more than {MAX_PAGE} ids."
            raise bad_parameter("id", "invalidFilters", text)
        return [video for video in (self._finding.seen(i, caller) for i in ids) if video]

    def _moved_on(self, request: Request, video: Video, caller: Caller) -> Video:
        if video.account_id != caller.account.id:
            return video
        if self._rendering.upload_status(video) is not UploadStatus.UPLOADED:
            return video
        if fault := armed(request, "processing_failed"):
            return self._lost(video, failure=_reason(fault.details, FAILURES, "conversion"))
        if fault := armed(request, "upload_rejected"):
            return self._lost(video, rejection=_reason(fault.details, REJECTIONS, "copyright"))
        video = replace(video, polls=video.polls + 1)
        self._videos.save(video)
        return video

    def _lost(self, video: Video, *, failure: str = "", rejection: str = "") -> Video:
        video = replace(video, polls=1_000, due_at=None, failure=failure, rejection=rejection)
        self._publishing.take_away(video)
        return video

    def _counted(self, video: Video, parts: tuple[str, ...]) -> dict[str, Any]:
        counts = self._rendering.counts(video)
        shown: dict[str, dict[str, str]] = {
            "snippet": {"publishTime": published_at(video)},
            "contentDetails": {"duration": f"{video.facts.get('duration_s', 0):.0f}s"},
            "statistics": {
                "viewCount": str(counts["views"]),
                "likeCount": str(counts["likes"]),
                "commentCount": str(counts["comments"]),
            },
        }
        kept = {name: shown[name] for name in parts if name in shown}
        return {"kind": "youtube#videoStats", "etag": etag(kept), "id": video.id, **kept}


def _reason(details: Any, known: frozenset[str], default: str) -> str:
    given = str(details.get("code", default))
    return given if given in known else default
