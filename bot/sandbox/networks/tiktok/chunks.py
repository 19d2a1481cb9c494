"""
How a film may be cut for sending.

https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide

TikTok does not say whether its megabytes have 10^6 or 2^20 bytes; whatever one of the two
allows is taken here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

SMALLEST_BYTES = 5_000_000
LARGEST_BYTES = 64 * 2**20
MAX_CHUNKS = 1_000
MAX_VIDEO_BYTES = 4 * 2**30
RANGE = re.compile(r"bytes (\d{1,12})-(\d{1,12})/(\d{1,12})")


@dataclass(frozen=True, slots=True)
class Cut:
    """A film of ``size_bytes`` in ``count`` pieces, of which the last takes what is over."""

    size_bytes: int
    chunk_bytes: int
    count: int

    def last_byte(self, first: int) -> int:
        """Return where the piece that starts at ``first`` has to end."""
        is_last = first // self.chunk_bytes >= self.count - 1
        return (self.size_bytes if is_last else first + self.chunk_bytes) - 1


UNCUT = Cut(0, 1, 0)
"""Nothing is sent: the bytes are fetched."""


@dataclass(frozen=True, slots=True)
class Range:
    """``Content-Range``: both ends are inclusive."""

    first: int
    last: int
    total: int

    @property
    def size_bytes(self) -> int:
        """How many bytes it spans."""
        return self.last - self.first + 1

    @property
    def is_final(self) -> bool:
        """Whether it reaches the end of the file."""
        return self.last + 1 == self.total


def parse_range(header: str) -> Range | None:
    """Read a ``Content-Range``; ``None`` when it is none."""
    found = RANGE.fullmatch(header.strip())
    if found is None:
        return None
    wanted = Range(*map(int, found.groups()))
    return wanted if wanted.first <= wanted.last < wanted.total else None


def complaint(cut: Cut) -> str:
    """Say why a film may not be cut like this; empty when it may."""
    size, chunk, count = cut.size_bytes, cut.chunk_bytes, cut.count
    faults = {
        "video_size is larger than 4 GB": size > MAX_VIDEO_BYTES,
        "chunk_size is larger than video_size": chunk > size,
        "chunk_size is smaller than 5 MB": chunk < min(SMALLEST_BYTES, size),
        "chunk_size is larger than 64 MB": chunk > LARGEST_BYTES,
        "total_chunk_count is not video_size divided by chunk_size, rounded down": (
            count != size // chunk
        ),
        "total_chunk_count is larger than 1000": count > MAX_CHUNKS,
        "a video above 64 MB must be sent in several chunks": count == 1 and size > LARGEST_BYTES,
    }
    return next((text for text, applies in faults.items() if applies), "")
