"""The judge: what a network would refuse about a content, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from platforms.content import Content, Kind, Media, MediaKind
from platforms.rules import ImageRules, Option, Problem, Rules, VideoRules
from platforms.text import final_text, hashtags, mentions, utf16_length
from platforms.thumbnails import without_thumbnail

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


def problems(content: Content, rules: Rules, *, has_public_address: bool = True) -> list[Problem]:
    """List everything that would make ``rules.network`` refuse ``content``; empty means fine."""
    posted, thumbnail = without_thumbnail(content, rules)
    unfit = list(_kind_problems(posted, rules))
    return [
        *unfit,
        *_text_problems(posted, rules),
        *(() if unfit else _count_problems(posted, rules)),
        *(() if unfit else (p for one in posted.media for p in _media_problems(one, rules))),
        *(_aspect_problems(thumbnail, rules.label, rules.thumbnail) if thumbnail else ()),
        *_option_problems(posted, rules),
        *(problem for check in rules.checks for problem in check(posted)),
        *_address_problems(posted, rules, has_public_address=has_public_address),
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
    if refused := [one for one in rules.forbidden_characters if one in text]:
        sentence = f"{rules.label} takes no {' or '.join(refused)} in the text."
        yield Problem("forbidden_character", "text", sentence, "Write it without.")
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
    name = _name(media)
    if utf16_length(media.alt_text) > rules.max_alt_text:
        sentence = f"The description of {name} is longer than {rules.max_alt_text:,} characters."
        yield Problem("alt_text_too_long", "media", sentence, "Shorten the description.")
    match media.kind:
        case MediaKind.IMAGE:
            yield from _aspect_problems(media, rules.label, rules.image)
        case MediaKind.GIF:
            yield from _gif_problems(media, rules)
        case MediaKind.VIDEO:
            yield from _video_problems(media, rules)


def _aspect_problems(
    media: Media, label: str, limits: ImageRules | VideoRules | None
) -> Iterator[Problem]:
    name = _name(media)
    if limits is None:
        yield Problem("kind", "media", f"{label} takes no {media.kind}s.", f"Leave {label} out.")
        return
    low, high = limits.min_aspect, limits.max_aspect
    is_tall = low is not None and media.width_px + ASPECT_SLACK_PX < low * media.height_px
    is_wide = high is not None and media.width_px > high * (media.height_px + ASPECT_SLACK_PX)
    if is_tall or is_wide:
        sentence = (
            f"{name} is {media.width_px}×{media.height_px}, too {'tall' if is_tall else 'wide'} for"
            f" {label}, which takes {_ratios(low, high)}."
        )
        yield Problem("aspect", "media", sentence, "Crop it, or choose another file.")


def _gif_problems(media: Media, rules: Rules) -> Iterator[Problem]:
    name = _name(media)
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


def _video_problems(media: Media, rules: Rules) -> Iterator[Problem]:
    name, limits = _name(media), rules.video
    yield from _aspect_problems(media, rules.label, limits)
    if limits is None:
        return
    yield from _side_problems(media, rules.label, limits)
    if media.mime not in limits.mimes:
        sentence = f"{name} is not a kind of video file that {rules.label} takes."
        yield Problem("video_format", "media", sentence, "Save it as MP4 and add it again.")
    if media.size_bytes > limits.max_bytes:
        yield _too_large(media, name, rules.label, limits.max_bytes)
    if media.size_bytes < limits.min_bytes:
        sentence = (
            f"{name} has {media.size_bytes / 1e3:,.0f} KB; {rules.label} takes videos of at least"
            f" {limits.min_bytes / 1e3:,.0f} KB."
        )
        yield Problem("too_few_bytes", "media", sentence, "Choose a video of better quality.")
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


def _side_problems(media: Media, label: str, limits: VideoRules) -> Iterator[Problem]:
    size = f"{_name(media)} is {media.width_px}×{media.height_px}"
    if media.width_px < limits.min_width_px or media.height_px < limits.min_height_px:
        sentence = (
            f"{size}; {label} takes videos of at least"
            f" {limits.min_width_px}×{limits.min_height_px}."
        )
        yield Problem("too_small", "media", sentence, "Choose a video of more pixels.")
    if limits.max_side_px and max(media.width_px, media.height_px) > limits.max_side_px:
        sentence = f"{size}; {label} takes at most {limits.max_side_px:,} pixels a side."
        yield Problem("too_many_pixels", "media", sentence, "Save the video smaller.")


def _option_problems(content: Content, rules: Rules) -> Iterator[Problem]:
    for name, option in rules.options.items():
        if option.is_required and content.kind in option.kinds and name not in content.options:
            sentence = f"{rules.label} wants your own choice: {option.label.lower()}."
            yield Problem("option_missing", name, sentence, "Press Edit and choose.")
    for name, value in content.options.items():
        chosen = rules.options.get(name)
        if chosen is None:
            sentence = f"{rules.label} has no setting called {name!r}."
            yield Problem("unknown_option", name, sentence, "Take the setting out.")
        elif wrong := _value_problem(name, value, chosen, rules):
            yield wrong
        elif content.kind not in chosen.kinds:
            sentence = f"{chosen.label} makes no sense for {_KIND_NAMES[content.kind]}."
            yield Problem("option_kind", name, sentence, "Take the setting out.")


def _value_problem(name: str, value: object, option: Option, rules: Rules) -> Problem | None:
    label = rules.label
    if option.max_text is not None:
        if not isinstance(value, str):
            return Problem("option_value", name, f"{option.label} is a text.", "Write it as text.")
        over = utf16_length(value) - option.max_text
        if over > 0:
            sentence = f"{option.label} takes {option.max_text:,} characters on {label}."
            return Problem("option_value", name, sentence, f"Shorten it by {over:,}.")
        if refused := [one for one in rules.forbidden_characters if one in value]:
            sentence = f"{option.label} takes no {' or '.join(refused)} on {label}."
            return Problem("option_value", name, sentence, "Write it without.")
    elif option.choices:
        if value not in option.choices:
            sentence = f"{option.label} cannot be {value!r} on {label}."
            fix = f"Choose one of: {', '.join(option.choices)}."
            return Problem("option_value", name, sentence, fix)
    elif not isinstance(value, bool):
        sentence = f"{option.label} is either yes or no."
        return Problem("option_value", name, sentence, "Choose true or false.")
    return None


def _address_problems(
    content: Content, rules: Rules, *, has_public_address: bool
) -> Iterator[Problem]:
    is_pulled = any(media.kind in rules.pulls for media in content.media)
    if is_pulled and not has_public_address:
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


def _name(media: Media) -> str:
    return media.filename or f"The {media.kind}"


def _ratios(low: float | None, high: float | None) -> str:
    return f"{_ratio(low)} only" if low == high else f"{_ratio(low)} to {_ratio(high)}"


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
