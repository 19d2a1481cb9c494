"""From Slack text to a normalised sentence: canonical words, each knowing its place in the source.

The normalised text is what every rule matches: lower case, one blank between tokens, networks and
weekdays under one name, contractions written out, opaque parts as single signs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from handlers.language.lexicon.calendar import AMBIGUOUS_SHORT, MONTHS, WEEKDAYS, compound
from handlers.language.lexicon.networks import ALIASES, NETWORKS
from handlers.language.lexicon.spelling import FORMS, PAIRS
from handlers.language.mask import Masked, Opaque, mask
from handlers.language.typos import repair

_RAW = re.compile(
    r"""
    (?P<date>\d{4}-\d{1,2}-\d{1,2}(?!\d)|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})(?![\d:])
        |\d{1,2}/\d{1,2}(?![\d/])|\d{1,2}\.\d{1,2}\.(?![\d\w]))
    |(?P<clock>\d{1,2}(?:[:.h]\d{2})?(?::\d{2})?\s?(?:[ap]\.m\.?|[ap]m)(?![\w])
        |\d{1,2}(?:[:.h]\d{2})?[ap](?!\w)|\d{1,2}[:.h]\d{2}(?::\d{2})?(?![\d\w])|\d{1,2}h(?!\w))
    |(?P<order>\d{1,2}(?:st|nd|rd|th)(?!\w)|\#\d+)
    |(?P<chat>2(?:moro|morrow|mrw|nite|night|day)(?!\w))
    |(?P<number>\d+(?:[.,]\d+)*%?)
    |(?P<word>[^\W\d_][^\W_]*(?:['’\-/][^\W_]+)*)
    |(?P<sign>(?<!\w)w/|&amp;|(?:&gt;|[-=])?->|=>|-&gt;|=&gt;|--+|\.\.\.+|…|[→.,;:!?()\[\]–—\-+&@/\n=|])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SIGNS = {
    "w/": "with",
    "&amp;": "and",
    "&": "and",
    "@": "at",
    "=": ":",
    "!": ".",
    "/": "/",
    "+": "+",
    "-": "-",
    "?": "?",
    ".": ".",
    ":": ":",
    **dict.fromkeys(("->", "→", "=>", "-&gt;", "=&gt;", "-->", "=->"), "→"),
}
_JOINED = frozenset({*WEEKDAYS, *MONTHS, *NETWORKS, "story", "stories", "reel", "shorts", "short"})
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Token:
    """One canonical word or sign and the place it came from."""

    text: str
    start: int
    end: int
    kind: str
    value: str = ""
    """What an opaque part holds."""
    meant: bool = False
    """Whether a slip was repaired to get here."""


@dataclass(frozen=True)
class Sentence:
    """A normalised sentence; places in it lead back to the source."""

    source: str
    tokens: tuple[Token, ...]

    @cached_property
    def text(self) -> str:
        """The normalised text that rules match."""
        return " ".join(token.text for token in self.tokens)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each token starts in ``text``."""
        places: list[int] = []
        place = 0
        for token in self.tokens:
            places.append(place)
            place += len(token.text) + 1
        return tuple(places)

    def index(self, place: int) -> int:
        """Return the number of the token at a place of ``text``."""
        return max(0, bisect_right(self.starts, place) - 1)

    def token(self, place: int) -> Token:
        """Return the token at a place of ``text``."""
        return self.tokens[self.index(place)]

    def quoted(self, start: int, end: int) -> str:
        """Return the source words behind ``text[start:end]``."""
        if not self.tokens or end <= start:
            return ""
        first, last = self.token(start), self.token(end - 1)
        return self.source[first.start : last.end]


def read(source: str) -> Sentence:
    """Return the normalised sentence of a Slack message."""
    raw = [token for token in _raw(source, mask(source)) if token.text]
    return Sentence(source, tuple(_in_context(_spelled(_paired(raw)))))


def _raw(source: str, opaque: tuple[Masked, ...]) -> Iterator[Token]:
    place = 0
    for part in opaque:
        yield from _between(source, place, part.start)
        if part.kind is not Opaque.NOISE:
            yield Token(part.kind.value, part.start, part.end, "opaque", part.value)
        place = part.end
    yield from _between(source, place, len(source))


def _between(source: str, start: int, end: int) -> Iterator[Token]:
    for match in _RAW.finditer(source, start, end):
        kind = match.lastgroup or ""
        text = match.group().lower().replace("’", "'")
        if kind in ("word", "chat"):
            yield from _words(text, match.start())
        elif kind == "clock":
            yield Token(_clock(text), match.start(), match.end(), kind)
        elif kind == "sign":
            yield Token(_SIGNS.get(text, ","), match.start(), match.end(), kind)
        else:
            yield Token(text, match.start(), match.end(), kind)


def _words(text: str, start: int) -> Iterator[Token]:
    """Split compounds of known words ("mon-fri", "insta/tiktok"); leave others whole."""
    parts = re.split(r"([-/])", text)
    known = [FORMS.get(part, part) in _JOINED for part in parts[::2]]
    if len(parts) == 1 or ("/" not in parts and not all(known)):
        yield from _bare(text, start)
        return
    for part in parts:
        if part in "-/":
            yield Token(part, start, start + 1, "sign")
        else:
            yield from _bare(part, start)
        start += len(part)


def _bare(text: str, start: int) -> Iterator[Token]:
    end = start + len(text)
    owner = _POSSESSIVE.sub("", text)
    if owner == text or text in FORMS:
        yield Token(text, start, end, "word")
    else:
        yield Token(owner, start, start + len(owner), "word")
        yield Token("'s", start + len(owner), end, "word")


def _clock(text: str) -> str:
    """Write a clock one way: "3 p.m." and "3p" are "3pm", "9.30" is "9:30"."""
    text = re.sub(r"[\s.](?=[ap])|(?<=[apm])\.", "", text).replace(".", ":")
    return re.sub(r"(?<=[ap])$", "m", text)


def _paired(tokens: list[Token]) -> Iterator[Token]:
    """Join words that people split: "tik tok", "you tube"."""
    place = 0
    while place < len(tokens):
        pair = tokens[place : place + 2]
        joined = PAIRS.get((pair[0].text, pair[1].text)) if len(pair) == 2 else None
        if joined:
            yield Token(joined, pair[0].start, pair[1].end, "word")
        else:
            yield tokens[place]
        place += 2 if joined else 1


def _spelled(tokens: Iterator[Token]) -> list[Token]:
    spelled: list[Token] = []
    for token in tokens:
        spelled += _forms(token)
    return spelled


def _forms(token: Token) -> list[Token]:
    if token.kind not in ("word", "number"):
        return [token]
    written = token.text
    if spelled := compound(written):
        return [Token(spelled, token.start, token.end, "number")]
    if written in AMBIGUOUS_SHORT or (written in ALIASES and token.kind == "number"):
        return [token]
    text = FORMS.get(written) or (repair(written) if token.kind == "word" else None)
    if text is None:
        return [token]
    meant = written not in FORMS
    return [Token(word, token.start, token.end, "word", meant=meant) for word in text.split()]


def _in_context(tokens: list[Token]) -> Iterator[Token]:
    """Read what depends on its neighbours: "4 yt", "2 friday", "the fb 1", "sat 9am"."""
    for place, token in enumerate(tokens):
        before = tokens[place - 1].text if place else ""
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        text = _read_digit(token, before, tokens[place + 1 : place + 3])
        if text == token.text and text in AMBIGUOUS_SHORT and _is_calendar(before, after):
            text = FORMS[text]
        yield token if text == token.text else Token(text, token.start, token.end, "word")


def _read_digit(token: Token, before: str, after: list[Token]) -> str:
    following = [one.text for one in after]
    on_network = bool(following) and following[0] in NETWORKS
    counts = before in _COUNTING or (following[1:2] and following[1].startswith("post"))
    if token.text == "pst" and before[-2:] not in ("am", "pm") and following[:1] in _OBJECTS:
        return "post"
    if token.text == "4" and on_network and not counts:
        return "for"
    if token.text == "2" and following and not counts:
        return "to" if on_network or following[0] in (*WEEKDAYS, "tomorrow") else "2"
    if token.text == "1" and before in (*NETWORKS, "this", "that", "last"):
        return "one" if not following or following[0] in (",", ".", "?", "to", "at", "and") else "1"
    return token.text


_OBJECTS = (["this"], ["that"], ["it"], ["the"], ["these"], ["my"], ["our"])
_COUNTING = frozenset("the these those all first last my our next at # number".split())
_BEFORE_DAY = frozenset(
    "on for by until next this every each to before after noon and , . - : or from last at between "
    "coming midnight through starting over in of".split()
)
_AFTER_DAY = frozenset(
    "at noon morning afternoon evening night , . ? - and or midnight on to for please early late "
    "'s next weekly the".split()
)


def _is_calendar(before: str, after: Token | None) -> bool:
    """Whether a short form that is a word of its own ("sun", "sat", "mar") is a day or month."""
    if after is None or after.kind in ("clock", "number", "order", "date"):
        return True
    if before in _BEFORE_DAY or after.text in _AFTER_DAY:
        return True
    return before.isdigit() or before[:1].isdigit()
