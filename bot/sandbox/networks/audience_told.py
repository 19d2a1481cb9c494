"""What an account's details say of its audience, in words a person can type."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox.networks.rhythm import Shares, Week
from platforms.content import Kind

PREFIX = "audience_"


def told_of_audience(details: Mapping[str, Any]) -> dict[str, Any]:
    """Read the details that begin with ``audience_``; raises ``ValueError`` with a sentence."""
    given = {
        name.removeprefix(PREFIX): str(value)
        for name, value in details.items()
        if name.startswith(PREFIX)
    }
    unknown = [name for name in given if name not in READERS]
    if unknown:
        raise ValueError(f"An audience has no {unknown[0]}; it has {', '.join(READERS)}.")
    return {name: _read(name, value) for name, value in given.items()}


def _read(name: str, value: str) -> Any:
    reader, example = READERS[name]
    try:
        return reader(value)
    except (ValueError, LookupError, OSError):
        raise ValueError(f"{PREFIX}{name} must be like {example!r}.") from None


def _positive(value: str, most: float = math.inf) -> float:
    figure = float(value)
    if not (0 <= figure <= most and math.isfinite(figure)):
        raise ValueError(value)
    return figure


def _lifetime(value: str) -> float:
    figure = _positive(value)
    if figure == 0:
        raise ValueError(value)
    return figure


def _share(value: str) -> float:
    return _positive(value, most=1)


def _size(value: str) -> int:
    return int(_positive(value))


def _figures(value: str, count: int) -> Week:
    figures = [_positive(word) for word in value.replace(",", " ").split()]
    if len(figures) != count or not any(figures):
        raise ValueError(value)
    mean = sum(figures) / count
    return tuple(figure / mean for figure in figures)


def _pairs(value: str) -> Shares:
    pairs = [word.partition("=") for word in value.replace(",", " ").split()]
    if not pairs:
        raise ValueError(value)
    return tuple((name, _positive(figure)) for name, _, figure in pairs)


def _zones(value: str) -> Shares:
    pairs = [(ZoneInfo(zone).key, share) for zone, share in _pairs(value)]
    whole = sum(share for _, share in pairs)
    if not whole:
        raise ValueError(value)
    return tuple((zone, share / whole) for zone, share in pairs)


def _kinds(value: str) -> Shares:
    return tuple((Kind(kind).value, factor) for kind, factor in _pairs(value))


READERS: Mapping[str, tuple[Callable[[str], Any], str]] = {
    "size": (_size, "5000"),
    "zones": (_zones, "Europe/Berlin=0.7 America/New_York=0.3"),
    "hours": (lambda value: _figures(value, 24), "1 1 1 … (24 figures, from midnight)"),
    "days": (lambda value: _figures(value, 7), "1 1 1 1 1 2 2"),
    "kinds": (_kinds, "video=1.5 text=0.8"),
    "lifetime_h": (_lifetime, "6"),
    "noise": (_positive, "0.7"),
    "viral_share": (_share, "0.03"),
}
"""How each detail is read, with an example."""
