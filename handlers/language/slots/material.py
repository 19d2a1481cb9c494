"""A sentence with its roles, and the draft that is filled from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from handlers.language.intents.choose import Choice
from handlers.language.lexicon.networks import NETWORKS
from handlers.language.networks import Mention
from handlers.language.roles import Networks, Times
from handlers.language.schema import (
    READ_ONLY,
    Ask,
    Caption,
    Constraints,
    Format,
    Platform,
    Strategy,
    Target,
    When,
)
from handlers.language.skeleton import Skeleton
from handlers.language.targets import Scope
from handlers.language.times.compose import Timed, compose
from handlers.language.times.here import Here


@dataclass(frozen=True, slots=True)
class Draft:
    """A command before it is judged."""

    choice: Choice
    platforms: tuple[Platform, ...] = ()
    target: Target | None = None
    other: Target | None = None
    when: When | None = None
    constraints: Constraints | None = None
    strategy: Strategy | None = None
    caption: Caption | None = None
    format: Format | None = None
    timezone: str | None = None
    asks: tuple[Ask, ...] = ()
    used: tuple[int, int] = (0, 0)
    unsure: bool = False
    removes_network: bool = False


@dataclass(frozen=True, slots=True)
class Material:
    """A sentence with its roles."""

    skeleton: Skeleton
    choice: Choice
    here: Here
    times: Times
    networks: Networks
    start: int
    """The first item of the point."""

    @property
    def words(self) -> list[str]:
        """The signs of all items from the point on."""
        return [item.sign for item in self.skeleton.items[self.start :]]

    @property
    def end(self) -> int:
        """The number of items."""
        return len(self.skeleton.items)


Filler = Callable[[Material], Draft]


def named_platforms(found: tuple[Mention, ...]) -> tuple[Platform, ...]:
    """Return the networks of mentions, each once, in the usual order."""
    said = {name for mention in found for name in mention.platforms}
    return ("*",) if "*" in said else tuple(name for name in NETWORKS if name in said)


def found_by(material: Material, *, past: bool = False) -> Timed:
    """Return the time that finds existing posts."""
    here = replace(material.here, past=past, strict=is_strict(material.choice))
    return compose(list(material.times.finding), here, "filter")


def is_strict(choice: Choice) -> bool:
    """Whether a doubtful day is asked about: only when something changes."""
    return choice.intent not in READ_ONLY


def asks_of(*timed: Timed) -> tuple[Ask, ...]:
    """Return what times left open."""
    return tuple(one.ask for one in timed if one.ask)


def strategy_of(material: Material) -> Strategy | None:
    """Return the strategy named; a special one beats the words for any good time."""
    named = list(dict.fromkeys(manner.strategy for manner in material.skeleton.manners))
    if material.words[:1] in (["space"], ["trickle"]):
        named.append("steady")
    specific = [name for name in named if name != "optimal"]
    return next(iter([*specific, *named]), None)


def scope_of(material: Material, finding: Timed, *, existing: bool = True) -> Scope:
    """Return the whole point of the sentence as the place where its target is."""
    return Scope(
        material.start,
        material.end,
        platforms=named_platforms(material.networks.finding),
        when=finding.when,
        existing=existing,
        loose=is_strict(material.choice),
        statuses=material.choice.intent != "explain_failure",
    )
