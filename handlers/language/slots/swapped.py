"""Two posts that change places."""

from __future__ import annotations

from dataclasses import replace

from handlers.language.networks import Mention
from handlers.language.phrases import Phrase
from handlers.language.schema import Target
from handlers.language.slots.material import Draft, Material, is_strict, named_platforms
from handlers.language.targets import Found, Scope, find
from handlers.language.times.compose import Timed, compose

_BETWEEN = frozenset({"and", "with", "for", "↔", "/", "to", "→", "against"})


def swapped(material: Material) -> Draft:
    """Return both sides: one target with two positions, or a target and its other."""
    bare = _numbers(material)
    if bare is not None:
        return Draft(material.choice, target=bare, used=(material.start, material.end))
    whole = find(material.skeleton, Scope(material.start, material.end))
    middle = _middle(material)
    if middle is None or (whole.target and whole.target.ref == "ordinal"):
        return Draft(material.choice, target=whole.target, used=whole.used, unsure=whole.unsure)
    (left, left_time), (right, right_time) = (
        _side(material, material.start + 1, middle),
        _side(material, middle + 1, material.end),
    )
    one, two = left.target, right.target
    if one is not None and two is not None:
        one, two = _shared(one, two)
    asks = tuple(timed.ask for timed in (left_time, right_time) if timed.ask)
    return Draft(
        material.choice,
        target=one,
        other=two,
        asks=asks,
        used=(material.start, material.end),
        unsure=one is None or two is None,
    )


def _numbers(material: Material) -> Target | None:
    """Read "swap 3 and 5"."""
    words = [word for word in material.words[1:] if word not in ("post", "posts", "number")]
    if len(words) == 3 and words[0].isdigit() and words[1] in _BETWEEN and words[2].isdigit():
        return Target(ref="ordinal", ordinals=(int(words[0]), int(words[2])))
    return None


def _middle(material: Material) -> int | None:
    """Return the item that parts the two sides."""
    for index in range(material.start + 2, material.end - 1):
        if material.skeleton.items[index].sign in _BETWEEN:
            return index
    return None


def _side(material: Material, start: int, end: int) -> tuple[Found, Timed]:
    items = material.skeleton.items[start:end]
    phrases = [item.part for item in items if isinstance(item.part, Phrase)]
    mentions = tuple(item.part for item in items if isinstance(item.part, Mention))
    here = replace(material.here, strict=is_strict(material.choice))
    timed = compose(phrases, here, "filter")
    scope = Scope(start, end, named_platforms(mentions), timed.when, quoted=True)
    found = find(material.skeleton, scope)
    if found.target is not None and found.target.many:
        single = found.target.model_copy(update={"many": False})
        found = replace(found, target=single)
    return found, timed


def _shared(one: Target, two: Target) -> tuple[Target, Target]:
    """Give "thursday's and friday's linkedin posts" the network that was said once."""
    if one.ref == two.ref == "filter" and not one.platforms:
        one = one.model_copy(update={"platforms": two.platforms, "kind": two.kind})
    return one, two
