"""Times in words: weekday, date, clock and zone, so that nobody has to guess which nine it is."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from handlers.language.schema import (
    At,
    AtTime,
    By,
    Constraints,
    Now,
    OnDate,
    Recurring,
    Shift,
    Until,
    When,
    Window,
)
from handlers.language.wording.lists import counted, joined, ordinal

_DAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}
_WORK_DAYS = ("MO", "TU", "WE", "TH", "FR")


def day(value: date) -> str:
    """Return "Fri 6 Mar 2026"."""
    return f"{value:%a} {value.day} {value:%b %Y}"


def moment(value: datetime, zone: ZoneInfo) -> str:
    """Return "Fri 6 Mar 2026, 10:00 EST"; a place without letters shows its offset."""
    local = value.astimezone(zone)
    name = local.tzname() or ""
    offset = local.strftime("%z")
    shown = name if name.isalpha() else f"UTC{offset[:3]}:{offset[3:]}"
    return f"{day(local.date())}, {local:%H:%M} {shown}"


def when(value: When, zone: ZoneInfo, now: datetime) -> str:  # noqa: PLR0911  one return a case
    """Return a time as the part of a sentence: "on Fri 6 Mar 2026, 10:00 EST"."""
    match value:
        case Now():
            return "right now"
        case At(at=at):
            return f"on {moment(at, zone)}{_elsewhere(at, zone)}"
        case OnDate(date=date_):
            return f"on {day(date_)}"
        case AtTime(time=time):
            return f"at {time}"
        case Window(start=start, end=end):
            begin = None if start <= now else start.astimezone(zone)
            return _window(begin, end.astimezone(zone), zone)
        case By(end=end):
            return f"by {_end(end.astimezone(zone), zone)}"
        case Until(end=end):
            return f"until {moment(end, zone)}"
        case Shift(days=days, minutes=minutes):
            return shift(days, minutes)
        case Recurring():
            return recurring(value)
        case _:
            assert_never(value)


def _elsewhere(value: datetime, zone: ZoneInfo) -> str:
    """Return the clock of the zone that was named, where it shows another time."""
    if value.utcoffset() == value.astimezone(zone).utcoffset():
        return ""
    return f" ({value:%H:%M} {value.tzname()})"


def _end(value: datetime, zone: ZoneInfo) -> str:
    """Return the end of a span; a midnight is the end of the day before it."""
    if _is_midnight(value):
        return f"the end of {day(value.date() - timedelta(days=1))}"
    return moment(value, zone)


def _window(start: datetime | None, end: datetime, zone: ZoneInfo) -> str:
    """Return whole days as days, parts of one day as hours; no start is now."""
    if start is None:
        return f"between now and {_end(end, zone)}"
    if _is_midnight(start) and _is_midnight(end):
        last = (end - timedelta(minutes=1)).date()
        if last == start.date():
            return f"on {day(last)}"
        return f"from {day(start.date())} to {day(last)}"
    last_minute = end - timedelta(minutes=1) if _is_midnight(end) else end
    if start.date() == last_minute.date():
        until = "midnight" if _is_midnight(end) else f"{end:%H:%M}"
        return f"on {day(start.date())} between {start:%H:%M} and {until}"
    return f"between {moment(start, zone)} and {moment(end, zone)}"


def _is_midnight(value: datetime) -> bool:
    return value.hour == value.minute == 0


def shift(days: int, minutes: int) -> str:
    """Return "2 hours later" or "3 days earlier"."""
    amount = abs(minutes) if minutes else abs(days)
    unit = "day"
    if minutes:
        unit = "hour" if amount % 60 == 0 else "minute"
        amount = amount // 60 if unit == "hour" else amount
    elif amount % 7 == 0:
        unit, amount = "week", amount // 7
    return f"{counted(amount, unit)} {'earlier' if min(days, minutes) < 0 else 'later'}"


def recurring(value: Recurring) -> str:
    """Return "every Tuesday and Thursday at 12:00 until Fri 3 Apr 2026"."""
    parts = [_rule(dict(part.split("=", 1) for part in value.rrule.split(";")))]
    if value.times:
        parts.append(f"at {joined(value.times)}")
    if value.hours:
        parts.append(f"between {value.hours[0]} and {value.hours[1]}")
    if value.start:
        parts.append(f"from {day(value.start)}")
    if value.until:
        parts.append(f"until {day(value.until - timedelta(days=1))}")
    if value.count:
        parts.append(f"({counted(value.count, 'time')})")
    return " ".join(parts)


def _rule(rule: dict[str, str]) -> str:
    step = int(rule.get("INTERVAL", "1"))
    if rule["FREQ"] == "DAILY":
        return "every day" if step == 1 else f"every {step} days"
    if "BYMONTHDAY" in rule:
        return f"on the {ordinal(int(rule['BYMONTHDAY']))} of every month"
    codes = rule.get("BYDAY", "").split(",")
    if tuple(codes) == _WORK_DAYS and step == 1:
        return "every weekday"
    if rule["FREQ"] == "MONTHLY":
        return f"on the {ordinal(int(codes[0][:-2]))} {_DAYS[codes[0][-2:]]} of every month"
    named = joined(_DAYS[code] for code in codes)
    return f"every {named}" if step == 1 else f"every {counted(step, 'week')} on {named}"


def limits(value: Constraints) -> str:
    """Return the limits on placement as a list."""
    parts: list[str] = []
    if value.days == _WORK_DAYS:
        parts.append("on weekdays")
    elif value.days:
        parts.append(f"only on {joined(_DAYS[code] for code in value.days)}")
    if value.hours:
        parts.append(f"between {value.hours[0]} and {value.hours[1]}")
    if value.exclude_dates:
        parts.append(f"not on {joined(day(one) for one in value.exclude_dates)}")
    if value.max_per_day:
        parts.append(f"at most {value.max_per_day} a day")
    if value.max_per_week:
        parts.append(f"at most {value.max_per_week} a week")
    if value.gap_minutes:
        parts.append(f"at least {shift(0, value.gap_minutes).removesuffix(' later')} apart")
    return ", ".join(parts)
