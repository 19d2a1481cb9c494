"""
Getting a video to TikTok in chunks that can be taken up again after any interruption.

A lost answer to the opening call publishes nothing; the last chunk does, and the publication's
id, kept since the opening, tells afterwards what became of it.
https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from platforms.adapter import Wire
from platforms.composition import Composition
from platforms.content import Rendition
from platforms.errors import OutcomeUnknown, PlatformError, Rejected, Step, Unavailable
from platforms.tiktok.calls import Calls
from platforms.tiktok.creator import permitted
from platforms.tiktok.following import OVER, asked_in_doubt
from platforms.tiktok.resource import is_draft, video_info
from platforms.tiktok.rules import NETWORK

CHUNK_BYTES = 10_000_000
"""Between 5 and 64 MB, whichever megabytes TikTok means."""
OPEN_FOR = timedelta(minutes=55)
"""TikTok takes bytes for an hour."""
_BAD_FIELD = frozenset({"invalid_param", "invalid_params"})
_DROPPED = frozenset({"400", "403", "404"})
_UPLOADED = 0.8
"""How far a post is when its last byte is there."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One upload as the journal keeps it; ``is_sent`` once its last byte may have gone out."""

    publish_id: str
    address: str
    opened_at: str
    received: int = 0
    is_sent: bool = False

    def as_text(self) -> str:
        """Return what the journal keeps."""
        return json.dumps(asdict(self))

    @classmethod
    def recall(cls, kept: str | None) -> Upload | None:
        """Read what the journal kept; a cleared one is none."""
        return cls(**json.loads(kept)) if kept else None

    def is_open(self, now: datetime) -> bool:
        """Tell whether TikTok still takes bytes for it."""
        return now < datetime.fromisoformat(self.opened_at) + OPEN_FOR


def chunk_ends(size_bytes: int) -> tuple[int, ...]:
    """Return where each chunk ends: equal ones, of which the last takes what is over."""
    count = max(1, size_bytes // CHUNK_BYTES)
    return (*(CHUNK_BYTES * number for number in range(1, count)), size_bytes)


async def publication_of(
    composition: Composition, file: Rendition, checkpoint: str, calls: Calls, wire: Wire
) -> str:
    """Return the id of the video's publication, sending what TikTok does not have yet."""
    upload = Upload.recall(wire.journal.reached(checkpoint))
    is_open = upload is not None and upload.is_open(wire.clock.now())
    if upload is not None and upload.is_sent:
        upload = await _looked_at(upload, file, calls, is_open=is_open)
    elif not is_open:
        upload = None
    if upload is None:
        upload = await _opened(composition, file, calls, wire)
        await wire.journal.checkpoint(checkpoint, upload.as_text())
    await _Sending(file, checkpoint, calls, wire).go_on(upload)
    return upload.publish_id


async def _looked_at(
    upload: Upload, file: Rendition, calls: Calls, *, is_open: bool
) -> Upload | None:
    """
    Ask how much of an upload arrived whose last chunk got no answer.

    ``None`` when it is incomplete for good. Where TikTok does not say, the last chunk is sent
    again as long as it can be: the same upload makes one post, however often it is sent.
    """
    standing = await asked_in_doubt(upload.publish_id, calls)
    size, received = file.size_bytes, standing.received
    if standing.status in OVER or (received or 0) >= size or (received is None and not is_open):
        return replace(upload, received=size)
    if not is_open:
        return None
    last = (0, *chunk_ends(size))[-2]
    return replace(upload, received=last if received is None else _reached(received, size))


async def _opened(composition: Composition, file: Rendition, calls: Calls, wire: Wire) -> Upload:
    """Announce the video."""
    allowed = await permitted(composition, (file,), calls)
    size, count = file.size_bytes, len(chunk_ends(file.size_bytes))
    source = {
        "source": "FILE_UPLOAD",
        "video_size": size,
        "chunk_size": size if count == 1 else CHUNK_BYTES,
        "total_chunk_count": count,
    }
    body: dict[str, Any] = {"post_info": video_info(allowed), "source_info": source}
    at = wire.clock.now().isoformat()
    try:
        opened = await calls.open_video(body, is_draft=is_draft(allowed))
    except Rejected as refusal:
        if not (is_draft(allowed) and refusal.code in _BAD_FIELD):
            raise
        # That a draft's text may come along is common practice and not documented.
        opened = await calls.open_video({"source_info": source}, is_draft=True)
    return Upload(*opened, at)


@dataclass(frozen=True, slots=True)
class _Sending:
    """One video on its way."""

    file: Rendition
    checkpoint: str
    calls: Calls
    wire: Wire

    async def go_on(self, upload: Upload) -> None:
        """Send what is missing, chunk after chunk, remembering how far it is."""
        size = self.file.size_bytes
        with await asyncio.to_thread(self.file.path.open, "rb") as stream:
            while upload.received < size:
                first = upload.received
                end = next(end for end in chunk_ends(size) if end > first)
                await asyncio.to_thread(stream.seek, first)
                reached = await self._send(
                    upload, await asyncio.to_thread(stream.read, end - first)
                )
                if reached == size:
                    return
                upload = replace(upload, received=reached, is_sent=False)
                await self._keep(upload)
                if reached <= first:
                    raise Unavailable(
                        "TikTok lost a part of the video.",
                        network=NETWORK,
                        step=Step.CREATE if end == size else Step.UPLOAD,
                    )
                await self.wire.journal.progress(_UPLOADED * reached / size, "Uploading the video")

    async def _send(self, upload: Upload, chunk: bytes) -> int:
        """Send one chunk; return up to where TikTok has the video."""
        first, size = upload.received, self.file.size_bytes
        if first + len(chunk) == size:
            await self._keep(replace(upload, is_sent=True))
        try:
            told = await self.calls.send_chunk(
                upload.address, chunk, self.file.mime, first=first, total=size
            )
        except OutcomeUnknown:
            raise
        except PlatformError as refusal:
            is_dropped = refusal.code in _DROPPED
            if upload.is_sent and is_dropped:
                return size  # the publication itself tells what became of the earlier try
            if not upload.is_sent:
                await self._keep(None if is_dropped else upload)
            raise
        return first + len(chunk) if told is None else _reached(told, size)

    async def _keep(self, upload: Upload | None) -> None:
        text = upload.as_text() if upload else ""
        await self.wire.journal.checkpoint(self.checkpoint, text)


def _reached(told: int, size_bytes: int) -> int:
    """Return the end of the last whole chunk; TikTok may count bytes or name the last one."""
    return max(end for end in (0, *chunk_ends(size_bytes)) if end <= told + 1)
