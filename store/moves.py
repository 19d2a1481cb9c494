"""
The only way a stored post changes.

Every change goes through ``change_all``: the UPDATE itself demands that the post is still in a
state from which ``LEGAL_MOVES`` allows the move, counts up the post's version, and tells its
proposal to be redrawn, all in the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam
from sqlalchemy.engine import Connection

from store import revisions
from store.errors import IllegalMove, Stale, StaleFence
from store.post_rows import find, post_of
from store.schema import social_posts as posts
from store.words import LEGAL_MOVES, Claim, Post, State

EDITABLE = frozenset({State.DRAFT, State.SCHEDULED, State.FAILED})


def sources_of(to: State) -> frozenset[State]:
    """Return the states from which a post may move to ``to``."""
    return frozenset(state for state, targets in LEGAL_MOVES.items() if to in targets)


def change_all(
    db: Connection,
    which: ColumnElement[bool],
    *,
    now: datetime | None,
    to: State | None = None,
    within: frozenset[State] | None = None,
    **values: Any,
) -> list[Post]:
    """
    Change the posts that match ``which`` and return them as they are now.

    ``to`` moves them, from the legal states only; ``within`` narrows the states further. Posts
    in other states are left alone: the caller sees it by their absence.
    """
    allowed = _allowed(to, within)
    if to is not None:
        values["state"] = to
    if now is not None:
        values["updated_at"] = now
    rows = db.execute(
        posts.update()
        .where(which, posts.c.state.in_(sorted(allowed)))
        .values(version=posts.c.version + 1, **values)
        .returning(*posts.c)
    ).all()
    revisions.bump(db, (row.proposal_id for row in rows))
    return [post_of(row) for row in rows]


def change(
    db: Connection,
    post_id: str,
    *,
    now: datetime | None,
    to: State | None = None,
    within: frozenset[State] | None = None,
    expected_version: int | None = None,
    **values: Any,
) -> Post:
    """Change one post; raise ``NotFound``, ``Stale`` or ``IllegalMove`` when that cannot be."""
    which = posts.c.id == post_id
    if expected_version is not None:
        which &= posts.c.version == expected_version
    changed = change_all(db, which, now=now, to=to, within=within, **values)
    if changed:
        return changed[0]
    post = find(db, post_id)
    if post.state not in _allowed(to, within):
        raise IllegalMove(post, post.state, to)
    raise Stale("post", expected=expected_version or 0, actual=post.version)


def change_claimed(
    db: Connection, claim: Claim, *, now: datetime | None, to: State | None = None, **values: Any
) -> Post:
    """Change a post that this attempt owns; raise ``StaleFence`` when it no longer does."""
    owned = frozenset({State.PUBLISHING})
    changed = change_all(db, owned_by(claim), now=now, to=to, within=owned, **values)
    if not changed:
        raise StaleFence(claim.post_id, claim.fence)
    return changed[0]


def owned_by(claim: Claim) -> ColumnElement[bool]:
    """Return the condition that this attempt still owns its post."""
    return _owned(claim.post_id, claim.fence)


def _owned(post_id: Any, fence: Any) -> ColumnElement[bool]:
    return and_(posts.c.id == post_id, posts.c.fence == fence, posts.c.state == State.PUBLISHING)


OWNED = _owned(bindparam("post"), bindparam("held_fence"))
"""The same for statements that are built once; ``facts_of`` fills it in."""


def facts_of(claim: Claim) -> dict[str, Any]:
    """Return what ``OWNED`` asks for."""
    return {"post": claim.post_id, "held_fence": claim.fence}


def refuse_outside(post: Post, allowed: Iterable[State]) -> None:
    """Raise ``IllegalMove`` for a change that is no move, when the state forbids it."""
    if post.state not in allowed:
        raise IllegalMove(post, post.state, None)


def _allowed(to: State | None, within: frozenset[State] | None) -> frozenset[State]:
    legal = frozenset(State) if to is None else sources_of(to)
    return legal if within is None else legal & within
