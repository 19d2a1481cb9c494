"""Optimal: each network's usual best times, soonest day first, one post a day before two."""

from __future__ import annotations

from collections.abc import Iterable

from scheduling.ask import Ask, Wish
from scheduling.slots import Slot
from scheduling.turn import Turn, day_by_day, usual_slots


def optimal(ask: Ask, wish: Wish, turn: Turn) -> Iterable[Slot]:
    """Rank open best times day by day; made-up times where a day has no best time."""
    return day_by_day(usual_slots(ask, wish, turn), ask, turn)
