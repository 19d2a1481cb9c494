"""Which posts a list or a calendar means, how many there are, and which moments they take."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.engine import Connection

from store.post_rows import post_of
from store.schema import social_posts as posts
from store.words import Post, State

_TAKES_ITS_MOMENT = (State.SCHEDULED, State.PUBLISHING, State.PUBLISHED)


def in_window(
    db: Connection,
    workspace_id: str,
    *,
    start: datetime,
    end: datetime,
    platforms: Collection[str] = (),
    states: Collection[State] = (),
    project_id: str | None = None,
    limit: int = 100,
    offset: int = 0,
) -> list[Post]:
    """Return the posts due from ``start`` up to ``end`` (exclusive), soonest first."""
    due = _due_posts(
        workspace_id, start, end, platforms=platforms, states=states, project_id=project_id
    )
    query = select(posts).where(*due).order_by(posts.c.publish_date, posts.c.id)
    return [post_of(row) for row in db.execute(query.limit(limit).offset(offset))]


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
    """Count what ``in_window`` would return without a limit."""
    due = _due_posts(
        workspace_id, start, end, platforms=platforms, states=states, project_id=project_id
    )
    return db.execute(select(func.count()).select_from(posts).where(*due)).scalar_one()


def occupied(db: Connection, account_id: str, *, start: datetime, end: datetime) -> list[datetime]:
    """Return the moments from ``start`` up to ``end`` (exclusive) that an account's posts take."""
    query = (
        select(posts.c.publish_date)
        .where(
            posts.c.integration_id == account_id,
            posts.c.publish_date >= start,
            posts.c.publish_date < end,
            posts.c.state.in_(_TAKES_ITS_MOMENT),
        )
        .order_by(posts.c.publish_date)
    )
    return list(db.execute(query).scalars())


def _due_posts(
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
