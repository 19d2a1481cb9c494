"""Asks as a person in Paris would cause them, for the tests of the pure planner."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

from platforms.content import Kind
from scheduling.ask import Ask, Placement, Wish
from scheduling.local_time import local

PARIS = "Europe/Paris"
NETWORKS = {
    "instagram": ("Instagram", (time(8), time(12), time(17), time(20))),
    "twitter": ("X", (time(9), time(12, 30), time(17, 30), time(21))),
}

SUNDAY_AFTERNOON = datetime(2026, 11, 22, 15, 57, tzinfo=UTC)
MONDAY = datetime(2026, 11, 22, 23, tzinfo=UTC)
"""Monday 23 November 2026, 00:00 in Paris."""
NEXT_MONDAY = MONDAY + timedelta(days=7)


def wish(number: int = 0, network: str = "twitter", **changes: Any) -> Wish:
    """Return a wish for content ``number`` on one network."""
    label, best_times = NETWORKS[network]
    facts: dict[str, Any] = {
        "id": f"{network}-{number}",
        "network": network,
        "kind": Kind.IMAGE,
        "account_id": f"account-{network}",
        "zone": PARIS,
        "group": f"content-{number}",
        "best_times": best_times,
        "min_gap": timedelta(hours=1),
        "per_day": 25,
        "label": label,
    }
    return Wish(**{**facts, **changes})


def wishes(count: int, *networks: str, **changes: Any) -> tuple[Wish, ...]:
    """Return ``count`` contents on each of the networks, X alone when none is named."""
    return tuple(
        wish(number, network, **changes)
        for number in range(count)
        for network in networks or ("twitter",)
    )


def ask(*wanted: Wish, **changes: Any) -> Ask:
    """Return an ask for the coming week, made on the Sunday before it."""
    facts: dict[str, Any] = {
        "wishes": wanted or wishes(1),
        "start": MONDAY,
        "end": NEXT_MONDAY,
        "zone": PARIS,
        "strategy": "optimal",
        "now": SUNDAY_AFTERNOON,
    }
    return Ask(**{**facts, **changes})


def in_paris(at: datetime) -> str:
    """Write an instant as ``Mon 08:00``."""
    return f"{local(at, PARIS):%a %H:%M}"


def paris_times(placements: tuple[Placement, ...]) -> list[str]:
    """Write all placements' moments, in the order of the wishes."""
    return [in_paris(placement.at) for placement in placements]
