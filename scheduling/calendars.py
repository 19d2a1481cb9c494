"""What is taken on each account while a plan is made, and which constraint forbids a moment."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from scheduling.ask import Ask, Wish
from scheduling.local_time import local

ROLLING_DAY = timedelta(hours=24)


class Calendar:
    """
    One account's moments: those that stood before and those of this plan, sorted.

    ``last_planned`` is the latest moment of this plan: later contents stay behind it.
    """

    def __init__(self, zone: str, taken: Iterable[datetime] = ()) -> None:
        self.zone = zone
        self.taken: list[datetime] = sorted(taken)
        self.last_planned: datetime | None = None
        self.load = Counter(self.day(at) for at in self.taken)
        self._weeks = Counter(_week(self.day(at)) for at in self.taken)

    def add(self, at: datetime) -> None:
        """Take a moment for the plan."""
        insort(self.taken, at)
        self.load[self.day(at)] += 1
        self._weeks[_week(self.day(at))] += 1
        self.last_planned = max(at, self.last_planned or at)

    def without(self, at: datetime | None = None) -> Calendar:
        """Return a copy with a moment set free, that knows nothing of the plan's order."""
        rest = list(self.taken)
        if at is not None:
            rest.remove(at)
        return Calendar(self.zone, rest)

    def day(self, at: datetime) -> date:
        """Return the day of an instant on this account's calendar."""
        return local(at, self.zone).date()

    def in_week_of(self, day: date) -> int:
        """Count posts from Monday to Sunday around a day."""
        return self._weeks[_week(day)]

    def before(self, at: datetime) -> datetime | None:
        """Return the account's last post before a moment."""
        spot = bisect_left(self.taken, at)
        return self.taken[spot - 1] if spot else None

    def clearance(self, at: datetime) -> timedelta:
        """Return the distance to the account's nearest post."""
        spot = bisect_left(self.taken, at)
        near = self.taken[max(spot - 1, 0) : spot + 1]
        return min((abs(at - other) for other in near), default=timedelta.max)

    def breaks_rolling_cap(self, at: datetime, cap: int) -> bool:
        """Say whether one more post makes more than ``cap`` in some 24 hours."""
        first = bisect_right(self.taken, at - ROLLING_DAY)
        last = bisect_left(self.taken, at + ROLLING_DAY)
        near = sorted([*self.taken[first:last], at])
        pairs = zip(near, near[cap:], strict=False)
        return any(later - earlier < ROLLING_DAY for earlier, later in pairs)


def calendars(ask: Ask) -> dict[str, Calendar]:
    """Open every account's calendar with the posts that stand already."""
    zones = {wish.account_id: wish.zone for wish in ask.wishes}
    return {one: Calendar(zone, ask.occupied.get(one, ())) for one, zone in zones.items()}


def gap_for(ask: Ask, wish: Wish) -> timedelta:
    """Return the stricter of the person's and the network's gap."""
    return max(ask.min_gap or timedelta(), wish.min_gap)


def forbids(ask: Ask, wish: Wish, at: datetime, calendar: Calendar) -> str | None:
    """
    Name the first constraint between posts that forbids a moment, or ``None``.

    ``refused`` · ``order`` (a later content stays after an earlier one) · ``gap`` ·
    ``per_day`` · ``network_limit`` (any 24 hours) · ``per_week`` (Monday to Sunday).
    """
    if (wish.id, at) in ask.refused:
        return "refused"
    if calendar.last_planned is not None and at <= calendar.last_planned:
        return "order"
    if calendar.clearance(at) < gap_for(ask, wish):
        return "gap"
    return caps_forbid(ask, wish, at, calendar)


def caps_forbid(ask: Ask, wish: Wish, at: datetime, calendar: Calendar) -> str | None:
    """Name the cap that one more post at this moment would break, or ``None``."""
    day = calendar.day(at)
    if ask.per_day is not None and calendar.load[day] >= ask.per_day:
        return "per_day"
    if calendar.load[day] >= wish.per_day or calendar.breaks_rolling_cap(at, wish.per_day):
        return "network_limit"
    if ask.per_week is not None and calendar.in_week_of(day) >= ask.per_week:
        return "per_week"
    return None


def _week(day: date) -> tuple[int, int]:
    return day.isocalendar()[:2]
