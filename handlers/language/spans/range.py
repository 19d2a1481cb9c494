"""From one clock to another, and days written as one span: "9-11am", "march 9 to 13"."""

from __future__ import annotations

from handlers.language.spans.atoms import Atom, CalendarDay, Clock, ClockSpan, DaySpan, Unclear
from handlers.language.spans.clock import clock, exact
from handlers.language.spans.rule import MONTH, Match, month, rule

_TIME_A = r"(?P<h1>\d{1,2}|noon|midnight)(?:[:h](?P<m1>\d\d)|(?P<x1>h))?(?P<a1>am|pm)?"
_TIME_B = r"(?P<h2>\d{1,2}|noon|midnight)(?:[:h](?P<m2>\d\d)|(?P<x2>h))?(?P<a2>am|pm)?"
_DAY_TO_DAY = (
    r"(?:the )?(?P<d1>\d{1,2})(?:st|nd|rd|th)? (?:-|to|until|and|through) "
    r"(?:the )?(?P<d2>\d{1,2})(?:st|nd|rd|th)?"
)


def _span(match: Match) -> Atom | None:
    """Read two clocks; a half of the day said once, at the end, counts for both if it can."""
    end = _clock(match, 2, match["a2"])
    start = _clock(match, 1, match["a1"] or match["a2"])
    if match["a2"] and not match["a1"] and not _ordered(start, end):
        start = _clock(match, 1, None)
        start = start if _ordered(start, end) else _clock(match, 1, "am")
    if isinstance(start, Clock) and isinstance(end, Clock):
        if not match["a2"] and not _ordered(start, end) and end.hour < 12:
            end = Clock(end.hour + 12, end.minute)
        if _ordered(start, end):
            return ClockSpan(start, end)
    return Unclear("which_time")


def _clock(match: Match, number: int, half: str | None) -> Atom:
    hour = match[f"h{number}"]
    if hour == "noon":
        return Clock(12)
    if hour == "midnight":
        return Clock(24 if number == 2 else 0)
    minute = match[f"m{number}"]
    if match[f"x{number}"]:
        return exact(int(hour))
    return _settled(clock(int(hour), int(minute or 0), half, colon=bool(minute)))


def _settled(atom: Atom) -> Atom:
    """Give a bare hour its usual half: 7 to 12 as written, 1 to 6 in the afternoon."""
    if isinstance(atom, Clock) and atom.half == "bare" and atom.hour <= 6:
        return Clock(atom.hour + 12, atom.minute)
    return atom


def _ordered(start: Atom, end: Atom) -> bool:
    if not (isinstance(start, Clock) and isinstance(end, Clock)):
        return False
    return (start.hour, start.minute) < (end.hour, end.minute)


def _days(match: Match) -> Atom:
    which = month(match["m"])
    return DaySpan(CalendarDay(int(match["d1"]), which), CalendarDay(int(match["d2"]), which))


def _is_clock(match: Match) -> Atom | None:
    """Take a span without "between" or "from" only if it is written like clocks."""
    halves = ("a1", "a2", "m1", "m2", "x1", "x2")
    return _span(match) if any(match[name] for name in halves) else None


RULES = (
    rule("range.between", rf"between {_TIME_A} (?:and|-) {_TIME_B}", _span),
    rule("range.from", rf"from {_TIME_A} (?:to|until|-) {_TIME_B}", _span),
    rule("range.clock", rf"{_TIME_A} (?:-|to|until) {_TIME_B}", _is_clock),
    rule(
        "range.days-of-month", rf"(?:(?:between|from) )?{_DAY_TO_DAY} (?:of )?(?P<m>{MONTH})", _days
    ),
    rule("range.month-days", rf"(?:(?:between|from) )?(?P<m>{MONTH}) {_DAY_TO_DAY}", _days),
)
