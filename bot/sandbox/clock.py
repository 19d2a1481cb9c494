"""A clock that can be moved: bot and sandboxes share it through one file in the data folder."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

LONGEST_WAIT_S = 0.05


class OffsetClock:
    """
    The machine's clock plus an offset that survives restarts.

    ``sleep`` hurries: a stand-in makes progress with every question asked, not with
    time, so waiting as long as the real network wants would only slow the demo.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._offset = timedelta()
        self._read_at_ns = -1
        self._reload()

    def now(self) -> datetime:
        """Return the moved time, in UTC."""
        self._reload()
        return datetime.now(UTC) + self._offset

    async def sleep(self, seconds: float) -> None:
        """Wait as asked, but never longer than ``LONGEST_WAIT_S``."""
        await asyncio.sleep(min(seconds, LONGEST_WAIT_S))

    def advance(self, seconds: float) -> datetime:
        """Move the clock forward, for every process that shares the file; time never runs back."""
        if seconds < 0:
            raise ValueError("The clock moves only forward: pass a positive number of seconds.")
        self._reload()
        self._offset += timedelta(seconds=seconds)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_suffix(".new")
        fresh.write_text(json.dumps({"offset_s": self._offset.total_seconds()}))
        fresh.replace(self._path)
        return self.now()

    def _reload(self) -> None:
        try:
            changed_ns = self._path.stat().st_mtime_ns
        except FileNotFoundError:
            return
        if changed_ns != self._read_at_ns:
            self._offset = timedelta(seconds=json.loads(self._path.read_text())["offset_s"])
            self._read_at_ns = changed_ns
