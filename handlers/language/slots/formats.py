"""Formats asked for: "as a story", "make it a short", "on instagram stories"."""

from __future__ import annotations

import re

from handlers.language.lexicon.networks import BY_WORD
from handlers.language.schema import Format, Platform
from handlers.language.slots.material import Material, named_platforms

_FORMAT = r"(?P<f>story|stories|reels?|shorts?|thread|article|carousel)"
_FORMATS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\bas (?:a |an )?(?:new |single )?(?:@net )?{_FORMAT}(?!\S)",
        (
            r"\b(?:make|turn) (?:it|this|that|these|them) (?:into )?(?:a |"
            rf"an )?(?:@net )?{_FORMAT}(?!\S)"
        ),
        (
            r"(?:^|(?:on|to|onto|for|in|as|an?|via|into|my|our) )(?:the |my |"
            rf"our )?@net {_FORMAT}(?!\S)"
        ),
        rf"\b{_FORMAT} version\b",
    )
)
_FORMAT_NAMES: dict[str, Format] = {
    "story": "story",
    "stories": "story",
    "reel": "reel",
    "reels": "reel",
    "short": "short",
    "shorts": "short",
    "thread": "thread",
    "article": "article",
    "carousel": "carousel",
}


def format_of(material: Material) -> Format | None:
    """Return the format that is asked for."""
    text = " ".join(material.words)
    for pattern in _FORMATS:
        if match := pattern.search(text):
            return _FORMAT_NAMES[match["f"]]
    return None


def destinations(material: Material, *, existing: bool) -> tuple[Platform, ...]:
    """Return the networks named; a reel or a short names its own when nothing else does."""
    named = named_platforms(material.networks.destined)
    if named or existing or any(mention.unknown for _, mention in material.skeleton.mentions):
        return named
    if "tweet" in material.words:
        return ("twitter",)
    return tuple(dict.fromkeys(BY_WORD[word] for word in material.words if word in BY_WORD))
