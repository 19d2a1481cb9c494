"""What was handled before: Slack delivers events again when an answer came late."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.engine import Connection

from store.inserting import insert_new
from store.records import seen_events


def first_time(db: Connection, key: str, *, now: datetime, workspace_id: str = "") -> bool:
    """Tell whether this key is new, and remember it; of two askers one hears yes."""
    values = {"key": key, "workspace_id": workspace_id, "seen_at": now}
    return insert_new(db, seen_events, values)


def is_known(db: Connection, key: str) -> bool:
    """Tell whether this key was seen, without remembering anything."""
    query = select(seen_events.c.key).where(seen_events.c.key == key)
    return db.execute(query).first() is not None


def forget_before(db: Connection, moment: datetime) -> int:
    """Forget the keys seen before ``moment``; return how many."""
    return db.execute(delete(seen_events).where(seen_events.c.seen_at < moment)).rowcount
