"""A network's limits as data, each with its source."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
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
    max_height_px: int | None = None
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
    min_bytes: int = 0
    min_width_px: int = 0
    min_height_px: int = 0
    max_side_px: int | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """
    One setting of a network's own that a post may carry in ``Content.options``.

    ``choices`` maps each value the network knows to its label; ``max_text`` makes it a
    text of at most so many characters; with neither the option is a plain yes or no.
    ``kinds`` are the posts it makes sense for. ``is_required`` means that the network
    wants a person's own choice, so Callboard makes none.
    """

    label: str
    choices: Mapping[str, str] = field(default_factory=dict)
    kinds: frozenset[Kind] = frozenset(Kind)
    max_text: int | None = None
    is_required: bool = False
    hint: str = ""


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
    pulls: frozenset[MediaKind] = frozenset()
    """The files that the network fetches from us, for which it needs a public address."""
    mixes_media: bool = False
    """Pictures and videos may stand in one post."""
    max_hashtags: int | None = None
    max_mentions: int | None = None
    max_alt_text: int = 1000
    gif: ImageRules | None = None
    """What the network takes as an animated GIF; ``None`` means it takes none."""
    thumbnail: ImageRules | None = None
    """Where set, one picture beside one video becomes the video's thumbnail."""
    forbidden_characters: str = ""
    clickable_links: bool = True
    options: Mapping[str, Option] = field(default_factory=dict)
    checks: tuple[Callable[[Content], Iterator[Problem]], ...] = ()
    """What no other network minds, such as settings that exclude each other."""
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
