"""New content that is staged, scheduled or published."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.language.captions import spoken
from handlers.language.lexicon.words import STATUSES
from handlers.language.schema import Caption, Target
from handlers.language.slots.formats import destinations, format_of
from handlers.language.slots.material import (
    Draft,
    Material,
    asks_of,
    found_by,
    scope_of,
    strategy_of,
)
from handlers.language.targets import Found, Scope, find
from handlers.language.times.compose import compose


def new_content(material: Material) -> Draft:
    """New content that is staged, scheduled or published; or an existing post put out or placed."""
    finding = found_by(material)
    saying = compose(list(material.times.saying), material.here, "new")
    words = material.words
    existing = bool(material.networks.finding or finding.when) or _is_existing(material)
    quoted = _is_title(words)
    scope = replace(scope_of(material, finding, existing=existing), quoted=quoted)
    found = (
        _nothing(material) if material.choice.action == "remove" else find(material.skeleton, scope)
    )
    if material.choice.action == "remove" and found.target is None:
        found = Found(Target(ref="all"))
    text = None if quoted else spoken(material.skeleton)
    format_ = format_of(material)
    return Draft(
        material.choice,
        platforms=destinations(material, existing=existing),
        target=found.target,
        when=saying.when,
        constraints=saying.limits,
        strategy=strategy_of(material),
        caption=Caption(op="set", text=text) if text and "@quote" in words else None,
        format=format_,
        asks=asks_of(finding, saying),
        used=found.used,
        unsure=found.unsure,
    )


def _nothing(material: Material) -> Found:
    """Find what is unstaged; the staging area itself is no name."""
    scope = Scope(material.start, material.end, statuses=False)
    words = material.words
    if words[0] in ("clear", "empty", "reset", "flush", "clean"):
        return Found(Target(ref="all"))
    return find(material.skeleton, scope)


def _is_existing(material: Material) -> bool:
    """Whether a draft or a failed post is spoken of, and not the act of drafting."""
    if material.choice.intent == "stage":
        return False
    text = " ".join(material.words)
    return any(word in STATUSES for word in material.words) and not re.search(
        r"\bas (?:a )?draft", text
    )


def _is_title(words: list[str]) -> bool:
    """Whether a quote is what a post is called."""
    place = words.index("@quote") if "@quote" in words else 0
    return place > 0 and words[place - 1] in ("called", "titled", "named", "entitled", "labelled")
