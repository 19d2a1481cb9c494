"""What a strategy sees when it is one post's turn, and the ranking most strategies share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scheduling.ask import Ask, Wish
from scheduling.calendars import Calendar
from scheduling.slots import Slot, best_slots, grid_slots, has_best_times

COMFORTABLE_GAP = timedelta(hours=2)
"""Made-up times keep this distance from the account's other posts where they can."""


@dataclass(frozen=True, slots=True)
class Turn:
    """
    The situation when one wish is to be placed.

    ``index`` of ``count`` contents; ``calendar`` is the account's, only to be read.
    ``level`` is how many posts a day may hold in this attempt (``None``: any number),
    ``best_only`` keeps to usual best times where a day has any.
    """

    index: int
    count: int
    calendar: Calendar
    level: int | None = None
    best_only: bool = False

    def has_room(self, day: date) -> bool:
        """Say whether this attempt still allows a post on that day: after the last, below level."""
        last = self.calendar.last_planned
        if last is not None and day < self.calendar.day(last):
            return False
        return self.level is None or self.calendar.load[day] < self.level


def usual_slots(ask: Ask, wish: Wish, turn: Turn) -> list[Slot]:
    """Return open best times, and made-up ones for days that have none (or for all)."""
    best = best_slots(ask, wish)
    known = {slot.at for slot in best}
    lacking: dict[date, bool] = {}
    made_up = []
    for slot in grid_slots(ask, wish):
        if turn.best_only and slot.day not in lacking:
            lacking[slot.day] = not has_best_times(ask, wish, slot.day)
        if slot.at not in known and (not turn.best_only or lacking[slot.day]):
            made_up.append(slot)
    return [*best, *made_up]


def day_by_day(slots: Iterable[Slot], ask: Ask, turn: Turn) -> Iterator[Slot]:
    """
    Yield soonest day first, days that already hold ``level`` posts left out.

    Within a day usual best times come first; each content starts at the next of them,
    so that a week of posts tries them all. Made-up times come after, in comfort first.
    """
    start = turn.index + ask.seed
    by_day: dict[date, list[Slot]] = {}
    for slot in slots:
        by_day.setdefault(slot.day, []).append(slot)
    for day in sorted(by_day):
        if turn.has_room(day):
            yield from _best_then_made_up(by_day[day], start, turn)


def _best_then_made_up(slots: list[Slot], start: int, turn: Turn) -> Iterator[Slot]:
    best = sorted((slot for slot in slots if slot.is_best), key=lambda slot: slot.at)
    shift = start % len(best) if best else 0
    yield from best[shift:]
    yield from best[:shift]

    def comfort(slot: Slot) -> tuple[bool, timedelta, datetime]:
        is_cramped = turn.calendar.clearance(slot.at) < COMFORTABLE_GAP
        return is_cramped, slot.off_by, slot.at

    yield from sorted((slot for slot in slots if not slot.is_best), key=comfort)
