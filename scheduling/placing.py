"""Put every wish on a moment: strategy, then constraints, then reasons. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from scheduling.ask import Ask, Placement, Plan, Unplaced, Wish
from scheduling.calendars import Calendar, calendars, caps_forbid, forbids
from scheduling.exact import at_exact_moments
from scheduling.reasons import Sibling, because, binding
from scheduling.slots import Slot
from scheduling.strategies import STRATEGIES, Strategy
from scheduling.turn import Turn

ALTERNATIVES = 3
DISTINCT = timedelta(minutes=30)
"""Alternatives closer than this are no choice."""

SIBLINGS_WITHIN = timedelta(hours=4)

ATTEMPTS = ((0, True), (1, True), (0, False), (1, False), (2, True), (2, False), (3, False))
"""
How evenly days are to be filled: posts a day above an even share, best times only; in this order.
"""

IN_ONE_GO = (None, False)


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One pass over all wishes: what found a moment, and every account's calendar after."""

    chosen: Mapping[str, Slot]
    siblings: Mapping[str, Sibling]
    calendars: Mapping[str, Calendar]


def plan(ask: Ask) -> Plan:
    """Answer an ask; the same ask gives the same plan."""
    if ask.at is not None or ask.moments:
        return at_exact_moments(ask)
    strategy = STRATEGIES[ask.strategy]
    attempt = _best_attempt(ask, strategy)
    placements, unplaced = [], []
    for wish in ask.wishes:
        if wish.id in attempt.chosen:
            placements.append(_placement(ask, strategy, wish, attempt))
        else:
            unplaced.append(_unplaced(ask, strategy, wish, attempt))
    return Plan(ask.strategy, tuple(placements), tuple(unplaced))


def _best_attempt(ask: Ask, strategy: Strategy) -> _Attempt:
    """Try to fill days evenly, then as they come, then from the front; most placed wins."""
    best: _Attempt | None = None
    for level, best_only in _passes(ask, strategy):
        attempt = _attempt(ask, strategy, level=level, best_only=best_only, tight=False)
        if len(attempt.chosen) == len(ask.wishes):
            return attempt
        if best is None or len(attempt.chosen) > len(best.chosen):
            best = attempt
    packed = _attempt(ask, strategy, level=None, best_only=False, tight=True)
    return packed if best is None or len(packed.chosen) > len(best.chosen) else best


def _passes(ask: Ask, strategy: Strategy) -> Iterator[tuple[int | None, bool]]:
    """Yield the levels to try, from an even share of the contents on every open day upwards."""
    if strategy.fills_days and ask.wishes:
        accounts = calendars(ask)
        first = ask.wishes[0]
        open_slots = strategy.slots(ask, first, Turn(0, 1, accounts[first.account_id]))
        days = len({slot.day for slot in open_slots})
        share = ceil(len(_groups(ask.wishes)) / max(days, 1))
        yield from ((share + above, best_only) for above, best_only in ATTEMPTS)
    yield IN_ONE_GO


def _attempt(
    ask: Ask, strategy: Strategy, *, level: int | None, best_only: bool, tight: bool
) -> _Attempt:
    """Place content after content; on further networks a content stays near its first place."""
    accounts = calendars(ask)
    chosen: dict[str, Slot] = {}
    siblings: dict[str, Sibling] = {}
    groups = _groups(ask.wishes)
    for index, group in enumerate(groups):
        first: Sibling | None = None
        for wish in group:
            calendar = accounts[wish.account_id]
            own_level = level if first is None else None
            turn = Turn(index, len(groups), calendar, own_level, best_only)
            slots = strategy.slots(ask, wish, turn)
            ranked = _packed(slots) if tight else _near(slots, first, strategy.stagger)
            slot = next((s for s in ranked if not forbids(ask, wish, s.at, calendar)), None)
            if slot is None:
                continue
            chosen[wish.id] = slot
            calendar.add(slot.at)
            if first is None:
                first = Sibling(wish.name, slot.at)
            else:
                siblings[wish.id] = first
    return _Attempt(chosen, siblings, accounts)


def _groups(wishes: Iterable[Wish]) -> list[list[Wish]]:
    """Return the wishes by content, in the order in which contents first appear."""
    groups: dict[str, list[Wish]] = {}
    for wish in wishes:
        groups.setdefault(wish.group, []).append(wish)
    return list(groups.values())


def _near(slots: Iterable[Slot], sibling: Sibling | None, stagger: timedelta) -> Iterable[Slot]:
    """Prefer moments close to the same content elsewhere, but not on top of it."""
    if sibling is None:
        return slots
    first = sibling.at

    def distance(slot: Slot) -> tuple[int, int]:
        apart = abs(slot.at - first)
        if apart < stagger:
            return 2, 0
        return (0, 0) if apart <= SIBLINGS_WITHIN else (1, apart.days)

    return sorted(slots, key=distance)


def _packed(slots: Iterable[Slot]) -> list[Slot]:
    """Soonest first: nothing is wasted, so as many as possible find room."""
    return sorted(slots, key=lambda slot: slot.at)


def _placement(ask: Ask, strategy: Strategy, wish: Wish, attempt: _Attempt) -> Placement:
    slot = attempt.chosen[wish.id]
    calendar = attempt.calendars[wish.account_id].without(slot.at)
    why = because(
        ask,
        wish,
        slot,
        previous=calendar.before(slot.at),
        sibling=attempt.siblings.get(wish.id),
    )
    others = strategy.slots(ask, wish, Turn(0, 1, calendar))
    return Placement(wish.id, slot.at, why, _alternatives(ask, wish, slot, others, calendar))


def _alternatives(
    ask: Ask, wish: Wish, slot: Slot, others: Iterable[Slot], calendar: Calendar
) -> tuple[datetime, ...]:
    """Return the nearest other moments that would do, usual best times first."""
    found: list[datetime] = []
    for other in sorted(others, key=lambda s: (not s.is_best, abs(s.at - slot.at), s.at)):
        is_distinct = all(abs(other.at - at) >= DISTINCT for at in (slot.at, *found))
        if is_distinct and not forbids(ask, wish, other.at, calendar):
            found.append(other.at)
        if len(found) == ALTERNATIVES:
            break
    return tuple(sorted(found))


def _unplaced(ask: Ask, strategy: Strategy, wish: Wish, attempt: _Attempt) -> Unplaced:
    """
    Ask what forbids each open moment: caps before gaps, as a full day needs no other reason.

    Where neither does, the order of contents binds.
    """
    calendar = attempt.calendars[wish.account_id].without()
    reasons = [
        caps_forbid(ask, wish, slot.at, calendar)
        or forbids(ask, wish, slot.at, calendar)
        or "order"
        for slot in strategy.slots(ask, wish, Turn(0, 1, calendar))
    ]
    constraint, sentence = binding(ask, wish, reasons, needs=strategy.needs)
    return Unplaced(wish.id, constraint, sentence)
