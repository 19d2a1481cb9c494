"""Business Hours: Monday to Friday, 09:00 to 17:00 by the account's clock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time

from scheduling.ask import Ask, Wish
from scheduling.slots import Slot, grid_slots
from scheduling.turn import Turn, day_by_day, usual_slots

SATURDAY = 5
OPENS = time(9)
CLOSES = time(17)


def business_hours(ask: Ask, wish: Wish, turn: Turn) -> Iterable[Slot]:
    """Rank office times day by day, best times first."""
    slots = [slot for slot in usual_slots(ask, wish, turn) if _is_office_time(slot)]
    if turn.best_only:
        days = {slot.day for slot in slots}
        slots += [s for s in grid_slots(ask, wish) if s.day not in days and _is_office_time(s)]
    return day_by_day(slots, ask, turn)


def _is_office_time(slot: Slot) -> bool:
    return slot.local.weekday() < SATURDAY and OPENS <= slot.local.time() < CLOSES
