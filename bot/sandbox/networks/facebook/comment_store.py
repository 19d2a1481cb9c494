"""Comments under posts."""

from __future__ import annotations

from dataclasses import dataclass

from bot.sandbox.networks.database import Database

SCHEMA = """
CREATE TABLE IF NOT EXISTS facebook_comment (
    id TEXT PRIMARY KEY, post_id TEXT NOT NULL, message TEXT NOT NULL,
    attachment_url TEXT NOT NULL, created_at REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS facebook_comment_by_post ON facebook_comment (post_id);
"""


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment of a Page."""

    id: str
    post_id: str
    message: str
    attachment_url: str
    created_at: float


class CommentStore:
    """Keeps comments."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, comment: Comment) -> None:
        """Keep a new comment."""
        self._db.run(
            "INSERT INTO facebook_comment VALUES (?, ?, ?, ?, ?)",
            *(comment.id, comment.post_id, comment.message),
            *(comment.attachment_url, comment.created_at),
        )

    def under(self, post_id: str) -> list[Comment]:
        """List the comments under a post, oldest first."""
        rows = self._db.rows(
            "SELECT * FROM facebook_comment WHERE post_id = ? ORDER BY created_at, rowid", post_id
        )
        return [Comment(**dict(row)) for row in rows]
