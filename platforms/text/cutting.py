"""Cutting a text that is too long for its place."""

from __future__ import annotations


def shortened(text: str, max_units: int) -> str:
    """Return ``text`` in at most so many UTF-16 units, cut at a word, with a sign that says so."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * max_units:
        return text
    kept = units[: 2 * (max_units - 1)].decode("utf-16-le", "ignore")
    return f"{kept.rpartition(' ')[0] or kept}…"
