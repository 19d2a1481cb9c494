"""
The six strategies of the specification; adding one is a file and a line here.

A strategy is a pure function that yields the open moments for one post, the one it
would like best first; constraints that concern other posts are kept by ``placing``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

from scheduling.ask import Ask, Wish
from scheduling.slots import Slot
from scheduling.strategies.business_hours import business_hours
from scheduling.strategies.optimal import optimal
from scheduling.strategies.prime_time import prime_time
from scheduling.strategies.rapid import rapid
from scheduling.strategies.steady import steady
from scheduling.strategies.weekend_warrior import weekend_warrior
from scheduling.turn import Turn


@dataclass(frozen=True, slots=True)
class Strategy:
    """
    A way to choose moments.

    ``needs`` completes "… but there is none" when its own rule leaves nothing open.
    ``stagger`` is how far the same content on two networks stands apart at least.
    """

    name: str
    label: str
    meaning: str
    slots: Callable[[Ask, Wish, Turn], Iterable[Slot]]
    needs: str
    fills_days: bool = True
    """Days are filled evenly, one post first, then two; others place all in one go."""
    stagger: timedelta = timedelta(minutes=30)


STRATEGIES: Mapping[str, Strategy] = MappingProxyType(
    {
        strategy.name: strategy
        for strategy in (
            Strategy(
                "optimal",
                "Optimal",
                "The usual best times of each network, soonest day first, one post a day "
                "before two.",
                optimal,
                needs="Optimal takes any open time",
            ),
            Strategy(
                "rapid",
                "Rapid",
                "One after the other as soon as the gap between posts allows, for momentum.",
                rapid,
                needs="Rapid takes any open time",
                fills_days=False,
                stagger=timedelta(minutes=5),
            ),
            Strategy(
                "steady",
                "Steady",
                "Spread evenly over the whole time you give.",
                steady,
                needs="Steady takes any open time",
                fills_days=False,
            ),
            Strategy(
                "prime_time",
                "Prime Time",
                "Only within half an hour of a network's usual best times.",
                prime_time,
                needs="Prime Time keeps within half an hour of a usual best time",
            ),
            Strategy(
                "weekend_warrior",
                "Weekend Warrior",
                "Saturdays and Sundays only.",
                weekend_warrior,
                needs="Weekend Warrior posts only on Saturdays and Sundays",
            ),
            Strategy(
                "business_hours",
                "Business Hours",
                "Monday to Friday between 09:00 and 17:00 only.",
                business_hours,
                needs="Business Hours posts only Monday to Friday between 09:00 and 17:00",
            ),
        )
    }
)
