"""Plain counts of a text, each in the unit one network or another limits."""

from __future__ import annotations

import re

_HASHTAG = re.compile(r"(?:^|(?<=[^\w&/]))[#＃](?=\w*[^\W\d_])\w+")
_MENTION = re.compile(r"(?:^|(?<=[^\w@＠/.]))[@＠]\w[\w.]*")


def utf16_length(text: str) -> int:
    """Return the number of UTF-16 units: most emoji are two."""
    return len(text) + sum(ord(char) > 0xFFFF for char in text)


def graphemes(text: str) -> int:
    """Return the number of characters as a reader sees them: a family emoji is one."""
    import regex  # noqa: PLC0415 - a large library that few texts need

    return len(regex.findall(r"\X", text))


def hashtags(text: str) -> list[str]:
    """List the hashtags in order, without their sign; a number alone is none."""
    return [match.group()[1:] for match in _HASHTAG.finditer(text)]


def mentions(text: str) -> list[str]:
    """List the @names in order, without their sign; an e-mail address is none."""
    return [match.group()[1:].rstrip(".") for match in _MENTION.finditer(text)]
