"""
Getting a video out as a reel: announce it, send its bytes, wait, let everybody see it.

Its id is known before anybody sees it, and its status tells afterwards whether they do.
https://developers.facebook.com/docs/video-api/guides/reels-publishing
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from platforms.adapter import Wire
from platforms.content import Rendition
from platforms.errors import OutcomeUnknown, PlatformError, Rejected, Step, Unavailable
from platforms.facebook.calls import Calls
from platforms.facebook.errors import WRONG_OFFSET, of_video
from platforms.facebook.rules import NETWORK

PIECE_BYTES = 1024 * 1024
PROCESSING_WAITS_S = (3.0, 5.0, 5.0, *[10.0] * 29)
"""About five minutes; a video that takes longer is finished early and goes public when ready."""
PUBLISHING_WAITS_S = (2.0, 3.0, 5.0, *[10.0] * 59)
"""About ten minutes more."""
SETTLING = timedelta(seconds=60)
"""How long after a finish without an answer a video may still begin to go public."""
_UPLOADED, _FINISHING = 0.7, 0.9
"""How far a post is when its bytes are there, and when it is processed."""

DRAFT_REMARK = "Facebook kept the reel as a draft. Open Meta Business Suite and publish it there."
SLOW_REMARK = "Facebook is still processing the reel and shows it when that is done."


@dataclass(frozen=True, slots=True)
class Video:
    """One announced video as the journal keeps it."""

    id: str
    address: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How far Facebook is with a video."""

    received: int
    is_uploaded: bool
    is_ready: bool
    is_expired: bool
    is_going_out: bool
    is_draft: bool
    is_public: bool
    error: Mapping[str, Any] | None

    @classmethod
    def of(cls, status: Mapping[str, Any]) -> Standing:
        """Read a status, in either spelling of its one misspelt field."""
        sent, processed, published = (
            _phase(status, name)
            for name in ("uploading_phase", "processing_phase", "publishing_phase")
        )
        video, state = status.get("video_status"), published.get("publish_status")
        failed = [one for one in (sent, processed, published) if one.get("status") == "error"]
        told = [one["error"] for one in failed if isinstance(one.get("error"), dict)]
        received = sent.get("bytes_transfered", sent.get("bytes_transferred"))
        return cls(
            received=received if isinstance(received, int) else 0,
            is_uploaded=sent.get("status") == "complete",
            is_ready=video == "ready",
            is_expired=video == "expired",
            is_going_out=published.get("status") == "in_progress",
            is_draft=state == "draft",
            is_public=(state or published.get("status")) in {"published", "complete"},
            error=(told or [{}])[0] if failed or video == "error" else None,
        )


