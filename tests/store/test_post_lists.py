from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.engine import Connection

from store import claims, listing, posts
from store.database import Database
from store.words import Post, State
from tests.store.samples import (
    APPROVED,
    NOW,
    SOON,
    WORKSPACE,
    House,
    a_post,
    a_post_that_is,
    a_scheduled_post,
    fail,
    furnish,
)

LATER = SOON + timedelta(hours=3)


@pytest.fixture(name="house")
def _house(each_database: Database) -> House:
    return each_database.write_now(furnish)


def _stored(database: Database, house: House, state: State) -> Post:
    return database.write_now(lambda db: a_post_that_is(db, house, state))


def test_an_account_is_taken_at_the_moments_of_its_live_and_coming_posts(
    each_database: Database, house: House
) -> None:
    moments = {state: NOW + timedelta(hours=n) for n, state in enumerate(State, start=2)}

    def fill(db: Connection) -> None:
        for state, moment in moments.items():
            _put(db, house, state, moment)

    each_database.write_now(fill)

    taken = each_database.read_now(
        lambda db: listing.occupied(db, house.account.id, start=NOW, end=NOW + timedelta(days=1))
    )
    assert taken == [
        moments[state] for state in (State.SCHEDULED, State.PUBLISHING, State.PUBLISHED)
    ]


def _put(db: Connection, house: House, state: State, moment: datetime) -> Post:
    """Store a post of this moment in this state; posts in between are left alone."""
    draft = posts.add(db, a_post(house, publish_date=moment))
    if state is State.DRAFT:
        return draft
    post = posts.schedule(db, draft.id, approved_by="U1", approved_hash=APPROVED, now=NOW)
    if state is State.SCHEDULED:
        return post
    if state is State.CANCELLED:
        return posts.cancel(db, post.id, now=NOW)
    [claim] = claims.claim_due(db, now=moment, lease_s=1e9, limit=1, among=[post.id])
    if state is State.PUBLISHED:
        return claims.published(db, claim, remote_id="9", url=None, now=moment)
    return fail(db, claim) if state is State.FAILED else posts.get(db, post.id)


def test_a_window_includes_its_start_and_excludes_its_end(
    each_database: Database, house: House
) -> None:
    def fill(db: Connection) -> list[Post]:
        return [
            a_scheduled_post(db, house, publish_date=SOON + timedelta(hours=n)) for n in range(4)
        ]

    stored = each_database.write_now(fill)

    found = each_database.read_now(
        lambda db: listing.in_window(
            db, WORKSPACE, start=SOON + timedelta(hours=1), end=SOON + timedelta(hours=3)
        )
    )
    assert found == stored[1:3]


@pytest.mark.parametrize(
    ("narrowing", "count"),
    [
        ({}, 3),
        ({"platforms": ("twitter",)}, 3),
        ({"platforms": ("instagram",)}, 0),
        ({"states": (State.CANCELLED,)}, 1),
        ({"states": (State.DRAFT, State.SCHEDULED)}, 2),
        ({"limit": 2}, 2),
        ({"offset": 2}, 1),
        ({"project_id": "5d0b6bb0-5c2f-4f4e-9a4c-0d7f1f3d9b11"}, 0),
    ],
)
def test_a_window_is_narrowed(
    each_database: Database, house: House, narrowing: dict[str, Any], count: int
) -> None:
    def fill(db: Connection) -> None:
        for n, state in enumerate((State.DRAFT, State.SCHEDULED, State.CANCELLED)):
            _put(db, house, state, SOON + timedelta(hours=n))

    each_database.write_now(fill)

    found = each_database.read_now(
        lambda db: listing.in_window(db, WORKSPACE, start=NOW, end=LATER, **narrowing)
    )
    assert len(found) == count


def test_another_workspaces_window_is_empty(each_database: Database, house: House) -> None:
    _stored(each_database, house, State.SCHEDULED)

    assert not each_database.read_now(lambda db: listing.in_window(db, "T2", start=NOW, end=LATER))
