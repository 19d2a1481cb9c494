"""
Getting a file to X: pictures in one request, GIFs and videos in segments.

https://docs.x.com/x-api/media/quickstart/media-upload-chunked
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from platforms import fingerprint
from platforms.adapter import Wire
from platforms.content import MediaKind, Rendition
from platforms.errors import Rejected, Step, Unavailable
from platforms.twitter.calls import Calls
from platforms.twitter.rules import NETWORK

SEGMENT_BYTES = 4 * 1024 * 1024
USABLE_FOR = timedelta(hours=23)
"""X keeps an uploaded file for 24 hours; one hour stays for the post itself."""
MOST_LOOKS = 120
LONGEST_WAIT_S = 30.0

Tell = Callable[[float], Awaitable[None]]
"""Reports how much of this file is done, from 0 to 1."""


async def media_id_of(file: Rendition, calls: Calls, wire: Wire, tell: Tell) -> str:
    """Return X's id of ``file``, uploading it unless an earlier attempt did so lately."""
    checkpoint = f"media:{fingerprint.of_file(file)}"
    known = _still_usable(wire.journal.reached(checkpoint), wire.clock.now())
    if known:
        return known
    uploaded_at = wire.clock.now()
    if file.media.kind is MediaKind.IMAGE:
        data = await asyncio.to_thread(file.path.read_bytes)
        media_id = _id(await calls.upload_picture(data, file.mime))
    else:
        media_id = await _upload_in_segments(file, calls, wire, tell)
    if file.media.alt_text and file.media.kind is not MediaKind.VIDEO:
        await calls.describe(media_id, file.media.alt_text)
    value = {"id": media_id, "until": (uploaded_at + USABLE_FOR).isoformat()}
    await wire.journal.checkpoint(checkpoint, json.dumps(value))
    return media_id


async def _upload_in_segments(file: Rendition, calls: Calls, wire: Wire, tell: Tell) -> str:
    """Upload or, where an earlier attempt had sent everything, go on waiting."""
    checkpoint = f"upload:{fingerprint.of_file(file)}"
    media_id = _still_usable(wire.journal.reached(checkpoint), wire.clock.now())
    if media_id:
        info = (await calls.processing(media_id)).get("processing_info")
    else:
        category = "tweet_gif" if file.media.kind is MediaKind.GIF else "tweet_video"
        media_id = _id(await calls.begin_upload(file.mime, file.size_bytes, category))
        await _send_segments(file, media_id, calls, tell)
        info = (await calls.finish_upload(media_id)).get("processing_info")
        value = {"id": media_id, "until": (wire.clock.now() + USABLE_FOR).isoformat()}
        await wire.journal.checkpoint(checkpoint, json.dumps(value))
    try:
        await _wait_until_processed(media_id, info, calls, wire)
    except Rejected:
        await wire.journal.checkpoint(checkpoint, "")
        raise
    return media_id


async def _send_segments(file: Rendition, media_id: str, calls: Calls, tell: Tell) -> None:
    with await asyncio.to_thread(file.path.open, "rb") as stream:
        for index in range(-(-file.size_bytes // SEGMENT_BYTES)):
            segment = await asyncio.to_thread(stream.read, SEGMENT_BYTES)
            await calls.append_segment(media_id, index, segment)
            await tell(min(1.0, (index + 1) * SEGMENT_BYTES / file.size_bytes))


async def _wait_until_processed(media_id: str, info: Any, calls: Calls, wire: Wire) -> None:
    """Ask until X has processed the file; no information means that it is ready."""
    for _ in range(MOST_LOOKS):
        state = info.get("state") if isinstance(info, dict) else "succeeded"
        if state == "succeeded":
            return
        if state == "failed":
            raise _not_processable(info)
        wait_s = info.get("check_after_secs")
        await wire.clock.sleep(min(float(wait_s or 1), LONGEST_WAIT_S))
        info = (await calls.processing(media_id)).get("processing_info")
    raise Unavailable("X is still processing the file.", network=NETWORK, step=Step.STATUS)


def _not_processable(info: dict[str, Any]) -> Rejected:
    error = info.get("error")
    name = str(error.get("name") or "") if isinstance(error, dict) else ""
    return Rejected(
        "X could not use the file.",
        network=NETWORK,
        step=Step.STATUS,
        code=name,
        advice="Export it again as MP4 (H.264 and AAC), upload it and plan the post again.",
    )


def _id(data: dict[str, Any]) -> str:
    media_id = data.get("id")
    if not media_id:
        reason = "X took the file and named no id for it."
        raise Unavailable(reason, network=NETWORK, step=Step.UPLOAD)
    return str(media_id)


def _still_usable(stored: str | None, now: datetime) -> str | None:
    if not stored:
        return None
    value = json.loads(stored)
    return str(value["id"]) if datetime.fromisoformat(value["until"]) > now else None
