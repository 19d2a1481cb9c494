"""A rule: a pattern over the normalised text and the atom that a match means."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from handlers.language.lexicon.calendar import MONTHS, WEEKDAYS
from handlers.language.spans.atoms import Atom

WEEKDAY = f"(?:{'|'.join(WEEKDAYS)})"
MONTH = f"(?:{'|'.join(MONTHS)})"
COUNT = r"(?:\d+|an?|one|a couple of|a couple|couple of)"
NOUN = (
    r"(?:posts?|ones?|tweets?|clips?|videos?|reels?|stor(?:y|ies)|pics?|pictures?|photos?|images?|"
    r"drafts?|uploads?|carousels?|things?|threads?|articles?|shorts?|version|slots?|items?|files?)"
)

Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class Rule:
    """``id`` names the rule in traces; ``build`` may refuse a match with ``None``."""

    id: str
    pattern: re.Pattern[str]
    build: Callable[[Match], Atom | None]


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the normalised text and its meaning."""

    start: int
    end: int
    rule: str
    atom: Atom


def rule(name: str, pattern: str, build: Callable[[Match], Atom | None]) -> Rule:
    """Return a rule whose pattern matches whole tokens; a group ``s`` narrows what it takes."""
    return Rule(name, re.compile(rf"(?<!\S)(?:{pattern})(?!\S)"), build)


def spans(rules: tuple[Rule, ...], text: str) -> list[Span]:
    """Return every match of every rule, overlapping ones too."""
    found: list[Span] = []
    for one in rules:
        for match in one.pattern.finditer(text):
            atom = one.build(match)
            if atom is not None:
                group = "s" if "s" in one.pattern.groupindex else 0
                found.append(Span(*match.span(group), one.id, atom))
    return found


def number(text: str) -> int:
    """Return what "3", "a", "one" or "a couple of" counts."""
    if text.isdigit():
        return int(text)
    return 2 if "couple" in text else 1


def weekday(name: str) -> int:
    """Return the number of a weekday, 0 = Monday; plurals too."""
    return WEEKDAYS.index(name.removesuffix("s"))


def month(name: str) -> int:
    """Return the number of a month, 1 = January."""
    return MONTHS.index(name) + 1
