"""Rapid: quick succession, each post as soon as the gap to the one before allows."""

from __future__ import annotations

from collections.abc import Iterable

from scheduling.ask import Ask, Wish
from scheduling.slots import FINE_STEP_MIN, Slot, grid_slots
from scheduling.turn import Turn


def rapid(ask: Ask, wish: Wish, turn: Turn) -> Iterable[Slot]:
    """Yield every open five minutes, soonest first, whatever else the day holds."""
    del turn
    return grid_slots(ask, wish, step_min=FINE_STEP_MIN)
