"""Prime Time: only the peak hours, half an hour around each usual best time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from scheduling.ask import Ask, Wish
from scheduling.slots import Slot, best_slots, grid_slots
from scheduling.turn import Turn, day_by_day

PEAK = timedelta(minutes=30)
STEP_MIN = 15


def prime_time(ask: Ask, wish: Wish, turn: Turn) -> Iterable[Slot]:
    """Rank best times day by day, then the quarter hours close around them."""
    slots = list(best_slots(ask, wish))
    if not turn.best_only or not slots:
        known = {slot.at for slot in slots}
        around = grid_slots(ask, wish, step_min=STEP_MIN)
        slots += [slot for slot in around if slot.off_by <= PEAK and slot.at not in known]
    return day_by_day(slots, ask, turn)
