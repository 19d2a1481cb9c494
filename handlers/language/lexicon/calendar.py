"""Words of days, months, clocks and spans."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

WEEKDAYS: tuple[str, ...] = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
MONTHS: tuple[str, ...] = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
DAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

SHORT: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("mon",), "monday"),
        **dict.fromkeys(("tue", "tues"), "tuesday"),
        **dict.fromkeys(("wed", "weds"), "wednesday"),
        **dict.fromkeys(("thu", "thur", "thurs"), "thursday"),
        **dict.fromkeys(("fri",), "friday"),
        **dict.fromkeys(("sat",), "saturday"),
        **dict.fromkeys(("sun",), "sunday"),
        **{month[:3]: month for month in MONTHS},
        "sept": "september",
    }
)
"""Short forms of weekdays and months; some are words of their own ("sun", "sat", "mar")."""

AMBIGUOUS_SHORT = frozenset({"sun", "sat", "wed", "mar", "mon", "jan", "dec"})

PARTS_OF_DAY: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "early morning": ("06:00", "09:00"),
        "morning": ("08:00", "12:00"),
        "lunchtime": ("12:00", "14:00"),
        "afternoon": ("12:00", "17:00"),
        "evening": ("17:00", "21:00"),
        "night": ("18:00", "24:00"),
    }
)

NUMBERS: Mapping[str, str] = MappingProxyType(
    {
        word: str(number)
        for number, word in enumerate(
            (
                "two three four five six seven eight nine ten eleven twelve thirteen fourteen "
                "fifteen sixteen seventeen eighteen nineteen twenty"
            ).split(),
            start=2,
        )
    }
    | {"thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "ninety": "90"}
)
"""Number words from two up; "one" is also a pronoun and is read where a number must stand."""

ORDINALS: Mapping[str, int] = MappingProxyType(
    {
        word: number
        for number, word in enumerate(
            (
                "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
                "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
                "twentieth"
            ).split(),
            start=1,
        )
    }
)

_UNITS = "one two three four five six seven eight nine".split()
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}


def compound(word: str) -> str | None:
    """Return "forty-five" as "45" and "twenty-first" as "21st"; ``None`` for other words."""
    tens, _, rest = word.partition("-")
    if tens not in _TENS:
        return None
    if rest in _UNITS:
        return str(_TENS[tens] + _UNITS.index(rest) + 1)
    unit = ORDINALS.get(rest, 10)
    return f"{_TENS[tens] + unit}{_ENDINGS.get(unit, 'th')}" if unit < 10 else None


_ENDINGS = {1: "st", 2: "nd", 3: "rd"}

HOLIDAYS: tuple[str, ...] = (
    "new years eve",
    "new year eve",
    "new years day",
    "new year day",
    "christmas eve",
    "christmas day",
    "christmas",
    "xmas",
    "boxing day",
    "halloween",
    "valentines day",
    "valentine day",
    "easter sunday",
    "easter monday",
    "good friday",
    "leap day",
    "thanksgiving",
    "black friday",
    "cyber monday",
)
"""Days with names; they are words of content unless a preposition makes them a day."""
