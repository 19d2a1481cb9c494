"""The point from which a sentence is read, and the walk from wall time to an instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.language.schema import Ask


@dataclass(frozen=True, slots=True)
class Here:
    """The person's present: local time in their zone, and how they write 5/11.

    ``month_first`` is ``None`` when the locale is not known. ``past`` says that days are looked for
    behind (reports, failures); ``strict`` that a doubtful day is asked about rather than shown.
    """

    now: datetime
    zone: ZoneInfo
    month_first: bool | None
    past: bool = False
    strict: bool = True

    @property
    def today(self) -> date:
        """The person's date."""
        return self.now.date()


def start_of(day: date, zone: ZoneInfo) -> datetime:
    """Return the first instant of a local day, also where the clock change swallows midnight."""
    return settled(datetime.combine(day, time(), zone))


def settled(wall: datetime) -> datetime:
    """Return the same instant with the wall time and offset that its zone really has."""
    return wall.astimezone(UTC).astimezone(wall.tzinfo)


def instant(day: date, at: time, zone: ZoneInfo) -> datetime | Ask:
    """Return the instant of a wall time, or why there is none or are two."""
    first = datetime.combine(day, at, zone)
    if settled(first).replace(tzinfo=None) != first.replace(tzinfo=None):
        return "dst_gap"
    if first.utcoffset() != first.replace(fold=1).utcoffset():
        return "dst_overlap"
    return first


def after_midnight(day: date, hour: int, minute: int) -> tuple[date, time]:
    """Return the date and time of an hour up to 24."""
    if hour >= 24:
        return day + timedelta(days=1), time(hour - 24, minute)
    return day, time(hour, minute)
