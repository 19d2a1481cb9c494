"""Uploads and how far they are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.sandbox.networks.database import Database
from bot.sandbox.networks.sequences import Sequences
from platforms.clock import Clock

SCHEMA = """
CREATE TABLE IF NOT EXISTS twitter_upload (
    id TEXT PRIMARY KEY, account_id TEXT NOT NULL, category TEXT NOT NULL,
    total_bytes INTEGER NOT NULL, state TEXT NOT NULL, polls INTEGER NOT NULL,
    expires_at REAL NOT NULL, owners TEXT NOT NULL, sha256 TEXT NOT NULL, kind TEXT NOT NULL,
    mime TEXT NOT NULL, facts TEXT NOT NULL, fault TEXT NOT NULL, alt_text TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS twitter_segment (
    upload_id TEXT NOT NULL, position INTEGER NOT NULL, sha256 TEXT NOT NULL,
    size_bytes INTEGER NOT NULL, PRIMARY KEY (upload_id, position)
);
"""
LIFE_S = 86_400
KEY_PREFIX = {"image": "3_", "gif": "16_", "video": "7_", "subtitles": "8_"}


class UploadState(StrEnum):
    """X's own words for the states of processing, and one before them."""

    UPLOADING = "uploading"
    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Upload:
    """One upload. ``kind`` is empty until the bytes were judged."""

    id: str
    account_id: str
    category: str
    total_bytes: int
    state: UploadState
    expires_at: float
    polls: int = 0
    owners: tuple[str, ...] = ()
    sha256: str = ""
    kind: str = ""
    mime: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    fault: str = ""
    alt_text: str = ""

    @property
    def key(self) -> str:
        """X's media key: the kind and the id."""
        kind = self.kind or self.category.rpartition("_")[2]
        return f"{KEY_PREFIX[kind]}{self.id}"


@dataclass(frozen=True, slots=True)
class Segment:
    """One appended piece."""

    position: int
    sha256: str
    size_bytes: int


class Uploads:
    """Keeps uploads and their segments."""

    def __init__(self, db: Database, clock: Clock, sequences: Sequences) -> None:
        self._db = db
        self._clock = clock
        self._sequences = sequences

    def begin(self, account_id: str, category: str, total_bytes: int, owners: list[str]) -> Upload:
        """Open an upload."""
        now = self._clock.now()
        upload = Upload(
            self._sequences.snowflake(now),
            account_id,
            category,
            total_bytes,
            UploadState.UPLOADING,
            now.timestamp() + LIFE_S,
            owners=tuple(owners),
        )
        self.save(upload)
        return upload

    def save(self, upload: Upload) -> None:
        """Write an upload down as it is now."""
        self._db.run(
            "INSERT OR REPLACE INTO twitter_upload"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(upload.id, upload.account_id, upload.category, upload.total_bytes),
            *(upload.state.value, upload.polls, upload.expires_at, json.dumps(upload.owners)),
            *(upload.sha256, upload.kind, upload.mime, json.dumps(dict(upload.facts))),
            *(upload.fault, upload.alt_text),
        )

    def usable(self, upload_id: str, account_id: str) -> Upload | None:
        """Find an upload that this account may use and whose time is not over."""
        row = self._db.row("SELECT * FROM twitter_upload WHERE id = ?", upload_id)
        if row is None or row["expires_at"] <= self._clock.now().timestamp():
            return None
        upload = _upload(row)
        return upload if account_id in {upload.account_id, *upload.owners} else None

    def remaining_s(self, upload: Upload) -> int:
        """Tell how long an upload can still be used."""
        return max(0, int(upload.expires_at - self._clock.now().timestamp()))

    def append(self, upload: Upload, segment: Segment) -> None:
        """Keep a segment; the same index again replaces it."""
        self._db.run(
            "INSERT OR REPLACE INTO twitter_segment VALUES (?, ?, ?, ?)",
            *(upload.id, segment.position, segment.sha256, segment.size_bytes),
        )

    def segments(self, upload: Upload) -> list[Segment]:
        """List what was appended, in order."""
        rows = self._db.rows(
            "SELECT * FROM twitter_segment WHERE upload_id = ? ORDER BY position", upload.id
        )
        return [Segment(row["position"], row["sha256"], row["size_bytes"]) for row in rows]


def _upload(row: Any) -> Upload:
    plain = ("id", "account_id", "category", "total_bytes", "expires_at", "polls")
    bytes_facts = ("sha256", "kind", "mime", "fault", "alt_text")
    return Upload(
        **{name: row[name] for name in (*plain, *bytes_facts)},
        state=UploadState(row["state"]),
        owners=tuple(json.loads(row["owners"])),
        facts=json.loads(row["facts"]),
    )
