r"""
What people see of a commentary, which is written in LinkedIn's "little text" format.

Reserved characters want a backslash. One without it is no error: what follows is gone.

https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/little-text-format
"""

from __future__ import annotations

import re
from dataclasses import dataclass

RESERVED = frozenset("\\|{}@[]()<>#*_~")
ESCAPED = r"\\[\\|{}@\[\]()<>#*_~]"
PLAIN = r"[^\\|{}@\[\]()<>#*_~]"
PIECE = re.compile(
    rf"(?P<escaped>{ESCAPED})"
    rf"|@\[(?P<name>(?:{ESCAPED}|{PLAIN})+)\]"
    r"\((?P<urn>urn:li:(?:person|organization):[\w-]+)\)"
    rf"|\{{hashtag\|\\?\#\|(?P<template>(?:{ESCAPED}|{PLAIN})+)\}}"
    r"|\#(?P<hashtag>[^\W_]+(?:\\_[^\W_]+)*)"
    rf"|(?P<plain>{PLAIN}+)"
)


@dataclass(frozen=True, slots=True)
class Displayed:
    """A commentary as people see it; ``lost`` is what was cut off."""

    text: str
    hashtags: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    lost: str = ""

    @property
    def length(self) -> int:
        """The length that counts: UTF-16 units of what was meant to be seen."""
        return len((self.text + unescaped(self.lost)).encode("utf-16-le")) // 2


def displayed(raw: str) -> Displayed:
    """Read a commentary up to its end, or up to a reserved character that stands alone."""
    shown: list[str] = []
    hashtags: list[str] = []
    mentions: list[str] = []
    position = 0
    while match := PIECE.match(raw, position):
        position = match.end()
        if match["urn"]:
            mentions.append(match["urn"])
        tag = unescaped(match["template"] or match["hashtag"] or "")
        if tag:
            hashtags.append(tag)
        shown.append(f"#{tag}" if tag else _shown(match))
    return Displayed("".join(shown), tuple(hashtags), tuple(mentions), raw[position:])


def unescaped(text: str) -> str:
    """Take the backslashes away that only protect what follows them."""
    return re.sub(ESCAPED, lambda match: match.group()[1], text)


def _shown(match: re.Match[str]) -> str:
    return unescaped(match["name"] or match["escaped"] or match["plain"])
