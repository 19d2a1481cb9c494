"""Proposals: one message with a plan, decided once."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection, Row

from store import approvals, disconnections, revisions
from store.errors import AlreadyDecided, NotFound, Stale
from store.ids import new_id
from store.schema import proposals
from store.words import Proposal, ProposalStatus

_FIELDS = tuple(field.name for field in fields(Proposal))
_CHANGEABLE = {"strategy", "ask", "notes", "session_id"}


def create(db: Connection, proposal: Proposal) -> Proposal:
    """Store a new proposal; an empty id gets a fresh one."""
    proposal = proposal if proposal.id else replace(proposal, id=new_id())
    values = {name: getattr(proposal, name) for name in _FIELDS}
    row = db.execute(proposals.insert().values(**values).returning(*proposals.c)).one()
    return _from_row(row)


def get(db: Connection, workspace_id: str, proposal_id: str) -> Proposal:
    """Return the workspace's proposal or raise ``NotFound``."""
    row = _find(db, proposal_id)
    if row is None or row.workspace_id != workspace_id:
        raise NotFound("plan", proposal_id)
    return _from_row(row)


def in_thread(db: Connection, workspace_id: str, channel_id: str, thread_ts: str) -> list[Proposal]:
    """Return the thread's proposals, oldest first."""
    query = select(proposals).where(
        proposals.c.workspace_id == workspace_id,
        proposals.c.channel_id == channel_id,
        proposals.c.thread_ts == thread_ts,
    )
    rows = db.execute(query.order_by(proposals.c.created_at, proposals.c.id))
    return [_from_row(row) for row in rows]


def was_made_since(
    db: Connection,
    workspace_id: str,
    channel_id: str,
    *,
    user_id: str,
    thread_ts: str,
    moment: datetime,
) -> bool:
    """Tell whether this person got a plan here from ``moment`` on; no thread means any."""
    query = select(proposals.c.id).where(
        proposals.c.workspace_id == workspace_id,
        proposals.c.channel_id == channel_id,
        proposals.c.user_id == user_id,
        proposals.c.created_at >= moment,
    )
    if thread_ts:
        query = query.where(proposals.c.thread_ts == thread_ts)
    return db.execute(query.limit(1)).one_or_none() is not None


def place_message(
    db: Connection,
    proposal_id: str,
    *,
    channel_id: str,
    message_ts: str,
    thread_ts: str | None,
) -> Proposal:
    """Remember which Slack message shows the proposal."""
    where = {"channel_id": channel_id, "message_ts": message_ts, "thread_ts": thread_ts}
    return _update(db, proposal_id, **where)


def change(db: Connection, proposal_id: str, *, expected_version: int, **changes: Any) -> Proposal:
    """Change an open plan; buttons of the old version become stale."""
    if unknown := changes.keys() - _CHANGEABLE:
        raise TypeError(f"A proposal's {', '.join(sorted(unknown))} cannot be changed.")
    return _change_open(db, proposal_id, expected_version, **changes)


def decide(
    db: Connection,
    proposal_id: str,
    *,
    expected_version: int,
    status: ProposalStatus,
    by: str,
    now: datetime,
    content_hash: str = "",
) -> Proposal:
    """
    Accept or discard exactly this version of an open plan, once.

    Of two people who press at the same time one gets the proposal, the other
    ``AlreadyDecided`` (or ``Stale``, when it changed in between).
    """
    decided = _change_open(
        db, proposal_id, expected_version, status=status, decided_by=by, decided_at=now
    )
    approvals.record(db, decided, by=by, content_hash=content_hash, now=now)
    return decided


def touch(db: Connection, proposal_id: str) -> None:
    """Have the message redrawn."""
    revisions.bump(db, [proposal_id])


def behind(db: Connection, *, limit: int) -> list[Proposal]:
    """Return proposals whose message shows an older revision, oldest first."""
    query = (
        select(proposals)
        .where(
            proposals.c.message_ts.is_not(None),
            proposals.c.shown_revision < proposals.c.revision,
            disconnections.reachable(proposals.c.workspace_id),
        )
        .order_by(proposals.c.created_at)
        .limit(limit)
    )
    return [_from_row(row) for row in db.execute(query)]


def unannounced(db: Connection, *, after: datetime, before: datetime, limit: int) -> list[Proposal]:
    """Return open proposals made in this span that no message shows, oldest first."""
    query = (
        select(proposals)
        .where(
            proposals.c.status == ProposalStatus.OPEN,
            proposals.c.message_ts.is_(None),
            proposals.c.created_at >= after,
            proposals.c.created_at < before,
            disconnections.reachable(proposals.c.workspace_id),
        )
        .order_by(proposals.c.created_at)
        .limit(limit)
    )
    return [_from_row(row) for row in db.execute(query)]


def shown(db: Connection, proposal_id: str, revision: int) -> None:
    """Remember that the message shows ``revision``; a newer one already shown stays."""
    db.execute(
        proposals.update()
        .where(proposals.c.id == proposal_id, proposals.c.shown_revision < revision)
        .values(shown_revision=revision)
    )


def _change_open(
    db: Connection, proposal_id: str, expected_version: int, **values: Any
) -> Proposal:
    row = db.execute(
        proposals.update()
        .where(
            proposals.c.id == proposal_id,
            proposals.c.version == expected_version,
            proposals.c.status == ProposalStatus.OPEN,
        )
        .values(version=proposals.c.version + 1, revision=proposals.c.revision + 1, **values)
        .returning(*proposals.c)
    ).one_or_none()
    if row is None:
        raise _why_not(db, proposal_id, expected_version)
    return _from_row(row)


def _why_not(db: Connection, proposal_id: str, expected_version: int) -> Exception:
    row = _find(db, proposal_id)
    if row is None:
        return NotFound("plan", proposal_id)
    if row.status != ProposalStatus.OPEN:
        return AlreadyDecided(row.decided_by, ProposalStatus(row.status))
    return Stale("plan", expected=expected_version, actual=row.version)


def _update(db: Connection, proposal_id: str, **values: Any) -> Proposal:
    row = db.execute(
        proposals.update()
        .where(proposals.c.id == proposal_id)
        .values(**values)
        .returning(*proposals.c)
    ).one_or_none()
    if row is None:
        raise NotFound("plan", proposal_id)
    return _from_row(row)


def _find(db: Connection, proposal_id: str) -> Row[Any] | None:
    return db.execute(select(proposals).where(proposals.c.id == proposal_id)).one_or_none()


def _from_row(row: Row[Any]) -> Proposal:
    values = {name: getattr(row, name) for name in _FIELDS}
    return Proposal(**{**values, "status": ProposalStatus(row.status)})
