"""Uploads that have begun: what was said of the video and which bytes are here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.networks.database import Database

SCHEMA = """
CREATE TABLE IF NOT EXISTS youtube_session (
    id TEXT PRIMARY KEY, account_id TEXT NOT NULL, metadata TEXT NOT NULL, total INTEGER,
    file_name TEXT NOT NULL, opened_at REAL NOT NULL, video_id TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS youtube_piece (
    session_id TEXT NOT NULL, start INTEGER NOT NULL, sha256 TEXT NOT NULL,
    size_bytes INTEGER NOT NULL, PRIMARY KEY (session_id, start)
);
"""


@dataclass(frozen=True, slots=True)
class Session:
    """One upload; ``total`` is ``None`` while its length is not told, ``video_id`` once done."""

    id: str
    account_id: str
    metadata: Mapping[str, Any]
    total: int | None
    file_name: str
    opened_at: float
    video_id: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes that arrived together."""

    start: int
    sha256: str
    size_bytes: int


class Sessions:
    """Keeps uploads and their bytes."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def save(self, session: Session) -> None:
        """Write an upload down as it is now."""
        self._db.run(
            "INSERT OR REPLACE INTO youtube_session VALUES (?, ?, ?, ?, ?, ?, ?)",
            *(session.id, session.account_id, json.dumps(dict(session.metadata)), session.total),
            *(session.file_name, session.opened_at, session.video_id),
        )

    def get(self, session_id: str) -> Session | None:
        """Find an upload, finished and expired ones too."""
        row = self._db.row("SELECT * FROM youtube_session WHERE id = ?", session_id)
        if row is None:
            return None
        plain = ("id", "account_id", "total", "file_name", "opened_at", "video_id")
        return Session(metadata=json.loads(row["metadata"]), **{name: row[name] for name in plain})

    def add_piece(self, session: Session, piece: Piece) -> None:
        """Keep bytes."""
        self._db.run(
            "INSERT OR REPLACE INTO youtube_piece VALUES (?, ?, ?, ?)",
            *(session.id, piece.start, piece.sha256, piece.size_bytes),
        )

    def pieces(self, session: Session) -> list[Piece]:
        """List the bytes that are here, in order."""
        rows = self._db.rows(
            "SELECT * FROM youtube_piece WHERE session_id = ? ORDER BY start", session.id
        )
        return [Piece(row["start"], row["sha256"], row["size_bytes"]) for row in rows]

    def received(self, session: Session) -> int:
        """Count the bytes that are here."""
        return sum(piece.size_bytes for piece in self.pieces(session))
