"""Media bytes exactly as they were received."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Blob:
    """Some bytes on disk."""

    sha256: str
    size_bytes: int
    path: Path


class Blobs:
    """A folder of files named by their SHA-256."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, chunks: Iterable[bytes]) -> Blob:
        """Store bytes; the same bytes are stored once."""
        fresh = self._folder / f"{token_hex(8)}.new"
        digest, size = hashlib.sha256(), 0
        with fresh.open("wb") as file:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                file.write(chunk)
        path = self._folder / digest.hexdigest()
        fresh.replace(path)
        return Blob(path.name, size, path)

    def join(self, parts: Iterable[str]) -> Blob:
        """Store the concatenation of stored blobs as one."""
        return self.keep(self._chunks(parts))

    def get(self, sha256: str) -> Blob | None:
        """Find stored bytes."""
        if not SHA256.fullmatch(sha256):
            return None
        path = self._folder / sha256
        return Blob(sha256, path.stat().st_size, path) if path.exists() else None

    def wipe(self) -> None:
        """Remove everything."""
        shutil.rmtree(self._folder)
        self._folder.mkdir(parents=True)

    def _chunks(self, parts: Iterable[str]) -> Iterable[bytes]:
        for part in parts:
            with (self._folder / part).open("rb") as file:
                while chunk := file.read(1 << 20):
                    yield chunk
