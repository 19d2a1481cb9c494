"""
Names for everything that differs from run to run: ids, tokens, addresses, times.

A value that is used again must be followed: each new one gets a number, in the order in which
they appear, and keeps its name wherever it turns up. Values that nobody uses again have none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

_START, _END = r"(?:(?<![A-Za-z0-9])|(?<=%[0-9A-F]{2}))", r"(?![A-Za-z0-9])"
"""Where a value begins and ends, so that no part of a longer one is taken for it."""
_FOLLOWED = (
    ("id", rf"{_START}(\d{{15,}}){_END}"),
    ("id", r"urn(?::|%3A)li(?::|%3A)(?:image|video)(?::|%3A)([\w-]+)"),
    ("id", r'"id": "([\w-]{11})"'),  # YouTube's
    ("upload", r"/dms-uploads/([\w-]+)"),
    ("upload", r"\bupload_(?:id|token)=([\w-]{20,})"),
    ("etag", r'^etag: "?([^"\s]+)"?$'),
    ("token", r"^authorization: \w+ ([^{\s]\S*)$"),
)
_DIFFERENT = (
    ("time", r"\b(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d))"),
    ("time", r'"\w+(?:_at|At|_time)": (\d{10,13})\b'),
    ("seconds", r'"expires_after_secs": (\d+)'),
    ("milliseconds", r'"duration": (\d+)'),
    ("etag", r'"etag": "([^"]+)"'),
    ("log id", r'"log_id": "(\w+)"'),
    ("code", r"https://t\.co/(\w+)"),
    ("code", r"/(?:p|reel)/([\w-]+)/"),
)
"""Shapes of values, as they stand in a transcript."""


def with_stable_names(text: str, known: Mapping[str, str]) -> str:
    """Replace values by names: those ``known``, then those of a known shape."""
    text = _replaced(text, known)
    for name, shape in _DIFFERENT:
        text = _emptied(text, name, shape)
    return _replaced(text, _numbered(text))


def _numbered(text: str) -> dict[str, str]:
    """Give each value of a followed shape a name, in the order of their first appearance."""
    found = sorted(
        (match.start(1), name, match[1])
        for name, shape in _FOLLOWED
        for match in re.finditer(shape, text, re.MULTILINE)
    )
    names: dict[str, str] = {}
    counted: Counter[str] = Counter()
    for _, name, value in found:
        if value not in names:
            counted[name] += 1
            names[value] = f"{{{name}-{counted[name]}}}"
    return names


def _emptied(text: str, name: str, shape: str) -> str:
    def named(match: re.Match[str]) -> str:
        start, end = match.start(1) - match.start(), match.end(1) - match.start()
        return f"{match[0][:start]}{{{name}}}{match[0][end:]}"

    return re.sub(shape, named, text, flags=re.MULTILINE)


def _replaced(text: str, names: Mapping[str, str]) -> str:
    if not names:
        return text
    longest_first = sorted(names, key=len, reverse=True)
    any_value = "|".join(map(re.escape, longest_first))
    return re.sub(f"{_START}(?:{any_value}){_END}", lambda match: names[match[0]], text)
