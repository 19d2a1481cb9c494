"""Whose turn it is: one post of an account at a time, in the order they are due."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, exists, or_, select, text
from sqlalchemy.engine import Connection

from store.columns import to_us
from store.schema import social_integrations as integrations
from store.schema import social_posts as posts
from store.words import State

_LOOK_AHEAD = 20
"""How many more due posts than wanted are looked at together, as some may share an account."""


def in_turn(db: Connection, *, now: datetime, limit: int) -> list[str]:
    """
    Return the ids of up to ``limit`` due posts that may be claimed now, earliest first.

    A post waits while an earlier one of its account is due, and while any other one of its
    account is being published. On PostgreSQL the accounts stay locked to the end of the
    transaction, and those that another scheduler has locked are passed over.
    """
    first = _first_of_each(db, now=now, limit=limit)
    if db.dialect.name == "postgresql" and first:
        # Others may have claimed between the look and the lock: look again under it.
        first = _first_of_each(db, now=now, limit=limit, among=_lock(db, first))
    return list(first.values())


def _first_of_each(
    db: Connection, *, now: datetime, limit: int, among: Collection[str] | None = None
) -> dict[str, str]:
    """Return the first due post of each account, by the account, earliest first."""
    chosen: dict[str, str] = {}
    window = limit + _LOOK_AHEAD
    while len(chosen) < limit:
        due = _due(db, now, without=chosen, among=among, window=window)
        for account_id, post_id in due:
            if len(chosen) < limit:
                chosen.setdefault(account_id, post_id)
        if len(due) < window:
            break
    return chosen


def _due(
    db: Connection,
    now: datetime,
    *,
    without: Iterable[str],
    among: Collection[str] | None,
    window: int,
) -> list[tuple[str, str]]:
    facts = {"now_us": to_us(now), "without": list(without), "window": window}
    if among is None:
        found = db.execute(_DUE, facts)
    else:
        found = db.execute(_DUE_AMONG, {**facts, "among": list(among)})
    return [(row.integration_id, row.id) for row in found]


def _account_is_busy() -> ColumnElement[bool]:
    """Another post of the account is on its way, or was when its process died."""
    other = posts.alias("other")
    # Spelled out, or SQLite does not recognise the index over posts that are on their way.
    on_its_way = text("other.state = 'publishing'")
    return exists().where(
        and_(
            other.c.integration_id == posts.c.integration_id,
            other.c.id != posts.c.id,
            on_its_way,
            or_(other.c.wake_at > bindparam("now_us"), posts.c.state != State.PUBLISHING),
        )
    )


def _lock(db: Connection, account_ids: Iterable[str]) -> list[str]:
    query = (
        select(integrations.c.id)
        .where(integrations.c.id.in_(list(account_ids)))
        .order_by(integrations.c.id)
        .with_for_update(skip_locked=True)
    )
    return list(db.execute(query).scalars())


# Built once: the timer asks this for every post, and building costs more than asking.
_DUE = (
    select(posts.c.integration_id, posts.c.id)
    .where(
        posts.c.wake_at <= bindparam("now_us"),
        posts.c.integration_id.not_in(bindparam("without", expanding=True)),
        ~_account_is_busy(),
    )
    .order_by(posts.c.wake_at, posts.c.id)
    .limit(bindparam("window"))
)
_DUE_AMONG = _DUE.where(posts.c.integration_id.in_(bindparam("among", expanding=True)))
