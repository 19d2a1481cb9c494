"""
What an attempt at publishing leaves on disk, so that the next one knows what may be out there.

A row is written for every request that cannot be undone, before it is sent; only one row of a
post can be without a clear answer, the database itself sees to that. Checkpoints are facts that
later attempts build on (a media id, a container), and they survive attempts.
"""

from __future__ import annotations

from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import BindParameter, bindparam, delete, func, select
from sqlalchemy.engine import Connection, Row

from store.errors import StaleFence, UnsettledIntent
from store.ids import new_id
from store.inserting import insert_new
from store.moves import OWNED, facts_of
from store.records import publish_checkpoints as checkpoints
from store.records import publish_journal as entries
from store.schema import social_posts as posts
from store.words import Claim, JournalEntry

_START = "prepare"

# Built once: every post asks these several times, and building costs more than asking.
_POST: BindParameter[str] = bindparam("post")
_OWNED = select(posts.c.workspace_id).where(OWNED).with_for_update()
_LAST = select(entries).where(
    entries.c.post_id == _POST,
    entries.c.seq
    == select(func.max(entries.c.seq)).where(entries.c.post_id == _POST).scalar_subquery(),
)
_CHECKPOINTS = select(checkpoints.c.name, checkpoints.c.value).where(checkpoints.c.post_id == _POST)
_CLOSE = (
    entries.update()
    .where(entries.c.post_id == _POST, entries.c.send_state != "ready")
    .values(send_state="ready")
)


def load(db: Connection, post_id: str) -> JournalEntry | None:
    """Return the last thing that was begun for this post, ``None`` before its first attempt."""
    row = _last(db, post_id)
    return _entry(db, row) if row else None


def begin(db: Connection, claim: Claim) -> JournalEntry:
    """
    Open the journal for this attempt and return what earlier attempts left.

    An intent without a clear answer stays as it is: it is this attempt's to find out about.
    """
    workspace_id = _own(db, claim)
    row = _last(db, claim.post_id)
    if row is None or row.send_state == "ready":
        row = _append(
            db, claim, workspace_id, row, step=_START, send_state="ready", request_hash=""
        )
    return _entry(db, row)


def checkpoint(db: Connection, claim: Claim, *, name: str, value: str) -> None:
    """Store a fact that later attempts can build on; a newer value replaces an older one."""
    workspace_id = _own(db, claim)
    fact = {"value": value, "fence": claim.fence}
    where = {"post_id": claim.post_id, "name": name}
    fresh = {"id": new_id(), "workspace_id": workspace_id, **where, **fact}
    if not insert_new(db, checkpoints, fresh):
        db.execute(
            checkpoints.update()
            .where(checkpoints.c.post_id == claim.post_id, checkpoints.c.name == name)
            .values(**fact)
        )


def intend(
    db: Connection,
    claim: Claim,
    *,
    step: str,
    request_hash: str,
    send_by: datetime,
    now: datetime,
) -> None:
    """
    Record that a request which cannot be undone is about to be sent.

    Raises ``StaleFence`` when another attempt owns the post, and ``UnsettledIntent`` while an
    earlier request has no clear answer: nothing is ever resent blindly.
    """
    workspace_id = _own(db, claim)
    last = _last(db, claim.post_id)
    if last is not None and last.send_state != "ready":
        raise UnsettledIntent(claim.post_id)
    _append(
        db,
        claim,
        workspace_id,
        last,
        step=step,
        send_state="sending",
        request_hash=request_hash,
        send_by=send_by,
        intended_at=now,
    )


def unknown(db: Connection, claim: Claim) -> None:
    """Record that the request was sent and no clear answer came back."""
    _own(db, claim)
    leave_unknown(db, claim.post_id)


def settle(db: Connection, claim: Claim) -> None:
    """Record that the outcome of the last request is clear, whichever it was."""
    _own(db, claim)
    close(db, claim.post_id)


def close(db: Connection, post_id: str) -> None:
    """Settle without owning the post: a person, or the end of an attempt, made it clear."""
    db.execute(_CLOSE, {"post": post_id})


def leave_unknown(db: Connection, post_id: str) -> None:
    """Record without owning the post that the answer to its open request never came."""
    db.execute(
        entries.update()
        .where(entries.c.post_id == post_id, entries.c.send_state == "sending")
        .values(send_state="unknown")
    )


def forget_checkpoints(db: Connection, post_id: str) -> None:
    """Drop what earlier attempts prepared; it belongs to a content that is no longer wanted."""
    db.execute(delete(checkpoints).where(checkpoints.c.post_id == post_id))


def _own(db: Connection, claim: Claim) -> str:
    """Return the post's workspace, holding the post for this transaction; or ``StaleFence``."""
    row = db.execute(_OWNED, facts_of(claim)).one_or_none()
    if row is None:
        raise StaleFence(claim.post_id, claim.fence)
    return str(row.workspace_id)


def _last(db: Connection, post_id: str) -> Row[Any] | None:
    return db.execute(_LAST, {"post": post_id}).one_or_none()


def _append(
    db: Connection, claim: Claim, workspace_id: str, last: Row[Any] | None, **values: Any
) -> Row[Any]:
    row = entries.insert().values(
        id=new_id(),
        workspace_id=workspace_id,
        post_id=claim.post_id,
        seq=last.seq + 1 if last else 1,
        fence=claim.fence,
        **values,
    )
    return db.execute(row.returning(*entries.c)).one()


def _entry(db: Connection, row: Row[Any]) -> JournalEntry:
    facts = db.execute(_CHECKPOINTS, {"post": row.post_id})
    return JournalEntry(
        post_id=row.post_id,
        fence=row.fence,
        step=row.step,
        send_state=row.send_state,
        request_hash=row.request_hash,
        send_by=row.send_by,
        intended_at=row.intended_at,
        checkpoints=MappingProxyType({fact.name: fact.value for fact in facts}),
    )