@dataclass(frozen=True, slots=True)
class Reel:
    """One reel about to be made; ``name`` is its fingerprint."""

    name: str
    fields: Mapping[str, str]
    file: Rendition
    calls: Calls
    wire: Wire

    async def publish(self) -> tuple[str, str]:
        """Return the video's id, and a remark where something is left to do."""
        video, standing = await self._known()
        if self._kept("tried"):
            standing = await self._settled(video, standing)
            if standing.is_public or standing.is_going_out:
                return video.id, await self._out(video)
        size = self.file.size_bytes
        if not standing.is_uploaded and standing.received < size:
            await self._send(video, standing.received)
        await self.wire.journal.progress(_UPLOADED, "Facebook is processing the video")
        await self._ready(video)
        await self.wire.journal.progress(_FINISHING, "Publishing")
        await self._finish(video)
        return video.id, await self._out(video)

    async def _known(self) -> tuple[Video, Standing]:
        """Return the video that an earlier attempt announced, or announce one."""
        kept = self._kept("reel")
        if kept:
            video = Video(**json.loads(kept))
            return video, await self._standing(video)
        video = Video(*await self.calls.start_reel())
        await self._keep("reel", json.dumps(asdict(video)))
        return video, Standing.of({})

    async def _settled(self, video: Video, standing: Standing) -> Standing:
        """Give a finish without an answer the time to show."""
        left = datetime.fromisoformat(self._kept("tried")) + SETTLING - self.wire.clock.now()
        if standing.is_public or standing.is_going_out or left <= timedelta():
            return standing
        await self.wire.clock.sleep(left.total_seconds())
        return await self._standing(video)

    async def _send(self, video: Video, first: int) -> None:
        try:
            size = self.file.size_bytes
            await self.calls.send_reel(video.address, self._pieces(first), first, size)
        except PlatformError as refusal:
            if isinstance(refusal, Rejected) or refusal.code == WRONG_OFFSET:
                await self._forget()
            raise

    async def _pieces(self, first: int) -> AsyncIterator[bytes]:
        size = self.file.size_bytes
        with await asyncio.to_thread(self.file.path.open, "rb") as stream:
            await asyncio.to_thread(stream.seek, first)
            while piece := await asyncio.to_thread(stream.read, PIECE_BYTES):
                done = (stream.tell() - len(piece)) / size
                await self.wire.journal.progress(_UPLOADED * done, "Uploading the video")
                yield piece

    async def _ready(self, video: Video) -> None:
        """Wait until the video is processed; one that takes very long may be finished early."""
        is_uploaded = False
        for wait_s in PROCESSING_WAITS_S:
            standing = await self._standing(video)
            if standing.is_ready:
                return
            is_uploaded = standing.is_uploaded
            await self.wire.clock.sleep(wait_s)
        if not is_uploaded:
            reason = "Facebook is still taking in the video."
            raise Unavailable(reason, network=NETWORK, step=Step.STATUS)

    async def _finish(self, video: Video) -> None:
        had_tried = bool(self._kept("tried"))
        if not had_tried:
            await self._keep("tried", self.wire.clock.now().isoformat())
        try:
            await self.calls.finish_reel(video.id, self.fields)
        except OutcomeUnknown:
            raise
        except PlatformError as refusal:
            if had_tried and await self._is_out(video):
                return
            if isinstance(refusal, Rejected):
                await self._forget()
            elif not had_tried:
                await self._keep("tried", "")
            raise

    async def _out(self, video: Video) -> str:
        """Wait until everybody sees the video; that nobody can look any more is no failure."""
        for wait_s in PUBLISHING_WAITS_S:
            try:
                standing = Standing.of(await self.calls.reel_status(video.id))
            except PlatformError:
                return ""
            if standing.is_public:
                return ""
            if standing.is_draft:
                return DRAFT_REMARK
            await self._refuse_spoiled(standing)
            await self.wire.clock.sleep(wait_s)
        return SLOW_REMARK

    async def _is_out(self, video: Video) -> bool:
        """Tell whether an earlier finish worked; where nobody can look, a person has to."""
        try:
            standing = Standing.of(await self.calls.reel_status(video.id))
        except PlatformError as unread:
            raise OutcomeUnknown(
                "Facebook does not say what became of an earlier try.",
                network=NETWORK,
                step=Step.STATUS,
                code=unread.code,
            ) from unread
        return standing.is_public or standing.is_going_out

    async def _standing(self, video: Video) -> Standing:
        standing = Standing.of(await self.calls.reel_status(video.id))
        await self._refuse_spoiled(standing)
        return standing

    async def _refuse_spoiled(self, standing: Standing) -> None:
        """Raise for a video that comes to nothing; the next attempt announces a new one."""
        if standing.is_public:
            return
        if standing.error is not None:
            await self._forget()
            raise of_video(standing.error)
        if standing.is_expired:
            await self._forget()
            reason = "Facebook kept the upload no longer."
            raise Unavailable(reason, network=NETWORK, step=Step.STATUS)

    async def _forget(self) -> None:
        await self._keep("reel", "")
        await self._keep("tried", "")

    def _kept(self, what: str) -> str:
        return self.wire.journal.reached(f"{what}:{self.name}") or ""

    async def _keep(self, what: str, value: str) -> None:
        await self.wire.journal.checkpoint(f"{what}:{self.name}", value)


def _phase(status: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = status.get(name)
    return found if isinstance(found, dict) else {}
