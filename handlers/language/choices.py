"""What can be offered as buttons when a sentence left something open."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.language.schema import Ask, Command, Now, OnDate, Shift, Window
from handlers.language.wording.times import shift as in_words


@dataclass(frozen=True, slots=True)
class Offer:
    """A button: its words, and the whole command that a press stands for."""

    label: str
    command: Command


@dataclass(frozen=True, slots=True)
class Around:
    """What the offers depend on; ``networks`` maps the connected ones to their labels."""

    now: datetime
    zone: str
    networks: Mapping[str, str]


def offers_for(command: Command, around: Around) -> tuple[Offer, ...]:
    """
    Return the ways to complete ``command``; empty where only words can.

    An offer answers the first open question; what else is open is asked again after it.
    """
    if not command.ask:
        return ()
    offer = _OFFERS.get(command.ask[0])
    return tuple(offer(command, around)) if offer else ()


def when_offers(command: Command, around: Around) -> tuple[Offer, ...]:
    """Offer spans for something new, and a place in the queue for something that is moved."""
    local = around.now.astimezone(ZoneInfo(around.zone))
    tomorrow = local.date() + timedelta(days=1)
    monday = _midnight(local, 7 - local.weekday())
    rest = _without(command, "which_time", "past_time")
    if command.intent == "reschedule":
        return (
            Offer("Next good time", rest.model_copy(update={"strategy": "optimal"})),
            Offer("Tomorrow, same time", rest.model_copy(update={"when": OnDate(date=tomorrow)})),
        )
    best = {"strategy": command.strategy or "optimal"}
    spans: list[tuple[str, object]] = [("Tomorrow", OnDate(date=tomorrow))]
    if monday - local > timedelta(days=1):
        spans.append(("This week", Window(start=local, end=monday)))
    spans.append(("Next week", Window(start=monday, end=_midnight(monday, 7))))
    offered = [
        Offer(
            f"Best time {label.lower()}" if label == "Tomorrow" else f"Best times {label.lower()}",
            rest.model_copy(update={"intent": "schedule", "when": when, **best}),
        )
        for label, when in spans
    ]
    now = rest.model_copy(update={"intent": "publish_now", "when": Now(), "strategy": None})
    return (*offered, Offer("Now", now))


def _networks(command: Command, around: Around) -> tuple[Offer, ...]:
    rest = _without(command, "which_platform")
    one_each = tuple(
        Offer(label, rest.model_copy(update={"platforms": (name,)}))
        for name, label in around.networks.items()
    )
    if len(one_each) < 2:
        return one_each
    everywhere = rest.model_copy(update={"platforms": tuple(around.networks)})
    return (*one_each, Offer("All of them", everywhere))


def _directions(command: Command, around: Around) -> tuple[Offer, ...]:
    """Offer both ways of a move whose length is known and whose direction is not."""
    del around  # a length needs no present
    rest, shift = _without(command, "direction"), command.when
    if not isinstance(shift, Shift):
        return ()
    earlier = Shift(days=-shift.days, minutes=-shift.minutes)
    return tuple(
        Offer(in_words(one.days, one.minutes).capitalize(), rest.model_copy(update={"when": one}))
        for one in (shift, earlier)
    )


def _without(command: Command, *answered: Ask) -> Command:
    return command.model_copy(
        update={"ask": tuple(code for code in command.ask if code not in answered)}
    )


def _midnight(local: datetime, days: int) -> datetime:
    day = local.date() + timedelta(days=days)
    return datetime.combine(day, time(), tzinfo=local.tzinfo)


_OFFERS: Mapping[Ask, Callable[[Command, Around], Sequence[Offer]]] = {
    "which_platform": _networks,
    "direction": _directions,
    "which_time": when_offers,
    "past_time": when_offers,
}
