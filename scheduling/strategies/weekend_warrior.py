"""Weekend Warrior: Saturdays and Sundays only, by the account's calendar."""

from __future__ import annotations

from collections.abc import Iterable

from scheduling.ask import Ask, Wish
from scheduling.slots import Slot
from scheduling.turn import Turn, day_by_day, usual_slots

SATURDAY = 5


def weekend_warrior(ask: Ask, wish: Wish, turn: Turn) -> Iterable[Slot]:
    """Rank the weekend's open times day by day, best times first."""
    weekend = [s for s in usual_slots(ask, wish, turn) if s.local.weekday() >= SATURDAY]
    return day_by_day(weekend, ask, turn)
