"""Why a post stands where it stands, and why another found no place: sentences for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduling import phrases
from scheduling.ask import Ask, Placement, Wish
from scheduling.calendars import gap_for
from scheduling.slots import Slot, Window, grid_slots

CLOSE = timedelta(minutes=90)
WORTH_TELLING = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Sibling:
    """Where and when the same content goes out first."""

    network: str
    at: datetime


def told(placement: Placement, zone: str) -> str:
    """Write a placement with its moment: ``Tue 24 Nov 09:00: one of X's usual best times``."""
    return f"{phrases.moment(placement.at, zone)}: {placement.why}"


def because(
    ask: Ask, wish: Wish, slot: Slot, *, previous: datetime | None, sibling: Sibling | None
) -> str:
    """Say why this moment: its own merit, then how it stands to other posts."""
    said = [_merit(ask, wish, slot)]
    if ask.strategy == "steady":
        said.append("so that posts are evenly spread")
    if slot.note:
        said.append(slot.note)
    said += neighbours(wish, slot.at, previous=previous, sibling=sibling)
    return ", ".join(said)


def neighbours(
    wish: Wish, at: datetime, *, previous: datetime | None, sibling: Sibling | None = None
) -> list[str]:
    """Say how a moment stands to the account's last post and to the same content elsewhere."""
    said = []
    if previous is not None and at - previous <= WORTH_TELLING:
        said.append(f"{phrases.duration(at - previous)} after your last post on {wish.name}")
    if sibling is not None and sibling.at != at:
        side = "after" if at > sibling.at else "before"
        apart = phrases.duration(abs(at - sibling.at))
        said.append(f"{apart} {side} the same content on {sibling.network}")
    return said


def _merit(ask: Ask, wish: Wish, slot: Slot) -> str:
    if ask.strategy == "rapid":
        return "as soon as the gap between posts allows"
    if slot.best is not None:
        return f"one of {wish.name}'s usual best times ({slot.best:%H:%M})"
    if slot.nearest is not None and slot.off_by <= CLOSE:
        return f"close to {wish.name}'s usual best time {slot.nearest:%H:%M}"
    asked = phrases.openings(ask)
    return f"inside the {asked} you asked for" if asked != "times" else "a free moment of that day"


def binding(ask: Ask, wish: Wish, reasons: Sequence[str], *, needs: str) -> tuple[str, str]:
    """
    Name the constraint that leaves no moment, and say so.

    ``reasons`` tells for each moment that the strategy offers what forbids it.
    """
    if not reasons:
        return _nothing_open(ask, wish, needs)
    counted = Counter(reasons)
    others = {name: number for name, number in counted.items() if name != "order"}
    if not others:
        return "order", (
            f"No room is left on {wish.name} after the post that goes before it; "
            "posts keep the order in which you gave them."
        )
    limits = [name for name in LIMITS if name in others]
    if not limits:
        return "refused", f"You have turned down every other moment for {wish.name}."
    constraint = max(limits, key=lambda name: others[name])
    words = phrases.listed([LIMITS[name](ask, wish) for name in limits])
    openings = phrases.openings(ask)
    return constraint, (f"All {openings} {phrases.span(ask)} are taken on {wish.name}: {words}.")


def _nothing_open(ask: Ask, wish: Wish, needs: str) -> tuple[str, str]:
    window = Window.of(ask)
    if ask.end <= window.earliest:
        return "past", f"No time is left {phrases.span(ask)}: it has gone by."
    if grid_slots(ask, wish):
        return "strategy", f"{needs}, and there is none open {phrases.span(ask)}."
    return "window", f"There are no {phrases.openings(ask)} left {phrases.span(ask)}."


def _per_day(ask: Ask, _: Wish) -> str:
    return f"at most {phrases.count(ask.per_day or 0, 'post')} a day"


def _per_week(ask: Ask, _: Wish) -> str:
    return f"at most {phrases.count(ask.per_week or 0, 'post')} a week"


def _network_limit(_: Ask, wish: Wish) -> str:
    return f"{wish.name} takes {phrases.count(wish.per_day, 'post')} in 24 hours"


def _gap(ask: Ask, wish: Wish) -> str:
    return f"posts there stay at least {phrases.duration(gap_for(ask, wish))} apart"


LIMITS: dict[str, Callable[[Ask, Wish], str]] = {
    "per_day": _per_day,
    "per_week": _per_week,
    "network_limit": _network_limit,
    "gap": _gap,
}
