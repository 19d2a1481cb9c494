"""What the documentation says of each method: tier, scopes, required arguments, content types."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class MethodFacts:
    """One row of the method reference; no ``tier`` means a limit of the method's own."""

    tier: int | None
    scopes: tuple[str, ...]
    takes_json: bool
    required: tuple[str, ...]


@cache
def method_facts() -> Mapping[str, MethodFacts]:
    """Return the facts of every method that the stand-in knows."""
    text = (files("bot.sandbox.slack.api") / "methods.json").read_text()
    return {
        name: MethodFacts(
            tier=row["tier"],
            scopes=tuple(row["scopes"]),
            takes_json=row["takes_json"],
            required=tuple(row["required"]),
        )
        for name, row in json.loads(text)["methods"].items()
    }
