"""Which date a day phrase means."""

from __future__ import annotations

import calendar
from datetime import MAXYEAR, date, timedelta
from typing import assert_never

from dateutil.easter import easter

from handlers.language.schema import Ask
from handlers.language.spans.atoms import (
    CalendarDay,
    Day,
    DayOfMonth,
    Holiday,
    NthWeekday,
    NumericDay,
    Relative,
    Weekday,
)
from handlers.language.times.here import Here

_RECENT_DAYS = 90
"""A date without a year that passed so short a time ago is more likely a slip than next year's."""


def resolve(day: Day, here: Here, today: date) -> date | Ask:
    """Return the date, or what to ask.

    ``today`` is the date in the zone of the phrase: weekdays are read there, while "tomorrow"
    stays the person's own.
    """
    try:
        return _resolve(day, here, today)
    except (ValueError, OverflowError):
        return "which_day"


def _resolve(day: Day, here: Here, today: date) -> date | Ask:  # noqa: PLR0911  one return a case
    match day:
        case Relative(days):
            return here.today + timedelta(days=days)
        case Weekday():
            return _weekday(day, here, today)
        case CalendarDay():
            return _calendar(day, here, today)
        case NumericDay():
            return _numeric(day, here, today)
        case DayOfMonth():
            return _day_of_month(day, here, today)
        case NthWeekday():
            return _nth_weekday(day, today)
        case Holiday(name):
            return _holiday(name, here, today)
        case _:
            assert_never(day)


def _weekday(day: Weekday, here: Here, today: date) -> date | Ask:
    of_this_week = today + timedelta(days=day.day - today.weekday())
    weeks = _weeks(day, here, of_this_week, today)
    return weeks if isinstance(weeks, str) else of_this_week + timedelta(days=7 * weeks)


def _weeks(day: Weekday, here: Here, of_this_week: date, today: date) -> int | Ask:
    """Return how many weeks after this one the weekday is meant."""
    if day.which in ("this", "this_week"):
        return 0
    if day.which == "next_week":
        return 1 + day.weeks_later
    if day.which == "last" or (day.which == "next" and here.past and not day.weeks_later):
        return -1 if of_this_week >= today else 0
    if day.which == "following":
        return 1 if of_this_week <= today or not here.strict else "which_day"
    if of_this_week == today and not day.weeks_later:
        return "which_day"
    return day.weeks_later + (of_this_week <= today)


def _calendar(day: CalendarDay, here: Here, today: date) -> date | Ask:
    if day.year is not None:
        return _agreeing(date(day.year, day.month, day.day), day.weekday)
    years = range(today.year - 1, min(today.year + 5, MAXYEAR))
    dates = [date(year, day.month, day.day) for year in years if _exists(year, day.month, day.day)]
    if not dates:
        return "which_day"
    last = max((one for one in dates if one < today), default=None)
    if last is not None and (here.past or (today - last).days <= _RECENT_DAYS):
        return _agreeing(last, day.weekday)
    return _agreeing(min(one for one in dates if one >= today), day.weekday)


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def _agreeing(day: date, weekday: int | None) -> date | Ask:
    return day if weekday is None or day.weekday() == weekday else "which_day"


def _numeric(day: NumericDay, here: Here, today: date) -> date | Ask:
    if here.month_first is None and day.first != day.second and max(day.first, day.second) <= 12:
        return "which_day"
    month_first = here.month_first if here.month_first is not None else day.second > 12
    month, number = (day.first, day.second) if month_first else (day.second, day.first)
    return _calendar(CalendarDay(number, month, day.year, day.weekday), here, today)


def _day_of_month(day: DayOfMonth, here: Here, today: date) -> date | Ask:
    if day.month is not None:
        year = today.year + (day.month < today.month and not here.past)
        return date(year, day.month, calendar.monthrange(year, day.month)[1])
    if day.months_later is not None:
        year, month = later_month(today, day.months_later)
        number = calendar.monthrange(year, month)[1] if day.day == -1 else day.day
        return date(year, month, number)
    step = -1 if here.past else 1
    for months in range(0, 3 * step, step):
        year, month = later_month(today, months)
        if not _exists(year, month, day.day):
            return "which_day"
        found = date(year, month, day.day)
        if (found < today) if here.past else (found >= today):
            return _agreeing(found, day.weekday)
    return "which_day"


def later_month(day: date, months: int) -> tuple[int, int]:
    """Return year and month of the month so many after that of ``day``."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return years, month + 1


def _nth_weekday(day: NthWeekday, today: date) -> date | Ask:
    if day.month is None:
        year, month = later_month(today, day.months_later)
        return _nth(day, year, month)
    found = _nth(day, today.year, day.month)
    gone = isinstance(found, date) and found < today
    return _nth(day, today.year + 1, day.month) if gone else found


def _nth(day: NthWeekday, year: int, month: int) -> date | Ask:
    days = [
        date(year, month, number)
        for number in range(1, calendar.monthrange(year, month)[1] + 1)
        if date(year, month, number).weekday() == day.weekday
    ]
    if day.nth == -1:
        return days[-1]
    return days[day.nth - 1] if day.nth <= len(days) else "which_day"


def _holiday(name: str, here: Here, today: date) -> date | Ask:
    if name == "leap day":
        year = next(year for year in range(today.year, today.year + 9) if _leap_ahead(year, today))
        return date(year, 2, 29)
    this_year = _holiday_in(name, today.year)
    if here.past:
        return this_year if this_year <= today else _holiday_in(name, today.year - 1)
    return this_year if this_year >= today else _holiday_in(name, today.year + 1)


def _leap_ahead(year: int, today: date) -> bool:
    return calendar.isleap(year) and date(year, 2, 29) >= today


def _holiday_in(name: str, year: int) -> date:
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name in _FROM_EASTER:
        return easter(year) + timedelta(days=_FROM_EASTER[name])
    november = date(year, 11, 1)
    thanksgiving = november + timedelta(days=(3 - november.weekday()) % 7 + 21)
    return thanksgiving + timedelta(days=_FROM_THANKSGIVING[name])


_FIXED = {
    "new year eve": (12, 31),
    "new year day": (1, 1),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "xmas": (12, 25),
    "boxing day": (12, 26),
    "halloween": (10, 31),
    "valentine day": (2, 14),
}
_FROM_EASTER = {"good friday": -2, "easter sunday": 0, "easter monday": 1}
_FROM_THANKSGIVING = {"thanksgiving": 0, "black friday": 1, "cyber monday": 4}
