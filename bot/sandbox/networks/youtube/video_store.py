"""Videos: everything YouTube knows of one, whoever may see it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.sandbox.networks.database import Database

SCHEMA = """
CREATE TABLE IF NOT EXISTS youtube_video (
    id TEXT PRIMARY KEY, account_id TEXT NOT NULL, snippet TEXT NOT NULL, status TEXT NOT NULL,
    rest TEXT NOT NULL, sha256 TEXT NOT NULL, facts TEXT NOT NULL, failure TEXT NOT NULL,
    rejection TEXT NOT NULL, polls INTEGER NOT NULL, uploaded_at REAL NOT NULL,
    published_at REAL, due_at REAL, thumbnail TEXT NOT NULL, deleted INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS youtube_video_due ON youtube_video (due_at);
"""
MAX_SHORT_S = 180


class UploadStatus(StrEnum):
    """YouTube's words for what became of an upload."""

    UPLOADED = "uploaded"
    PROCESSED = "processed"
    FAILED = "failed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Video:
    """
    One video. ``failure`` and ``rejection`` are the reasons it will end with, if any.

    ``published_at`` is when it was first open to others, ``due_at`` when it will be.
    """

    id: str
    account_id: str
    snippet: Mapping[str, Any]
    status: Mapping[str, Any]
    sha256: str
    uploaded_at: float
    rest: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    failure: str = ""
    rejection: str = ""
    polls: int = 0
    published_at: float | None = None
    due_at: float | None = None
    thumbnail: str = ""
    deleted: bool = False

    @property
    def privacy(self) -> str:
        """Who may see it."""
        return str(self.status["privacyStatus"])

    @property
    def is_lost(self) -> bool:
        """Whether nobody will ever see it."""
        return bool(self.failure or self.rejection)

    @property
    def is_short(self) -> bool:
        """Whether YouTube shows it as a Short: not wide, and three minutes at most."""
        width, height = self.facts.get("width", 0), self.facts.get("height", 0)
        return bool(0 < width <= height and self.facts["duration_s"] <= MAX_SHORT_S)

    @property
    def takes_comments(self) -> bool:
        """Whether people may write under it."""
        return self.privacy != "private" and not self.status.get("selfDeclaredMadeForKids")

    @property
    def text(self) -> str:
        """What people read beside it."""
        return f"{self.snippet['title']}\n\n{self.snippet['description']}".strip()

    def upload_status(self, polls_needed: int) -> UploadStatus:
        """Tell how far it is, given how many questions the processing takes."""
        if self.polls < polls_needed:
            return UploadStatus.UPLOADED
        if self.rejection:
            return UploadStatus.REJECTED
        return UploadStatus.FAILED if self.failure else UploadStatus.PROCESSED


class Videos:
    """Keeps videos."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def save(self, video: Video) -> None:
        """Write a video down as it is now."""
        self._db.run(
            "INSERT OR REPLACE INTO youtube_video VALUES"
            " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(video.id, video.account_id, json.dumps(dict(video.snippet))),
            *(json.dumps(dict(video.status)), json.dumps(dict(video.rest)), video.sha256),
            *(json.dumps(dict(video.facts)), video.failure, video.rejection, video.polls),
            *(video.uploaded_at, video.published_at, video.due_at, video.thumbnail),
            video.deleted,
        )

    def get(self, video_id: str) -> Video | None:
        """Find a video that was not deleted."""
        row = self._db.row("SELECT * FROM youtube_video WHERE id = ? AND NOT deleted", video_id)
        return _video(row) if row else None

    def due(self, now: float) -> list[Video]:
        """List the videos whose time to be public has come."""
        rows = self._db.rows(
            "SELECT * FROM youtube_video WHERE due_at <= ? AND NOT deleted ORDER BY due_at", now
        )
        return [_video(row) for row in rows]

    def uploaded_since(self, account_id: str, since: float) -> int:
        """Count a channel's uploads since a moment, deleted ones too."""
        row = self._db.row(
            "SELECT count(*) AS made FROM youtube_video WHERE account_id = ? AND uploaded_at > ?",
            *(account_id, since),
        )
        return int(row["made"]) if row else 0

    def has_file(self, account_id: str, sha256: str) -> bool:
        """Tell whether a channel has a video of the same bytes."""
        row = self._db.row(
            "SELECT 1 FROM youtube_video WHERE account_id = ? AND sha256 = ? AND NOT deleted"
            " AND failure = '' AND rejection = ''",
            *(account_id, sha256),
        )
        return row is not None


def _video(row: Any) -> Video:
    plain = (
        *("id", "account_id", "sha256", "uploaded_at", "failure", "rejection", "polls"),
        *("published_at", "due_at", "thumbnail"),
    )
    return Video(
        **{name: row[name] for name in plain},
        **{name: json.loads(row[name]) for name in ("snippet", "status", "rest", "facts")},
        deleted=bool(row["deleted"]),
    )
