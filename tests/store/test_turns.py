from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy.engine import Connection

from platforms.content import Tokens
from store import accounts, claims, turns
from store.database import Database, open_database
from store.words import Integration, Post
from tests.store.samples import KEYRING, NOW, PERSON, SOON, WORKSPACE, a_scheduled_post, furnish

LATER = SOON + timedelta(hours=1)
LEASE_S = 60


def _account(db: Connection, remote_id: str) -> Integration:
    return accounts.add(
        db,
        KEYRING,
        workspace_id=WORKSPACE,
        user_id=PERSON,
        network="twitter",
        handle=remote_id,
        remote_id=remote_id,
        flavour="",
        scopes=(),
        tokens=Tokens("access"),
        now=NOW,
    )


def _queue(database: Database, *account_names: str) -> list[Post]:
    """Store one post a minute for these accounts, in this order."""

    def fill(db: Connection) -> list[Post]:
        house = furnish(db)
        return [
            a_scheduled_post(
                db,
                house,
                integration_id=_account(db, name).id,
                publish_date=SOON + timedelta(minutes=n),
            )
            for n, name in enumerate(account_names)
        ]

    return database.write_now(fill)


def _in_turn(database: Database, now: datetime = LATER, limit: int = 10) -> list[str]:
    return database.write_now(lambda db: turns.in_turn(db, now=now, limit=limit))


def _claim(database: Database, post: Post, now: datetime) -> None:
    database.write_now(
        lambda db: claims.claim_due(db, now=now, lease_s=LEASE_S, limit=1, among=[post.id])
    )


def test_each_account_sends_its_earliest_post_first(each_database: Database) -> None:
    first, _, third, _ = _queue(each_database, "a", "a", "b", "a")

    assert _in_turn(each_database) == [first.id, third.id]


def test_an_account_that_is_publishing_waits(each_database: Database) -> None:
    first, _, third = _queue(each_database, "a", "a", "b")
    _claim(each_database, first, LATER)

    assert _in_turn(each_database) == [third.id]


def test_a_post_whose_publisher_died_comes_before_its_accounts_others(
    each_database: Database,
) -> None:
    first, _, third = _queue(each_database, "a", "a", "b")
    _claim(each_database, first, LATER)

    after_lease = LATER + timedelta(seconds=LEASE_S)
    assert set(_in_turn(each_database, after_lease)) == {first.id, third.id}


def test_no_more_than_asked_are_chosen(each_database: Database) -> None:
    queued = _queue(each_database, "a", "b", "c")

    assert _in_turn(each_database, limit=2) == [queued[0].id, queued[1].id]


def test_one_busy_account_does_not_hide_the_others(each_database: Database) -> None:
    queued = _queue(each_database, *["a"] * 45, "b")

    assert _in_turn(each_database, now=LATER + timedelta(hours=1), limit=2) == [
        queued[0].id,
        queued[-1].id,
    ]


@pytest.fixture(name="other_scheduler")
def _other_scheduler(postgres_database_url: str, tmp_path: Path) -> Iterator[Database]:
    with open_database(postgres_database_url, data_dir=tmp_path) as database:
        yield database


@pytest.mark.postgres
@pytest.mark.slow
def test_an_account_that_another_scheduler_is_choosing_is_passed_over(
    other_scheduler: Database,
) -> None:
    first, second = _queue(other_scheduler, "a", "b")
    chosen, may_end = Event(), Event()

    def choose_and_wait(db: Connection) -> None:
        assert turns.in_turn(db, now=LATER, limit=1) == [first.id]
        chosen.set()
        may_end.wait(timeout=10)

    thread = Thread(target=lambda: other_scheduler.write_now(choose_and_wait))
    thread.start()
    assert chosen.wait(timeout=10)
    try:
        assert _in_turn(other_scheduler) == [second.id]
    finally:
        may_end.set()
        thread.join()
