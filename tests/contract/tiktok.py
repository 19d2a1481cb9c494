"""What the tests of TikTok alone share: its posts' settings, its stand-in's switches, big films."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from platforms.adapter import Delivery
from platforms.content import Kind
from platforms.tiktok import uploads
from tests.contract.contents import Made
from tests.contract.stage import Login, Stage

of_tiktok = pytest.mark.parametrize("login", [Login("tiktok")], indirect=True, ids=str)
VIDEO_INIT, INBOX_INIT = "/publish/video/init/", "/inbox/video/init/"
PHOTO_INIT, STATUS = "/content/init/", "/status/fetch/"
CHUNK_BYTES = 5_000_000
"""The smallest chunk TikTok takes."""


def turn(stage: Stage, name: str, value: object) -> None:
    """Set a switch of the stand-in."""
    switch = {"network": "tiktok", "name": name, "value": value}
    stage.control.post("/_sandbox/switches", json=switch).raise_for_status()


def describe(stage: Stage, **details: object) -> None:
    """Say what kind of account it is."""
    stage.account = stage.open_account(details=details)


def chosen(stage: Stage, kind: Kind, **options: object) -> Made:
    """Return a content of ``kind`` with these settings, and its files."""
    content, paths = stage.made(kind)
    return replace(content, options={**content.options, **options}), paths


def info_sent(stage: Stage, path_end: str) -> dict[str, Any]:
    """Return what was said about the last post."""
    info = stage.overheard.bodies(path_end)[-1]["post_info"]
    assert isinstance(info, dict)
    return info


def ranges(stage: Stage) -> list[str]:
    """List which bytes went out, request by request."""
    return [
        request.headers["content-range"]
        for request in stage.overheard.requests
        if request.method == "PUT"
    ]


def long_film(stage: Stage, folder: Path, patch: pytest.MonkeyPatch) -> Delivery:
    """Return a film of three chunks, of which the last is larger; its end is never played."""
    patch.setattr(uploads, "CHUNK_BYTES", CHUNK_BYTES)
    delivery = stage.deliver(*stage.made(Kind.VIDEO))
    (file,) = delivery.files
    free = 3 * CHUNK_BYTES
    path = folder / "long.mp4"
    path.write_bytes(file.path.read_bytes() + free.to_bytes(4, "big") + b"free" + bytes(free - 8))
    return replace(delivery, files=(replace(file, path=path, size_bytes=path.stat().st_size),))
