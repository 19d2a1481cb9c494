"""Lists and names as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from handlers.language.schema import Platform

LABELS: Mapping[Platform, str] = MappingProxyType(
    {
        "facebook": "Facebook",
        "instagram": "Instagram",
        "linkedin": "LinkedIn",
        "tiktok": "TikTok",
        "twitter": "X",
        "youtube": "YouTube",
        "*": "every network",
    }
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def joined(words: Iterable[str]) -> str:
    """Return "a, b and c"."""
    *most, last = [*words] or [""]
    return f"{', '.join(most)} and {last}" if most else last


def networks(platforms: Iterable[Platform]) -> str:
    """Return the networks' names as a list."""
    return joined(LABELS[name] for name in platforms)


def ordinal(number: int) -> str:
    """Return "third", "12th", "last" or "second to last"."""
    if number == -1:
        return "last"
    if number < 0:
        return f"{ordinal(-number)} to last"
    return _ORDINALS[number - 1] if number <= len(_ORDINALS) else f"{number}{_ending(number)}"


def _ending(number: int) -> str:
    if 10 <= number % 100 <= 20:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def counted(number: int, noun: str) -> str:
    """Return "1 day" or "3 days"."""
    return f"{number} {noun}" if abs(number) == 1 else f"{number} {noun}s"
