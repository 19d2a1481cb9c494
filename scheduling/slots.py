"""Which moments are open at all: the window, the hours, the days, and nothing in the past."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from scheduling.ask import WEEKDAYS, Ask, Hours, Wish
from scheduling.local_time import instant, local, round_up

LEAD = timedelta(minutes=5)
"""A plan is read before it is approved: nothing is planned closer than this."""

WAKING = Hours(7 * 60, 23 * 60)
"""Where nobody named an hour, made-up times stay within these, in the account's zone."""

A_DAY = timedelta(days=1)
USUAL_STEP_MIN = 30
FINE_STEP_MIN = 5


@dataclass(frozen=True, slots=True)
class Slot:
    """A moment that could be taken. ``off_by`` is how far the nearest usual best time is."""

    at: datetime
    local: datetime
    best: time | None
    nearest: time | None
    off_by: timedelta
    note: str = ""

    @property
    def is_best(self) -> bool:
        """It is one of the network's usual best times, to the minute."""
        return self.best is not None

    @property
    def day(self) -> date:
        """Its day on the account's calendar."""
        return self.local.date()


@dataclass(frozen=True, slots=True)
class Window:
    """The part of an ask that decides which moments are open; hashable, so answers are kept."""

    start: datetime
    end: datetime
    earliest: datetime
    zone: str
    hours: Hours | None
    days: frozenset[str]
    exclude_dates: frozenset[date]

    @classmethod
    def of(cls, ask: Ask) -> Window:
        """Take the window out of an ask."""
        soonest = round_up(ask.now + LEAD, minutes=FINE_STEP_MIN)
        return cls(
            start=ask.start,
            end=ask.end,
            earliest=max(ask.start, soonest),
            zone=ask.zone,
            hours=ask.hours,
            days=ask.days,
            exclude_dates=ask.exclude_dates,
        )

    @property
    def is_loose(self) -> bool:
        """Nobody chose the hours: neither by name nor by a span shorter than a day."""
        return self.hours is None and self.end - self.start > A_DAY

    def is_open(self, at: datetime) -> bool:
        """Say whether an instant satisfies the person's span, days, dates and hours."""
        if not self.start <= at < self.end:
            return False
        there = local(at, self.zone)
        if there.date() in self.exclude_dates:
            return False
        if self.days and WEEKDAYS[there.weekday()] not in self.days:
            return False
        return self.hours is None or self.hours.allow(there.time())


def best_slots(ask: Ask, wish: Wish) -> tuple[Slot, ...]:
    """Return the network's usual best times that are open and not past, soonest first."""
    return _best(Window.of(ask), wish.zone, wish.best_times)


def grid_slots(ask: Ask, wish: Wish, *, step_min: int = 0) -> tuple[Slot, ...]:
    """Return open moments on a grid of minutes, soonest first; 0 chooses a sensible step."""
    window = Window.of(ask)
    return _grid(window, wish.zone, wish.best_times, step_min or _sensible_step(window))


def has_best_times(ask: Ask, wish: Wish, day: date) -> bool:
    """Say whether a day has usual best times that fit the ask, gone or not."""
    window = Window.of(ask)
    times = (instant(day, clock, wish.zone)[0] for clock in wish.best_times)
    return any(window.is_open(at) for at in times)


@lru_cache(maxsize=64)
def _best(window: Window, zone: str, best_times: tuple[time, ...]) -> tuple[Slot, ...]:
    found: dict[datetime, Slot] = {}
    for day in _dates(window, zone):
        for clock in best_times:
            at, note = instant(day, clock, zone)
            if at >= window.earliest and window.is_open(at):
                found.setdefault(at, Slot(at, local(at, zone), clock, clock, timedelta(), note))
    return tuple(found[at] for at in sorted(found))


@lru_cache(maxsize=64)
def _grid(
    window: Window, zone: str, best_times: tuple[time, ...], step_min: int
) -> tuple[Slot, ...]:
    found = []
    for at in _ticks(window, step_min):
        there = local(at, zone)
        if window.is_open(at) and (not window.is_loose or WAKING.allow(there.time())):
            found.append(_made_up(at, there, best_times))
    return tuple(found)


def _ticks(window: Window, step_min: int) -> Iterator[datetime]:
    """Yield the grid, and the first moment of all when a short window falls between ticks."""
    at = round_up(window.earliest, minutes=step_min)
    if at >= window.end and window.earliest < window.end:
        yield round_up(window.earliest, minutes=1)
    while at < window.end:
        yield at
        at += timedelta(minutes=step_min)


def _made_up(at: datetime, there: datetime, best_times: tuple[time, ...]) -> Slot:
    clock = there.time()
    if not best_times:
        return Slot(at, there, None, None, timedelta(hours=12))
    nearest = min(best_times, key=lambda best: (_apart(clock, best), best))
    off_by = _apart(clock, nearest)
    return Slot(at, there, nearest if not off_by else None, nearest, off_by)


def _apart(one: time, other: time) -> timedelta:
    """Return the distance of two clock times around the dial."""
    minutes = abs((one.hour * 60 + one.minute) - (other.hour * 60 + other.minute))
    return timedelta(minutes=min(minutes, 24 * 60 - minutes))


def _sensible_step(window: Window) -> int:
    """Half hours for a day or a morning, finer where the person left little room."""
    room = window.end - window.start
    if window.hours is not None:
        minutes = (window.hours.end_minute - window.hours.start_minute) % (24 * 60) or 24 * 60
        room = min(room, timedelta(minutes=minutes))
    if room >= timedelta(hours=2):
        return USUAL_STEP_MIN
    return 15 if room >= timedelta(hours=1) else FINE_STEP_MIN


def _dates(window: Window, zone: str) -> Iterator[date]:
    day = local(window.earliest.astimezone(UTC), zone).date()
    last = local(window.end, zone).date()
    while day <= last:
        yield day
        day += A_DAY
