"""What people did with a published post, as collected over time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.engine import Connection

from store import moves
from store.ids import new_id
from store.records import post_metrics
from store.words import Post, State


def record(db: Connection, post_id: str, *, metrics: Mapping[str, object], now: datetime) -> Post:
    """Keep a reading of a published post's numbers, and show it as the post's newest."""
    live = frozenset({State.PUBLISHED})
    post = moves.change(db, post_id, now=now, within=live, engagement_metrics=metrics)
    db.execute(
        post_metrics.insert().values(
            id=new_id(),
            workspace_id=post.workspace_id,
            post_id=post_id,
            metrics=metrics,
            collected_at=now,
        )
    )
    return post
