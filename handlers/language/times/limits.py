"""Limits on placement, put together from all that a sentence says."""

from __future__ import annotations

from datetime import date

from handlers.language.lexicon.calendar import PARTS_OF_DAY, WEEKDAYS
from handlers.language.schema import Ask, Constraints, Day
from handlers.language.spans.atoms import ClockSpan, Limit, Part, Repeats, Weekday, Weekend
from handlers.language.spans.constraint import days as day_codes
from handlers.language.spans.constraint import without
from handlers.language.times.clocks import wall
from handlers.language.times.days import resolve
from handlers.language.times.here import Here
from handlers.language.times.said import Said, Speech

_WORK: tuple[Day, ...] = ("MO", "TU", "WE", "TH", "FR")


def constraints(speech: Speech, here: Here, *, hours: bool) -> Constraints | Ask | None:
    """Return the limits; ``hours`` says that parts of the day limit a longer stretch."""
    found: dict[str, object] = {}
    for limit in speech.plain.of(Limit):
        found |= limit.constraints.model_dump(exclude_defaults=True)
    excluded = _excluded(speech.edges.get("except", Said(())), here)
    if isinstance(excluded, str):
        return excluded
    dates, days = excluded
    if dates:
        found["exclude_dates"] = dates
    if days:
        allowed = found.get("days")
        found["days"] = tuple(
            day for day in days if not isinstance(allowed, tuple) or day in allowed
        )
    if hours and (span := hours_of(speech.plain)):
        found["hours"] = span
    return Constraints.model_validate(found) if found else None


def hours_of(said: Said) -> tuple[str, str] | None:
    """Return the hours of a part of the day or of a span of clocks."""
    for span in said.of(ClockSpan):
        return wall(span.start).text, wall(span.end).text if span.end.hour < 24 else "24:00"
    return PARTS_OF_DAY[said.part] if said.part else None


def _excluded(said: Said, here: Here) -> tuple[tuple[date, ...], tuple[Day, ...]] | Ask:
    dates: list[date] = []
    names: list[str] = []
    for atom in said.days:
        if isinstance(atom, Weekday) and atom.which == "next" and not atom.weeks_later:
            names.append(WEEKDAYS[atom.day])
            continue
        day = resolve(atom, here, here.today)
        if isinstance(day, str):
            return day
        dates.append(day)
    if said.of(Weekend):
        return tuple(dates), _WORK
    if any(isinstance(atom, (Repeats, Part)) for atom in said.atoms) or said.stretches:
        return "which_day"
    return tuple(dates), without(day_codes(" ".join(names))) if names else ()
