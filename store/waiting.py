"""The posts that wait for the timer, as it lists, moves and holds them by their ids."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, or_, select
from sqlalchemy.engine import Connection, Row

from store import moves
from store.columns import from_us, to_us
from store.ids import looks_like_id
from store.schema import social_posts as posts
from store.words import FailureKind, Post, State

_SCHEDULED = frozenset({State.SCHEDULED})
_FAILED = frozenset({State.FAILED})

# Built once: the timer asks these after every post, and building costs more than asking.
_SOONEST = select(posts.c.wake_at).order_by(posts.c.wake_at).limit(1)
_SOONEST_DUE = _SOONEST.where(posts.c.wake_at <= bindparam("now_us"))
_SOONEST_LATER = _SOONEST.where(posts.c.wake_at > bindparam("now_us"))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A post the timer will take at ``at``; ``None``: it is held until somebody lets it go."""

    post_id: str
    workspace_id: str
    platform: str
    state: State
    fence: int
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the timer has before it: something that is due, and the next moment after now."""

    is_due: bool
    next_at: datetime | None


def outlook(db: Connection, now: datetime) -> Outlook:
    """Look at the timer's index only: whether posts are due, and when the next ones will be."""
    moment = {"now_us": to_us(now)}
    due = db.execute(_SOONEST_DUE, moment).scalar_one_or_none()
    later = db.execute(_SOONEST_LATER, moment).scalar_one_or_none()
    return Outlook(due is not None, None if later is None else from_us(later))


def all_waiting(db: Connection) -> list[Waiting]:
    """Return every waiting post, soonest first, held ones last."""
    query = (
        select(posts)
        .where(_waits())
        .order_by(posts.c.wake_at.is_(None), posts.c.wake_at, posts.c.id)
    )
    return [_waiting(row) for row in db.execute(query)]


def find(db: Connection, post_id: str) -> Waiting | None:
    """Return the post if it waits for the timer, ``None`` whatever else it may be."""
    if not looks_like_id(post_id):
        return None
    row = db.execute(select(posts).where(_waits(), posts.c.id == post_id)).one_or_none()
    return _waiting(row) if row else None


def hold(db: Connection, post_id: str, *, now: datetime) -> Post:
    """Keep a scheduled post back; giving it a moment lets it go again."""
    return moves.change(db, post_id, now=now, within=_SCHEDULED, wake_at=None)


def stop_retrying(db: Connection, post_id: str, *, now: datetime) -> Post:
    """Leave a failed post to people: it is no longer tried again by itself."""
    return moves.change(
        db,
        post_id,
        now=now,
        within=_FAILED,
        wake_at=None,
        retry_at=None,
        failure_kind=FailureKind.UNAVAILABLE,
    )


def _waits() -> ColumnElement[bool]:
    retries = and_(posts.c.state == State.FAILED, posts.c.failure_kind == FailureKind.RETRY_WAITING)
    return or_(posts.c.state == State.SCHEDULED, retries)


def _waiting(row: Row[Any]) -> Waiting:
    return Waiting(
        post_id=row.id,
        workspace_id=row.workspace_id,
        platform=row.platform,
        state=State(row.state),
        fence=row.fence,
        at=None if row.wake_at is None else from_us(row.wake_at),
    )
