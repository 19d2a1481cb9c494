"""Which posts a list or a calendar means, and how many there are."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.engine import Connection

from store.schema import social_posts as posts
from store.words import State


def count_in_window(
    db: Connection,
    workspace_id: str,
    *,
    start: datetime,
    end: datetime,
    platforms: Collection[str] = (),
    states: Collection[State] = (),
    project_id: str | None = None,
) -> int:
    """Count what ``posts.in_window`` would return without a limit."""
    due = due_posts(
        workspace_id, start, end, platforms=platforms, states=states, project_id=project_id
    )
    return db.execute(select(func.count()).select_from(posts).where(*due)).scalar_one()


def due_posts(
    workspace_id: str,
    start: datetime,
    end: datetime,
    *,
    platforms: Collection[str],
    states: Collection[State],
    project_id: str | None,
) -> list[ColumnElement[bool]]:
    """Return the conditions for posts due from ``start`` up to ``end`` (exclusive)."""
    conditions = [
        posts.c.workspace_id == workspace_id,
        posts.c.publish_date >= start,
        posts.c.publish_date < end,
    ]
    if platforms:
        conditions.append(posts.c.platform.in_(platforms))
    if states:
        conditions.append(posts.c.state.in_(states))
    if project_id is not None:
        conditions.append(posts.c.project_id == project_id)
    return conditions
