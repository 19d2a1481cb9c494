"""Wall clocks and instants: the one place that decides what a clock change means."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

A_MINUTE = timedelta(minutes=1)


@lru_cache(maxsize=256)
def zone_of(name: str) -> ZoneInfo:
    """Return the zone; ``ZoneInfoNotFoundError`` (a ``KeyError``) when there is none."""
    return ZoneInfo(name)


def instant(day: date, clock: time, zone: str) -> tuple[datetime, str]:
    """
    Return the UTC instant of a wall time, and a note when a clock change touches it.

    A time that the clock skips becomes the next minute that exists; of a time that
    happens twice the first is taken.
    """
    place = zone_of(zone)
    wall = datetime.combine(day, clock).replace(tzinfo=place)
    first = wall.astimezone(UTC)
    if first.astimezone(place).replace(tzinfo=None) != wall.replace(tzinfo=None):
        shifted = _first_after_gap(wall, place)
        local = shifted.astimezone(place)
        return shifted, f"the clocks skip {clock:%H:%M} that day, so {local:%H:%M}"
    if wall.replace(fold=1).astimezone(UTC) != first:
        return first, f"{clock:%H:%M} happens twice that day, this is the first"
    return first, ""


def local(at: datetime, zone: str) -> datetime:
    """Return an instant as that zone's wall clock shows it."""
    return at.astimezone(zone_of(zone))


def day_bounds(day: date, zone: str) -> tuple[datetime, datetime]:
    """Return the first instant of a local day and of the day after it."""
    return instant(day, time(0), zone)[0], instant(day + timedelta(days=1), time(0), zone)[0]


def round_up(at: datetime, *, minutes: int) -> datetime:
    """Return the next instant on a grid of minutes (itself when it lies on it)."""
    step = timedelta(minutes=minutes)
    past = (at - datetime(1970, 1, 1, tzinfo=UTC)) % step
    return at if not past else at + (step - past)


def _first_after_gap(wall: datetime, place: ZoneInfo) -> datetime:
    """Walk to the first wall minute that exists; gaps are an hour, once in history a day."""
    naive = wall.replace(tzinfo=None)
    while True:
        naive += A_MINUTE
        there = naive.replace(tzinfo=place).astimezone(UTC)
        if there.astimezone(place).replace(tzinfo=None) == naive:
            return there
