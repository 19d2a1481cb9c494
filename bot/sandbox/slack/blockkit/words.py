"""Every word that blocks show, for limits that hold for a message as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_SHOWN = ("text", "alt_text", "fallback")


def all_words(value: Any) -> Iterator[str]:
    """Yield the texts inside blocks, wherever they are nested."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in _SHOWN and isinstance(inner, str):
                yield inner
            else:
                yield from all_words(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from all_words(inner)
