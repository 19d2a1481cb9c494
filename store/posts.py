"""Posts: one row for one network; the state machine's transitions that people cause."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.engine import Connection

from platforms.content import Content
from store import journal, moves, revisions
from store.columns import to_us
from store.errors import IllegalMove, Stale
from store.ids import new_id
from store.post_rows import columns_of, content_columns, failure_columns, find, post_of
from store.schema import social_posts as posts
from store.words import Post, State

_DRAFT = frozenset({State.DRAFT})
_SCHEDULED = frozenset({State.SCHEDULED})
_CANCELLED = frozenset({State.CANCELLED})
_FAILED = frozenset({State.FAILED})
COMES_ALONG = frozenset({"hashtags", "settings", "approved_hash"})


def add(db: Connection, post: Post) -> Post:
    """Store a new draft, after its proposal's other posts; an empty id gets a fresh one."""
    if post.state is not State.DRAFT:
        raise IllegalMove(post, post.state, State.DRAFT)
    post = post if post.id else replace(post, id=new_id())
    db.execute(posts.insert().values(**columns_of(post), position=_next_position(db, post)))
    revisions.bump(db, [post.proposal_id])
    return find(db, post.id)


def get(db: Connection, post_id: str, *, workspace_id: str | None = None) -> Post:
    """Return the post, only if it is in ``workspace_id`` when that is given."""
    return find(db, post_id, workspace_id=workspace_id)


def of_proposal(db: Connection, proposal_id: str) -> list[Post]:
    """Return the proposal's posts in the order they were added."""
    query = select(posts).where(posts.c.proposal_id == proposal_id).order_by(posts.c.position)
    return [post_of(row) for row in db.execute(query)]


def edit(
    db: Connection,
    post_id: str,
    *,
    content: Content,
    now: datetime,
    expected_version: int | None = None,
    **values: Any,
) -> Post:
    """
    Change what a draft, scheduled or failed post says; more of ``COMES_ALONG`` may change too.

    What an earlier attempt prepared at the network belongs to the old content and is forgotten.
    """
    if unknown := values.keys() - COMES_ALONG:
        raise TypeError(f"A post's {', '.join(sorted(unknown))} cannot be edited.")
    before = find(db, post_id, lock=True)
    post = moves.change(
        db,
        post_id,
        now=now,
        within=moves.EDITABLE,
        expected_version=expected_version,
        **content_columns(content),
        **values,
    )
    if before.content != content:
        journal.forget_checkpoints(db, post_id)
    return post


def place(
    db: Connection,
    post_id: str,
    *,
    publish_date: datetime | None,
    why: str,
    now: datetime,
    expected_version: int | None = None,
) -> Post:
    """Give a draft its moment and the reason for it (or take it away)."""
    return moves.change(
        db,
        post_id,
        now=now,
        within=_DRAFT,
        expected_version=expected_version,
        publish_date=publish_date,
        why=why,
    )


def schedule(
    db: Connection,
    post_id: str,
    *,
    approved_by: str,
    approved_hash: str,
    now: datetime,
    expected_version: int | None = None,
) -> Post:
    """Hand an approved draft to the timer; ``approved_hash`` says exactly what was approved."""
    draft = find(db, post_id, lock=True)
    return moves.change(
        db,
        post_id,
        now=now,
        to=State.SCHEDULED,
        within=_DRAFT,
        expected_version=expected_version,
        approved_by=approved_by,
        approved_hash=approved_hash,
        wake_at=_moment_of(draft),
    )


def reschedule(
    db: Connection,
    post_id: str,
    *,
    publish_date: datetime,
    now: datetime,
    expected_version: int | None = None,
    **values: Any,
) -> Post:
    """Move a scheduled post to another moment; ``why`` may come along."""
    if unknown := values.keys() - {"why"}:
        raise TypeError(f"Rescheduling does not change {', '.join(sorted(unknown))}.")
    return moves.change(
        db,
        post_id,
        now=now,
        within=_SCHEDULED,
        expected_version=expected_version,
        publish_date=publish_date,
        wake_at=to_us(publish_date),
        **values,
    )


def cancel(
    db: Connection, post_id: str, *, now: datetime, expected_version: int | None = None
) -> Post:
    """Take a scheduled post back; a hint about it that is still queued becomes worthless."""
    return moves.change(
        db,
        post_id,
        now=now,
        to=State.CANCELLED,
        expected_version=expected_version,
        wake_at=None,
        fence=posts.c.fence + 1,
    )


def restore(
    db: Connection,
    post_id: str,
    *,
    now: datetime,
    publish_date: datetime | None = None,
    expected_version: int | None = None,
) -> Post:
    """Undo a cancellation, at the old moment unless another is given."""
    post = find(db, post_id, lock=True)
    moment = publish_date or post.publish_date
    return moves.change(
        db,
        post_id,
        now=now,
        to=State.SCHEDULED,
        within=_CANCELLED,
        expected_version=expected_version,
        publish_date=moment,
        wake_at=_moment_of(replace(post, publish_date=moment)),
    )


def retry(
    db: Connection,
    post_id: str,
    *,
    publish_date: datetime,
    now: datetime,
    approved_hash: str | None = None,
    expected_version: int | None = None,
) -> Post:
    """
    Schedule a failed post again, with its attempts counted from nought.

    A person decided this: if the outcome was unknown, they said that the post is not there.
    ``approved_hash`` is given when they approve what it says now; if that is something else
    than before, what an earlier attempt prepared at the network is forgotten.
    """
    before = find(db, post_id, lock=True)
    approved_hash = approved_hash or before.approved_hash
    post = moves.change(
        db,
        post_id,
        now=now,
        to=State.SCHEDULED,
        within=_FAILED,
        expected_version=expected_version,
        publish_date=publish_date,
        wake_at=to_us(publish_date),
        attempts=0,
        approved_hash=approved_hash,
        **failure_columns(),
    )
    if approved_hash != before.approved_hash:
        journal.forget_checkpoints(db, post_id)
    journal.close(db, post_id)
    return post


def confirm_live(
    db: Connection,
    post_id: str,
    *,
    url: str | None,
    now: datetime,
    remote_id: str | None = None,
    published_at: datetime | None = None,
    expected_version: int | None = None,
) -> Post:
    """Record that a failed post is on the network after all, because a person saw it there."""
    post = moves.change(
        db,
        post_id,
        now=now,
        to=State.PUBLISHED,
        within=_FAILED,
        expected_version=expected_version,
        permalink=url,
        remote_id=remote_id,
        published_at=published_at or now,
        wake_at=None,
        **failure_columns(),
    )
    journal.close(db, post_id)
    return post


def delete_draft(db: Connection, post_id: str, *, expected_version: int | None = None) -> None:
    """Delete a post that was never approved."""
    post = find(db, post_id, lock=True)
    moves.refuse_outside(post, _DRAFT)
    if expected_version not in (None, post.version):
        raise Stale("post", expected=expected_version or 0, actual=post.version)
    db.execute(delete(posts).where(posts.c.id == post_id, posts.c.state == State.DRAFT))
    revisions.bump(db, [post.proposal_id])


def _next_position(db: Connection, post: Post) -> int:
    if post.proposal_id is None:
        return 0
    following = select(func.coalesce(func.max(posts.c.position) + 1, 0))
    return int(db.execute(following.where(posts.c.proposal_id == post.proposal_id)).scalar_one())


def _moment_of(post: Post) -> int:
    """Return when the timer must look at a post; a post without a moment cannot be scheduled."""
    if post.publish_date is None:
        raise IllegalMove(post, post.state, State.SCHEDULED)
    return to_us(post.publish_date)
