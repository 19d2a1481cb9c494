"""Where a stretch of days begins and ends."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import assert_never

from handlers.language.schema import Ask
from handlers.language.spans.atoms import (
    Days,
    DaySpan,
    Hours,
    Month,
    RestOfDay,
    Stretch,
    Week,
    Weekday,
    Weekend,
    Year,
)
from handlers.language.times.days import later_month, resolve
from handlers.language.times.here import Here, start_of

DateSpan = tuple[date, date]
"""First day, and the first day that is out."""


def dates(stretch: Stretch, here: Here) -> DateSpan | Ask:  # noqa: PLR0911  one return a case
    """Return the whole days a stretch covers, or what to ask."""
    today = here.today
    monday = today - timedelta(days=today.weekday())
    match stretch:
        case Week(later):
            start = monday + timedelta(days=7 * later)
            return start, start + timedelta(days=7)
        case Weekend(later):
            return _weekend(later, monday, here)
        case Month():
            return _month(stretch, here)
        case Year(later):
            return date(today.year + later, 1, 1), date(today.year + later + 1, 1, 1)
        case Days(count):
            tomorrow = today + timedelta(days=1)
            if count < 0:
                return today + timedelta(days=count), today
            return tomorrow, tomorrow + timedelta(days=count)
        case Hours() | RestOfDay():
            return today, today + timedelta(days=1)
        case DaySpan():
            return _days(stretch, here)
        case _:
            assert_never(stretch)


def bounds(stretch: Stretch, here: Here) -> tuple[datetime, datetime] | Ask:
    """Return the instants of a stretch; orders cannot reach back, so theirs begin now."""
    if isinstance(stretch, Hours):
        return here.now, here.now + timedelta(hours=stretch.count)
    span = dates(stretch, here)
    if isinstance(span, str):
        return span
    start, end = (start_of(day, here.zone) for day in span)
    from_now = isinstance(stretch, RestOfDay) or getattr(stretch, "rest", False)
    if (here.strict and not here.past) or from_now:
        start = max(start, here.now)
    return (start, end) if start < end else "past_time"


def _weekend(later: int, monday: date, here: Here) -> DateSpan | Ask:
    coming_is_this = here.today.weekday() < 5
    if later == 1 and coming_is_this and here.strict:
        return "which_day"
    saturday = monday + timedelta(days=5 + 7 * later)
    return saturday, saturday + timedelta(days=2)


def _month(stretch: Month, here: Here) -> DateSpan:
    year, month = later_month(here.today, stretch.later)
    if stretch.month is not None:
        month = stretch.month
        year = stretch.year or _year_of(month, here)
    start = date(year, month, 1)
    return start, date(*later_month(start, 1), 1)


def _year_of(month: int, here: Here) -> int:
    """The coming such month, this one included; for reports the last one."""
    today = here.today
    if here.past:
        return today.year - (month > today.month)
    return today.year + (month < today.month)


def _days(stretch: DaySpan, here: Here) -> DateSpan | Ask:
    start = resolve(stretch.start, here, here.today)
    if isinstance(start, str):
        return start
    end = resolve(stretch.end, here, here.today)
    if isinstance(end, str):
        return end
    if isinstance(stretch.end, Weekday) and stretch.end.which == "next":
        end = start + timedelta(days=(stretch.end.day - start.weekday()) % 7)
    if end < start:
        return "which_day"
    return start, end + timedelta(days=1)
