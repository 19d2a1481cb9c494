"""
Getting a file to LinkedIn: a picture in one request, a video cut as LinkedIn says.

The URN of an uploaded file is kept and used again by every later attempt: only a post with
the same URNs is recognised as the one that an earlier attempt may have made.
https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/videos-api
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable

from platforms import fingerprint
from platforms.adapter import Wire
from platforms.content import MediaKind, Rendition
from platforms.errors import Rejected, Step, Unavailable
from platforms.linkedin.calls import Announced, Calls
from platforms.linkedin.rules import NETWORK

VIDEO_WAITS_S = (5.0, 5.0, 5.0, *[10.0] * 90)
"""A quarter of an hour; long videos take several minutes."""

Tell = Callable[[float], Awaitable[None]]
"""Reports how much of this file is done, from 0 to 1."""


async def urn_of(file: Rendition, calls: Calls, wire: Wire, tell: Tell) -> str:
    """Return LinkedIn's name of ``file``, uploading it unless an earlier attempt did."""
    checkpoint = _checkpoint(file, calls)
    if known := wire.journal.reached(checkpoint):
        return known
    if file.media.kind is MediaKind.VIDEO:
        urn = await _video(file, f"upload:{checkpoint}", calls, wire, tell)
    else:
        announced = await calls.announce_image()
        data = await asyncio.to_thread(file.path.read_bytes)
        await calls.upload(announced.pieces[0].address, data)
        await tell(1.0)
        urn = announced.urn
    await wire.journal.checkpoint(checkpoint, urn)
    return urn


async def forget(files: Iterable[Rendition], calls: Calls, wire: Wire) -> None:
    """Let the next attempt upload the files anew."""
    for file in files:
        checkpoint = _checkpoint(file, calls)
        await wire.journal.checkpoint(checkpoint, "")
        await wire.journal.checkpoint(f"upload:{checkpoint}", "")


async def _video(file: Rendition, checkpoint: str, calls: Calls, wire: Wire, tell: Tell) -> str:
    """Upload or, where an earlier attempt had sent everything, go on waiting."""
    urn = wire.journal.reached(checkpoint)
    if not urn:
        announced = await calls.announce_video(file.size_bytes)
        etags = await _send_pieces(file, announced, calls, tell)
        await calls.finish_video(announced, etags)
        urn = announced.urn
        await wire.journal.checkpoint(checkpoint, urn)
    try:
        await _wait_until_processed(urn, calls, wire)
    except Rejected:
        await wire.journal.checkpoint(checkpoint, "")
        raise
    return urn


async def _send_pieces(
    file: Rendition, announced: Announced, calls: Calls, tell: Tell
) -> list[str]:
    """Send each piece to its own address; return the ETags, which prove that all are there."""
    etags = []
    with await asyncio.to_thread(file.path.open, "rb") as stream:
        for piece in announced.pieces:
            await asyncio.to_thread(stream.seek, piece.first)
            data = await asyncio.to_thread(stream.read, piece.last - piece.first + 1)
            etags.append(await calls.upload(piece.address, data))
            await tell((piece.last + 1) / file.size_bytes)
    return etags


async def _wait_until_processed(urn: str, calls: Calls, wire: Wire) -> None:
    for wait_s in VIDEO_WAITS_S:
        match (await calls.video(urn)).get("status"):
            case "AVAILABLE":
                return
            case "PROCESSING_FAILED":
                raise Rejected(
                    "LinkedIn could not use the video.",
                    network=NETWORK,
                    step=Step.STATUS,
                    code="PROCESSING_FAILED",
                    advice="Save it again as MP4 (H.264, AAC), upload it and plan the post again.",
                )
        await wire.clock.sleep(wait_s)
    reason = "LinkedIn is still processing the video."
    raise Unavailable(reason, network=NETWORK, step=Step.STATUS)


def _checkpoint(file: Rendition, calls: Calls) -> str:
    """Name a file with its owner: LinkedIn takes no other's files in a post."""
    return f"media:{calls.author}:{fingerprint.of_file(file)}"
