r"""
LinkedIn's format for a post's text, and back to what people read.

Every reserved character wants a backslash: LinkedIn takes a post that lacks one and silently
cuts its text there. Hashtags are written as templates, which leaves no doubt where they end.

https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/little-text-format
"""

from __future__ import annotations

import re

_RESERVED = r"[\\|{}@\[\]()<>#*_~]"
_TOKEN = re.compile(
    rf"(?P<url>https?://\S+)|(?<![\w&/])\#(?P<tag>(?=\w*[^\W\d_])\w+)|(?P<reserved>{_RESERVED})"
)
_WRITTEN = re.compile(
    r"\\(?P<escaped>.)"
    r"|\{hashtag\|\\?(?P<sign>[#＃])\|(?P<tag>(?:\\.|[^\\{}])*)\}"
    r"|@\[(?P<name>(?:\\.|[^\\\[\]])*)\]\([^()]*\)",
    re.DOTALL,
)


def escaped(text: str) -> str:
    """Return ``text`` as LinkedIn wants it, so that people read exactly ``text``."""
    return _TOKEN.sub(_as_written, text)


def readable(commentary: str) -> str:
    """Return what people read of a commentary that LinkedIn gives back."""
    return _WRITTEN.sub(_as_read, commentary)


def _as_written(token: re.Match[str]) -> str:
    if token["tag"]:
        return rf"{{hashtag|\#|{_with_backslashes(token['tag'])}}}"
    return _with_backslashes(token[0])


def _with_backslashes(text: str) -> str:
    return re.sub(_RESERVED, lambda reserved: f"\\{reserved[0]}", text)


def _as_read(written: re.Match[str]) -> str:
    if written["escaped"]:
        return written["escaped"]
    if written["sign"]:
        return written["sign"] + readable(written["tag"])
    return readable(written["name"])
