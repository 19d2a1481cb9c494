"""What a sentence is about: content at hand, a named post, a link, positions, or a filter."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

from handlers.language.lexicon.words import (
    ALL,
    ARTICLES,
    BREAKS,
    KINDS,
    PLURALS,
    POSTS,
    STATUSES,
)
from handlers.language.nouns import Noun, nouns, pronoun
from handlers.language.ordinals import Positions
from handlers.language.schema import Kind, Platform, Status, Target, When
from handlers.language.skeleton import Skeleton

_SOME = frozenset({"one", "any", "some", "either", "few", "couple"})


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a target is looked for, and what is known about it."""

    start: int
    end: int
    platforms: tuple[Platform, ...] = ()
    when: When | None = None
    existing: bool = True
    """Whether posts that exist are meant; otherwise new content."""
    caption: bool = False
    statuses: bool = True
    loose: bool = False
    """Whether words of orders may name content ("post the report")."""
    quoted: bool = False
    """Whether a quote names the post rather than being its words."""


@dataclass(frozen=True, slots=True)
class Found:
    """A target, the items that named it, and whether it is one of several without saying which."""

    target: Target | None
    used: tuple[int, int] = (0, 0)
    unsure: bool = False
    led: bool = False
    """Whether an article led it ("the launch video"), so that it is a thing for sure."""


def find(skeleton: Skeleton, scope: Scope) -> Found:
    """Return the target in a scope of the skeleton."""
    for reading in (_link, _title, _positions):
        if found := reading(skeleton, scope):
            return found
    words = words_of(skeleton, scope)
    found = _described(skeleton, scope, words)
    return replace(found, unsure=True) if _one_of(words) else found


def _described(skeleton: Skeleton, scope: Scope, words: list[str]) -> Found:
    """Read what is neither linked nor counted off: everything, this, a name, a filter."""
    if (everything := _all(skeleton, scope, words)) is not None:
        return Found(everything)
    listed = nouns(skeleton, scope.start, scope.end, caption=scope.caption)
    pointed = pronoun(skeleton, scope.start, scope.end)
    name = next(
        (
            noun
            for noun in listed
            if _names(noun, scope) and noun.lead not in ("this", "these", "that", "those")
        ),
        None,
    )
    if pointed and (pointed[1] not in ("it", "them") or name is None):
        return _context(skeleton, scope, pointed[0], listed)
    if name is not None:
        return _named(skeleton, scope, name)
    return _filtered(scope, words, listed)


def _names(noun: Noun, scope: Scope) -> bool:
    return noun.may_be_name if scope.loose else noun.is_name_with_kind


def words_of(skeleton: Skeleton, scope: Scope) -> list[str]:
    """Return the signs of a scope."""
    return [item.sign for item in skeleton.items[scope.start : scope.end]]


def _link(skeleton: Skeleton, scope: Scope) -> Found | None:
    for index in range(scope.start, scope.end):
        if skeleton.items[index].sign == "@link":
            url = skeleton.value(index)
            return Found(Target(ref="link", url=url), (index, index + 1))
    return None


def _title(skeleton: Skeleton, scope: Scope) -> Found | None:
    if not scope.quoted:
        return None
    for index in range(scope.start, scope.end):
        if skeleton.items[index].sign == "@quote":
            name = skeleton.value(index)
            if name:
                return Found(_narrowed(Target(ref="named", name=name), scope), (index, index + 1))
    return None


def _positions(skeleton: Skeleton, scope: Scope) -> Found | None:
    listed = [
        (index, item.part)
        for index, item in enumerate(skeleton.items[scope.start : scope.end], scope.start)
        if isinstance(item.part, Positions)
    ]
    if not listed:
        return None
    ordinals = tuple(dict.fromkeys(n for _, part in listed for n in part.ordinals))
    said = " ".join(skeleton.words(index, index + 1) for index, _ in listed).lower().split()
    words = [*words_of(skeleton, scope), *said]
    status = status_of(words) if scope.statuses else None
    target = Target(ref="ordinal", ordinals=ordinals, status=status)
    return Found(target, (listed[0][0], listed[-1][0] + 1))


def _one_of(words: list[str]) -> bool:
    pairs = itertools.pairwise(words)
    return any(word in _SOME and after == "of" for word, after in pairs)


def _all(skeleton: Skeleton, scope: Scope, words: list[str]) -> Target | None:
    """Read "everything", "all 12 photos", "the queue"; not "all of these" or a name."""
    place = next((i for i, word in enumerate(words) if word in ALL and _is_all(words, i)), None)
    if place is None:
        return None
    listed = nouns(skeleton, scope.start + place + 1, scope.end, caption=scope.caption)
    if (
        words[place] == "all"
        and words[place + 1 : place + 2]
        and _counts_at_hand(words[place + 1 :])
    ):
        return Target(ref="context", count=int(words[place + 1]))
    if words[place] == "all" and any(
        noun.is_name and noun.first <= scope.start + place + 3 for noun in listed
    ):
        return None
    kind, count = _first_kind(listed), _first_count(listed, words[place + 1 :])
    status = status_of(words) if scope.statuses else None
    if scope.platforms or scope.when or status or (scope.existing and kind):
        return Target(
            ref="filter",
            many=True,
            platforms=scope.platforms,
            when=scope.when,
            status=status,
            kind=kind,
            count=count,
        )
    return Target(ref="all", kind=kind, count=count)


