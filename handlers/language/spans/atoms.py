"""The meanings of time phrases before they meet a clock: what was said, not yet when that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from handlers.language.schema import Ask, Constraints

Which = Literal["next", "this", "following", "this_week", "next_week", "last"]


@dataclass(frozen=True, slots=True)
class Relative:
    """So many days from the person's own today."""

    days: int


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday, 0 = Monday.

    ``which``: ``next`` is the bare name, ``following`` is what people write as "next friday".
    """

    day: int
    which: Which = "next"
    weeks_later: int = 0


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day and month, perhaps with a year, perhaps with the weekday that must agree."""

    day: int
    month: int
    year: int | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class NumericDay:
    """ "5/11": which number is the month is decided by the person's locale."""

    first: int
    second: int
    year: int | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """ "the 15th": the next one, or the one so many months from this; -1 is the last day."""

    day: int
    months_later: int | None = None
    month: int | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """ "the first monday of april"; -1 is the last one."""

    nth: int
    weekday: int
    month: int | None = None
    months_later: int = 0


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day with a name."""

    name: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """A time phrase that has no one meaning; the code says what to ask."""

    ask: Ask


Day = Relative | Weekday | CalendarDay | NumericDay | DayOfMonth | NthWeekday | Holiday


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock time and how sure its half of the day is.

    ``exact`` ("3pm", "14h", "0900") stands; ``written`` ("9:30") stands unless a part of the day is
    named beside it; ``bare`` ("at 9", "4:30") may be morning or afternoon.
    """

    hour: int
    minute: int = 0
    half: Literal["exact", "written", "bare"] = "exact"
    midnight: bool = False
    """The word "midnight": without a date it is the one that ends today."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day; ``each`` when it is said of many days ("mornings", "evenings only")."""

    name: str
    each: bool = False


@dataclass(frozen=True, slots=True)
class Night:
    """ "tonight": today's night, and the half of the clock a bare hour is in."""


@dataclass(frozen=True, slots=True)
class In:
    """ "in 2 hours": elapsed time from now."""

    minutes: int


@dataclass(frozen=True, slots=True)
class RightNow:
    """ "now", "asap"."""


@dataclass(frozen=True, slots=True)
class Length:
    """A stretch of time; what it is for is decided by the sentence around it."""

    days: int = 0
    minutes: int = 0
    months: int = 0
    way: Literal["later", "earlier"] | None = None


@dataclass(frozen=True, slots=True)
class Week:
    """A calendar week, Monday to Monday, counted from this one; ``rest`` begins now."""

    later: int
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Weekend:
    """Saturday and Sunday of a week counted from this one."""

    later: int


@dataclass(frozen=True, slots=True)
class Month:
    """A month by name or counted from this one; ``rest`` begins now."""

    month: int | None = None
    later: int = 0
    rest: bool = False
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """So many whole days after today (negative: before it)."""

    count: int


@dataclass(frozen=True, slots=True)
class Hours:
    """The next so many hours."""

    count: int


@dataclass(frozen=True, slots=True)
class Year:
    """A calendar year counted from this one."""

    later: int


@dataclass(frozen=True, slots=True)
class RestOfDay:
    """ "later today"."""


@dataclass(frozen=True, slots=True)
class ClockSpan:
    """From one clock time to another on the same day."""

    start: Clock
    end: Clock


@dataclass(frozen=True, slots=True)
class DaySpan:
    """From the first day to the last, both included."""

    start: Day
    end: Day


@dataclass(frozen=True, slots=True)
class Repeats:
    """A recurrence: the RFC 5545 rule, without times."""

    rule: str
    part: str | None = None
    month: int | None = None
    count: int | None = None
    """ "the next 3 weekends": how many rounds."""


@dataclass(frozen=True, slots=True)
class Times:
    """ "5 times"."""

    count: int


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone behind a clock time; ``None`` when its code means several places."""

    name: str | None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit on where posts may be placed."""

    constraints: Constraints


@dataclass(frozen=True, slots=True)
class Words:
    """A name with a time word in it ("easter sunday", "black friday"): no time at all."""


Stretch = Week | Weekend | Month | Year | Days | Hours | RestOfDay | DaySpan
Atom = (
    Day
    | Unclear
    | Clock
    | Part
    | Night
    | In
    | RightNow
    | Length
    | Stretch
    | ClockSpan
    | Repeats
    | Times
    | Zone
    | Limit
    | Words
)
