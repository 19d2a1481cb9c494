"""Telling a proposal that what its message shows has changed."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.engine import Connection

from store.schema import proposals


def bump(db: Connection, proposal_ids: Iterable[str | None]) -> None:
    """Count up the revision of these proposals, so that their messages are redrawn."""
    ids = sorted({proposal_id for proposal_id in proposal_ids if proposal_id})
    if not ids:
        return
    if len(ids) > 1:
        # Everybody locks several proposals in the same order, so that nobody waits in a circle.
        several = select(proposals.c.id).where(proposals.c.id.in_(ids)).order_by(proposals.c.id)
        db.execute(several.with_for_update()).all()
    db.execute(
        proposals.update().where(proposals.c.id.in_(ids)).values(revision=proposals.c.revision + 1)
    )