def _is_all(words: list[str], place: int) -> bool:
    word, after = words[place], words[place + 1 : place + 3]
    if word in ("queue", "lot"):
        before = words[max(0, place - 2) : place]
        named = before[-1:] in (["the"], ["whole"], ["entire"])
        return named and not {"from", "of", "off", "to", "on"} & set(before)
    pointing = {"this", "these", "those", "that", "of"}
    return not (word == "all" and after and (after[0] in pointing))


def _counts_at_hand(after: list[str]) -> bool:
    """Whether "all" is said of a number at hand ("all 3 of these", "all three")."""
    if not after[0].isdigit():
        return False
    return len(after) == 1 or after[1] in ("of", ",", ".", "please", "on", "to", "for", "at")


def _first_kind(listed: list[Noun]) -> Kind | None:
    return next((noun.kind for noun in listed if noun.kind), None)


def _first_count(listed: list[Noun], after: list[str]) -> int | None:
    if after and after[0].isdigit():
        return int(after[0])
    return next((noun.count for noun in listed if noun.count), None)


def _context(skeleton: Skeleton, scope: Scope, place: int, listed: list[Noun]) -> Found:
    """Read "these 3 clips": the kind and number come from the noun that follows."""
    noun = next((one for one in listed if _follows(skeleton, place, one)), None)
    after = skeleton.items[place + 1].sign if place + 1 < scope.end else ""
    count = int(after) if after.isdigit() else (noun.count if noun else None)
    end = noun.last if noun else place + 1 + bool(count)
    kind = noun.kind if noun and skeleton.items[place].sign not in ("it", "them") else None
    return Found(Target(ref="context", kind=kind, count=count), (place, max(end, place + 1)))


def _follows(skeleton: Skeleton, place: int, noun: Noun) -> bool:
    """Whether the noun is that of the demonstrative, with at most a number between."""
    between = [item.sign for item in skeleton.items[place + 1 : noun.first]]
    if not place < noun.first <= place + 3:
        return False
    return all(word not in BREAKS and not word.startswith("@") and word != "," for word in between)


def _named(skeleton: Skeleton, scope: Scope, noun: Noun) -> Found:
    name = skeleton.words(noun.first, noun.last)
    target = Target(ref="named", name=name, count=noun.count)
    used = (noun.first - (noun.count is not None), noun.last)
    return Found(_narrowed(target, scope), used, led=noun.lead in ARTICLES)


def _narrowed(target: Target, scope: Scope) -> Target:
    """Add the time and networks that help to find a post of that name."""
    if not scope.existing:
        return target
    return target.model_copy(update={"platforms": scope.platforms, "when": scope.when})


def _filtered(scope: Scope, words: list[str], listed: list[Noun]) -> Found:
    """Read "the failed linkedin posts": no name, but a network, a time, a state or a kind."""
    status = status_of(words) if scope.statuses else None
    noun = next((one for one in listed if one.kind or one.count or set(one.words) & POSTS), None)
    kind = noun.kind if noun else None
    many = _is_plural(words)
    if not scope.existing:
        return _content(words, noun)
    if not (scope.platforms or scope.when or status or kind):
        return _the_post(words, noun)
    target = Target(
        ref="filter",
        platforms=scope.platforms,
        when=scope.when,
        status=status,
        kind=kind,
        count=(noun.count if noun else None) or _number(words),
        many=many and not _one_of(words),
    )
    return Found(target)


def _the_post(words: list[str], noun: Noun | None) -> Found:
    """Read "the post" as the one spoken of; "the posts" and "one of them" say not enough."""
    if noun is None:
        return Found(None)
    if noun.lead in ARTICLES and not PLURALS & set(words) and "next" not in words:
        return Found(Target(ref="context"), (noun.first, noun.last))
    return Found(None, unsure=True)


def _content(words: list[str], noun: Noun | None) -> Found:
    """New content that is only called by its kind: "the video"."""
    if noun is None or not noun.kind or noun.lead not in ARTICLES:
        vague = "something" in words or "anything" in words
        return Found(None, unsure=vague)
    name = " ".join(word for word in noun.words if word in KINDS)
    return Found(Target(ref="named", name=name), (noun.first, noun.last))


def _number(words: list[str]) -> int | None:
    """Return the number before a noun that only networks describe ("the 2 facebook posts")."""
    pairs = zip(words, words[1:], words[2:], strict=False)
    return next((int(a) for a, b, c in pairs if a.isdigit() and b == "@net" and c in POSTS), None)


def _is_plural(words: list[str]) -> bool:
    return any(word in PLURALS for word in words) or bool(ALL & set(words) - {"queue", "lot"})


def status_of(words: list[str]) -> Status | None:
    """Return the state that posts must be in, if one was named."""
    if words[:1] == ["what"] and {"publish", "post"} & set(words) and "did" in words:
        return "published"
    return next((STATUSES[word] for word in words if word in STATUSES), None)
