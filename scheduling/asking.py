"""From what a person said about the time to an ask for the pure planner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from dateutil.rrule import rrulestr

from scheduling.ask import Ask, Hours, Wish
from scheduling.errors import BadValue
from scheduling.local_time import day_bounds, instant, local
from scheduling.wishes import ANY_TIME, Constraints, WhenWish

USUAL_SPAN = timedelta(days=7)
"""Where nobody says when, plans look a week ahead, or a day for each content if that is longer."""

FARTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Span:
    """When posts may go out: inside a span, or at exact moments."""

    start: datetime
    end: datetime
    at: datetime | None = None
    moments: tuple[datetime, ...] = ()
    hours: Hours | None = None
    days: frozenset[str] = frozenset()
    per_day: int | None = None


def ask_for(
    wishes: tuple[Wish, ...],
    *,
    when: WhenWish,
    constraints: Constraints,
    strategy: str,
    zone: str,
    now: datetime,
) -> Ask:
    """Put a person's words together into an ask; what stands already is added by the caller."""
    contents = len({wish.group for wish in wishes})
    span = span_of(when, zone=zone, now=now, contents=contents)
    gap = constraints.gap_minutes
    return Ask(
        wishes=wishes,
        start=span.start,
        end=span.end,
        zone=zone,
        strategy=strategy,
        now=now,
        at=span.at,
        moments=span.moments,
        hours=Hours.of(*constraints.hours[:2]) if constraints.hours else span.hours,
        days=frozenset(constraints.days) or span.days,
        exclude_dates=frozenset(constraints.exclude_dates),
        min_gap=timedelta(minutes=gap) if gap else None,
        per_day=constraints.max_per_day or span.per_day,
        per_week=constraints.max_per_week,
    )


def span_of(when: WhenWish, *, zone: str, now: datetime, contents: int = 1) -> Span:
    """Decide the span or the moments that words of time mean, said now in a zone."""
    if when.type == "recurring":
        return _recurring(when, zone=zone, now=now, contents=contents)
    far = now + max(USUAL_SPAN, timedelta(days=contents))
    at = exact_moment(when, zone=zone, now=now)
    if at is not None:
        return Span(now, max(far, at), at=at)
    match when:
        case WhenWish(type="date", date=date() as day):
            return Span(*day_bounds(day, zone))
        case WhenWish(type="window", start=datetime() as start, end=datetime() as end):
            return Span(start.astimezone(UTC), end.astimezone(UTC))
        case WhenWish(type="by", end=datetime() as end):
            return Span(now, end.astimezone(UTC))
    return Span(now, far)


def still_ahead(when: WhenWish, *, zone: str, now: datetime) -> WhenWish:
    """Return the same words, or any time when all the moments they mean have gone by."""
    span = span_of(when, zone=zone, now=now)
    return ANY_TIME if (span.at or span.end) <= now else when


def exact_moment(when: WhenWish, *, zone: str, now: datetime) -> datetime | None:
    """Return the one instant that the words mean, ``None`` when they leave a choice."""
    match when:
        case WhenWish(type="now"):
            return now
        case WhenWish(type="at", at=datetime() as at):
            return at.astimezone(UTC)
        case WhenWish(type="time", time=time() as clock):
            return _next(clock, zone=zone, now=now)
        case WhenWish(type="shift"):
            return shifted(now, when, zone=zone)
    return None


def shifted(at: datetime, when: WhenWish, *, zone: str) -> datetime:
    """Move an instant by calendar days (the wall clock stays) and elapsed minutes."""
    wall = local(at, zone)
    day = wall.date() + timedelta(days=when.days)
    moved = instant(day, wall.time(), zone)[0] if when.days else at
    return moved + timedelta(minutes=when.minutes)


def _next(clock: time, *, zone: str, now: datetime) -> datetime:
    today = local(now, zone).date()
    at = instant(today, clock, zone)[0]
    return at if at > now else instant(today + timedelta(days=1), clock, zone)[0]


def _recurring(when: WhenWish, *, zone: str, now: datetime, contents: int) -> Span:
    """One content for each occurrence; a recurrence of hours is one post on each of its days."""
    days = list(_days(when, zone=zone, now=now))
    if not days:
        return Span(now, now)
    if not when.times:
        start, end = day_bounds(days[0], zone)[0], day_bounds(days[-1], zone)[1]
        hours = Hours.of(*when.hours[:2]) if when.hours else None
        names = frozenset(_weekday_names(when.rrule))
        return Span(max(start, now), end, hours=hours, days=names, per_day=1)
    clocks = sorted(time.fromisoformat(text) for text in when.times)
    found = (instant(day, clock, zone)[0] for day in days for clock in clocks)
    limit = min(contents, when.count or contents)
    moments = tuple(at for at in found if at > now)[:limit]
    return Span(now, max((*moments, now)), moments=moments)


def _days(when: WhenWish, *, zone: str, now: datetime) -> Iterator[date]:
    """Yield the days of a recurrence from its start (today when none is given)."""
    first = max(when.start_date or local(now, zone).date(), local(now, zone).date())
    start = when.start_date or first
    last = when.until or first + FARTHEST
    try:
        rule = rrulestr(when.rrule, dtstart=datetime.combine(start, time()))
    except ValueError:
        raise BadValue(
            "I could not read how often that repeats.",
            field="when",
            advice="Say for example: every tuesday at noon.",
        ) from None
    for number, moment in enumerate(rule):
        day = moment.date()
        if day >= last or (when.count and number >= when.count):
            return
        if day >= first:
            yield day


def _weekday_names(rule: str) -> list[str]:
    parts = dict(part.split("=", 1) for part in rule.removeprefix("RRULE:").split(";"))
    return [name[-2:] for name in parts.get("BYDAY", "").split(",") if name]
