"""Positions in the last list shown: "#3", "the second one", "the last two", "draft number 2"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from handlers.language.lexicon.calendar import ORDINALS
from handlers.language.lexicon.networks import NETWORKS
from handlers.language.spans.rule import NOUN

_WORD = "|".join(ORDINALS)
_NETWORK = rf"(?: (?:{'|'.join(NETWORKS)}))?"
_END = (
    r"(?=$| (?:,|\.|\?|and|to|on|for|at|by|until|back|from|with|in|please|now|right|of|today|"
    r"tomorrow|→|one|ones)(?!\S))"
)
_NTH = rf"(?:{_WORD}|last|\d{{1,2}}(?:st|nd|rd|th))"
_POSITION = re.compile(
    rf"(?<!\S)(?:"
    rf"(?P<hash>#\d+(?:(?: ?(?:,|and|&|or))+ #?\d+)*)|"
    rf"(?:posts?|numbers?|nr|no|num|items?|slots?) (?P<numbers>\d{{1,2}}(?:(?: ?(?:,|"
    rf"and))+ \d{{1,2}})*)(?! ?\S*(?:days?|hour|am|pm|:))|"
    r"(?:the |my |our )?(?P<many>first|last|top(?! \d+ \w+(?<!s)(?!\S))|"
    rf"bottom) (?P<count>\d{{1,2}}|"
    rf"couple(?: of)?)(?: {NOUN}| (?:of them|in the list))?|"
    rf"(?:the |my |our )?(?P<one>{_NTH})(?:(?: and (?:the )?(?P<two>{_NTH}))?{_NETWORK} {NOUN})|"
    rf"(?:the |my |our )(?P<bare>{_NTH})(?: and (?:the )?(?P<also>{_NTH}))?{_END})(?!\S)"
)


@dataclass(frozen=True, slots=True)
class Positions:
    """Positions from 1; -1 is the last."""

    start: int
    end: int
    ordinals: tuple[int, ...]


def positions(text: str) -> list[Positions]:
    """Return the positions named in the normalised ``text``."""
    return [
        Positions(*match.span(), found)
        for match in _POSITION.finditer(text)
        if (found := _ordinals(match))
    ]


def _ordinals(match: re.Match[str]) -> tuple[int, ...]:
    listed = match["hash"] or match["numbers"]
    if listed:
        return tuple(int(digits) for digits in re.findall(r"\d+", listed) if int(digits) > 0)
    if match["many"]:
        count = int(match["count"]) if match["count"].isdigit() else 2
        from_end = match["many"] in ("last", "bottom")
        return tuple(-place if from_end else place for place in range(1, count + 1))
    named = (match["one"], match["two"], match["bare"], match["also"])
    return tuple(_ordinal(word) for word in named if word)


def _ordinal(word: str) -> int:
    if word == "last":
        return -1
    return ORDINALS.get(word) or int(word[:-2])
