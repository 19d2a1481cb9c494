"""Staging sessions: what one person has gathered in one thread, kept until it expires."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.engine import Connection, Row

from store.columns import aware_utc
from store.errors import NotFound
from store.ids import new_id
from store.inserting import insert_new
from store.schema import staging_sessions as sessions
from store.words import Session, SessionStatus


def open_or_resume(
    db: Connection,
    *,
    workspace_id: str,
    project_id: str,
    channel_id: str,
    thread_ts: str,
    user_id: str,
    now: datetime,
    expires_at: datetime,
) -> Session:
    """Return this person's live session in this thread, made if there is none."""
    key = {
        "workspace_id": workspace_id,
        "channel_id": channel_id,
        "thread_ts": thread_ts,
        "user_id": user_id,
    }
    _abandon(db, _active(**key).where(sessions.c.expires_at <= now))
    fresh = {
        "id": new_id(),
        "project_id": project_id,
        "session_data": {},
        "status": SessionStatus.ACTIVE,
        "created_at": now,
        "expires_at": expires_at,
    }
    insert_new(db, sessions, {**key, **fresh})
    row = db.execute(_active(**key)).one()
    if row.expires_at < aware_utc(expires_at):
        db.execute(sessions.update().where(sessions.c.id == row.id).values(expires_at=expires_at))
    return get(db, row.id)


def get(db: Connection, session_id: str) -> Session:
    """Return the session in whatever state; raise ``NotFound``."""
    row = db.execute(select(sessions).where(sessions.c.id == session_id)).one_or_none()
    if row is None:
        raise NotFound("staging session", session_id)
    return _from_row(row)


def active_in_thread(
    db: Connection,
    *,
    workspace_id: str,
    channel_id: str,
    thread_ts: str,
    user_id: str,
    now: datetime,
) -> Session | None:
    """Return this person's live session in this thread."""
    query = _active(
        workspace_id=workspace_id, channel_id=channel_id, thread_ts=thread_ts, user_id=user_id
    )
    row = db.execute(query.where(sessions.c.expires_at > now)).one_or_none()
    return _from_row(row) if row else None


def newest_in_channel(
    db: Connection, *, workspace_id: str, channel_id: str, user_id: str, now: datetime
) -> list[Session]:
    """Return this person's live sessions in any thread of the channel, newest first."""
    query = (
        select(sessions)
        .where(
            sessions.c.workspace_id == workspace_id,
            sessions.c.channel_id == channel_id,
            sessions.c.user_id == user_id,
            sessions.c.status == SessionStatus.ACTIVE,
            sessions.c.expires_at > now,
        )
        .order_by(sessions.c.created_at.desc(), sessions.c.id)
    )
    return [_from_row(row) for row in db.execute(query)]


def is_known_thread(db: Connection, *, workspace_id: str, channel_id: str, thread_ts: str) -> bool:
    """Tell whether anybody ever staged something in this thread."""
    query = select(sessions.c.id).where(
        sessions.c.workspace_id == workspace_id,
        sessions.c.channel_id == channel_id,
        sessions.c.thread_ts == thread_ts,
    )
    return db.execute(query.limit(1)).one_or_none() is not None


def save(
    db: Connection, session_id: str, data: Mapping[str, object], *, expires_at: datetime
) -> Session:
    """Replace what is staged and how long it is kept; only a live session can be saved."""
    row = db.execute(
        sessions.update()
        .where(sessions.c.id == session_id, sessions.c.status == SessionStatus.ACTIVE)
        .values(session_data=data, expires_at=expires_at)
        .returning(*sessions.c)
    ).one_or_none()
    if row is None:
        raise NotFound("open staging session", session_id)
    return _from_row(row)


def finish(db: Connection, session_id: str, status: SessionStatus) -> None:
    """End a live session; ending it again changes nothing."""
    db.execute(
        sessions.update()
        .where(sessions.c.id == session_id, sessions.c.status == SessionStatus.ACTIVE)
        .values(status=status)
    )


def expire(db: Connection, now: datetime) -> int:
    """Abandon the live sessions whose time is over; return how many."""
    return _abandon(
        db,
        select(sessions).where(
            sessions.c.status == SessionStatus.ACTIVE, sessions.c.expires_at <= now
        ),
    )


def _active(*, workspace_id: str, channel_id: str, thread_ts: str, user_id: str) -> Select[Any]:
    return select(sessions).where(
        sessions.c.workspace_id == workspace_id,
        sessions.c.channel_id == channel_id,
        sessions.c.thread_ts == thread_ts,
        sessions.c.user_id == user_id,
        sessions.c.status == SessionStatus.ACTIVE,
    )


def _abandon(db: Connection, which: Select[Any]) -> int:
    ids = which.with_only_columns(sessions.c.id)
    return db.execute(
        sessions.update().where(sessions.c.id.in_(ids)).values(status=SessionStatus.ABANDONED)
    ).rowcount


def _from_row(row: Row[Any]) -> Session:
    return Session(
        id=row.id,
        workspace_id=row.workspace_id,
        project_id=row.project_id,
        channel_id=row.channel_id,
        thread_ts=row.thread_ts,
        user_id=row.user_id,
        data=row.session_data,
        status=SessionStatus(row.status),
        created_at=row.created_at,
        expires_at=row.expires_at,
    )
