"""The bones of a sentence: its words, with time, networks and other known parts as single signs.

"move friday's linkedin post to monday 10am" is "move @t 's @net post to @t": what is said about
posts has few shapes, and those are what intents and targets are read from.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from handlers.language.mask import Opaque
from handlers.language.networks import Mention, mentions
from handlers.language.ordinals import Positions, positions
from handlers.language.phrases import Phrase, phrases
from handlers.language.schema import Strategy
from handlers.language.spans.atoms import Length, Limit, RightNow, Times
from handlers.language.spans.strategy import STRATEGIES
from handlers.language.tokens import Sentence

_OPAQUE = {
    Opaque.QUOTE.value: "@quote",
    Opaque.LINK.value: "@link",
    Opaque.PERSON.value: "@person",
    Opaque.CHANNEL.value: "@channel",
    Opaque.BROADCAST.value: "@everyone",
    Opaque.HASHTAG.value: "@tag",
    Opaque.FILE.value: "@file",
}


@dataclass(frozen=True, slots=True)
class Manner:
    """A strategy named at a place."""

    start: int
    end: int
    strategy: Strategy


Part = Phrase | Mention | Positions | Manner


@dataclass(frozen=True, slots=True)
class Item:
    """A word, or a sign with its part; places are those of the normalised text."""

    sign: str
    start: int
    end: int
    part: Part | None = None


@dataclass(frozen=True)
class Skeleton:
    """The items of a sentence, and their text for patterns."""

    sentence: Sentence
    items: tuple[Item, ...]

    @cached_property
    def text(self) -> str:
        """The signs, one blank between them."""
        return " ".join(item.sign for item in self.items)

    @cached_property
    def _starts(self) -> list[int]:
        starts: list[int] = []
        place = 0
        for item in self.items:
            starts.append(place)
            place += len(item.sign) + 1
        return starts

    def index(self, place: int) -> int:
        """Return the number of the item at a place of ``text``."""
        return max(0, bisect_right(self._starts, place) - 1)

    def words(self, first: int, last: int) -> str:
        """Return the source text from item ``first`` to before item ``last``."""
        return self.sentence.quoted(self.items[first].start, self.items[last - 1].end)

    def value(self, index: int) -> str:
        """Return what the opaque item holds."""
        return self.sentence.token(self.items[index].start).value

    @property
    def phrases(self) -> list[tuple[int, Phrase]]:
        """The time phrases with their item numbers."""
        return [
            (i, item.part) for i, item in enumerate(self.items) if isinstance(item.part, Phrase)
        ]

    @property
    def mentions(self) -> list[tuple[int, Mention]]:
        """The networks named, with their item numbers."""
        return [
            (i, item.part) for i, item in enumerate(self.items) if isinstance(item.part, Mention)
        ]

    @property
    def manners(self) -> list[Manner]:
        """The strategies named."""
        return [item.part for item in self.items if isinstance(item.part, Manner)]


def bones(sentence: Sentence) -> Skeleton:
    """Return the skeleton of a sentence."""
    text = sentence.text
    parts: list[Part] = list(_manners(text))
    for more in (phrases(text, _places(parts)), positions(text), mentions(text)):
        taken = _places(parts)
        parts += [part for part in more if not _overlaps(part, taken)]
    return Skeleton(sentence, tuple(_items(sentence, sorted(parts, key=lambda part: part.start))))


def _manners(text: str) -> list[Manner]:
    found: list[Manner] = []
    for strategy, pattern in STRATEGIES:
        for match in pattern.finditer(text):
            manner = Manner(*match.span(), strategy)
            if not _overlaps(manner, _places(list(found))):
                found.append(manner)
    return found


def _places(parts: list[Part] | list[Manner]) -> list[tuple[int, int]]:
    return [(part.start, part.end) for part in parts]


def _overlaps(part: Part, taken: list[tuple[int, int]]) -> bool:
    return any(start < part.end and part.start < end for start, end in taken)


def _items(sentence: Sentence, parts: list[Part]) -> list[Item]:
    items: list[Item] = []
    waiting = iter([*parts, None])
    part = next(waiting)
    for token, start in zip(sentence.tokens, sentence.starts, strict=True):
        while part is not None and part.end <= start:
            part = next(waiting)
        if part is None or start < part.start:
            items.append(Item(_OPAQUE.get(token.text, token.text), start, start + len(token.text)))
        elif start == part.start or not items or items[-1].part is not part:
            items.append(Item(_sign(part), part.start, part.end, part))
    return items


def _sign(part: Part) -> str:
    match part:
        case Mention(unknown=True):
            return "@unknown"
        case Mention():
            return "@net"
        case Positions():
            return "@ord"
        case Manner():
            return "@strategy"
        case Phrase():
            return _time_sign(part)


def _time_sign(phrase: Phrase) -> str:
    if phrase.lead in _LED_SIGNS:
        return _LED_SIGNS[phrase.lead]
    first = phrase.atoms[0]
    if isinstance(first, Length) and first.way:
        return "@shift"
    kinds = {RightNow: "@now", Limit: "@limit", Times: "@limit", Length: "@len"}
    return kinds.get(type(first), "@t")


_LED_SIGNS = {"except": "@limit", "instead": "@instead"}
