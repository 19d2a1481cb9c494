"""A shape of sentences: alternatives over the skeleton, and the intent that they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shape:
    """``name`` is an intent, perhaps with a detail behind a colon ("connections:connect")."""

    name: str
    pattern: re.Pattern[str]


def opening(name: str, *alternatives: str) -> Shape:
    """Return a shape that a sentence begins with; it ends where a token ends."""
    return Shape(name, re.compile(rf"^(?:{'|'.join(alternatives)})(?!\S)"))


def anywhere(name: str, *alternatives: str) -> Shape:
    """Return a shape that may stand anywhere; ``^`` in an alternative ties it to the start."""
    return Shape(name, re.compile("|".join(alternatives)))


Claim = tuple[str, re.Match[str]]


def first(shapes: tuple[Shape, ...], text: str) -> Claim | None:
    """Return the name and match of the first shape that claims ``text``."""
    for shape in shapes:
        if match := shape.pattern.search(text):
            return shape.name, match
    return None
