"""When an audience is awake, and what of that a post still gets to see."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

SLOT_S = 1_800
SLOTS = 7 * 48
LAST_TAUS = 8
"""After so many lifetimes nobody meets a post any more (3 in 10,000 reactions are left out)."""
Week = tuple[float, ...]
"""A figure for each half hour of a week in UTC, Monday first, with the mean 1."""
Shares = tuple[tuple[str, float], ...]


def week_of(zones: Shares, hours: Sequence[float], days: Sequence[float], at: datetime) -> Week:
    """Return how awake an audience is over a week, with its clocks as they stand at ``at``."""
    offsets = tuple((_offset_s(zone, at), share) for zone, share in zones)
    return _week(offsets, tuple(hours), tuple(days))


def arrived(week: Week, posted_at: datetime, age_s: float, tau_h: float) -> float:
    """
    Return what has come in ``age_s`` after posting, of 1 for the average moment at the end.

    People react while they are awake, to a post that sinks from sight with the lifetime
    ``tau_h``; the sum is exact for activity that changes on the half hour.
    """
    tau_s = 3_600 * tau_h
    posted_at, left_s = posted_at.astimezone(UTC), min(age_s, LAST_TAUS * tau_s)
    slot, into_s = divmod(_second_of_week(posted_at), SLOT_S)
    step_s, position = min(SLOT_S - into_s, left_s), int(slot)
    came, visible = 0.0, 1.0
    while left_s > 0:
        kept = math.exp(-step_s / tau_s)
        came += week[position % SLOTS] * visible * (1 - kept)
        visible *= kept
        left_s -= step_s
        step_s, position = min(SLOT_S, left_s), position + 1
    return came


def worths(week: Week, tau_h: float) -> Week:
    """Return what a post gets in all, by the half hour at which it is posted."""
    kept = math.exp(-SLOT_S / (3_600 * tau_h))
    ahead = sum(awake * kept**step for step, awake in enumerate(week)) / (1 - kept**SLOTS)
    found = []
    for awake in reversed(week):
        ahead = awake + kept * ahead
        found.append(ahead * (1 - kept))
    return tuple(reversed(found))


def log_spread(figures: Sequence[float]) -> float:
    """Return the standard deviation of the logarithms."""
    logs = [math.log(figure) for figure in figures]
    mean = sum(logs) / len(logs)
    return math.sqrt(sum((log - mean) ** 2 for log in logs) / len(logs))


@lru_cache(maxsize=512)
def _week(offsets: tuple[tuple[int, float], ...], hours: Week, days: Week) -> Week:
    found = [0.0] * SLOTS
    for offset_s, share in offsets:
        for slot in range(SLOTS):
            hour = (slot * SLOT_S + offset_s) // 3_600
            found[slot] += share * hours[hour % 24] * days[hour // 24 % 7]
    mean = sum(found) / SLOTS
    return tuple(figure / mean for figure in found)


def _offset_s(zone: str, at: datetime) -> int:
    offset = at.astimezone(ZoneInfo(zone)).utcoffset()
    return int((offset or timedelta()).total_seconds())


def _second_of_week(at: datetime) -> float:
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    return at.weekday() * 86_400 + (at - midnight).total_seconds()
