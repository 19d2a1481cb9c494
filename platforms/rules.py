"""A network's limits as data, each with its source, and the judge that reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta

from platforms.content import Content, Kind, Media, MediaKind
from platforms.text import final_text, hashtags, mentions, utf16_length

_KIND_NAMES: Mapping[Kind, str] = {
    Kind.TEXT: "posts of text alone",
    Kind.LINK: "posts of a link alone",
    Kind.IMAGE: "single pictures",
    Kind.CAROUSEL: "posts of several files",
    Kind.VIDEO: "videos",
}
_WELL_KNOWN_RATIOS = ((4, 5), (9, 16), (16, 9), (1, 1), (1, 3), (3, 1))
ASPECT_SLACK_PX = 1
"""Rounding to whole pixels must not turn 4:5 into a refusal; preparing trims what is over."""
_DURATION_SLACK_S = 0.05
"""A container's clock is coarser than a limit: 140.01 s is 140 s."""


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
class Option:
    """
    One setting of a network's own that a post may carry in ``Content.options``.

    ``choices`` maps each value the network knows to its label; without choices the
    option is a plain yes or no. ``kinds`` are the posts it makes sense for.
    """

    label: str
    choices: Mapping[str, str] = field(default_factory=dict)
    kinds: frozenset[Kind] = frozenset(Kind)


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
    gif: ImageRules | None = None
    """What the network takes as an animated GIF; ``None`` means it takes none."""
    clickable_links: bool = True
    options: Mapping[str, Option] = field(default_factory=dict)
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
        *(p for media in content.media for p in _media_problems(media, rules)),
        *_option_problems(content, rules),
        *_address_problems(content, rules, has_public_address=has_public_address),
    ]


def _kind_problems(content: Content, rules: Rules) -> Iterator[Problem]:
    leave_out = f"or leave {rules.label} out"
    if not final_text(content) and not content.media:
        fix = "Write something or add a picture or a video."
        yield Problem("empty", "text", "There is nothing to post yet.", fix)
    elif content.kind in rules.kinds:
        return
    elif not content.media:
        sentence = f"{rules.label} takes no post without a picture or a video."
        yield Problem("needs_media", "media", sentence, f"Add a picture or a video, {leave_out}.")
    else:
        sentence = f"{rules.label} takes no {_KIND_NAMES[content.kind]}."
        yield Problem("kind", "media", sentence, f"Choose other files, {leave_out}.")


def _text_problems(content: Content, rules: Rules) -> Iterator[Problem]:
    text = final_text(content)
    length = rules.measure(text)
    if length > rules.max_text:
        sentence = (
            f"The text has {length:,} {rules.text_unit}; {rules.label} takes {rules.max_text:,}."
        )
        yield Problem(
            "text_too_long", "text", sentence, f"Shorten it by {length - rules.max_text:,}."
        )
    for found, limit, name in (
        (len(hashtags(text)), rules.max_hashtags, "hashtags"),
        (len(mentions(text)), rules.max_mentions, "mentions"),
    ):
        if limit is not None and found > limit:
            sentence = f"The text has {found} {name}; {rules.label} takes {limit}."
            yield Problem(f"too_many_{name}", "text", sentence, f"Take out {found - limit}.")
    if content.link and not rules.clickable_links:
        sentence = f"{rules.label} shows links in the text, but nobody can press them."
        fix = "Leave it, or say where the link is found instead."
        yield Problem("link_not_clickable", "text", sentence, fix, is_warning=True)


def _count_problems(content: Content, rules: Rules) -> Iterator[Problem]:
    count = len(content.media)
    if count > rules.max_media:
        sentence = f"There are {count} files; {rules.label} takes {rules.max_media} in one post."
        fix = f"Take out {count - rules.max_media}, or make two posts."
        yield Problem("too_many_media", "media", sentence, fix)
    has_moving = any(media.kind is not MediaKind.IMAGE for media in content.media)
    if count > 1 and has_moving and not rules.mixes_media:
        sentence = f"{rules.label} takes either pictures or one video in a post, not both."
        yield Problem("mixed_media", "media", sentence, "Make one post of each.")


def _media_problems(media: Media, rules: Rules) -> Iterator[Problem]:
    name = media.filename or f"The {media.kind}"
    if utf16_length(media.alt_text) > rules.max_alt_text:
        sentence = f"The description of {name} is longer than {rules.max_alt_text:,} characters."
        yield Problem("alt_text_too_long", "media", sentence, "Shorten the description.")
    match media.kind:
        case MediaKind.IMAGE:
            yield from _aspect_problems(media, name, rules.label, rules.image)
        case MediaKind.GIF:
            yield from _gif_problems(media, name, rules)
        case MediaKind.VIDEO:
            yield from _video_problems(media, name, rules)


