"""Slips of the pen, repaired against the closed lexicon only.

Measured on misspelt commands: normalised optimal-string-alignment similarity (a swapped pair of
letters is one slip) repairs what people write without touching other words; plain ratios do not.
"""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA

from handlers.language.lexicon.near import NEAR
from handlers.language.lexicon.spelling import REPAIRED

_SHORT_WORD = 4
_LONG_WORD = 8


@lru_cache(maxsize=4096)
def repair(word: str) -> str | None:
    """Return the word meant, or ``None`` when it is no slip or could be a slip of two words."""
    if len(word) < _SHORT_WORD or word in REPAIRED or word in NEAR or not word.isalpha():
        return None
    near = sorted((-_likeness(word, known), known) for known in _candidates(word))
    near = [hit for hit in near if -hit[0] >= _wanted(word, hit[1])]
    if not near or (len(near) > 1 and near[0][0] == near[1][0]):
        return None
    return near[0][1]


def _candidates(word: str) -> list[str]:
    return [known for known in REPAIRED if known[0] == word[0] and abs(len(known) - len(word)) <= 2]


def _likeness(word: str, known: str) -> float:
    if len(word) == len(known) == _SHORT_WORD and sorted(word) == sorted(known):
        return 1.0
    return OSA.normalized_similarity(word, known)


def _wanted(word: str, known: str) -> float:
    return 0.74 if max(len(word), len(known)) >= _LONG_WORD else 0.8
