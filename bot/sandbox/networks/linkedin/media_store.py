"""Files on their way into posts, and how far each is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.sandbox.networks.database import Database

SCHEMA = """
CREATE TABLE IF NOT EXISTS linkedin_asset (
    urn TEXT PRIMARY KEY, owner TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL,
    expires_at REAL NOT NULL, polls INTEGER NOT NULL, sha256 TEXT NOT NULL, mime TEXT NOT NULL,
    facts TEXT NOT NULL, fault TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS linkedin_part (
    token TEXT PRIMARY KEY, urn TEXT NOT NULL, role TEXT NOT NULL, first_byte INTEGER NOT NULL,
    last_byte INTEGER NOT NULL, sha256 TEXT NOT NULL, etag TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS linkedin_part_of ON linkedin_part (urn, first_byte);
"""


class AssetState(StrEnum):
    """LinkedIn's words for the states of a file."""

    WAITING_UPLOAD = "WAITING_UPLOAD"
    PROCESSING = "PROCESSING"
    AVAILABLE = "AVAILABLE"
    PROCESSING_FAILED = "PROCESSING_FAILED"


class Role(StrEnum):
    """What an upload address takes."""

    WHOLE = "whole"
    PART = "part"
    CAPTIONS = "captions"
    THUMBNAIL = "thumbnail"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file. ``fault`` says what the processing will find wrong with it."""

    urn: str
    owner: str
    kind: str
    expires_at: float
    state: AssetState = AssetState.WAITING_UPLOAD
    polls: int = 0
    sha256: str = ""
    mime: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One upload address; for a whole file ``last_byte`` is not known."""

    token: str
    urn: str
    role: Role
    first_byte: int = 0
    last_byte: int = -1
    sha256: str = ""
    etag: str = ""

    @property
    def size_bytes(self) -> int:
        """How many bytes it takes."""
        return self.last_byte - self.first_byte + 1


class Assets:
    """Keeps files and their upload addresses."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def save(self, asset: Asset) -> None:
        """Write a file down as it is now."""
        self._db.run(
            "INSERT OR REPLACE INTO linkedin_asset VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(asset.urn, asset.owner, asset.kind, asset.state.value, asset.expires_at),
            *(asset.polls, asset.sha256, asset.mime, json.dumps(dict(asset.facts)), asset.fault),
        )

    def get(self, urn: str) -> Asset | None:
        """Find a file."""
        row = self._db.row("SELECT * FROM linkedin_asset WHERE urn = ?", urn)
        return _asset(row) if row else None

    def save_part(self, part: Part) -> None:
        """Write an upload address down, with what it got."""
        self._db.run(
            "INSERT OR REPLACE INTO linkedin_part VALUES (?, ?, ?, ?, ?, ?, ?)",
            *(part.token, part.urn, part.role.value, part.first_byte, part.last_byte),
            *(part.sha256, part.etag),
        )

    def part(self, token: str) -> Part | None:
        """Find an upload address."""
        row = self._db.row("SELECT * FROM linkedin_part WHERE token = ?", token)
        return _part(row) if row else None

    def parts(self, asset: Asset) -> list[Part]:
        """List the pieces of a film, in order."""
        rows = self._db.rows(
            "SELECT * FROM linkedin_part WHERE urn = ? AND role = ? ORDER BY first_byte",
            *(asset.urn, Role.PART.value),
        )
        return [_part(row) for row in rows]


def _asset(row: Any) -> Asset:
    plain = ("urn", "owner", "kind", "expires_at", "polls", "sha256", "mime", "fault")
    return Asset(
        **{name: row[name] for name in plain},
        state=AssetState(row["state"]),
        facts=json.loads(row["facts"]),
    )


def _part(row: Any) -> Part:
    plain = ("token", "urn", "first_byte", "last_byte", "sha256", "etag")
    return Part(**{name: row[name] for name in plain}, role=Role(row["role"]))
