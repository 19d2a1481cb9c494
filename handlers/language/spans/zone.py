"""Zones behind a clock time: "9am eastern", "18:00 UTC", "10:00 in Tokyo", "9am London time"."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from handlers.language.lexicon.zones import AMBIGUOUS, CITIES, CODES, NEEDS_TIME_WORD
from handlers.language.spans.atoms import Atom, Zone
from handlers.language.spans.rule import Match, rule

_SURE = "|".join(sorted((*CITIES, *(set(CODES) - NEEDS_TIME_WORD), *AMBIGUOUS), key=len)[::-1])
_ALL = "|".join(sorted((*CITIES, *CODES, *AMBIGUOUS), key=len)[::-1])
_AFTER_CLOCK = (
    r"(?:\d{1,2}(?:[:h]\d\d)?(?:am|pm|h)?|noon|midnight|in the (?:morning|evening|afternoon)) "
)
_IANA = r"(?:europe|america|asia|africa|australia|pacific|atlantic|indian) / \w+(?: / \w+| \w+)?"


def named(words: str) -> Zone | None:
    """Return the zone that a code, a city or an IANA name means."""
    words = words.strip()
    if words in AMBIGUOUS:
        return Zone(None, words)
    name = CITIES.get(words) or CODES.get(words)
    return Zone(name) if name else _iana(words)


def timezone(words: str) -> str | None:
    """Return the zone named in the words of a settings order."""
    for match in re.finditer(rf"(?<!\S)(?:{_IANA}|{_ALL})(?!\S)", words):
        zone = named(match.group())
        if zone is not None and zone.name:
            return zone.name
    return None


def _iana(words: str) -> Zone | None:
    parts = [re.sub(r"\s+", "_", part.strip()).title() for part in words.split("/")]
    if len(parts) < 2:
        return None
    try:
        return Zone(ZoneInfo("/".join(parts)).key)
    except (OSError, ValueError, KeyError):  # no such zone, or no zone's name at all
        return None


def _behind(match: Match) -> Atom | None:
    return named(match["z"])


def _offset(match: Match) -> Atom | None:
    """Read "UTC+2"; POSIX signs the other way round, so that is Etc/GMT-2."""
    hours = int(match["n"])
    sign = "-" if match["sign"] == "+" else "+"
    return Zone(f"Etc/GMT{sign}{hours}") if 1 <= hours <= 12 else None


RULES = (
    rule("zone.behind", rf"{_AFTER_CLOCK}(?P<s>(?:, )?(?:in )?(?P<z>{_SURE})(?: time)?)", _behind),
    rule("zone.code-behind", rf"{_AFTER_CLOCK}(?P<s>(?P<z>ct|mt|uk))", _behind),
    rule("zone.time", rf"(?:in )?(?P<z>{_ALL})(?: standard| daylight)? time(?! for| to)", _behind),
    rule("zone.code", r"(?:in )?(?P<z>utc|gmt|cet|cest|jst|aest|aedt|edt|pdt)", _behind),
    rule("zone.offset", r"(?:utc|gmt) ?(?P<sign>[+-]) ?(?P<n>\d{1,2})", _offset),
    rule("zone.iana", rf"(?P<z>{_IANA})(?: time)?", _behind),
    rule(
        "zone.own", r"(?:my|our|local|your) (?:own )?(?:local )?time(?! zone)", lambda _: Zone("")
    ),
)
