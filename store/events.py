"""The events the specification tracks, for the numbers people look at later."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.engine import Connection

from store.ids import new_id
from store.records import events


def track(
    db: Connection,
    *,
    workspace_id: str,
    name: str,
    properties: Mapping[str, object],
    now: datetime,
) -> None:
    """Record that something happened (``post.staged``, ``post.published`` …)."""
    db.execute(
        events.insert().values(
            id=new_id(),
            workspace_id=workspace_id,
            name=name,
            properties=properties,
            created_at=now,
        )
    )
