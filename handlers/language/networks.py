"""Networks named in a sentence: lists of them, "everywhere but x", and ones that we do not know."""

from __future__ import annotations

import re
from dataclasses import dataclass

from handlers.language.lexicon.networks import NETWORKS, UNKNOWN
from handlers.language.schema import Platform

_KNOWN = "|".join(NETWORKS)
_ANY = rf"(?:{_KNOWN}|{'|'.join(sorted(UNKNOWN))})"
_JOIN = (
    r"(?:(?: ?(?:,|and|or|/|\+|-|plus|as well as|also))+ )"
    r"(?:(?:also )?(?:on|to|for|onto|in) )?(?:the )?"
)
_LIST = rf"{_ANY}(?:{_JOIN}{_ANY})*"
_ALL = (
    r"(?:everywhere|(?:all|every|each)(?: single)?(?: one)?(?: of)?(?: (?:my|our|"
    r"the))?(?: social(?: media)?)? "
    r"(?:platforms?|channels?|networks?|socials|social networks?|accounts?|sites?|feeds?)|"
    r"all socials|"
    r"all social media)"
)
_BUT = (
    r"(?: ,)? (?:but|except|excluding|apart from|other than|besides|minus|without|not|bar|save)"
    r"(?: for)?(?: not)?(?: (?:on|to|for))?(?: the)?"
)
_MENTION = re.compile(
    rf"(?<!\S)(?:(?P<all>{_ALL})(?:{_BUT} (?P<but>{_LIST}))?|(?P<some>{_LIST})|(?P<tweet>tweets?))"
    r"(?!\S)"
)
_NOUN_BEFORE = re.compile(
    r"(?:the|a|an|my|our|this|that|these|those|'s|\d\S*|all|any|every|each|next|last|other|of|"
    r"upcoming|scheduled|failed|queued|first|second|third|daily|weekly)$"
)
_TO_NETWORK = re.compile(r"(?<!\S)(?:on|to|onto|for|in|via|into|@)(?: (?:the|my|our))?$")
_ITS_POST = re.compile(r"^ (?:posts?|one|pins?|version|too|as well|account|story|video)(?!\S)")


@dataclass(frozen=True, slots=True)
class Mention:
    """Networks named in one place; ``unknown`` when one of them cannot be published to."""

    start: int
    end: int
    platforms: tuple[Platform, ...]
    unknown: bool = False
    noun: bool = False
    """Said as a noun of its own ("the tweet")."""


def mentions(text: str) -> list[Mention]:
    """Return the networks named in the normalised ``text``, in their order."""
    found: list[Mention] = []
    for match in _MENTION.finditer(text):
        mention = _mention(match, text)
        if mention is not None:
            found.append(mention)
    return found


def _mention(match: re.Match[str], text: str) -> Mention | None:
    start, end = match.span()
    if match["all"]:
        out = _named(match["but"] or "")
        rest = tuple(network for network in NETWORKS if network not in out)
        return Mention(start, end, rest if out else ("*",))
    if match["tweet"]:
        is_noun = match["tweet"] == "tweets" or _NOUN_BEFORE.search(text[:start].rstrip())
        return Mention(start, end, ("twitter",), noun=True) if is_noun else None
    known, words = _named(match["some"]), match["some"].split()
    strange = any(word in UNKNOWN for word in words)
    if known or not strange or _is_destination(text, start, end):
        return Mention(start, end, known, unknown=strange)
    return None


def _named(words: str) -> tuple[Platform, ...]:
    said = words.split()
    return tuple(network for network in NETWORKS if network in said)


def _is_destination(text: str, start: int, end: int) -> bool:
    """Whether an unknown network's name is meant as one ("on threads", "the reddit post")."""
    return bool(_TO_NETWORK.search(text[:start].rstrip()) or _ITS_POST.match(text[end:]))
