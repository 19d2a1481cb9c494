"""What is publicly visible on the stand-ins."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.sandbox.networks.database import Database

SCHEMA = """
CREATE TABLE IF NOT EXISTS post (
    network TEXT NOT NULL, id TEXT NOT NULL, account_id TEXT NOT NULL, path TEXT NOT NULL,
    text TEXT NOT NULL, created_at REAL NOT NULL, deleted_at REAL,
    unseen_reads INTEGER NOT NULL, details TEXT NOT NULL, counters TEXT NOT NULL,
    PRIMARY KEY (network, id)
);
CREATE INDEX IF NOT EXISTS post_by_account ON post (network, account_id, created_at);
CREATE TABLE IF NOT EXISTS post_media (
    network TEXT NOT NULL, post_id TEXT NOT NULL, position INTEGER NOT NULL,
    sha256 TEXT NOT NULL, kind TEXT NOT NULL, mime TEXT NOT NULL, details TEXT NOT NULL,
    PRIMARY KEY (network, post_id, position)
);
"""


@dataclass(frozen=True, slots=True)
class PostedMedia:
    """One file of a post; ``sha256`` is of the bytes as the network received them."""

    sha256: str
    kind: str
    mime: str
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RemotePost:
    """A post as people see it; ``path`` is where it is shown, below the stand-ins' root."""

    network: str
    id: str
    account_id: str
    path: str
    text: str
    created_at: datetime
    media: tuple[PostedMedia, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)
    counters: Mapping[str, int] = field(default_factory=dict)
    deleted: bool = False


class Posts:
    """Keeps the posts of all networks."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, post: RemotePost, *, unseen_reads: int = 0) -> None:
        """Make a post public; the first ``unseen_reads`` listings still miss it."""
        with self._db.transaction():
            self._db.run(
                "INSERT INTO post VALUES (?, ?, ?, ?, ?, ?, NULL, ?, ?, ?)",
                *(post.network, post.id, post.account_id, post.path, post.text),
                *(post.created_at.timestamp(), unseen_reads),
                *(json.dumps(dict(post.details)), json.dumps(dict(post.counters))),
            )
            for position, media in enumerate(post.media):
                self._db.run(
                    "INSERT INTO post_media VALUES (?, ?, ?, ?, ?, ?, ?)",
                    *(post.network, post.id, position, media.sha256, media.kind, media.mime),
                    json.dumps(dict(media.details)),
                )

    def get(self, network: str, post_id: str) -> RemotePost | None:
        """Find a post by id, deleted ones too."""
        row = self._db.row("SELECT * FROM post WHERE network = ? AND id = ?", network, post_id)
        return self._with_media([row])[0] if row else None

    def all(self) -> list[RemotePost]:
        """List what is visible now, oldest first."""
        return self._with_media(
            self._db.rows("SELECT * FROM post WHERE deleted_at IS NULL ORDER BY created_at, rowid")
        )

    def of(self, network: str, account_id: str) -> list[RemotePost]:
        """List an account's visible posts, newest first."""
        return self._with_media(
            self._db.rows(
                "SELECT * FROM post WHERE network = ? AND account_id = ? AND deleted_at IS NULL"
                " ORDER BY created_at DESC, rowid DESC",
                *(network, account_id),
            )
        )

    def saying(self, network: str, account_id: str, text: str, since: datetime) -> list[RemotePost]:
        """List an account's visible posts with exactly this text since a moment."""
        return self._with_media(
            self._db.rows(
                "SELECT * FROM post WHERE network = ? AND account_id = ? AND deleted_at IS NULL"
                " AND created_at > ? AND text = ?",
                *(network, account_id, since.timestamp(), text),
            )
        )

    def listed(
        self, network: str, account_id: str, *, now: datetime, lag_s: float
    ) -> list[RemotePost]:
        """List what the network's own reading calls show: the truth, some time late."""
        unseen = {
            row["id"]
            for row in self._db.rows(
                "UPDATE post SET unseen_reads = unseen_reads - 1 WHERE network = ?"
                " AND account_id = ? AND unseen_reads > 0 RETURNING id",
                *(network, account_id),
            )
        }
        return [
            post
            for post in self.of(network, account_id)
            if post.id not in unseen and (now - post.created_at).total_seconds() >= lag_s
        ]

    def delete(self, post: RemotePost, now: datetime) -> None:
        """Take a post away."""
        self._db.run(
            "UPDATE post SET deleted_at = ? WHERE network = ? AND id = ?",
            *(now.timestamp(), post.network, post.id),
        )

    def change(self, post: RemotePost) -> None:
        """Put other words, another moment and other details in place of a post's own."""
        self._db.run(
            "UPDATE post SET text = ?, created_at = ?, details = ? WHERE network = ? AND id = ?",
            *(post.text, post.created_at.timestamp(), json.dumps(dict(post.details))),
            *(post.network, post.id),
        )

    def describe(self, post: RemotePost, **details: Any) -> None:
        """Change some of a post's details."""
        self._db.run(
            "UPDATE post SET details = ? WHERE network = ? AND id = ?",
            *(json.dumps({**post.details, **details}), post.network, post.id),
        )

    def count(self, post: RemotePost, counters: Mapping[str, int]) -> None:
        """Set some of a post's counters, such as likes."""
        self._db.run(
            "UPDATE post SET counters = ? WHERE network = ? AND id = ?",
            *(json.dumps({**post.counters, **counters}), post.network, post.id),
        )

    def _with_media(self, rows: Sequence[Any]) -> list[RemotePost]:
        media: dict[tuple[str, str], list[PostedMedia]] = {}
        found = self._db.rows(
            "SELECT * FROM post_media WHERE post_id IN (SELECT value FROM json_each(?))"
            " ORDER BY position",
            json.dumps([row["id"] for row in rows]),
        )
        for row in found:
            file = PostedMedia(row["sha256"], row["kind"], row["mime"], json.loads(row["details"]))
            media.setdefault((row["network"], row["post_id"]), []).append(file)
        return [_post(row, tuple(media.get((row["network"], row["id"]), ()))) for row in rows]


def _post(row: Any, media: tuple[PostedMedia, ...]) -> RemotePost:
    return RemotePost(
        network=row["network"],
        id=row["id"],
        account_id=row["account_id"],
        path=row["path"],
        text=row["text"],
        created_at=datetime.fromtimestamp(row["created_at"], UTC),
        media=media,
        details=json.loads(row["details"]),
        counters=json.loads(row["counters"]),
        deleted=row["deleted_at"] is not None,
    )
