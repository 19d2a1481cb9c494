"""
Which bytes of a file a request brings.

https://developers.google.com/youtube/v3/guides/using_resumable_upload_protocol
"""

from __future__ import annotations

import re
from dataclasses import dataclass

PIECE_BYTES = 262_144
RANGE = re.compile(r"bytes (?:(\d+)-(\d+)|(\*))/(\d+|\*)")


@dataclass(frozen=True, slots=True)
class Span:
    """
    Bytes ``start`` to ``end``, both included, of ``total`` in all (``None``: not told yet).

    A span without bytes asks how many have arrived.
    """

    start: int
    end: int
    total: int | None

    @property
    def is_question(self) -> bool:
        """Whether it brings nothing and only asks."""
        return self.end < self.start

    @property
    def is_last(self) -> bool:
        """Whether the file ends with it."""
        return not self.is_question and self.total == self.end + 1

    @property
    def size(self) -> int:
        """How many bytes it must bring."""
        return self.end - self.start + 1


def span_of(header: str) -> Span | None:
    """Read a ``Content-Range``; ``None`` when it makes no sense."""
    match = RANGE.fullmatch(header.strip())
    if match is None:
        return None
    start, end, asks, total = match.groups()
    whole = None if total == "*" else int(total)
    if asks:
        return Span(0, -1, whole)
    span = Span(int(start), int(end), whole)
    ends_inside = whole is None or span.end < whole
    return span if span.start <= span.end and ends_inside else None
