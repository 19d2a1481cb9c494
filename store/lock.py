"""One bot for one SQLite database: a lock that the operating system drops when a process dies."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from store.errors import DatabaseInUse


class FolderLock:
    """Holds the lock file beside a database until ``release`` or the end of the process."""

    def __init__(self, path: Path) -> None:
        """Take the lock at once or raise ``DatabaseInUse`` with the holder's process id."""
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(handle, 32).decode("ascii", errors="ignore").strip()
            os.close(handle)
            pid = int(holder) if holder.isdigit() else None
            raise DatabaseInUse(path.parent, pid) from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        self._handle: int | None = handle

    def release(self) -> None:
        """Let another process work on the folder; the file stays, it means nothing unlocked."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
