"""Publications: what becomes of a film or of photos after a ``publish_id`` was given out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.sandbox.networks.database import Database
from bot.sandbox.networks.posts import PostedMedia
from bot.sandbox.networks.tiktok.chunks import UNCUT, Cut

SCHEMA = """
CREATE TABLE IF NOT EXISTS tiktok_publication (
    id TEXT PRIMARY KEY, account_id TEXT NOT NULL, client_id TEXT NOT NULL, way TEXT NOT NULL,
    source TEXT NOT NULL, info TEXT NOT NULL, created_at REAL NOT NULL, upload_token TEXT NOT NULL,
    size_bytes INTEGER NOT NULL, chunk_bytes INTEGER NOT NULL, chunks INTEGER NOT NULL,
    moved_bytes INTEGER NOT NULL, taken_at REAL, polls INTEGER NOT NULL,
    fail_reason TEXT NOT NULL, is_over INTEGER NOT NULL, media TEXT NOT NULL,
    post_ids TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS tiktok_publication_by_account
    ON tiktok_publication (account_id, created_at);
CREATE TABLE IF NOT EXISTS tiktok_piece (
    publish_id TEXT NOT NULL, start INTEGER NOT NULL, sha256 TEXT NOT NULL,
    PRIMARY KEY (publish_id, start)
);
"""


class Way(StrEnum):
    """Whether the network publishes, or the person does in the app."""

    DIRECT = "direct"
    INBOX = "inbox"


class Source(StrEnum):
    """How TikTok gets the bytes."""

    FILE_UPLOAD = "FILE_UPLOAD"
    PULL_FROM_URL = "PULL_FROM_URL"


class Status(StrEnum):
    """TikTok's words for the states of a publication."""

    PROCESSING_UPLOAD = "PROCESSING_UPLOAD"
    PROCESSING_DOWNLOAD = "PROCESSING_DOWNLOAD"
    SEND_TO_USER_INBOX = "SEND_TO_USER_INBOX"
    PUBLISH_COMPLETE = "PUBLISH_COMPLETE"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True)
class Publication:
    """
    One publication.

    ``info`` is what was said about the post, ``taken_at`` the moment when all bytes were there,
    ``fail_reason`` what the processing will end with, and ``post_ids`` the posts it became.
    """

    id: str
    account_id: str
    client_id: str
    way: Way
    source: Source
    info: Mapping[str, Any]
    created_at: float
    upload_token: str = ""
    cut: Cut = UNCUT
    moved_bytes: int = 0
    taken_at: float | None = None
    polls: int = 0
    fail_reason: str = ""
    is_over: bool = False
    media: tuple[PostedMedia, ...] = field(default=())
    post_ids: tuple[str, ...] = ()

    def status(self, polls_needed: int) -> Status:
        """Tell the state, given how many questions the processing takes."""
        if self.is_over:
            return Status.FAILED
        if self.taken_at is None or self.polls < polls_needed:
            pulled = self.source is Source.PULL_FROM_URL
            return Status.PROCESSING_DOWNLOAD if pulled else Status.PROCESSING_UPLOAD
        if self.fail_reason:
            return Status.FAILED
        if self.way is Way.INBOX and not self.post_ids:
            return Status.SEND_TO_USER_INBOX
        return Status.PUBLISH_COMPLETE


class Publications:
    """Keeps publications and the pieces of films that are still being sent."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def save(self, one: Publication) -> None:
        """Write a publication down as it is now."""
        media = [[m.sha256, m.kind, m.mime, dict(m.details)] for m in one.media]
        self._db.run(
            "INSERT OR REPLACE INTO tiktok_publication VALUES"
            " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(one.id, one.account_id, one.client_id, one.way.value, one.source.value),
            *(json.dumps(dict(one.info)), one.created_at, one.upload_token),
            *(one.cut.size_bytes, one.cut.chunk_bytes, one.cut.count, one.moved_bytes),
            *(one.taken_at, one.polls, one.fail_reason, one.is_over),
            *(json.dumps(media), json.dumps(one.post_ids)),
        )

    def get(self, publish_id: str) -> Publication | None:
        """Find a publication."""
        return self._one("id = ?", publish_id)

    def by_token(self, upload_token: str) -> Publication | None:
        """Find the publication whose bytes are sent to this address."""
        return self._one("upload_token = ? AND upload_token != ''", upload_token)

    def taken(self, account_id: str, way: Way, since: float) -> list[Publication]:
        """List what an account's apps have handed over since a moment and did not go wrong."""
        return self._all(
            "account_id = ? AND way = ? AND taken_at > ? AND fail_reason = ''",
            *(account_id, way.value, since),
        )

    def unfinished(self, account_id: str, polls_needed: int) -> list[Publication]:
        """List what still waits for bytes or for its processing."""
        return self._all(
            "account_id = ? AND (taken_at IS NULL OR polls < ?) AND NOT is_over",
            *(account_id, polls_needed),
        )

    def publishing_accounts(self, client_id: str, since: float) -> set[str]:
        """Return the accounts an app has published for since a moment."""
        rows = self._db.rows(
            "SELECT DISTINCT account_id FROM tiktok_publication"
            " WHERE client_id = ? AND created_at > ?",
            *(client_id, since),
        )
        return {row["account_id"] for row in rows}

    def add_piece(self, one: Publication, start: int, sha256: str) -> None:
        """Keep a piece of a film."""
        self._db.run("INSERT OR REPLACE INTO tiktok_piece VALUES (?, ?, ?)", one.id, start, sha256)

    def pieces(self, one: Publication) -> list[str]:
        """List the hashes of a film's pieces, in order."""
        rows = self._db.rows(
            "SELECT sha256 FROM tiktok_piece WHERE publish_id = ? ORDER BY start", one.id
        )
        return [row["sha256"] for row in rows]

    def _one(self, where: str, *values: object) -> Publication | None:
        found = self._all(where, *values)
        return found[0] if found else None

    def _all(self, where: str, *values: object) -> list[Publication]:
        # ``where`` is one of the constants above; the values are bound.
        rows = self._db.rows(
            f"SELECT * FROM tiktok_publication WHERE {where} ORDER BY created_at, rowid",  # noqa: S608
            *values,
        )
        return [_publication(row) for row in rows]


def _publication(row: Any) -> Publication:
    plain = ("id", "account_id", "client_id", "created_at", "upload_token", "moved_bytes")
    later = ("taken_at", "polls", "fail_reason")
    return Publication(
        **{name: row[name] for name in (*plain, *later)},
        way=Way(row["way"]),
        source=Source(row["source"]),
        info=json.loads(row["info"]),
        cut=Cut(row["size_bytes"], row["chunk_bytes"], row["chunks"]),
        is_over=bool(row["is_over"]),
        media=tuple(PostedMedia(*item) for item in json.loads(row["media"])),
        post_ids=tuple(json.loads(row["post_ids"])),
    )
