"""Who decided what about which version of a plan."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.engine import Connection

from store.ids import new_id
from store.records import approvals
from store.words import Proposal


def record(
    db: Connection, proposal: Proposal, *, by: str, content_hash: str, now: datetime
) -> None:
    """Write the decision down; ``content_hash`` says exactly what was approved."""
    db.execute(
        approvals.insert().values(
            id=new_id(),
            workspace_id=proposal.workspace_id,
            proposal_id=proposal.id,
            user_id=by,
            decision=proposal.status,
            version=proposal.version - 1,  # deciding counted it up
            content_hash=content_hash,
            created_at=now,
        )
    )
