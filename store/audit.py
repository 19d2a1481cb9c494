"""The audit log: who changed what, and what it was before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.engine import Connection

from store.ids import new_id
from store.records import audit_log


def record(
    db: Connection,
    *,
    workspace_id: str,
    who: str,
    what: str,
    subject: str,
    before: Mapping[str, object] | None,
    after: Mapping[str, object] | None,
    now: datetime,
) -> None:
    """Write one line, in the transaction of the change it tells about. Never pass a secret."""
    db.execute(
        audit_log.insert().values(
            id=new_id(),
            workspace_id=workspace_id,
            who=who,
            what=what,
            subject=subject,
            before=before,
            after=after,
            created_at=now,
        )
    )
