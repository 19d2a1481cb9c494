"""A network's limits as data, each with its source, and the judge that reads them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta

from platforms.content import Content, Kind, MediaKind


@dataclass(frozen=True, slots=True)
class ImageRules:
    """What a network takes as a picture."""

    mimes: tuple[str, ...]
    max_bytes: int
    min_aspect: float | None = None
    max_aspect: float | None = None
    max_width_px: int | None = None
    converts_to: str | None = None
    """When set, Callboard converts every picture to this MIME type before sending."""


@dataclass(frozen=True, slots=True)
class VideoRules:
    """What a network takes as a video."""

    mimes: tuple[str, ...]
    max_bytes: int
    min_duration_s: float
    max_duration_s: float
    min_aspect: float | None = None
    max_aspect: float | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything a network refuses that can be known before asking it."""

    network: str
    label: str
    kinds: frozenset[Kind]
    max_text: int
    text_unit: str
    """What ``max_text`` counts, in words: 'weighted characters', 'UTF-16 units' …"""
    measure: Callable[[str], int]
    best_times: tuple[time, ...]
    """The specification's default times of day, in the account's zone."""
    max_media: int
    min_gap: timedelta
    posts_per_day: int
    image: ImageRules | None
    video: VideoRules | None
    pulls_media: bool = False
    """The network fetches media from us: it needs a public address."""
    mixes_media: bool = False
    """Pictures and videos may stand in one post."""
    max_hashtags: int | None = None
    max_mentions: int | None = None
    max_alt_text: int = 1000
    sources: Mapping[str, str] = field(default_factory=dict)
    """Limit name to the public page that states it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """
    What is wrong with a content and how to mend it, in sentences.

    ``field`` is ``text``, ``media`` or an option's name, so that a form can show the
    sentence where it belongs. A warning does not stop a post, a problem does.
    """

    code: str
    field: str
    sentence: str
    fix: str
    is_warning: bool = False


def problems(content: Content, rules: Rules, *, has_public_address: bool = True) -> list[Problem]:
    """List everything that would make ``rules.network`` refuse ``content``; empty means fine."""
    return [
        *_kind_problems(content, rules),
        *_text_problems(content, rules),
        *_count_problems(content, rules),
        *(p for media in content.media for p in _media_problems(content, media.id, rules)),
        *_address_problems(content, rules, has_public_address=has_public_address),
    ]
