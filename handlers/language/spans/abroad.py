"""Dates with the month in another language: "3. März", "12 de marzo", "6 mars 2027".

dateparser reads them; it is given nothing but day, month and year, in one named language, and its
answer counts only if it has the day and year that were written. It is imported at first use (about
50 ms), as few sentences need it.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from handlers.language.lexicon.months_abroad import MONTHS_ABROAD
from handlers.language.spans.atoms import Atom, CalendarDay, Unclear
from handlers.language.spans.rule import Match, rule

_MONTH = "|".join(sorted(MONTHS_ABROAD, key=len)[::-1])
_ANY_LEAP_YEAR = 2028


def _date(match: Match) -> Atom:
    year = int(match["y"]) if match["y"] else None
    month = _month(int(match["d"]), match["m"], year or _ANY_LEAP_YEAR)
    return CalendarDay(int(match["d"]), month, year) if month else Unclear("which_day")


@lru_cache(maxsize=512)
def _month(day: int, name: str, year: int) -> int | None:
    """Return the number of the month, or ``None`` when the answer is not the date written."""
    import dateparser  # noqa: PLC0415  heavy; only dates in other languages need it

    found = dateparser.parse(
        f"{day} {name} {year}",
        languages=[MONTHS_ABROAD[name]],
        settings={"RELATIVE_BASE": datetime(year, 1, 1), "DATE_ORDER": "DMY"},  # noqa: DTZ001  a date
    )
    return found.month if found and (found.day, found.year) == (day, year) else None


RULES = (
    rule(
        "day.abroad",
        rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: \.)? (?:de |di |of |- )?(?P<m>{_MONTH})"
        r"(?: (?:de )?(?P<y>20\d\d))?",
        _date,
    ),
)
