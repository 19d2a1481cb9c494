"""Repetitions with their times, their first day and their end."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from handlers.language.schema import Ask, Recurring
from handlers.language.spans.atoms import Length, Month, Repeats, Times
from handlers.language.times.clocks import wall
from handlers.language.times.days import later_month, resolve
from handlers.language.times.here import Here
from handlers.language.times.limits import hours_of
from handlers.language.times.said import Said, Speech
from handlers.language.times.stretches import dates

_NOTHING = Said(())


def recurring(speech: Speech, rule: Repeats, here: Here) -> Recurring | Ask:
    """Return the repetition; its end is the first day that is out."""
    plain = speech.plain
    if len(plain.of(Repeats)) > 1 or plain.days or speech.edges.keys() & {"before", "after"}:
        return "which_day"
    start = _start(speech, here)
    if isinstance(start, str):
        return start
    span = _stretch(plain, rule, here)
    if isinstance(span, str):
        return span
    until = _until(speech, start, here)
    if isinstance(until, str):
        return until
    clocks = plain.plus(speech.edges.get("from", _NOTHING)).clocks
    times = tuple(sorted(wall(clock, plain.part).text for clock in clocks))
    counted = [times_.count for times_ in plain.of(Times)]
    return Recurring(
        rrule=rule.rule,
        times=times,
        hours=() if times else hours_of(plain) or (),
        start=start or span[0],
        until=until or span[1],
        count=counted[0] if counted else None,
    )


def _start(speech: Speech, here: Here) -> date | Ask | None:
    said = speech.edges.get("from")
    if said is None or not said.days:
        if said is not None and said.stretches:
            span = dates(said.stretches[0], here)
            return span if isinstance(span, str) else span[0]
        return None
    return resolve(said.days[0], here, here.today)


def _stretch(said: Said, rule: Repeats, here: Here) -> tuple[date | None, date | None] | Ask:
    """Return first and end day of "in april", "next week", "the next 3 weekends"."""
    if rule.count is not None:
        return (None, None) if rule.count == 0 else (None, _after_rounds(rule, here))
    named = rule.month
    stretches = said.stretches
    if named is not None:
        span = dates(Month(named or None), here)
    elif stretches:
        span = dates(stretches[0], here)
    else:
        return None, None
    if isinstance(span, str):
        return span
    start, end = span
    return (start if start > here.today else None), end


def _after_rounds(rule: Repeats, here: Here) -> date:
    """Return the day after the last of so many rounds of the rule's weekdays."""
    days = [_NUMBERS[code] for code in rule.rule.rsplit("=", 1)[1].split(",")]
    first = here.today + timedelta(days=1)
    while first.weekday() != days[0]:
        first += timedelta(days=1)
    last_of_round = first + timedelta(days=(days[-1] - days[0]) % 7)
    return last_of_round + timedelta(days=7 * ((rule.count or 1) - 1) + 1)


_NUMBERS = {code: number for number, code in enumerate(("MO", "TU", "WE", "TH", "FR", "SA", "SU"))}


def _until(speech: Speech, start: date | None, here: Here) -> date | Ask | None:
    for lead in ("until", "through", "by"):
        said = speech.edges.get(lead)
        if said is None:
            continue
        if said.days:
            last = resolve(said.days[0], here, here.today)
            return last if isinstance(last, str) else last + timedelta(days=1)
        if said.stretches:
            span = dates(said.stretches[0], here)
            if isinstance(span, str):
                return span
            return span[0] if lead == "until" and isinstance(said.stretches[0], Month) else span[1]
        return "which_day"
    return _lasting(speech.plain, start or here.today)


def _lasting(said: Said, start: date) -> date | Ask | None:
    for length in said.of(Length):
        if length.minutes:
            return "which_time"
        if length.months:
            year, month = later_month(start, length.months)
            return date(year, month, min(start.day, monthrange(year, month)[1]))
        return start + timedelta(days=length.days)
    return None
