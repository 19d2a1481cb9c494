"""Opaque parts of a Slack message: quotes, captions, links, mentions, code and emoji.

Nothing inside them is ever read as a command. Slack escapes ``&``, ``<`` and ``>`` in what people
type, so a ``<`` begins Slack's own markup.
https://docs.slack.dev/messaging/formatting-message-text
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from enum import StrEnum


class Opaque(StrEnum):
    """What stands in the masked place; the value is its sign in the normalised sentence."""

    QUOTE = "\ue001"
    LINK = "\ue002"
    PERSON = "\ue003"
    CHANNEL = "\ue004"
    BROADCAST = "\ue005"
    NOISE = "\ue006"
    HASHTAG = "\ue007"
    FILE = "\ue008"


@dataclass(frozen=True, slots=True)
class Masked:
    """One opaque part: where it stands in the source and what it holds, unescaped."""

    kind: Opaque
    start: int
    end: int
    value: str


_HIDDEN = "\ue000"
_WORDS = r"(?:captions?|captoin|capton|copy|text|message|body|description|wording)"
_FIELD = r"\n[ \t]*(?:platforms?|networks?|channels?|content|time|date|when|where)[ \t]*:"
_REST = rf"(?P<v>[^\s\"“{_HIDDEN}](?:(?!{_FIELD})[\s\S])*)"
_NOT_A_TEXT = (
    r"(?!(?:be|something|sth|sound|match|fit|include|have|use|under|a|an|the|our|my|more|less|"
    r"english|german|french|spanish|italian|portuguese|dutch|polish|japanese|\d+)\b)"
)
_RULES: tuple[tuple[Opaque, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE | re.MULTILINE))
    for kind, pattern in (
        (Opaque.QUOTE, r"```(?P<v>[^`]+)```"),
        (Opaque.QUOTE, r"\"\"\"(?P<v>(?:(?!\"\"\")[\s\S])+)\"\"\""),
        (Opaque.LINK, r"<(?P<v>(?:https?://|mailto:|tel:)[^|>\n]+)(?:\|[^>\n]*)?>"),
        (Opaque.PERSON, r"<@(?P<v>[UW]\w*)(?:\|[^>\n]*)?>"),
        (Opaque.CHANNEL, r"<#(?P<v>[CGD]\w*)(?:\|[^>\n]*)?>"),
        (Opaque.BROADCAST, r"<!(?P<v>[^>\n]+)>"),
        (Opaque.QUOTE, r"„(?P<v>[^“”\"]*)(?:[“”\"]|\Z)"),
        (Opaque.QUOTE, r"“(?P<v>[^”\"]*)(?:[”\"]|\Z)"),
        (Opaque.QUOTE, r"«(?P<v>[^»]*)(?:»|\Z)"),
        (Opaque.QUOTE, r"(?<!\w)\"(?P<v>[^\"]*)(?:\"|\Z)"),
        (Opaque.QUOTE, r"(?<!\w)['‘](?P<v>(?:[^'‘’\n]|(?<=\w)['’](?=\w))+)['’](?!\w)"),
        (Opaque.QUOTE, r"`(?P<v>[^`\n]+)`"),
        (Opaque.QUOTE, r"^[ \t]*(?:&gt;|>)[ \t]?(?P<v>.*(?:\n[ \t]*(?:&gt;|>).*)*)"),
        (Opaque.QUOTE, rf"\b{_WORDS}[ \t]*[:=]\s*{_REST}"),
        (
            Opaque.QUOTE,
            (
                rf"\b{_WORDS}\b[^\n\"{_HIDDEN}]{{0,40}}?\b(?:should (?:say|read)|to say|to read|"
                rf"says?|saying|reads)[ \t]+{_REST}"
            ),
        ),
        (
            Opaque.QUOTE,
            (
                rf"\b(?:set|change|update|edit|replace)\b[^\n\"{_HIDDEN}]{{0,30}}?\b{_WORDS}\b"
                rf"[^\n\"{_HIDDEN}]{{0,40}}?\bto[ \t]+{_NOT_A_TEXT}{_REST}"
            ),
        ),
        (Opaque.LINK, r"(?P<v>https?://[^\s<>|\"]*[^\s<>|\".,;:!?)\]'])"),
        (Opaque.NOISE, r"(?<![\w:]):(?P<v>[a-z_+][a-z0-9_+\-]*|-1|100):"),
        (Opaque.NOISE, r"(?<![\w~])~(?P<v>[^~\n]+)~(?![\w~])"),
        (
            Opaque.FILE,
            r"(?<![\w.])(?P<v>[\w\-]+\.(?:mp4|mov|m4v|webm|jpe?g|png|gif|webp|heic|pdf))\b",
        ),
        (Opaque.HASHTAG, r"(?<![\w&])(?P<v>#[^\W\d_]\w*)"),
    )
)
_SLACK = re.compile(r"<([@#!]?)([^<>|\n]+)(?:\|([^<>\n]*))?>")
_QUOTE_SIGN = re.compile(r"^[ \t]*(?:&gt;|>)[ \t]?", re.MULTILINE)


def mask(source: str) -> tuple[Masked, ...]:
    """Return the opaque parts of ``source`` in their order; they do not overlap."""
    visible = source
    found: list[Masked] = []
    for kind, pattern in _RULES:
        spans = [_hidden_span(match) for match in pattern.finditer(visible)]
        found += [Masked(kind, a, b, _plain(source[slice(*v)], kind)) for a, b, v in spans]
        visible = _blacken(visible, spans)
    return _outermost(found)


_Span = tuple[int, int, tuple[int, int]]


def _hidden_span(match: re.Match[str]) -> _Span:
    """Return what to hide and the value in it; words before a value (``caption: …``) stay."""
    value = match.span("v")
    start, end = value if match.group()[0].isalpha() else match.span()
    return start, end, value


def _blacken(text: str, spans: list[_Span]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end, _ in spans:
        pieces += [text[done:start], _HIDDEN * (end - start)]
        done = end
    return "".join([*pieces, text[done:]])


def _outermost(found: list[Masked]) -> tuple[Masked, ...]:
    """Drop what lies inside another opaque part, as a link inside a quote does."""
    kept: list[Masked] = []
    for part in sorted(found, key=lambda part: (part.start, -part.end)):
        if not kept or part.start >= kept[-1].end:
            kept.append(part)
    return tuple(kept)


def _plain(raw: str, kind: Opaque) -> str:
    """Return what a person sees: no quote signs, links as addresses, entities unescaped."""
    if kind is Opaque.QUOTE:
        raw = _SLACK.sub(_label, _QUOTE_SIGN.sub("", raw))
    return html.unescape(raw).strip()


def _label(match: re.Match[str]) -> str:
    sign, address, label = match.groups()
    if not sign:
        return address
    return f"{sign.replace('!', '@')}{label or address}".replace("@@", "@").replace("##", "#")
