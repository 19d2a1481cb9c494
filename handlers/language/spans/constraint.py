"""Limits on placement: "max 2 a day", "at least 4 hours apart", "saturdays only", "no weekends"."""

from __future__ import annotations

import re

from handlers.language.lexicon.calendar import DAY_CODES
from handlers.language.schema import Constraints, Day
from handlers.language.spans.atoms import Atom, Limit
from handlers.language.spans.rule import COUNT, WEEKDAY, Match, number, rule, weekday

_WORK: tuple[Day, ...] = ("MO", "TU", "WE", "TH", "FR")
_FREE: tuple[Day, ...] = ("SA", "SU")
_MOST = (
    r"(?:(?:a |the )?max(?:imum)?(?: of)?|no more than|at most|(?:post |publish )?more than|"
    r"up to|only|limit(?: it| them)?(?: to| of)?|cap(?: it| them)?(?: at| to)?|just)"
)
_UNITS = (
    r"(?:posts?|times?|of (?:them|these|those)|clips?|videos?|images?|pics?|photos?|tweets?|items?)"
)
_SOME = rf"(?P<w>{WEEKDAY}s?(?: (?:, )?(?:(?:and|or|/|\+|,) )?(?:on )?{WEEKDAY}s?)*)"
_LENGTH = r"(?P<n>\d+|an?|one|half an?) ?(?P<u>minute|hour|day|h|m)"
_UNIT_MINUTES = {"minute": 1, "m": 1, "hour": 60, "h": 60, "day": 1440}


def days(words: str) -> tuple[Day, ...]:
    """Return the day codes of the weekdays in ``words``, Monday first."""
    found = {weekday(name) for name in re.findall(WEEKDAY, words)}
    return tuple(_code(day) for day in sorted(found))


def _code(day: int) -> Day:
    return (*_WORK, *_FREE)[day]


def without(excluded: tuple[Day, ...]) -> tuple[Day, ...]:
    """Return the other days of the week."""
    return tuple(_code(number_) for number_, code in enumerate(DAY_CODES) if code not in excluded)


def _per(match: Match) -> Atom:
    count = number(match["n"])
    if match["u"] == "week":
        return Limit(Constraints(max_per_week=count))
    return Limit(Constraints(max_per_day=count))


def _gap(match: Match) -> Atom | None:
    amount = 0.5 if match["n"].startswith("half") else float(number(match["n"]))
    minutes = amount * _UNIT_MINUTES[match["u"]]
    return Limit(Constraints(gap_minutes=int(minutes))) if minutes else None


def _allowed(allowed: tuple[Day, ...]) -> Atom:
    return Limit(Constraints(days=allowed))


_PER = r"(?:a|per|each|every|/) (?P<u>day|week)"
RULES = (
    rule("limit.most", rf"{_MOST} (?P<n>{COUNT}) (?:{_UNITS} )?{_PER}", _per),
    rule("limit.each", rf"(?P<n>\d+|one) (?:{_UNITS} )?{_PER}(?: max(?:imum)?)?", _per),
    rule("limit.daily", rf"{_MOST} (?P<n>{COUNT}) (?:{_UNITS} )?(?P<u>day|week)ly", _per),
    rule(
        "limit.apart",
        r"(?:at least |min(?:imum)?(?: of)? |a minimum of |not less than |no less than |"
        rf"with )?{_LENGTH} "
        r"(?:apart|between (?:them|posts|each(?: (?:one|post))?|every post|the posts)|in between)",
        _gap,
    ),
    rule(
        "limit.gap",
        r"(?:with )?(?:(?:at least|leave|keep) )?(?:a |an )?(?:minimum |min )?(?:gap|break|"
        r"pause|interval) of "
        rf"(?:at least )?{_LENGTH}(?: (?:between (?:them|posts|each)|in between))?",
        _gap,
    ),
    rule(
        "limit.hour-gap",
        rf"(?:with )?(?:at least )?(?:a )?{_LENGTH} (?:gap|gaps|break|breaks)",
        _gap,
    ),
    rule(
        "limit.no-weekends",
        r"(?:but )?(?:not|no|except|excluding|skip|skipping|without|never|avoid|"
        r"nothing)(?: (?:on|at|over|for))? "
        r"(?:the )?weekends?|weekends? (?:excluded|off)",
        lambda _: _allowed(_WORK),
    ),
    rule(
        "limit.work-days",
        r"(?:(?:only )?on )?(?:weekdays?|work(?:ing)? ?day|business day)(?: only)?|"
        r"only (?:on )?weekdays|"
        r"during the week",
        lambda _: _allowed(_WORK),
    ),
    rule(
        "limit.weekends",
        r"(?:on )?weekends only|only (?:on )?weekends|weekends",
        lambda _: _allowed(_FREE),
    ),
    rule(
        "limit.only-days",
        rf"(?:on )?{_SOME} only|only (?:on )?{_SOME.replace('<w>', '<w2>')}",
        lambda m: _allowed(days(m["w"] or m["w2"])),
    ),
    rule(
        "limit.not-days",
        r"(?:but )?(?:(?<!did )(?<!do )(?<!does )(?<!is )(?<!has )(?<!have )not|never|no|"
        r"except(?: for)?|excluding|skip|skipping|avoid|avoiding|nothing|no posts)"
        rf"(?: (?:on|for))? {_SOME}",
        lambda m: _allowed(without(days(m["w"]))),
    ),
)
