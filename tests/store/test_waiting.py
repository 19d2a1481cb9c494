from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.engine import Connection

from store import claims, posts, waiting
from store.database import Database
from store.errors import IllegalMove
from store.listing import count_in_window
from store.words import FailureKind, Post, State
from tests.store.samples import (
    NOW,
    SOON,
    WORKSPACE,
    House,
    a_claimed_post,
    a_post,
    a_scheduled_post,
    fail,
    furnish,
)

RETRY_AT = SOON + timedelta(minutes=5)


@pytest.fixture(name="house")
def _house(each_database: Database) -> House:
    return each_database.write_now(furnish)


def _retrying(db: Connection, house: House) -> Post:
    _, claim = a_claimed_post(db, house)
    return fail(db, claim, kind=FailureKind.RETRY_WAITING, retry_at=RETRY_AT)


def test_what_waits_is_listed_soonest_first_and_held_last(
    each_database: Database, house: House
) -> None:
    def lay_out(db: Connection) -> list[str]:
        retrying = _retrying(db, house)
        later = a_scheduled_post(db, house, publish_date=RETRY_AT + timedelta(hours=1))
        held = a_scheduled_post(db, house)
        waiting.hold(db, held.id, now=NOW)
        posts.add(db, a_post(house))
        return [retrying.id, later.id, held.id]

    expected = each_database.write_now(lay_out)

    listed = each_database.read_now(waiting.all_waiting)
    assert [one.post_id for one in listed] == expected
    assert [one.at for one in listed] == [RETRY_AT, RETRY_AT + timedelta(hours=1), None]


def test_a_held_post_is_not_claimed_until_it_has_a_moment_again(
    each_database: Database, house: House
) -> None:
    post = each_database.write_now(lambda db: a_scheduled_post(db, house))
    each_database.write_now(lambda db: waiting.hold(db, post.id, now=NOW))

    def claim(db: Connection) -> list[str]:
        return [one.post_id for one in claims.claim_due(db, now=SOON, lease_s=60, limit=5)]

    assert each_database.write_now(claim) == []
    each_database.write_now(lambda db: posts.reschedule(db, post.id, publish_date=SOON, now=NOW))
    assert each_database.write_now(claim) == [post.id]


def test_a_post_left_to_people_is_not_tried_again(each_database: Database, house: House) -> None:
    post = each_database.write_now(lambda db: _retrying(db, house))

    left = each_database.write_now(lambda db: waiting.stop_retrying(db, post.id, now=NOW))

    assert (left.state, left.failure_kind) == (State.FAILED, FailureKind.UNAVAILABLE)
    assert each_database.read_now(claims.next_wake) is None
    assert each_database.read_now(lambda db: waiting.find(db, post.id)) is None


def test_only_scheduled_posts_are_held(each_database: Database, house: House) -> None:
    draft = each_database.write_now(lambda db: posts.add(db, a_post(house)))

    with pytest.raises(IllegalMove):
        each_database.write_now(lambda db: waiting.hold(db, draft.id, now=NOW))


def test_a_waiting_post_is_found_by_its_id(each_database: Database, house: House) -> None:
    post = each_database.write_now(lambda db: a_scheduled_post(db, house))

    found = each_database.read_now(lambda db: waiting.find(db, post.id))

    assert found == waiting.Waiting(
        post.id, WORKSPACE, "twitter", State.SCHEDULED, post.fence, SOON
    )
    assert each_database.read_now(lambda db: waiting.find(db, "no-id")) is None


def test_the_outlook_tells_due_from_coming(each_database: Database, house: House) -> None:
    each_database.write_now(
        lambda db: [a_scheduled_post(db, house, publish_date=at) for at in (SOON, RETRY_AT)]
    )

    def outlook(minutes: int) -> waiting.Outlook:
        moment = SOON + timedelta(minutes=minutes)
        return each_database.read_now(lambda db: waiting.outlook(db, moment))

    assert outlook(-1) == waiting.Outlook(is_due=False, next_at=SOON)
    assert outlook(1) == waiting.Outlook(is_due=True, next_at=RETRY_AT)
    assert outlook(9) == waiting.Outlook(is_due=True, next_at=None)


def test_a_window_is_counted_without_its_limit(each_database: Database, house: House) -> None:
    each_database.write_now(lambda db: [a_scheduled_post(db, house) for _ in range(3)])

    def count(platform: str) -> int:
        return each_database.read_now(
            lambda db: count_in_window(
                db, WORKSPACE, start=NOW, end=RETRY_AT, platforms=(platform,)
            )
        )

    assert (count("twitter"), count("instagram")) == (3, 0)
