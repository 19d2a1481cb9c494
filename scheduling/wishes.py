"""When somebody wants posts to go out, as plain values that every door can fill in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class WhenWish:
    """
    When, in the shapes that a command can have; ``type`` says which fields count.

    ``open`` (no time said) · ``now`` · ``at`` · ``date`` · ``time`` (a clock time alone) ·
    ``window`` (``start``, ``end``) · ``by`` (``end``) · ``shift`` (calendar ``days`` and
    elapsed ``minutes``) · ``recurring`` (``rrule``, ``times`` or ``hours``, ``start_date``,
    exclusive ``until``, ``count``).
    """

    type: str = "open"
    at: dt.datetime | None = None
    date: dt.date | None = None
    time: dt.time | None = None
    start: dt.datetime | None = None
    end: dt.datetime | None = None
    days: int = 0
    minutes: int = 0
    rrule: str = ""
    times: tuple[str, ...] = ()
    hours: tuple[str, ...] = ()
    start_date: dt.date | None = None
    until: dt.date | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Constraints:
    """Limits a person put on a plan; hours are ``(start, end)`` as a clock shows them."""

    max_per_day: int | None = None
    max_per_week: int | None = None
    gap_minutes: int | None = None
    days: tuple[str, ...] = ()
    exclude_dates: tuple[dt.date, ...] = ()
    hours: tuple[str, ...] = ()


ANY_TIME = WhenWish()
NO_CONSTRAINTS = Constraints()

UNSAID: tuple[object, ...] = (None, (), "", 0)


def read_when(said: Mapping[str, Any] | None) -> WhenWish:
    """Read the ``when`` of a command as JSON; nothing said is ``open``."""
    if not said:
        return ANY_TIME
    is_recurring = said["type"] == "recurring"
    return WhenWish(
        type=said["type"],
        at=_instant(said.get("at")),
        date=_day(said.get("date")),
        time=_clock(said.get("time")),
        start=None if is_recurring else _instant(said.get("start")),
        end=_instant(said.get("end")),
        days=said.get("days") or 0,
        minutes=said.get("minutes") or 0,
        rrule=said.get("rrule") or "",
        times=tuple(said.get("times") or ()),
        hours=tuple(said.get("hours") or ()),
        start_date=_day(said.get("start")) if is_recurring else None,
        until=_day(said.get("until")),
        count=said.get("count"),
    )


def write_when(when: WhenWish) -> dict[str, Any]:
    """Write it as JSON that ``read_when`` reads back."""
    said = _written(when)
    if "start_date" in said:
        said["start"] = said.pop("start_date")
    return said


def read_constraints(said: Mapping[str, Any] | None) -> Constraints:
    """Read the constraints of a command as JSON."""
    said = said or {}
    days_out = (_day(day) for day in said.get("exclude_dates") or ())
    return Constraints(
        max_per_day=said.get("max_per_day"),
        max_per_week=said.get("max_per_week"),
        gap_minutes=said.get("gap_minutes"),
        days=tuple(said.get("days") or ()),
        exclude_dates=tuple(day for day in days_out if day),
        hours=tuple(said.get("hours") or ()),
    )


def write_constraints(constraints: Constraints) -> dict[str, Any]:
    """Write them as JSON that ``read_constraints`` reads back."""
    return _written(constraints)


def _written(value: WhenWish | Constraints) -> dict[str, Any]:
    return {name: _plain(said) for name, said in asdict(value).items() if said not in UNSAID}


def _plain(value: Any) -> Any:
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    if isinstance(value, dt.date):
        return value.isoformat()
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def _instant(value: Any) -> dt.datetime | None:
    return (
        value
        if value is None or isinstance(value, dt.datetime)
        else (dt.datetime.fromisoformat(str(value)))
    )


def _day(value: Any) -> dt.date | None:
    return (
        value
        if value is None or isinstance(value, dt.date)
        else (dt.date.fromisoformat(str(value)))
    )


def _clock(value: Any) -> dt.time | None:
    return (
        value
        if value is None or isinstance(value, dt.time)
        else (dt.time.fromisoformat(str(value)))
    )
