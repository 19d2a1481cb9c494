"""An outbox: what is still to be said in Slack, kept until it was said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection, Row

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


def pending(db: Connection, *, limit: int) -> list[Notice]:
    """Return what has not been said yet, oldest first."""
    query = (
        select(notices)
        .where(notices.c.sent_at.is_(None))
        .order_by(notices.c.created_at, notices.c.id)
        .limit(limit)
    )
    return [_from_row(row) for row in db.execute(query)]


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
