"""The bytes of kept files, each stored once under the hash of its content."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from pathlib import Path

from store.errors import NotFound

_SHA256 = re.compile(r"[0-9a-f]{64}")


class AssetFiles:
    """A folder of files named by their SHA-256."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def keep(self, path: Path) -> str:
        """
        Copy a file in and return its SHA-256; the original stays where it is.

        A draft is written beside its final place, then renamed: a kept file is always complete.
        """
        self._root.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._root, prefix=".draft-")
        draft_path = Path(name)
        try:
            with os.fdopen(handle, "w+b") as draft, path.open("rb") as source:
                shutil.copyfileobj(source, draft)
                draft.flush()
                os.fsync(draft.fileno())
                draft.seek(0)
                sha256 = hashlib.file_digest(draft, "sha256").hexdigest()
            place = self._place(sha256)
            place.parent.mkdir(exist_ok=True)
            draft_path.replace(place)
            _make_names_durable(place.parent)
        finally:
            draft_path.unlink(missing_ok=True)
        return sha256

    def path_of(self, sha256: str) -> Path:
        """Return where the file with this hash is; raise ``NotFound`` if it was never kept."""
        if not _SHA256.fullmatch(sha256) or not (path := self._place(sha256)).is_file():
            raise NotFound("kept file", sha256)
        return path

    def _place(self, sha256: str) -> Path:
        return self._root / sha256[:2] / sha256


def _make_names_durable(folder: Path) -> None:
    """Flush a folder: a row may point at the file as soon as its hash is returned."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
