"""Numbers that never repeat, in the shape of each network's ids."""

from __future__ import annotations

from datetime import datetime

from bot.sandbox.networks.database import Database

SCHEMA = """
CREATE TABLE IF NOT EXISTS sequence (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
"""
X_EPOCH_MS = 1_288_834_974_657


class Sequences:
    """Counts up, one counter a name, across restarts."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def next(self, name: str) -> int:
        """Return 1, 2, 3 … for ``name``."""
        row = self._db.row(
            "INSERT INTO sequence VALUES (?, 1) ON CONFLICT (name) DO UPDATE"
            " SET value = value + 1 RETURNING value",
            name,
        )
        assert row is not None  # noqa: S101 - RETURNING always answers with the row
        return int(row["value"])

    def snowflake(self, now: datetime) -> str:
        """Return an id whose upper bits are the time in X's own epoch."""
        ms = int(now.timestamp() * 1000) - X_EPOCH_MS
        return str((ms << 22) | (self.next("snowflake") & 0x3FFFFF))
