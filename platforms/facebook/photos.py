"""Sending a post's pictures ahead: nobody sees them before a post shows them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from platforms import fingerprint
from platforms.adapter import Wire
from platforms.content import Rendition
from platforms.facebook.calls import Calls

UPLOADED = 0.8
"""How far a post is when all its files are there."""


async def photo_ids(files: Sequence[Rendition], calls: Calls, wire: Wire) -> list[str]:
    """Return Facebook's ids of pictures, sending those that it does not have yet."""
    ids = []
    for index, file in enumerate(files):
        saying = f"Uploading picture {index + 1} of {len(files)}"
        await wire.journal.progress(UPLOADED * index / len(files), saying)
        checkpoint = _checkpoint(index, file)
        known = wire.journal.reached(checkpoint)
        if not known:
            data = await asyncio.to_thread(file.path.read_bytes)
            known = await calls.send_photo(data, file.mime, file.media.alt_text)
            await wire.journal.checkpoint(checkpoint, known)
        ids.append(known)
    return ids


async def forget(files: Sequence[Rendition], wire: Wire) -> None:
    """Let the next attempt send the pictures anew: Facebook shows one only once."""
    for index, file in enumerate(files):
        await wire.journal.checkpoint(_checkpoint(index, file), "")


def _checkpoint(index: int, file: Rendition) -> str:
    """Name a picture by its place too: one that stands twice in a post is sent twice."""
    return f"photo:{index}:{fingerprint.of_file(file)}"
