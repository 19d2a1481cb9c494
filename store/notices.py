"""
An outbox: what is still to be said in Slack, kept until it was said.

Several processes may look at it at once: each notice is claimed before it is said. A claim of
a process that died runs out, so a notice is said at least once.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.engine import Connection, Row

from store import disconnections
from store.ids import new_id
from store.records import notices
from store.words import Notice


def add(
    db: Connection,
    *,
    workspace_id: str,
    post_id: str,
    kind: str,
    payload: Mapping[str, object],
    now: datetime,
) -> Notice:
    """Put a notice into the outbox, in the transaction of what it reports."""
    row = notices.insert().values(
        id=new_id(),
        workspace_id=workspace_id,
        post_id=post_id,
        kind=kind,
        payload=payload,
        created_at=now,
    )
    return _from_row(db.execute(row.returning(*notices.c)).one())


def pending(db: Connection, *, limit: int, now: datetime | None = None) -> list[Notice]:
    """Return what has not been said yet and, at ``now``, nobody is saying, oldest first."""
    query = (
        select(notices)
        .where(notices.c.sent_at.is_(None), disconnections.reachable(notices.c.workspace_id))
        .order_by(notices.c.created_at, notices.c.id)
        .limit(limit)
    )
    if now is not None:
        query = query.where(_is_free(now))
    return [_from_row(row) for row in db.execute(query)]


def claim(db: Connection, notice_id: str, *, now: datetime, until: datetime) -> Notice | None:
    """
    Keep a notice from all others until then, and return it as it stands now.

    ``None`` when somebody else has it or has said it.
    """
    claimed = (
        notices.update()
        .where(notices.c.id == notice_id, notices.c.sent_at.is_(None), _is_free(now))
        .values(claimed_until=until)
        .returning(*notices.c)
    )
    row = db.execute(claimed).one_or_none()
    return _from_row(row) if row else None


def put_off(db: Connection, notice_id: str, *, until: datetime) -> None:
    """Leave a claimed notice alone until then: it could not be said now."""
    db.execute(notices.update().where(notices.c.id == notice_id).values(claimed_until=until))


def release_all(db: Connection) -> None:
    """End every claim; right only for a process that is alone and has just begun."""
    db.execute(
        notices.update().where(notices.c.claimed_until.is_not(None)).values(claimed_until=None)
    )


def remember(db: Connection, notice_id: str, payload: Mapping[str, object]) -> None:
    """Keep how far a delivery has come, so that going on repeats nothing."""
    db.execute(notices.update().where(notices.c.id == notice_id).values(payload=payload))


def sent(db: Connection, notice_id: str, *, now: datetime) -> None:
    """Remember that it was said; the first time counts."""
    db.execute(
        notices.update()
        .where(notices.c.id == notice_id, notices.c.sent_at.is_(None))
        .values(sent_at=now)
    )


def _is_free(now: datetime) -> ColumnElement[bool]:
    return or_(notices.c.claimed_until.is_(None), notices.c.claimed_until <= now)


def _from_row(row: Row[Any]) -> Notice:
    return Notice(
        id=row.id,
        workspace_id=row.workspace_id,
        post_id=row.post_id,
        kind=row.kind,
        payload=row.payload,
        created_at=row.created_at,
        sent_at=row.sent_at,
    )
