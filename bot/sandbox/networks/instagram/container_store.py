"""Containers: posts in the making that nobody sees."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.sandbox.networks.database import Database
from bot.sandbox.networks.posts import PostedMedia

SCHEMA = """
CREATE TABLE IF NOT EXISTS instagram_container (
    id TEXT PRIMARY KEY, account_id TEXT NOT NULL, shape TEXT NOT NULL, params TEXT NOT NULL,
    created_at REAL NOT NULL, polls INTEGER NOT NULL, waits_for_bytes INTEGER NOT NULL,
    fault TEXT NOT NULL, media TEXT NOT NULL, media_id TEXT NOT NULL
);
"""
LIFE_S = 86_400


class Shape(StrEnum):
    """What a container will become."""

    IMAGE = "image"
    REEL = "reel"
    ITEM_IMAGE = "item_image"
    ITEM_VIDEO = "item_video"
    CAROUSEL = "carousel"
    STORY_IMAGE = "story_image"
    STORY_VIDEO = "story_video"

    @property
    def is_video(self) -> bool:
        """Whether it is made of a video."""
        return self in {Shape.REEL, Shape.ITEM_VIDEO, Shape.STORY_VIDEO}

    @property
    def is_item(self) -> bool:
        """Whether it goes into a carousel."""
        return self in {Shape.ITEM_IMAGE, Shape.ITEM_VIDEO}

    @property
    def is_story(self) -> bool:
        """Whether it is gone after a day."""
        return self in {Shape.STORY_IMAGE, Shape.STORY_VIDEO}


class StatusCode(StrEnum):
    """Instagram's words for the states of a container."""

    IN_PROGRESS = "IN_PROGRESS"
    FINISHED = "FINISHED"
    PUBLISHED = "PUBLISHED"
    ERROR = "ERROR"
    EXPIRED = "EXPIRED"


SAYING = {
    StatusCode.IN_PROGRESS: "In Progress: Media is still being processed.",
    StatusCode.FINISHED: "Finished: Media has been uploaded and it is ready to be published.",
    StatusCode.PUBLISHED: "Published: Media has been successfully published.",
    StatusCode.EXPIRED: "Expired: The container was not published within 24 hours.",
}


@dataclass(frozen=True, slots=True)
class Container:
    """One container. ``fault`` is the code that it will end with; ``media_id`` once published."""

    id: str
    account_id: str
    shape: Shape
    params: Mapping[str, str]
    created_at: float
    polls: int = 0
    waits_for_bytes: bool = False
    fault: str = ""
    media: tuple[PostedMedia, ...] = ()
    media_id: str = ""

    def status(self, now: float, polls_needed: int) -> StatusCode:
        """Tell the state at ``now``, given how many questions the processing takes."""
        if self.media_id:
            return StatusCode.PUBLISHED
        if now - self.created_at >= LIFE_S:
            return StatusCode.EXPIRED
        if self.waits_for_bytes or self.polls < polls_needed:
            return StatusCode.IN_PROGRESS
        return StatusCode.ERROR if self.fault else StatusCode.FINISHED


class Containers:
    """Keeps containers."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def save(self, container: Container) -> None:
        """Write a container down as it is now."""
        media = [[m.sha256, m.kind, m.mime, dict(m.details)] for m in container.media]
        self._db.run(
            "INSERT OR REPLACE INTO instagram_container VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(container.id, container.account_id, container.shape.value),
            *(json.dumps(dict(container.params)), container.created_at, container.polls),
            *(container.waits_for_bytes, container.fault, json.dumps(media), container.media_id),
        )

    def get(self, container_id: str) -> Container | None:
        """Find a container."""
        row = self._db.row("SELECT * FROM instagram_container WHERE id = ?", container_id)
        return _container(row) if row else None

    def made_since(self, account_id: str, since: float) -> int:
        """Count an account's containers since a moment."""
        row = self._db.row(
            "SELECT count(*) AS made FROM instagram_container"
            " WHERE account_id = ? AND created_at > ?",
            *(account_id, since),
        )
        return int(row["made"]) if row else 0


def _container(row: Any) -> Container:
    return Container(
        id=row["id"],
        account_id=row["account_id"],
        shape=Shape(row["shape"]),
        params=json.loads(row["params"]),
        created_at=row["created_at"],
        polls=row["polls"],
        waits_for_bytes=bool(row["waits_for_bytes"]),
        fault=row["fault"],
        media=tuple(PostedMedia(*item) for item in json.loads(row["media"])),
        media_id=row["media_id"],
    )
