"""What the planner is asked and what it answers: frozen words, nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from platforms.content import Kind

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""Names of days as people's words and iCalendar rules write them; the index is ``weekday()``."""

WORKDAYS = frozenset(WEEKDAYS[:5])
WEEKEND = frozenset(WEEKDAYS[5:])


@dataclass(frozen=True, slots=True)
class Hours:
    """Allowed hours of a day, half-open, in minutes since midnight; may run past midnight."""

    start_minute: int
    end_minute: int

    @classmethod
    def of(cls, start: str, end: str) -> Hours:
        """Read ``"08:00", "12:00"``; ``"24:00"`` is the end of the day."""
        return cls(_minutes(start), _minutes(end))

    def allow(self, moment: time) -> bool:
        """Say whether a clock time lies inside."""
        minute = moment.hour * 60 + moment.minute
        if self.start_minute < self.end_minute:
            return self.start_minute <= minute < self.end_minute
        return minute >= self.start_minute or minute < self.end_minute

    def __str__(self) -> str:
        """Write the hours as a clock would show them."""
        return f"{_clock(self.start_minute)}–{_clock(self.end_minute)}"


@dataclass(frozen=True, slots=True)
class Wish:
    """
    One post that wants a moment: one content on one account.

    ``group`` is shared by the same content on several networks. ``min_gap`` and
    ``per_day`` are the network's; the person's own are in ``Ask`` and the stricter counts.
    """

    id: str
    network: str
    kind: Kind
    account_id: str
    zone: str
    group: str
    best_times: tuple[time, ...]
    min_gap: timedelta
    per_day: int
    label: str = ""

    @property
    def name(self) -> str:
        """The network as people write it."""
        return self.label or self.network


@dataclass(frozen=True, slots=True)
class Ask:
    """
    Everything a plan depends on; the same ask gives the same plan.

    ``start`` and ``end`` bound the moments, half-open. ``zone`` is the zone of the
    person's words: ``hours``, ``days`` and ``exclude_dates`` are read in it, while best
    times and daily caps follow each account's own zone. ``at`` is an exact moment to be
    honoured or refused, never moved; ``moments`` are such moments, one for each group (a
    recurrence). Wishes of one group stand together; groups are
    placed in the order in which they appear.
    """

    wishes: tuple[Wish, ...]
    start: datetime
    end: datetime
    zone: str
    strategy: str
    now: datetime
    at: datetime | None = None
    moments: tuple[datetime, ...] = ()
    hours: Hours | None = None
    days: frozenset[str] = frozenset()
    exclude_dates: frozenset[date] = frozenset()
    min_gap: timedelta | None = None
    per_day: int | None = None
    per_week: int | None = None
    occupied: Mapping[str, tuple[datetime, ...]] = field(default_factory=dict)
    refused: frozenset[tuple[str, datetime]] = frozenset()
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Placement:
    """A moment for a wish, why it was chosen, and which others would also have done."""

    wish_id: str
    at: datetime
    why: str
    alternatives: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A wish that got no moment: which constraint binds, and a sentence that says so."""

    wish_id: str
    constraint: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The answer to an ask, placements in the order of the wishes."""

    strategy: str
    placements: tuple[Placement, ...]
    unplaced: tuple[Unplaced, ...]
    notes: tuple[str, ...] = ()


def _minutes(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
