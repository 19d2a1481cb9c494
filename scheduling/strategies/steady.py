"""Steady: the open time is cut into as many equal parts as there are contents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from scheduling.ask import Ask, Wish
from scheduling.slots import Slot, best_slots, grid_slots
from scheduling.turn import Turn

LONGEST_DETOUR = timedelta(hours=4)
"""A usual best time is preferred when it is at most this much further from the middle."""


def steady(ask: Ask, wish: Wish, turn: Turn) -> Iterable[Slot]:
    """Rank open times by their distance from the middle of this content's part."""
    best = best_slots(ask, wish)
    grid = grid_slots(ask, wish)
    if not grid:
        return best
    target = grid[(2 * turn.index + 1) * len(grid) // (2 * turn.count)].at
    part = (grid[-1].at - grid[0].at) / turn.count
    worth_a_detour = min(LONGEST_DETOUR, part / 4)
    known = {slot.at for slot in best}

    def rank(slot: Slot) -> tuple[timedelta, datetime]:
        detour = timedelta() if slot.is_best else worth_a_detour
        return abs(slot.at - target) + detour, slot.at

    return sorted([*best, *(slot for slot in grid if slot.at not in known)], key=rank)
