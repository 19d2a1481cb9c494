"""Posts that nobody sees yet: dark, scheduled, or drafts."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from bot.sandbox.networks.database import Database
from bot.sandbox.networks.facebook.session import NETWORK
from bot.sandbox.networks.facebook.timing import Timing, Visibility
from bot.sandbox.networks.posts import PostedMedia, RemotePost

SCHEMA = """
CREATE TABLE IF NOT EXISTS facebook_draft (
    id TEXT PRIMARY KEY, page_id TEXT NOT NULL, visibility TEXT NOT NULL, publish_at REAL,
    path TEXT NOT NULL, text TEXT NOT NULL, created_at REAL NOT NULL, media TEXT NOT NULL,
    details TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS facebook_draft_by_time ON facebook_draft (publish_at);
"""


@dataclass(frozen=True, slots=True)
class Draft:
    """A post in waiting and what it waits for."""

    post: RemotePost
    timing: Timing


class Drafts:
    """Keeps posts until they are seen."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def save(self, draft: Draft) -> None:
        """Write a post down as it is now."""
        post, timing = draft.post, draft.timing
        media = [[m.sha256, m.kind, m.mime, dict(m.details)] for m in post.media]
        self._db.run(
            "INSERT OR REPLACE INTO facebook_draft VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(post.id, post.account_id, timing.visibility.value, timing.at, post.path, post.text),
            *(post.created_at.timestamp(), json.dumps(media), json.dumps(dict(post.details))),
        )

    def get(self, post_id: str) -> Draft | None:
        """Find a post that is not seen yet."""
        row = self._db.row("SELECT * FROM facebook_draft WHERE id = ?", post_id)
        return _draft(row) if row else None

    def forget(self, draft: Draft) -> None:
        """Stop waiting: the post is public now, or deleted."""
        self._db.run("DELETE FROM facebook_draft WHERE id = ?", draft.post.id)

    def scheduled(self, page_id: str) -> list[Draft]:
        """List a Page's scheduled posts, the next one first."""
        rows = self._db.rows(
            "SELECT * FROM facebook_draft WHERE page_id = ? AND visibility = ? ORDER BY publish_at",
            *(page_id, Visibility.SCHEDULED.value),
        )
        return [_draft(row) for row in rows]

    def due(self, now: float) -> list[Draft]:
        """List what was to be seen by now."""
        rows = self._db.rows(
            "SELECT * FROM facebook_draft WHERE publish_at <= ? ORDER BY publish_at", now
        )
        return [_draft(row) for row in rows]


def reworded(draft: Draft, text: str) -> Draft:
    """Return the draft with another text."""
    return replace(draft, post=replace(draft.post, text=text))


def _draft(row: Any) -> Draft:
    post = RemotePost(
        network=NETWORK,
        id=row["id"],
        account_id=row["page_id"],
        path=row["path"],
        text=row["text"],
        created_at=datetime.fromtimestamp(row["created_at"], UTC),
        media=tuple(PostedMedia(*item) for item in json.loads(row["media"])),
        details=json.loads(row["details"]),
    )
    return Draft(post, Timing(Visibility(row["visibility"]), row["publish_at"]))
