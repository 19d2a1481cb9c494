"""Phrases of one role, put together to one ``When``: the point where words become instants."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from handlers.language.lexicon.zones import AMBIGUOUS
from handlers.language.phrases import Phrase
from handlers.language.schema import Ask, At, Constraints, Now, When
from handlers.language.spans.atoms import In, Limit, Month, Part, Repeats, RightNow, Unclear, Zone
from handlers.language.times.edges import after, before, between, by, until
from handlers.language.times.here import Here
from handlers.language.times.limits import constraints
from handlers.language.times.plain import elapsed, plain
from handlers.language.times.recurring import recurring
from handlers.language.times.said import NOTHING, Said, Speech, Use, sort

_BY_DAYS = "FREQ=WEEKLY;BYDAY="


@dataclass(frozen=True, slots=True)
class Timed:
    """A time and the limits around it, or what must be asked."""

    when: When | None = None
    limits: Constraints | None = None
    ask: Ask | None = None


def compose(phrases: list[Phrase], here: Here, use: Use) -> Timed:
    """Return what phrases of one role mean together."""
    speech = sort(phrases, use)
    if not phrases:
        return Timed()
    if speech.alternatives:
        return Timed(ask="which_time")
    if unclear := speech.everything.of(Unclear):
        return Timed(ask=unclear[0].ask)
    zone = _zone(speech.everything, here)
    if zone is None:
        return Timed(ask="which_time")
    speech = _as_rule(speech)
    limits = constraints(speech, here, hours=_limits_hours(speech))
    if isinstance(limits, str):
        return Timed(ask=limits)
    when = _when(speech, here, zone, use)
    return Timed(ask=when) if isinstance(when, str) else Timed(when, limits)


def _zone(said: Said, here: Here) -> ZoneInfo | None:
    """Return the zone that was named, the person's own, or ``None`` for a code of two places."""
    names = {zone.name or _own(zone, here) for zone in said.of(Zone)}
    if not names:
        return here.zone
    name = names.pop()
    return ZoneInfo(name) if name and not names else None


def _own(zone: Zone, here: Here) -> str | None:
    return here.zone.key if zone.name == "" else AMBIGUOUS.get(zone.code, {}).get(here.zone.key)


def _as_rule(speech: Speech) -> Speech:
    """Read "weekdays at 9" as a repetition, "mondays" beside a stretch as a limit on days."""
    plain = speech.plain
    if plain.clocks and not (plain.days or plain.stretches or plain.of(Repeats)):
        for limit in plain.of(Limit):
            days = limit.constraints.days
            if days and not speech.edges:
                rest = tuple(atom for atom in plain.atoms if atom is not limit)
                rule = Repeats(_BY_DAYS + ",".join(days))
                return Speech(Said((rule, *rest)), speech.edges, speech.alternatives)
    return speech


def _limits_hours(speech: Speech) -> bool:
    """Whether a part of the day limits a longer time rather than being the time."""
    said = speech.everything
    each = any(part.each for part in said.of(Part))
    if said.of(Repeats) or speech.edges.keys() & {"by", "before", "after"}:
        return False
    return bool(said.stretches) or (each and not said.days)


def _when(speech: Speech, here: Here, zone: ZoneInfo, use: Use) -> When | Ask | None:
    said = speech.everything
    if rules := said.of(Repeats):
        return recurring(speech, rules[0], here)
    if said.of(RightNow):
        others = [atom for atom in said.atoms if not isinstance(atom, (RightNow, Limit))]
        return "which_time" if others else Now()
    if waits := said.of(In):
        return At(at=elapsed(waits[0], here)) if len(waits) == 1 else "which_time"
    return _edged(speech, here, zone, use)


def _edged(speech: Speech, here: Here, zone: ZoneInfo, use: Use) -> When | Ask | None:
    leads = [lead for lead in speech.edges if lead not in ("from", "except")]
    if "after" in leads and len(leads) == 2 and {"by", "before"} & set(leads):
        return between(speech, here, zone)
    if len(leads) > 1:
        return "which_time"
    for lead, reading in (("by", by), ("before", before), ("after", after)):
        if edge := speech.edges.get(lead):
            return reading(edge, speech, here, zone)
    for lead in ("until", "through"):
        if edge := speech.edges.get(lead):
            whole = lead == "through" and bool(edge.of(Month))
            return plain(edge, here, zone, use) if whole else until(edge, speech, here, zone, use)
    return plain(speech.plain.plus(speech.edges.get("from", NOTHING)), here, zone, use)
