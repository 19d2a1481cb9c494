"""Positions in the last list shown: "#3", "the second one", "the last two", "draft number 2"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from handlers.language.lexicon.calendar import ORDINALS
from handlers.language.lexicon.networks import NETWORKS
from handlers.language.spans.rule import NOUN

_WORD = "|".join(ORDINALS)
_NTH = rf"(?:{_WORD}|last|\d{{1,2}}(?:st|nd|rd|th))"
_THE = r"(?:the |my |our )"
_NETWORK = rf"(?: (?:{'|'.join(NETWORKS)}))?"
_NUMBERS = r"\d{1,2}(?:(?: ?(?:,|and))+ \d{1,2})*"
_END = (
    r"(?=$| (?:,|\.|\?|and|to|on|for|at|by|until|back|from|with|in|please|now|right|of|today|"
    r"tomorrow|→|one|ones)(?!\S))"
)
_DONE_TO = (
    r"(?:publish|cancel|delete|remove|retry|resend|move|push|shift|swap|preview|reschedule|"
    r"postpone|delay|duplicate|clone|copy)"
)
_POSITION = re.compile(
    "|".join(
        rf"(?<!\S)(?:{alternative})(?!\S)"
        for alternative in (
            r"(?P<hash>#\d+(?:(?: ?(?:,|and|or))+ #?\d+)*)",
            (
                rf"(?:posts?|numbers?|nr|no|num|items?|slots?) (?P<numbers>{_NUMBERS})"
                r"(?! ?\S*(?:days?|hour|am|pm|:))"
            ),
            rf"{_DONE_TO} (?P<s>{_NUMBERS}){_END}",
            (
                rf"{_THE}?(?P<many>first|last|bottom) (?P<count>\d{{1,2}}|couple(?: of)?)"
                rf"(?: {NOUN}| (?:of them|in the list))?"
            ),
            rf"{_THE}?(?P<top>top) (?P<number>\d{{1,2}})(?: (?:posts|ones|of them)|{_END})",
            rf"{_THE}?(?P<one>{_NTH})(?: and (?:the )?(?P<two>{_NTH}))?{_NETWORK} {NOUN}",
            rf"{_THE}(?P<bare>{_NTH})(?: and (?:the )?(?P<also>{_NTH}))?{_END}",
        )
    )
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
        Positions(*match.span("s" if match["s"] else 0), found)
        for match in _POSITION.finditer(text)
        if (found := _ordinals(match))
    ]


def _ordinals(match: re.Match[str]) -> tuple[int, ...]:
    listed = match["hash"] or match["numbers"] or match["s"]
    if listed:
        return tuple(int(digits) for digits in re.findall(r"\d+", listed) if int(digits) > 0)
    if match["many"] or match["top"]:
        said = match["count"] or match["number"]
        count = int(said) if said.isdigit() else 2
        from_end = match["many"] in ("last", "bottom")
        return tuple(-place if from_end else place for place in range(1, count + 1))
    named = (match["one"], match["two"], match["bare"], match["also"])
    return tuple(_ordinal(word) for word in named if word)


def _ordinal(word: str) -> int:
    if word == "last":
        return -1
    return ORDINALS.get(word) or int(word[:-2])
