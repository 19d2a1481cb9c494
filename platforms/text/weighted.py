"""
How long a text is for X: weighted characters as twitter-text version 3 counts them.

https://docs.x.com/fundamentals/counting-characters
"""

from __future__ import annotations

import unicodedata

from platforms.text.emoji import SEQUENCES
from platforms.text.links import find_links

LINK_WEIGHT = 23
"""Every link counts as the t.co link that replaces it."""
WIDE_WEIGHT = 2
_NARROW = ((0x0000, 0x10FF), (0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))


def weighted_length(text: str) -> int:
    """Return how many of X's 280 weighted characters ``text`` takes."""
    normal = unicodedata.normalize("NFC", text)
    weight = position = 0
    for start, end in find_links(normal):
        weight += _weight_without_links(normal[position:start]) + LINK_WEIGHT
        position = end
    return weight + _weight_without_links(normal[position:])


def _weight_without_links(text: str) -> int:
    rest = SEQUENCES.sub("", text)
    emoji = sum(1 for _ in SEQUENCES.finditer(text))
    wide = sum(not any(low <= ord(char) <= high for low, high in _NARROW) for char in rest)
    return emoji * WIDE_WEIGHT + len(rest) + wide
