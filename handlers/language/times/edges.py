"""Times with an edge: "by friday", "before monday", "after 3pm", "until the 15th"."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.language.schema import Ask, By, Until, When
from handlers.language.times.clocks import next_time, on_day, part_of, wall
from handlers.language.times.here import Here, settled, start_of
from handlers.language.times.plain import named_day, window
from handlers.language.times.said import NOTHING, Said, Speech, Use
from handlers.language.times.stretches import bounds


def by(edge: Said, speech: Speech, here: Here, zone: ZoneInfo) -> When | Ask:
    """A deadline: by a day means its end, by a clock that minute."""
    said = edge.plus(speech.plain)
    if edge.stretches and not edge.days and not edge.clocks:
        span = bounds(edge.stretches[0], here)
        return span if isinstance(span, str) else _deadline(span[1], here)
    return _edge(said, here, zone, end_of_day=True)


def before(edge: Said, speech: Speech, here: Here, zone: ZoneInfo) -> When | Ask:
    """A deadline: before a day means its start."""
    if edge.stretches and not edge.days and not edge.clocks:
        span = bounds(edge.stretches[0], here)
        return span if isinstance(span, str) else _deadline(span[0], here)
    return _edge(edge.plus(speech.plain), here, zone, end_of_day=False)


def _edge(said: Said, here: Here, zone: ZoneInfo, *, end_of_day: bool) -> When | Ask:
    moment = _moment(said, here, zone, end_of_day=end_of_day)
    return moment if isinstance(moment, str) else _deadline(moment, here)


def _deadline(moment: datetime, here: Here) -> When | Ask:
    return By(end=settled(moment)) if moment > here.now else "past_time"


def _moment(said: Said, here: Here, zone: ZoneInfo, *, end_of_day: bool) -> datetime | Ask:
    """Return the instant of an edge: a clock, or one side of a day or of a part of it."""
    if said.stretches or len(said.clocks) > 1:
        return "which_time"
    day = named_day(said.days, here, zone) if said.days else None
    if isinstance(day, str):
        return day
    if said.clocks:
        clock = said.clocks[0]
        at = wall(clock, said.part, tonight=said.tonight)
        if day is None:
            return next_time(at, clock, here, zone)
        return on_day(day, clock, at, here, zone)
    return _side(said, day, here, zone, end_of_day=end_of_day)


def _side(
    said: Said, day: date | None, here: Here, zone: ZoneInfo, *, end_of_day: bool
) -> datetime | Ask:
    if said.part:
        span = part_of(day or here.now.astimezone(zone).date(), said.part, zone)
        return span[1] if end_of_day else span[0]
    if day is None:
        return "which_time"
    return start_of(day + timedelta(days=1) if end_of_day else day, zone)


def after(edge: Said, speech: Speech, here: Here, zone: ZoneInfo) -> When | Ask:
    """From a clock (or the end of a part of the day) to that midnight."""
    said = edge.plus(speech.plain)
    if not (said.clocks or said.part):
        return "which_time"
    start = _moment(said, here, zone, end_of_day=True)
    if isinstance(start, str):
        return start
    midnight = start_of(start.astimezone(zone).date() + timedelta(days=1), zone)
    return window(start, midnight)


def between(speech: Speech, here: Here, zone: ZoneInfo) -> When | Ask:
    """Return the span of "after 3pm but before 6pm tomorrow"."""
    last = speech.edges.get("before") or speech.edges["by"]
    days = Said(tuple(day for said in (*speech.edges.values(), speech.plain) for day in said.days))
    start = _moment(speech.edges["after"].plus(days), here, zone, end_of_day=True)
    if isinstance(start, str):
        return start
    end = _moment(last.plus(days), here, zone, end_of_day=False)
    return end if isinstance(end, str) else window(start, end)


def until(edge: Said, speech: Speech, here: Here, zone: ZoneInfo, use: Use) -> When | Ask:
    """The end of a pause; for posts, a span from now that includes the day named."""
    if use == "pause":
        return _end_of_pause(edge, here, zone)
    start = _first(speech, here, zone)
    if isinstance(start, str):
        return start
    if edge.stretches:
        span = bounds(edge.stretches[0], here)
        return span if isinstance(span, str) else window(start, span[1])
    last = _moment(edge, here, zone, end_of_day=True)
    return last if isinstance(last, str) else window(start, last)


def _end_of_pause(edge: Said, here: Here, zone: ZoneInfo) -> When | Ask:
    if edge.stretches:
        span = bounds(edge.stretches[0], here)
        end: datetime | Ask = span if isinstance(span, str) else span[0]
    else:
        end = _moment(edge, here, zone, end_of_day=False)
    if isinstance(end, str):
        return end
    return Until(end=settled(end)) if end > here.now else "past_time"


def _first(speech: Speech, here: Here, zone: ZoneInfo) -> datetime | Ask:
    said = speech.edges.get("from", NOTHING).plus(speech.plain)
    if said.days and not said.clocks:
        day = named_day(said.days, here, zone)
        return day if isinstance(day, str) else max(start_of(day, zone), here.now)
    return here.now if not said.clocks and not said.stretches else "which_time"
