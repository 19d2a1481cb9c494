"""Photos of Pages, posted or still waiting to be."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from bot.sandbox.networks.database import Database
from bot.sandbox.networks.posts import PostedMedia

SCHEMA = """
CREATE TABLE IF NOT EXISTS facebook_photo (
    id TEXT PRIMARY KEY, page_id TEXT NOT NULL, caption TEXT NOT NULL, sha256 TEXT NOT NULL,
    mime TEXT NOT NULL, details TEXT NOT NULL, created_at REAL NOT NULL,
    temporary INTEGER NOT NULL, post_id TEXT NOT NULL, deleted INTEGER NOT NULL
);
"""
TEMPORARY_LIVES_S = 86_400


@dataclass(frozen=True, slots=True)
class Photo:
    """One photo; ``post_id`` names the post it was seen in, once it was."""

    id: str
    page_id: str
    caption: str
    media: PostedMedia
    created_at: float
    temporary: bool = False
    post_id: str = ""


class Photos:
    """Keeps photos."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, photo: Photo) -> None:
        """Keep a new photo."""
        media = photo.media
        self._db.run(
            "INSERT INTO facebook_photo VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
            *(photo.id, photo.page_id, photo.caption, media.sha256, media.mime),
            *(json.dumps(dict(media.details)), photo.created_at, photo.temporary, photo.post_id),
        )

    def get(self, photo_id: str, now: float) -> Photo | None:
        """Find a photo that is still there."""
        row = self._db.row(
            "SELECT * FROM facebook_photo WHERE id = ? AND deleted = 0"
            " AND (temporary = 0 OR post_id <> '' OR created_at > ?)",
            *(photo_id, now - TEMPORARY_LIVES_S),
        )
        return _photo(row) if row else None

    def use(self, photo_ids: list[str], post_id: str) -> None:
        """Note in which post photos were seen."""
        self._db.run(
            "UPDATE facebook_photo SET post_id = ? WHERE id IN (SELECT value FROM json_each(?))",
            *(post_id, json.dumps(photo_ids)),
        )

    def delete(self, photo: Photo) -> None:
        """Take a photo away."""
        self._db.run("UPDATE facebook_photo SET deleted = 1 WHERE id = ?", photo.id)


def _photo(row: Any) -> Photo:
    return Photo(
        id=row["id"],
        page_id=row["page_id"],
        caption=row["caption"],
        media=PostedMedia(row["sha256"], "image", row["mime"], json.loads(row["details"])),
        created_at=row["created_at"],
        temporary=bool(row["temporary"]),
        post_id=row["post_id"],
    )
