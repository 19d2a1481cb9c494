"""
Containers: what Instagram fetches and processes before a post can go public.

Every container is remembered under the fingerprint of the post it was made for, so a later
attempt goes on with it, and an edited post gets a new one.
"""

from __future__ import annotations

from collections.abc import Mapping

from platforms import fingerprint
from platforms.adapter import Wire
from platforms.composition import Composition
from platforms.content import Kind, MediaKind, Rendition
from platforms.errors import Step, Unavailable
from platforms.graph.calls import form_of
from platforms.instagram.calls import Calls
from platforms.instagram.errors import of_container
from platforms.instagram.rules import LABEL, NETWORK
from platforms.pulling import public_url

FINISHED, PUBLISHED, ERROR, EXPIRED = "FINISHED", "PUBLISHED", "ERROR", "EXPIRED"
PICTURE_WAITS_S = (1.0, 2.0, 3.0, *[5.0] * 12)
"""Pictures are ready within seconds; a minute is enough."""
VIDEO_WAITS_S = (5.0, 10.0, 10.0, 15.0, 20.0, 30.0, *[60.0] * 24)
"""Long videos take many minutes; Instagram asks for at most one look a minute."""

Fields = dict[str, str]


def parent_checkpoint(composition: Composition, files: tuple[Rendition, ...]) -> str:
    """Return the name under which the post's own container is remembered."""
    return f"container:{fingerprint.of_composition(composition, files)}"


async def make_ready(
    composition: Composition, files: tuple[Rendition, ...], calls: Calls, wire: Wire
) -> str:
    """Create what is not there yet, wait until it is processed, return the post's container."""
    checkpoint = parent_checkpoint(composition, files)
    known = wire.journal.reached(checkpoint)
    if known is None or not known:
        fields = await _parent_fields(composition, files, calls, wire)
        known = await _create(fields, checkpoint, calls, wire)
    await wire.journal.progress(0.7, "Instagram is processing the post")
    await _wait(known, _waits(files), checkpoint, calls, wire)
    return known


async def _parent_fields(
    composition: Composition, files: tuple[Rendition, ...], calls: Calls, wire: Wire
) -> Fields:
    (part,) = composition.parts
    common = form_of(composition.options) | ({"caption": part.text} if part.text else {})
    if len(files) == 1:
        return {**_file_fields(files[0]), **common}
    children = await _children(composition, files, calls, wire)
    return {**common, "children": ",".join(children)}


async def _children(
    composition: Composition, files: tuple[Rendition, ...], calls: Calls, wire: Wire
) -> list[str]:
    """Create all children first, as Instagram works on them side by side, then wait for each."""
    parent = parent_checkpoint(composition, files)
    names = [f"{parent}:{index}" for index in range(len(files))]
    ids = []
    for index, (name, file) in enumerate(zip(names, files, strict=True)):
        await wire.journal.progress(0.4 * index / len(files), f"Preparing file {index + 1}")
        fields = {**_child_fields(file), "is_carousel_item": "true"}
        ids.append(wire.journal.reached(name) or await _create(fields, name, calls, wire))
    for name, container, file in zip(names, ids, files, strict=True):
        await _wait(container, _waits((file,)), name, calls, wire)
    return ids


async def _create(fields: Mapping[str, str], checkpoint: str, calls: Calls, wire: Wire) -> str:
    container = await calls.create_container(fields)
    await wire.journal.checkpoint(checkpoint, container)
    return container


async def _wait(
    container: str, waits_s: tuple[float, ...], checkpoint: str, calls: Calls, wire: Wire
) -> None:
    """
    Ask until the container is ready, or turns out to be published already.

    A failed or expired container is forgotten, so that the next attempt makes a new one.
    """
    for wait_s in waits_s:
        code, status = await calls.container_status(container)
        if code in {FINISHED, PUBLISHED}:
            return
        if code in {ERROR, EXPIRED}:
            await wire.journal.checkpoint(checkpoint, "")
            raise of_container(status)
        await wire.clock.sleep(wait_s)
    reason = "Instagram is still processing the files."
    raise Unavailable(reason, network=NETWORK, step=Step.STATUS)


def _waits(files: tuple[Rendition, ...]) -> tuple[float, ...]:
    has_video = any(file.media.kind is not MediaKind.IMAGE for file in files)
    return VIDEO_WAITS_S if has_video else PICTURE_WAITS_S


def media_type_of(kind: Kind) -> str | None:
    """Return the ``media_type`` of a post; a single picture has none."""
    return {Kind.VIDEO: "REELS", Kind.CAROUSEL: "CAROUSEL"}.get(kind)


def _file_fields(file: Rendition) -> Fields:
    url = public_url(file, network=NETWORK, label=LABEL)
    if file.media.kind is not MediaKind.IMAGE:
        return {"video_url": url}
    alt_text = file.media.alt_text
    return {"image_url": url, **({"alt_text": alt_text} if alt_text else {})}


def _child_fields(file: Rendition) -> Fields:
    is_video = file.media.kind is not MediaKind.IMAGE
    return {**_file_fields(file), **({"media_type": "VIDEO"} if is_video else {})}
