"""Times without an edge: instants, days, windows, parts of days."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.language.schema import Ask, At, AtTime, OnDate, Until, When, Window
from handlers.language.spans.atoms import ClockSpan, Day, Days, In, Length, Part, Week, Weekday
from handlers.language.times.clocks import exactly, next_time, on_day, part_of, wall
from handlers.language.times.days import resolve
from handlers.language.times.here import Here, settled
from handlers.language.times.said import Said, Use
from handlers.language.times.stretches import bounds


def plain(said: Said, here: Here, zone: ZoneInfo, use: Use) -> When | Ask | None:
    """Return the time that days, clocks and stretches mean together; ``None`` without any."""
    if said.stretches:
        return _stretch(said, here, use)
    spans = said.of(ClockSpan)
    if len(said.clocks) + len(spans) > 1:
        return "which_time"
    if spans:
        return _clock_span(spans[0], said, here, zone)
    if said.clocks:
        return _clock(said, here, zone, use)
    return _without_clock(said, here, zone, use)


def _without_clock(said: Said, here: Here, zone: ZoneInfo, use: Use) -> When | Ask | None:
    each = any(part.each for part in said.of(Part))
    if said.part and (said.days or not each):
        return _part(said, here, zone, use)
    if said.days:
        day = named_day(said.days, here, zone)
        if isinstance(day, str):
            return day
        return "past_time" if _gone(day, here, use) else OnDate(date=day)
    lengths = said.of(Length)
    return _length(lengths, here, use) if lengths else None


def _gone(day: date, here: Here, use: Use) -> bool:
    return use != "filter" and day < here.today


def _stretch(said: Said, here: Here, use: Use) -> When | Ask:
    if len(said.stretches) > 1 or said.clocks:
        return "which_day"
    stretch = said.stretches[0]
    if said.days:
        in_week = [day for day in said.days if isinstance(day, Weekday) and day.which == "next"]
        if not (isinstance(stretch, Week) and len(in_week) == len(said.days) == 1):
            return "which_day"
        later = Weekday(in_week[0].day, "next_week", stretch.later - 1)
        day = resolve(later, here, here.today)
        return day if isinstance(day, str) else OnDate(date=day)
    span = bounds(stretch, here)
    if isinstance(span, str):
        return span
    return Until(end=span[1]) if use == "pause" and span[0] <= here.now else window(*span)


def _clock(said: Said, here: Here, zone: ZoneInfo, use: Use) -> When | Ask:
    clock = said.clocks[0]
    at = wall(clock, said.part, tonight=said.tonight)
    if clock.hour == 24:
        return "which_time"
    if not said.days:
        if use in ("move", "filter") and zone == here.zone:
            return AtTime(time=at.text)
        moment = next_time(at, clock, here, zone)
    else:
        day = named_day(said.days, here, zone)
        if isinstance(day, str):
            return day
        if clock.midnight and day == here.today:
            at = wall(clock, tonight=True)
        if said.part:
            clock = replace(clock, half="exact")
        moment = exactly(day, at, zone) if use == "filter" else on_day(day, clock, at, here, zone)
    return moment if isinstance(moment, str) else At(at=moment)


def _clock_span(span: ClockSpan, said: Said, here: Here, zone: ZoneInfo) -> When | Ask:
    day = named_day(said.days, here, zone) if said.days else here.now.astimezone(zone).date()
    if isinstance(day, str):
        return day
    between = _between(span, day, zone)
    if not said.days and not isinstance(between, str) and between[1] <= here.now:
        between = _between(span, day + timedelta(days=1), zone)
    if isinstance(between, str):
        return between
    start, end = between
    return window(max(start, here.now) if here.strict and not here.past else start, end)


def _between(span: ClockSpan, day: date, zone: ZoneInfo) -> tuple[datetime, datetime] | Ask:
    start = exactly(day, wall(span.start), zone)
    if isinstance(start, str):
        return start
    end = exactly(day, wall(span.end), zone)
    return end if isinstance(end, str) else (start, end)


def _part(said: Said, here: Here, zone: ZoneInfo, use: Use) -> When | Ask:
    if len(said.of(Part)) > 1:
        return "which_time"
    part = said.part or "night"
    if said.days:
        day = named_day(said.days, here, zone)
        if isinstance(day, str):
            return day
        start, end = part_of(day, part, zone)
    else:
        day = here.now.astimezone(zone).date()
        start, end = part_of(day, part, zone)
        if start <= here.now and use != "filter":
            start, end = part_of(day + timedelta(days=1), part, zone)
    if use != "filter":
        start = max(start, here.now)
    return window(start, end)


def _length(lengths: tuple[Length, ...], here: Here, use: Use) -> When | Ask:
    if len(lengths) > 1 or lengths[0].way:
        return "which_time"
    length = lengths[0]
    if use == "pause":
        end = here.now + timedelta(days=length.days)
        return Until(end=elapsed(In(length.minutes), here) if length.minutes else settled(end))
    if use == "new" and length.days > 1:
        span = bounds(Days(length.days), here)
        return span if isinstance(span, str) else window(*span)
    return "which_time"


def window(start: datetime, end: datetime) -> Window | Ask:
    """Return the span, or say that it is over."""
    return Window(start=settled(start), end=settled(end)) if start < end else "past_time"


def named_day(days: tuple[Day, ...], here: Here, zone: ZoneInfo) -> date | Ask:
    """Return the one date that was said; two that differ are a question."""
    today = here.now.astimezone(zone).date()
    found = {resolve(day, here, today) for day in days}
    if len(found) != 1:
        return "which_day"
    return found.pop()


def elapsed(span: In, here: Here) -> datetime:
    """Return the instant after a wait, whatever the clocks do meanwhile."""
    return (here.now.astimezone(UTC) + timedelta(minutes=span.minutes)).astimezone(here.zone)
