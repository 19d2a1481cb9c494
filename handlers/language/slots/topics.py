"""Sentences whose networks are their topic, settings, and those without slots."""

from __future__ import annotations

from dataclasses import replace

from handlers.language.schema import Now
from handlers.language.slots.formats import destinations, format_of
from handlers.language.slots.material import (
    Draft,
    Material,
    asks_of,
    found_by,
    named_platforms,
    scope_of,
    strategy_of,
)
from handlers.language.spans.zone import timezone
from handlers.language.targets import find
from handlers.language.times.compose import compose


def about_network(material: Material) -> Draft:
    """Questions whose networks are their topic, about content at hand or named."""
    finding = found_by(material)
    saying = compose(list(material.times.saying), replace(material.here, strict=False), "filter")
    scope = replace(scope_of(material, finding), quoted=True, statuses=False)
    found = find(material.skeleton, scope)
    target = found.target
    if material.choice.intent == "best_time" and target and target.ref in ("filter", "named"):
        target = target if found.led else None
    return Draft(
        material.choice,
        platforms=destinations(material, existing=False),
        target=target,
        when=None if isinstance(saying.when, Now) else saying.when,
        format=format_of(material),
        asks=asks_of(finding, saying),
        used=found.used,
    )


def settings(material: Material) -> Draft:
    """Return a zone, limits or defaults for the time to come."""
    saying = compose(list(material.times.saying), material.here, "new")
    zone = timezone(material.skeleton.sentence.text) if "timezone" in material.words else None
    asks = asks_of(saying)
    strategy = strategy_of(material)
    platforms = named_platforms(material.networks.destined)
    if not (zone or saying.limits or strategy or platforms) and not asks:
        asks = ("which_time",)
    return Draft(
        material.choice,
        platforms=platforms,
        constraints=saying.limits,
        strategy=strategy,
        timezone=zone,
        asks=asks if zone or "timezone" not in material.words else ("which_time",),
        used=(material.start, material.end),
    )


def connected(material: Material) -> Draft:
    """Return which accounts are spoken of."""
    return Draft(material.choice, platforms=named_platforms(material.networks.destined))


def bare(material: Material) -> Draft:
    """Return a draft without slots."""
    return Draft(material.choice, used=(material.start, material.end))
