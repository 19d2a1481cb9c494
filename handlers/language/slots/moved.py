"""Posts that get another time: by a new one, or by a length later or earlier."""

from __future__ import annotations

from dataclasses import replace

from handlers.language.schema import Ask, Shift
from handlers.language.slots.existing import existing_posts
from handlers.language.slots.material import Draft, Material
from handlers.language.spans.atoms import Length


def moved(material: Material) -> Draft:
    """Return a post's new time, or how much later or earlier it becomes."""
    lengths = [one for one in material.times.saying if isinstance(one.atoms[0], Length)]
    if not lengths:
        return existing_posts("move")(material)
    others = tuple(one for one in material.times.saying if one not in lengths)
    filled = existing_posts("move")(replace(material, times=replace(material.times, saying=others)))
    length = lengths[0].atoms[0]
    assert isinstance(length, Length)  # noqa: S101  chosen by its first atom
    shift = _shift(length, material.words)
    if len(lengths) > 1 or filled.when is not None:
        return replace(filled, asks=(*filled.asks, "which_time"))
    if isinstance(shift, str):
        amount = Shift(days=length.days, minutes=length.minutes) if shift == "direction" else None
        return replace(filled, when=amount, asks=(*filled.asks, shift))
    return replace(filled, when=shift)


_EARLIER = frozenset("earlier sooner prepone advance".split())


def _shift(length: Length, words: list[str]) -> Shift | Ask:
    """Return the shift; "forward" means both ways to different people."""
    way = length.way or _way(words)
    if way is None:
        return "direction"
    if length.months:
        return "which_day"
    sign = 1 if way == "later" else -1
    return Shift(days=sign * length.days, minutes=sign * length.minutes)


def _way(words: list[str]) -> str | None:
    said = set(words)
    if said & _EARLIER:
        return "earlier"
    if said & {"forward", "forwards", "ahead", "up"}:
        return "earlier" if said & {"bring", "pull"} else None
    if said & {"put", "delay", "postpone", "push", "back", "later", "backwards"}:
        return "later"
    return None
