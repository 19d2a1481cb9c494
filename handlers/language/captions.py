"""What happens to the words of a post."""

from __future__ import annotations

import re

from handlers.language.lexicon.words import LANGUAGES
from handlers.language.schema import Caption, CaptionOp
from handlers.language.skeleton import Skeleton


def _op(name: CaptionOp, *alternatives: str) -> tuple[CaptionOp, re.Pattern[str]]:
    return name, re.compile(rf"\b(?:{'|'.join(alternatives)})")


OPS: tuple[tuple[CaptionOp, re.Pattern[str]], ...] = (
    _op(
        "remove_hashtags",
        r"(?:remove|delete|drop|lose|strip|cut|clear|without|no|fewer|less|get rid of|"
        r"take) .*(?:hashtags?|tags)\b",
    ),
    _op(
        "remove_emojis",
        r"(?:remove|delete|drop|lose|strip|cut|clear|without|no|fewer|less|get rid of|"
        r"take) .*emojis?\b",
    ),
    _op(
        "remove_links",
        r"(?:remove|delete|drop|lose|strip|cut|clear|without|no|get rid of|take) .*(?:links?|"
        r"urls?)\b",
    ),
    _op(
        "add_hashtags",
        r"(?:add|append|include|put|insert|suggest|generate|more|with|some) (?:.*)?hashtags?\b",
    ),
    _op(
        "add_emojis",
        r"(?:add|append|include|put|insert|more|with|some) (?:.*)?emojis?\b",
    ),
    _op(
        "shorten",
        r"shorten|shorter|more short|trim|condense|tighten",
        r"cut (?:it |this |that |the .*)?down",
        r"too long|more concise|more brief|briefer",
        r"fits?\b",
    ),
    _op(
        "lengthen",
        r"lengthen|longer|expand|more long|too short|more detail",
    ),
    _op(
        "formal",
        r"formal|professional|business-?like|serious",
    ),
    _op(
        "rewrite",
        r"rewrite|rephrase|reword|improve|polish|punch|proofread|funnier|punchier|friendlier",
        r"casual|better|catchier|redo|refresh|different words|another version|more fun",
    ),
)
_APPEND = re.compile(r"\b(?:add|append|include|attach|tag)\b|\b(?:to|at) the end\b")
_PREPEND = re.compile(r"\bprepend\b|\b(?:to|at) the (?:start|beginning|top|front)\b|\bin front\b")
_LANGUAGE = re.compile(rf"\b(?P<name>{'|'.join(sorted(LANGUAGES))})\b")


def edit(skeleton: Skeleton, start: int) -> Caption | None:
    """Return the edit that an ``edit_caption`` sentence asks for; ``None`` when it does not say."""
    words = " ".join(item.sign for item in skeleton.items[start:])
    text = spoken(skeleton)
    language = _LANGUAGE.search(words)
    if language and re.search(r"translat|(?:in|into|to) (?:\w+ )?" + language["name"], words):
        return Caption(op="translate", language=language["name"])
    if text is not None:
        return Caption(op=_placed(words), text=text)
    for name, pattern in OPS:
        if pattern.search(words):
            return Caption(op=name)
    return None


def _placed(words: str) -> CaptionOp:
    if _PREPEND.search(words):
        return "prepend"
    return "append" if _APPEND.search(words) else "set"


def spoken(skeleton: Skeleton) -> str | None:
    """Return the words given for a post: the quote, or the hashtags to add."""
    quotes = [skeleton.value(i) for i, item in enumerate(skeleton.items) if item.sign == "@quote"]
    if any(quotes):
        return next(quote for quote in quotes if quote)
    tags = [skeleton.value(i) for i, item in enumerate(skeleton.items) if item.sign == "@tag"]
    return " ".join(tags) or None
