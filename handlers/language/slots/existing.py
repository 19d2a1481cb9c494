"""Orders and questions about posts that exist."""

from __future__ import annotations

from dataclasses import replace

from handlers.language.captions import edit
from handlers.language.keywords import listed
from handlers.language.schema import Target
from handlers.language.slots.material import (
    Draft,
    Filler,
    Material,
    asks_of,
    found_by,
    is_strict,
    named_platforms,
    scope_of,
    strategy_of,
)
from handlers.language.targets import find
from handlers.language.times.compose import compose
from handlers.language.times.said import Use


def existing_posts(use: Use, *, past: bool = False) -> Filler:
    """Return the filler for orders and questions about posts that exist."""

    def fill(material: Material) -> Draft:
        behind = past or _is_behind(material)
        finding = found_by(material, past=behind)
        here = replace(material.here, strict=is_strict(material.choice))
        saying = compose(list(material.times.saying), here, use)
        quoted = material.choice.intent != "edit_caption"
        scope = replace(scope_of(material, finding), quoted=quoted)
        found = find(material.skeleton, scope)
        if material.choice.intent == "list":
            found = listed(material.skeleton, scope, found)
        return Draft(
            material.choice,
            platforms=named_platforms(material.networks.destined),
            target=found.target,
            when=saying.when,
            constraints=saying.limits,
            strategy=strategy_of(material),
            asks=asks_of(finding, saying),
            used=found.used,
            unsure=found.unsure,
            removes_network=material.networks.removed,
        )

    return fill


_DONE = frozenset({"did", "went", "published", "posted"})


def _is_behind(material: Material) -> bool:
    """Whether a question asks about what has been ("did yesterday's post go out?")."""
    words = material.words
    if material.choice.intent == "status":
        return words[:1] in (["did"], ["has"], ["have"], ["was"], ["were"])
    return material.choice.intent == "list" and bool(_DONE & set(words))


def paused(material: Material) -> Draft:
    """Return a pause or its end; with nothing said it is for everything."""
    filled = existing_posts("pause")(material)
    if filled.target is not None:
        target = filled.target
        if target.ref == "filter" and not target.many:
            filled = replace(filled, target=target.model_copy(update={"many": True}))
        return filled
    return replace(filled, target=Target(ref="all"), unsure=False)


def edited(material: Material) -> Draft:
    """Return an edit of words; with no post named it is the one at hand."""
    finding = found_by(material)
    scope = replace(scope_of(material, finding), caption=True, statuses=False)
    found = find(material.skeleton, scope)
    target = found.target or Target(ref="context")
    caption = edit(material.skeleton, material.start)
    asks = asks_of(finding)
    return Draft(
        material.choice,
        platforms=named_platforms(material.networks.destined),
        target=target,
        caption=caption,
        asks=asks if caption else (*asks, "caption_text"),
        used=(material.start, material.end),
        unsure=found.unsure,
    )
