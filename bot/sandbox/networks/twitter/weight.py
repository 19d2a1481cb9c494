"""
How long a text is for X (twitter-text, configuration 3).

https://github.com/twitter/twitter-text/blob/master/config/v3.json

A stand-in may be too lenient but never too strict, so a link or an emoji that only X's own
tables could tell counts whichever way is shorter.
"""

from __future__ import annotations

import unicodedata

import regex

from bot.sandbox.networks.twitter.links import links

LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
LINK_WEIGHT = 23
FORBIDDEN = frozenset("\ufffe\ufeff\uffff")
CLUSTER = regex.compile(r"\X")
EMOJI = regex.compile(r"\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3")


def weighted_length(text: str) -> int:
    """Return the length X would count for ``text``."""
    text = unicodedata.normalize("NFC", text)
    total = position = 0
    for link in links(text):
        total += _plain(text[position : link.start])
        raw = _plain(link.text)
        total += LINK_WEIGHT if link.is_sure else min(LINK_WEIGHT, raw)
        position = link.end
    return total + _plain(text[position:])


def is_allowed(text: str) -> bool:
    """Tell whether a text is free of the characters X never takes."""
    return not FORBIDDEN & set(text)


def _plain(text: str) -> int:
    return sum(_cluster(cluster) for cluster in CLUSTER.findall(text))


def _cluster(cluster: str) -> int:
    weight = sum(1 if _is_light(ord(letter)) else 2 for letter in cluster)
    return min(weight, 2) if EMOJI.search(cluster) else weight


def _is_light(point: int) -> bool:
    return any(first <= point <= last for first, last in LIGHT)
