"""Between the rows of ``social_posts`` and the word ``Post``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection, Row

from platforms.content import Content, Media, MediaKind
from store.errors import NotFound
from store.schema import social_posts as posts
from store.words import FailureKind, Post, State

_SAME_NAME = (
    "id", "workspace_id", "user_id", "project_id", "integration_id", "proposal_id", "platform",
    "hashtags", "publish_date", "why", "version", "fence", "attempts", "settings",
    "error_message", "advice", "retry_at", "remote_id", "permalink", "published_at",
    "engagement_metrics", "progress", "progress_saying", "approved_by",
    "approved_hash", "created_at", "updated_at",
)  # fmt: skip


def find(
    db: Connection, post_id: str, *, workspace_id: str | None = None, lock: bool = False
) -> Post:
    """Return the post or raise ``NotFound``; ``lock`` keeps others off until the commit."""
    query = select(posts).where(posts.c.id == post_id)
    if workspace_id is not None:
        query = query.where(posts.c.workspace_id == workspace_id)
    row = db.execute(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise NotFound("post", post_id)
    return post_of(row)


def post_of(row: Row[Any]) -> Post:
    """Return the row as a word."""
    return Post(
        **{name: getattr(row, name) for name in _SAME_NAME},
        content=_content_of(row),
        state=State(row.state),
        failure_kind=FailureKind(row.failure_kind) if row.failure_kind else None,
    )


def columns_of(post: Post) -> dict[str, Any]:
    """Return the word as a row, without what only the store keeps (position, wake-up time)."""
    return {
        **{name: getattr(post, name) for name in _SAME_NAME},
        **content_columns(post.content),
        "state": post.state,
        "failure_kind": post.failure_kind,
    }


def content_columns(content: Content) -> dict[str, Any]:
    """
    Return the columns a content is spread over.

    ``media`` holds the facts as they were approved; ``media_urls`` names the same files for
    readers who know only the specification's columns.
    """
    return {
        "content": content.text,
        "link": content.link,
        "options": content.options,
        "media": [_media_columns(media) for media in content.media],
        "media_urls": [f"asset:{media.id}" for media in content.media],
    }


def failure_columns(
    *,
    kind: FailureKind | None = None,
    reason: str | None = None,
    advice: str | None = None,
    retry_at: datetime | None = None,
) -> dict[str, Any]:
    """Return the columns that say why a post failed; without arguments, that it did not."""
    return {
        "failure_kind": kind,
        "error_message": reason,
        "advice": advice,
        "retry_at": retry_at,
        "progress": None,
        "progress_saying": None,
    }


def _content_of(row: Row[Any]) -> Content:
    return Content(
        text=row.content,
        media=tuple(_media_of(facts) for facts in row.media),
        link=row.link,
        options=row.options,
    )


def _media_columns(media: Media) -> dict[str, Any]:
    return {
        "id": media.id,
        "kind": media.kind.value,
        "mime": media.mime,
        "size_bytes": media.size_bytes,
        "sha256": media.sha256,
        "width_px": media.width_px,
        "height_px": media.height_px,
        "duration_s": media.duration_s,
        "filename": media.filename,
        "alt_text": media.alt_text,
    }


def _media_of(facts: Mapping[str, Any]) -> Media:
    return Media(**{**facts, "kind": MediaKind(facts["kind"])})
