"""
What the timer and the publisher do to posts: claim, keep, and report under a fence.

A claim is a lease with a fence. A claim counts the fence up, so whoever held the post before
can write nothing any more, however long its process was asleep.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from store import journal, moves
from store.columns import from_us, to_us
from store.post_rows import failure_columns
from store.schema import social_posts as posts
from store.words import Claim, FailureKind, Post, State

__all__ = [
    "Claim",
    "claim_due",
    "failed",
    "hand_back",
    "next_wake",
    "progress",
    "published",
    "renew",
]

_WAITING = frozenset({State.SCHEDULED, State.FAILED})
_ABANDONED = frozenset({State.PUBLISHING})
_RENEW = posts.update().where(moves.OWNED).values(wake_at=bindparam("until_us"))


def claim_due(
    db: Connection,
    *,
    now: datetime,
    lease_s: float,
    limit: int,
    among: Collection[str] | None = None,
) -> list[Claim]:
    """
    Take up to ``limit`` posts that are due, earliest first, each for ``lease_s`` seconds.

    Due are scheduled posts at their moment, failed ones at their retry time, and publishing
    ones whose lease ran out. Of several claimers each post goes to exactly one. ``among``
    narrows the choice to these ids (``store.turns`` knows whose turn it is).
    """
    due = _lock_due(db, now=now, limit=limit, among=among)
    if not due:
        return []
    lease_end = to_us(now + timedelta(seconds=lease_s))
    mine: dict[str, Any] = {
        "fence": posts.c.fence + 1,
        "attempts": posts.c.attempts + 1,
        "wake_at": lease_end,
    }
    chosen = posts.c.id.in_(list(due))
    again = moves.change_all(db, chosen, now=now, within=_ABANDONED, **mine)
    fresh = moves.change_all(
        db, chosen, now=now, to=State.PUBLISHING, within=_WAITING, **mine, **failure_columns()
    )
    claims = [Claim(post.id, post.fence, from_us(due[post.id])) for post in (*again, *fresh)]
    return sorted(claims, key=lambda claim: claim.due)


def next_wake(db: Connection) -> datetime | None:
    """Return when the next post needs attention, ``None`` if none ever will by itself."""
    query = (
        select(posts.c.wake_at)
        .where(posts.c.wake_at.is_not(None))
        .order_by(posts.c.wake_at)
        .limit(1)
    )
    soonest = db.execute(query).scalar_one_or_none()
    return None if soonest is None else from_us(soonest)


def renew(db: Connection, claim: Claim, *, until: datetime) -> bool:
    """Keep the post until ``until``; ``False`` when this attempt does not own it any more."""
    # The one change nobody can notice: it moves neither the version nor the proposal.
    kept = db.execute(_RENEW, {**moves.facts_of(claim), "until_us": to_us(until)})
    return kept.rowcount == 1


def hand_back(db: Connection, claim: Claim, *, now: datetime) -> Post:
    """Give the post up unfinished: it is due at once, and this attempt does not count."""
    return moves.change_claimed(
        db,
        claim,
        now=now,
        wake_at=to_us(now),
        fence=posts.c.fence + 1,
        attempts=posts.c.attempts - 1,
        progress=None,
        progress_saying=None,
    )


def published(
    db: Connection,
    claim: Claim,
    *,
    remote_id: str,
    url: str | None,
    now: datetime,
    remark: str = "",
) -> Post:
    """Record that the post is live; ``remark`` is kept as the advice of what to do all the same."""
    post = moves.change_claimed(
        db,
        claim,
        now=now,
        to=State.PUBLISHED,
        remote_id=remote_id,
        permalink=url,
        published_at=now,
        wake_at=None,
        **failure_columns(advice=remark or None),
    )
    journal.close(db, claim.post_id)
    return post


def failed(
    db: Connection,
    claim: Claim,
    *,
    kind: FailureKind,
    reason: str,
    advice: str,
    retry_at: datetime | None,
    now: datetime,
) -> Post:
    """
    Record why the attempt failed; only ``retry_waiting`` wakes the timer, at ``retry_at``.

    Every kind but ``outcome_unknown`` says that the post is certainly not on the network.
    """
    waits = kind is FailureKind.RETRY_WAITING
    if waits != (retry_at is not None):
        raise ValueError("retry_at belongs to retry_waiting and to nothing else")
    failure = failure_columns(kind=kind, reason=reason, advice=advice, retry_at=retry_at)
    post = moves.change_claimed(
        db,
        claim,
        now=now,
        to=State.FAILED,
        wake_at=to_us(retry_at) if retry_at else None,
        **failure,
    )
    if kind is FailureKind.OUTCOME_UNKNOWN:
        journal.leave_unknown(db, claim.post_id)
    else:
        journal.close(db, claim.post_id)
    return post


def progress(
    db: Connection, claim: Claim, *, done: float, saying: str, now: datetime | None = None
) -> Post:
    """Tell people how far along the post is: ``done`` from 0 to 1, ``saying`` in words."""
    return moves.change_claimed(db, claim, now=now, progress=done, progress_saying=saying)


def _lock_due(
    db: Connection, *, now: datetime, limit: int, among: Collection[str] | None
) -> dict[str, int]:
    """Return the earliest due posts by id with their wake-up times, passing over locked ones."""
    query = (
        select(posts.c.id, posts.c.wake_at)
        .where(posts.c.wake_at <= to_us(now))
        .order_by(posts.c.wake_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    if among is not None:
        query = query.where(posts.c.id.in_(list(among)))
    return {row.id: row.wake_at for row in db.execute(query)}
