"""The requests that reached the stand-ins: paths without queries, and never a token."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.sandbox.networks.database import Database

SCHEMA = """
CREATE TABLE IF NOT EXISTS request_seen (
    id INTEGER PRIMARY KEY, network TEXT NOT NULL, step TEXT, method TEXT NOT NULL,
    path TEXT NOT NULL, status INTEGER, fault TEXT, ms REAL NOT NULL, at REAL NOT NULL
);
"""
KEPT = 20_000


class RequestsSeen:
    """A log that forgets its oldest entries."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(
        self,
        *,
        network: str,
        step: str | None,
        method: str,
        path: str,
        status: int | None,
        fault: str | None,
        ms: float,
        at: datetime,
    ) -> None:
        """Write one request down; ``status=None`` means that it got no answer."""
        row = self._db.row(
            "INSERT INTO request_seen (network, step, method, path, status, fault, ms, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
            *(network, step, method, path, status, fault, round(ms, 1), at.timestamp()),
        )
        if row and row["id"] % 1000 == 0:
            self._db.run("DELETE FROM request_seen WHERE id <= ?", row["id"] - KEPT)

    def all(self, network: str | None = None, limit: int = 1000) -> list[dict[str, Any]]:
        """List the latest requests, oldest first."""
        rows = self._db.rows(
            "SELECT * FROM request_seen WHERE ?1 IS NULL OR network = ?1 ORDER BY id DESC LIMIT ?2",
            *(network, limit),
        )
        return [_shown(row) for row in reversed(rows)]


def _shown(row: Any) -> dict[str, Any]:
    names = ("network", "step", "method", "path", "status", "fault", "ms")
    at = datetime.fromtimestamp(row["at"], UTC).isoformat()
    return {**{name: row[name] for name in names}, "at": at}
