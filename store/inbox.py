"""
What Slack told the bot and nobody has answered yet.

A request is kept here in the commit before Slack is told that it was heard, and leaves when
it was answered: whatever is found here later was cut off by a kill.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.engine import Connection, Row

from store.ids import new_id
from store.records import inbox


@dataclass(frozen=True, slots=True)
class Unanswered:
    """One request as Slack sent it; ``tries`` counts how often it was taken up again."""

    id: str
    workspace_id: str
    body: Mapping[str, Any]
    tries: int
    heard_at: datetime


def keep(
    db: Connection, *, workspace_id: str, body: Mapping[str, object], now: datetime
) -> Unanswered:
    """Keep a request until it is answered."""
    row = inbox.insert().values(
        id=new_id(), workspace_id=workspace_id, body=body, tries=0, heard_at=now
    )
    return _from_row(db.execute(row.returning(*inbox.c)).one())


def heard_before(db: Connection, moment: datetime, *, limit: int) -> list[Unanswered]:
    """Return what was heard before ``moment`` and is not answered, oldest first."""
    query = select(inbox).where(inbox.c.heard_at < moment).order_by(inbox.c.heard_at, inbox.c.id)
    return [_from_row(row) for row in db.execute(query.limit(limit))]


def take_up(db: Connection, request: Unanswered) -> bool:
    """Count another try; of two processes that take up the same request one hears yes."""
    taken = (
        inbox.update()
        .where(inbox.c.id == request.id, inbox.c.tries == request.tries)
        .values(tries=request.tries + 1)
    )
    return db.execute(taken.returning(inbox.c.id)).one_or_none() is not None


def answered(db: Connection, request_id: str) -> None:
    """Let a request go, with everything that was said in it."""
    db.execute(delete(inbox).where(inbox.c.id == request_id))


def _from_row(row: Row[Any]) -> Unanswered:
    return Unanswered(
        id=row.id,
        workspace_id=row.workspace_id,
        body=row.body,
        tries=row.tries,
        heard_at=row.heard_at,
    )
