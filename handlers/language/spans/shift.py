"""Lengths of time: "in 2 hours", "by 30 minutes", "one week later", "now"."""

from __future__ import annotations

from typing import Literal

from handlers.language.spans.atoms import Atom, In, Length, RightNow
from handlers.language.spans.rule import Match, rule

_AMOUNT = (
    r"(?:(?P<half>half (?:an? )?)|(?P<and>\d+|an?|one) and (?:a )?half |"
    r"(?P<n>\d+(?:\.5)?|(?:an?|one|a couple of|a couple|couple of)(?= )) ?)"
    r"(?P<u>minute|min|m|hour|h|day|d|week|w|month|fortnight)(?P<tail> and (?:a )?half)?"
    r"(?: (?:and )?(?P<n2>\d+) ?(?:minute|m))?"
)
_MINUTES = {"minute": 1, "min": 1, "m": 1, "hour": 60, "h": 60}
_DAYS = {"day": 1, "d": 1, "week": 7, "w": 7, "fortnight": 14}
_WAYS: dict[str, Literal["later", "earlier"]] = {
    "later": "later",
    "late": "later",
    "earlier": "earlier",
    "sooner": "earlier",
    "early": "earlier",
    "+": "later",
    "-": "earlier",
}


def _length(match: Match) -> Length | None:
    """Read the amount; half days and other parts that are no whole unit have no reading."""
    unit = match["u"]
    groups = match.groupdict()
    way = _WAYS.get(groups.get("way") or groups.get("sign") or "")
    if unit == "month":
        return Length(months=_whole(match), way=way) if _count(match).is_integer() else None
    if unit in _MINUTES:
        minutes = _count(match) * _MINUTES[unit] + int(match["n2"] or 0)
        return Length(minutes=int(minutes), way=way) if minutes.is_integer() else None
    days = _count(match) * _DAYS[unit]
    return Length(days=int(days), way=way) if days.is_integer() else None


def _count(match: Match) -> float:
    more = 0.5 if match["and"] or match["tail"] else 0.0
    if match["half"]:
        return 0.5
    text = match["and"] or match["n"]
    if text[0].isdigit():
        return float(text) + more
    return (2.0 if "couple" in text else 1.0) + more


def _whole(match: Match) -> int:
    return int(_count(match))


def _elapsed(match: Match) -> Atom | None:
    length = _length(match)
    return In(length.minutes) if length and length.minutes else None


RULES = (
    rule("instant.in", rf"(?:in|after) {_AMOUNT}(?: 's)?(?: time)?(?: from now)?", _elapsed),
    rule(
        "instant.fraction",
        r"in (?P<part>1/2|1/4|3/4) ?(?:of )?(?:an )?(?:h|hour)",
        lambda m: In({"1/4": 15, "1/2": 30, "3/4": 45}[m["part"]]),
    ),
    rule("instant.from-now", rf"{_AMOUNT} from now", _elapsed),
    rule(
        "instant.now",
        r"(?:right |live )?now|right (?:away|this (?:second|minute|instant))|immediately|asap|"
        r"as soon as (?:possible|you can)|straight ?away|this (?:second|instant|very (?:second|"
        r"minute|"
        r"instant|moment)|minute|moment)|instantly|at once|pronto|without delay|now now",
        lambda _: RightNow(),
    ),
    rule(
        "shift.length",
        rf"(?:(?P<sign>[+-]) ?)?{_AMOUNT}(?: (?P<way>later|late|earlier|sooner|early))?",
        _length,
    ),
)
