"""
What YouTube makes of a file, decided by its bytes.

https://support.google.com/youtube/answer/4603579 and https://support.google.com/youtube/answer/71673
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.sandbox.networks.probe import has_film, image_facts, video_facts

MAX_S, MAX_UNVERIFIED_S = 12 * 3_600, 15 * 60
MIN_BYTES = 1_024
MAX_THUMBNAIL_BYTES = 52_428_800
MIN_THUMBNAIL_WIDTH = 640
THUMBNAIL_FORMATS = frozenset({"JPEG", "PNG", "MPO"})


@dataclass(frozen=True, slots=True)
class Judged:
    """What a file is, and the reason why it will fail or be rejected."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    failure: str = ""
    rejection: str = ""


def judge(path: Path, *, may_be_long: bool) -> Judged:
    """Look at an uploaded file as YouTube's processing does."""
    found = video_facts(path)
    if found is None or not found.duration_s:
        return Judged(failure=_why_unplayable(path))
    facts = {
        "width": found.width_px,
        "height": found.height_px,
        "duration_s": found.duration_s,
        "mime": found.mime,
        "codec": found.codec,
    }
    limit_s = MAX_S if may_be_long else MAX_UNVERIFIED_S
    return Judged(facts, rejection="length" if found.duration_s > limit_s else "")


def is_thumbnail(path: Path) -> bool:
    """Tell whether a picture can be a thumbnail."""
    facts = image_facts(path)
    return (
        facts is not None
        and facts.format in THUMBNAIL_FORMATS
        and facts.width_px >= MIN_THUMBNAIL_WIDTH
    )


def _why_unplayable(path: Path) -> str:
    if has_film(path):
        return "codec"
    return "tooSmall" if path.stat().st_size < MIN_BYTES else "invalidFile"
