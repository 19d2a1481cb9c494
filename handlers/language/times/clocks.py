"""Which instant a clock time means: halves of the day, nights, what has passed, clock changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.language.lexicon.calendar import PARTS_OF_DAY
from handlers.language.schema import Ask
from handlers.language.spans.atoms import Clock
from handlers.language.times.here import Here, after_midnight, instant, start_of

_NIGHT_ENDS = 6


@dataclass(frozen=True, slots=True)
class Wall:
    """A time of day; ``next_day`` when it is after the midnight that ends the day meant."""

    hour: int
    minute: int
    next_day: bool = False

    @property
    def text(self) -> str:
        """The time as HH:MM."""
        return f"{self.hour % 24:02d}:{self.minute:02d}"


def wall(clock: Clock, part: str | None = None, *, tonight: bool = False) -> Wall:
    """Return the usual reading: 7 to 11 in the morning, 12 noon, 1 to 6 in the afternoon."""
    hour, minute = clock.hour, clock.minute
    if clock.midnight:
        return Wall(0, minute, next_day=tonight)
    if clock.half == "exact" or hour > 12:
        return Wall(hour, minute, next_day=tonight and hour < _NIGHT_ENDS)
    if tonight or part == "night":
        late = _NIGHT_ENDS <= hour < 12
        return Wall(hour + 12 if late else hour % 12, minute, next_day=tonight and not late)
    if part in ("morning", "early morning"):
        return Wall(hour, minute)
    if part in ("afternoon", "evening", "lunchtime"):
        noon = 11 if part == "lunchtime" else 12
        return Wall(hour + 12 if hour < noon else hour, minute)
    return Wall(hour + 12 if clock.half == "bare" and hour < 7 else hour, minute)


def on_day(day: date, clock: Clock, at: Wall, here: Here, zone: ZoneInfo) -> datetime | Ask:
    """Return the instant of a clock time on a day that was named."""
    moment = _instant(day, at, zone)
    if isinstance(moment, str) or moment > here.now:
        return moment
    other = _other_half(day, clock, at, zone)
    return other if other is not None and other > here.now else "past_time"


def _other_half(day: date, clock: Clock, at: Wall, zone: ZoneInfo) -> datetime | None:
    """Return the evening reading of a bare hour whose morning has gone."""
    if clock.half != "bare" or at.hour >= 12:
        return None
    later = _instant(day, Wall(at.hour + 12, at.minute), zone)
    return later if isinstance(later, datetime) else None


def next_time(at: Wall, clock: Clock, here: Here, zone: ZoneInfo) -> datetime | Ask:
    """Return the next instant with this time of day."""
    today = here.now.astimezone(zone).date()
    if clock.midnight:
        return _instant(today, Wall(0, 0, next_day=True), zone)
    moment = _instant(today, at, zone)
    if isinstance(moment, datetime) and moment <= here.now:
        return _instant(today + timedelta(days=1), at, zone)
    if isinstance(moment, str) and _wall_passed(at, here, zone):
        return _instant(today + timedelta(days=1), at, zone)
    return moment


def _wall_passed(at: Wall, here: Here, zone: ZoneInfo) -> bool:
    now = here.now.astimezone(zone)
    return (now.hour, now.minute) > (at.hour, at.minute)


def _instant(day: date, at: Wall, zone: ZoneInfo) -> datetime | Ask:
    day = day + timedelta(days=1) if at.next_day else day
    day, clock_time = after_midnight(day, at.hour, at.minute)
    return instant(day, clock_time, zone)


def exactly(day: date, at: Wall, zone: ZoneInfo) -> datetime | Ask:
    """Return the instant of a wall time, past or future."""
    return _instant(day, at, zone)


def part_of(day: date, part: str, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the instants between which a part of a day lies."""
    start, end = PARTS_OF_DAY[part]
    return _edge(day, start, zone), _edge(day, end, zone)


def _edge(day: date, text: str, zone: ZoneInfo) -> datetime:
    hour = int(text[:2])
    if hour == 24:
        return start_of(day + timedelta(days=1), zone)
    return datetime.combine(day, time(hour), zone)
