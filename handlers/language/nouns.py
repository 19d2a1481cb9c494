"""Noun phrases of a skeleton: the words left between known parts that can name a post."""

from __future__ import annotations

import re
from dataclasses import dataclass

from handlers.language.lexicon.words import (
    ARTICLES,
    BREAKS,
    CAPTION_FRAME,
    DEMONSTRATIVES,
    FRAME,
    KINDS,
    NAME_ONLY_KINDS,
    NAMEABLE,
    POSTS,
    PRONOUNS,
    STATUSES,
    TAIL,
)
from handlers.language.schema import Kind
from handlers.language.skeleton import Item, Skeleton

_WORD = re.compile(r"[^\W\d_]|\d")


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun phrase: its items, and what its words tell."""

    first: int
    last: int
    words: tuple[str, ...]
    lead: str = ""
    """The article or demonstrative before it."""
    count: int | None = None

    @property
    def kind(self) -> Kind | None:
        """What its noun says a post is."""
        return next((KINDS[word] for word in reversed(self.words) if word in KINDS), None)

    @property
    def is_name(self) -> bool:
        """Whether it has a word of its own, beyond "post", "video", "failed" or grammar."""
        return any(_is_own(word) for word in self.words)

    @property
    def may_be_name(self) -> bool:
        """Whether words of orders name content here ("the report", "the week ahead post")."""
        named = [word for word in self.words if word not in _NAMELESS]
        return self.is_name or (
            self.lead in ARTICLES and (bool(NAMEABLE & set(named)) or len(named) > 1)
        )

    @property
    def is_name_with_kind(self) -> bool:
        """Whether a word of orders stands before a kind ("the launch video")."""
        return self.is_name or (
            self.lead in ARTICLES and self.kind is not None and bool(NAMEABLE & set(self.words))
        )


_NAMELESS = POSTS | TAIL | KINDS.keys() | STATUSES.keys() | {"queue", "schedule", "calendar"}


def _is_own(word: str) -> bool:
    if word in NAME_ONLY_KINDS:
        return True
    return not (
        word in POSTS or word in STATUSES or word in KINDS or word in FRAME or word.isdigit()
    )


def nouns(skeleton: Skeleton, start: int, end: int, *, caption: bool = False) -> list[Noun]:
    """Return the noun phrases between two items; ``caption`` says captions are spoken of."""
    found: list[Noun] = []
    for first, last in _runs(skeleton.items, start, end):
        noun = _noun(skeleton.items, first, last, caption=caption)
        if noun is not None:
            found.append(noun)
    return found


def _runs(items: tuple[Item, ...], start: int, end: int) -> list[tuple[int, int]]:
    """Split at signs, punctuation and words that no name holds."""
    runs: list[tuple[int, int]] = []
    first = start
    for index in range(start, end + 1):
        if index == end or _ends(items, index):
            if first < index:
                runs.append((first, index))
            first = index + 1
    return runs


def _ends(items: tuple[Item, ...], index: int) -> bool:
    sign = items[index].sign
    if sign == "'s":
        return index == 0 or items[index - 1].part is not None
    if sign == "out":
        return index + 1 < len(items) and items[index + 1].sign == "of"
    if sign == "@file":
        return False
    if sign in ("and", "or") and _joins_names(items, index):
        return False
    return sign.startswith("@") or not _WORD.search(sign) or sign in BREAKS


def _joins_names(items: tuple[Item, ...], index: int) -> bool:
    """Whether "and" stands inside a name ("the salt and pepper clip")."""
    around = [items[i].sign for i in (index - 1, index + 1) if 0 <= i < len(items)]
    return len(around) == 2 and all(
        _WORD.search(word)
        and word not in FRAME
        and word not in BREAKS
        and word not in KINDS
        and not word.startswith("@")
        for word in around
    )


def _noun(items: tuple[Item, ...], first: int, last: int, *, caption: bool) -> Noun | None:
    frame = FRAME | CAPTION_FRAME if caption else FRAME
    lead = ""
    while first < last and _frames(items, first, last, frame):
        word = items[first].sign
        lead = word if word in ARTICLES or word in DEMONSTRATIVES else lead
        first += 1
        if (
            lead in ARTICLES
            and word == lead
            and not _frames_after_article(items, first, last, caption)
        ):
            break
    while first < last and items[last - 1].sign in TAIL:
        last -= 1
    count = None
    if last - first > 1 and items[first].sign.isdigit():
        count, first = int(items[first].sign), first + 1
    if first >= last:
        return None
    words = tuple(item.sign for item in items[first:last])
    if caption and all(word in frame or word.isdigit() for word in words):
        return None
    return Noun(first, last, words, lead, count)


def _frames(items: tuple[Item, ...], index: int, last: int, frame: frozenset[str]) -> bool:
    word = items[index].sign
    if word in POSTS or word in STATUSES:
        return index + 1 < last and items[index + 1].sign in ARTICLES | DEMONSTRATIVES
    return word in frame


def _frames_after_article(items: tuple[Item, ...], first: int, last: int, caption: bool) -> bool:
    """After an article a name begins, unless grammar follows ("the time of …", "a copy of …")."""
    rest = [item.sign for item in items[first:last]]
    if not rest or rest[0] in ARTICLES or rest[0] in ("same", "whole", "entire"):
        return True
    if rest[0] in FRAME and rest[1:2] in (["of"], ["for"]):
        return True
    return caption and all(word in CAPTION_FRAME | FRAME for word in rest)


def pronoun(skeleton: Skeleton, start: int, end: int) -> tuple[int, str] | None:
    """Return the item of "this", "these", "it", … that points to what is at hand."""
    words = [item.sign for item in skeleton.items[start:end]]
    for wanted in (DEMONSTRATIVES, PRONOUNS):
        for place, word in enumerate(words):
            if word in wanted and _points(words, place):
                return start + place, word
    return None


_AFTER_RELATIVE = frozenset(
    "failed fail is are was were did does do has have had will would can we i you they went "
    "goes the a an "
    "my our i'm".split()
)


def _points(words: list[str], place: int) -> bool:
    """Whether the word points at a post rather than at a clause ("make that the video …")."""
    word = words[place]
    after = words[place + 1] if place + 1 < len(words) else ""
    before = words[place - 1] if place else ""
    if word == "that":
        relative = place > 0 and (before in POSTS or before in KINDS or before in ("sure", "all"))
        return not (relative or after in _AFTER_RELATIVE - {"goes", "is", "will"})
    if word == "it":
        return before not in (
            "so",
            "before",
            "if",
            "because",
            "since",
            "when",
            "until",
            "as",
            "sure",
            ",",
        )
    return True
