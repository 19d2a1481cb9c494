"""The numbers of Block Kit, read once from the data file that names their source."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Surface = Literal["message", "modal", "home"]


@dataclass(frozen=True, slots=True)
class Limit:
    """Bounds of one field: of its characters, its items, or its value."""

    min_length: int = 0
    max_length: int | None = None
    min_items: int = 0
    max_items: int | None = None
    min: int | None = None
    max: int | None = None


@cache
def limit(name: str) -> Limit:
    """Return the bounds of a field such as ``button.text``."""
    return Limit(**_data()[name])


@cache
def block_limit(surface: Surface) -> Limit:
    """Return how many blocks a surface takes."""
    return Limit(**_data()["surfaces"][surface])


@cache
def block_types(surface: Surface) -> frozenset[str]:
    """Return the types of block that a surface takes."""
    return frozenset(_data()["block_types"][surface])


@cache
def _data() -> Mapping[str, Any]:
    text = (files("bot.sandbox.slack.blockkit") / "limits.json").read_text()
    return dict(json.loads(text))
