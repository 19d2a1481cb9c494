"""
Getting a video to YouTube in pieces that can be taken up again after any interruption.

The video exists once its last byte is there, and the upload's address still tells of it then:
after a crash, asking that address decides.
https://developers.google.com/youtube/v3/guides/using_resumable_upload_protocol
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from platforms import fingerprint
from platforms.adapter import Wire
from platforms.composition import Composition
from platforms.content import Rendition
from platforms.errors import OutcomeUnknown, Step, Unavailable
from platforms.youtube.calls import Calls, Progress
from platforms.youtube.resource import resource_of
from platforms.youtube.rules import NETWORK

PIECE_BYTES = 32 * 262_144
"""8 MiB; YouTube takes multiples of 256 KiB."""
_CLOCKS_DIFFER = timedelta(seconds=60)
_UPLOADED = 0.9
"""How far a post is when its last byte is there."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One upload as the journal keeps it; ``sent_at`` once its last byte may have gone out."""

    address: str
    sent_at: datetime | None = None

    def as_text(self) -> str:
        """Return what the journal keeps."""
        sent = self.sent_at.isoformat() if self.sent_at else None
        return json.dumps({"address": self.address, "sent_at": sent})

    @classmethod
    def recall(cls, kept: str | None) -> Upload | None:
        """Read what the journal kept."""
        if not kept:
            return None
        value = json.loads(kept)
        sent = value["sent_at"]
        return cls(value["address"], datetime.fromisoformat(sent) if sent else None)


async def video_of(
    composition: Composition, file: Rendition, calls: Calls, wire: Wire
) -> dict[str, Any]:
    """Return the video, uploading what of it is not at YouTube yet."""
    checkpoint = _checkpoint(composition, file)
    upload = Upload.recall(wire.journal.reached(checkpoint))
    progress = Progress()
    if upload is not None:
        progress = await calls.ask_upload(upload.address, file.size_bytes)
        if progress.video is not None:
            return progress.video
        if progress.is_gone:
            if upload.sent_at and (found := await _found(composition, upload.sent_at, calls)):
                return found
            upload, progress = None, Progress()
    if upload is None:
        address = await calls.open_upload(
            resource_of(composition),
            size_bytes=file.size_bytes,
            mime=file.mime,
            notifies=bool(composition.options["notify_subscribers"]),
        )
        upload = Upload(address)
        await wire.journal.checkpoint(checkpoint, upload.as_text())
    rest = _Rest(file, checkpoint, progress.received)
    return await _send(rest, upload, calls, wire)


async def forget(composition: Composition, file: Rendition, wire: Wire) -> None:
    """Let the next attempt upload anew: the upload's address would answer with the old video."""
    await wire.journal.checkpoint(_checkpoint(composition, file), "")


def _checkpoint(composition: Composition, file: Rendition) -> str:
    return f"upload:{fingerprint.of_composition(composition, [file])}"


@dataclass(frozen=True, slots=True)
class _Rest:
    """What YouTube does not have yet of a file, from the byte ``first`` on."""

    file: Rendition
    checkpoint: str
    first: int


async def _send(rest: _Rest, upload: Upload, calls: Calls, wire: Wire) -> dict[str, Any]:
    file, checkpoint, first = rest.file, rest.checkpoint, rest.first
    with await asyncio.to_thread(file.path.open, "rb") as stream:
        while True:
            await asyncio.to_thread(stream.seek, first)
            piece = await asyncio.to_thread(stream.read, PIECE_BYTES)
            if first + len(piece) == file.size_bytes:
                sent = Upload(upload.address, wire.clock.now())
                await wire.journal.checkpoint(checkpoint, sent.as_text())
            progress = await calls.send_piece(upload.address, piece, first, file.size_bytes)
            if progress.video is not None:
                return progress.video
            if progress.is_gone or progress.received <= first:
                await wire.journal.checkpoint(checkpoint, "")
                reason = "YouTube dropped the upload before it was complete."
                raise Unavailable(reason, network=NETWORK, step=Step.UPLOAD)
            first = progress.received
            done = _UPLOADED * first / file.size_bytes
            await wire.journal.progress(done, "Uploading the video")


async def _found(composition: Composition, since: datetime, calls: Calls) -> dict[str, Any] | None:
    """Look for a video whose upload YouTube has forgotten among the channel's newest."""
    fitting = [
        item
        for item in await calls.newest_uploads()
        if _fits(item.get("snippet") or {}, str(composition.options["title"]), since)
    ]
    if len(fitting) > 1:
        raise OutcomeUnknown(
            "The channel shows several new videos of this title.",
            network=NETWORK,
            step=Step.READ_BACK,
        )
    if not fitting:
        return None
    return {"id": (fitting[0].get("contentDetails") or {}).get("videoId")}


def _fits(snippet: dict[str, Any], title: str, since: datetime) -> bool:
    try:
        at = datetime.fromisoformat(str(snippet.get("publishedAt")))
    except ValueError:
        return False
    return snippet.get("title") == title and at >= since - _CLOCKS_DIFFER