def _aspect_problems(
    media: Media, name: str, label: str, limits: ImageRules | VideoRules | None
) -> Iterator[Problem]:
    if limits is None:
        yield Problem("kind", "media", f"{label} takes no {media.kind}s.", f"Leave {label} out.")
        return
    low, high = limits.min_aspect, limits.max_aspect
    is_tall = low is not None and media.width_px + ASPECT_SLACK_PX < low * media.height_px
    is_wide = high is not None and media.width_px > high * (media.height_px + ASPECT_SLACK_PX)
    if is_tall or is_wide:
        sentence = (
            f"{name} is {media.width_px}×{media.height_px}, too {'tall' if is_tall else 'wide'} for"
            f" {label}, which takes {_ratio(low)} to {_ratio(high)}."
        )
        yield Problem("aspect", "media", sentence, "Crop it, or choose another file.")


def _gif_problems(media: Media, name: str, rules: Rules) -> Iterator[Problem]:
    if rules.gif is None:
        sentence = f"{name} is an animated GIF, which {rules.label} does not take."
        fix = f"Add it as an MP4 video, or leave {rules.label} out."
        yield Problem("gif", "media", sentence, fix)
    elif media.size_bytes > rules.gif.max_bytes:
        yield _too_large(media, name, rules.label, rules.gif.max_bytes)
    elif rules.gif.max_width_px and media.width_px > rules.gif.max_width_px:
        sentence = (
            f"{name} is wider than the {rules.gif.max_width_px:,} pixels {rules.label} takes."
        )
        yield Problem("too_wide", "media", sentence, "Make the GIF smaller.")


def _video_problems(media: Media, name: str, rules: Rules) -> Iterator[Problem]:
    limits = rules.video
    yield from _aspect_problems(media, name, rules.label, limits)
    if limits is None:
        return
    if media.mime not in limits.mimes:
        sentence = f"{name} is not a kind of video file that {rules.label} takes."
        yield Problem("video_format", "media", sentence, "Save it as MP4 and add it again.")
    if media.size_bytes > limits.max_bytes:
        yield _too_large(media, name, rules.label, limits.max_bytes)
    duration_s = media.duration_s
    if duration_s is not None and not (
        limits.min_duration_s <= duration_s <= limits.max_duration_s + _DURATION_SLACK_S
    ):
        sentence = (
            f"{name} lasts {_duration(duration_s)}; {rules.label} takes"
            f" {_duration(limits.min_duration_s)} to {_duration(limits.max_duration_s)}."
        )
        is_short = duration_s < limits.min_duration_s
        fix = "Choose a longer video." if is_short else "Trim it, or choose a shorter video."
        yield Problem("duration", "media", sentence, fix)


def _option_problems(content: Content, rules: Rules) -> Iterator[Problem]:
    for name, value in content.options.items():
        option = rules.options.get(name)
        if option is None:
            sentence = f"{rules.label} has no setting called {name!r}."
            yield Problem("unknown_option", name, sentence, "Take the setting out.")
        elif option.choices and value not in option.choices:
            sentence = f"{option.label} cannot be {value!r} on {rules.label}."
            fix = f"Choose one of: {', '.join(option.choices)}."
            yield Problem("option_value", name, sentence, fix)
        elif not option.choices and not isinstance(value, bool):
            sentence = f"{option.label} is either yes or no."
            yield Problem("option_value", name, sentence, "Choose true or false.")
        elif content.kind not in option.kinds:
            sentence = f"{option.label} makes no sense for {_KIND_NAMES[content.kind]}."
            yield Problem("option_kind", name, sentence, "Take the setting out.")


def _address_problems(
    content: Content, rules: Rules, *, has_public_address: bool
) -> Iterator[Problem]:
    if content.media and rules.pulls_media and not has_public_address:
        sentence = (
            f"{rules.label} fetches files from Callboard, and this Callboard has no public address."
        )
        fix = "Ask whoever runs Callboard to set CALLBOARD_PUBLIC_URL."
        yield Problem("no_public_address", "media", sentence, fix)


def _too_large(media: Media, name: str, label: str, max_bytes: int) -> Problem:
    sentence = (
        f"{name} has {media.size_bytes / 1e6:,.1f} MB; {label} takes {max_bytes / 1e6:,.0f} MB."
    )
    return Problem("too_large", "media", sentence, "Make the file smaller and add it again.")


def _ratio(aspect: float | None) -> str:
    if aspect is None:
        return "any shape"
    return next(
        (f"{w}:{h}" for w, h in _WELL_KNOWN_RATIOS if abs(w / h - aspect) < 0.001),
        f"{aspect:.4g}:1",
    )


def _duration(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.3g} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d} min"
