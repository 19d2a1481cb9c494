"""Moments, durations and limits in words; English, 24-hour clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from scheduling.ask import WEEKDAYS, WEEKEND, WORKDAYS, Ask, Hours
from scheduling.local_time import local

DAY_NAMES = dict(
    zip(
        WEEKDAYS,
        ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"),
        strict=True,
    )
)
DAYPARTS = {
    (6 * 60, 9 * 60): "early mornings",
    (8 * 60, 12 * 60): "mornings",
    (12 * 60, 14 * 60): "lunchtimes",
    (12 * 60, 17 * 60): "afternoons",
    (17 * 60, 21 * 60): "evenings",
    (18 * 60, 24 * 60): "nights",
}


def moment(at: datetime, zone: str) -> str:
    """Write ``Tue 24 Nov 09:00``."""
    there = local(at, zone)
    return f"{day(at, zone)} {there:%H:%M}"


def day(at: datetime, zone: str) -> str:
    """Write ``Tue 24 Nov``."""
    there = local(at, zone)
    return f"{there:%a} {there.day} {there:%b}"


def duration(length: timedelta) -> str:
    """Write ``2 days``, ``3 h``, ``1 h 30 min`` or ``20 min``."""
    minutes = round(length.total_seconds() / 60)
    if minutes >= 2 * 24 * 60:
        return f"{minutes // (24 * 60)} days"
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def listed(words: Sequence[str], *, last: str = "and") -> str:
    """Write ``a``, ``a and b`` or ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def count(number: int, noun: str) -> str:
    """Write ``1 post`` or ``3 posts``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def span(ask: Ask) -> str:
    """Write the asked span: ``on Tue 24 Nov`` or ``between Mon 23 and Sun 29 Nov``."""
    last = ask.end - timedelta(minutes=1)
    first_day, last_day = day(ask.start, ask.zone), day(last, ask.zone)
    if first_day == last_day:
        return f"on {first_day}"
    return f"between {first_day} and {last_day}"


def openings(ask: Ask) -> str:
    """Write which days and hours are allowed: ``weekday mornings``, ``times``."""
    days = _days(ask.days)
    if ask.hours is None:
        return days or "times"
    part = DAYPARTS.get((ask.hours.start_minute, ask.hours.end_minute))
    if part:
        return (
            f"{days.removesuffix('s')} {part}"
            if days in {"weekdays", "weekends"}
            else (f"{part} on {days}" if days else part)
        )
    return f"{days or 'days'} {_hours(ask.hours)}"


def _hours(hours: Hours) -> str:
    return f"within {hours}"


def _days(days: frozenset[str]) -> str:
    if not days or len(days) == 7:
        return ""
    if days == WORKDAYS:
        return "weekdays"
    if days == WEEKEND:
        return "weekends"
    return listed([DAY_NAMES[name] for name in WEEKDAYS if name in days])
