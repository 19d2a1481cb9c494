from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from store import claims, journal, posts
from store.database import Database
from store.errors import UnsettledIntent
from store.ids import new_id
from store.records import publish_journal
from store.words import Claim, FailureKind, JournalEntry, Post
from tests.store.samples import (
    SOON,
    WORKSPACE,
    House,
    a_claimed_post,
    claim_one,
    fail,
    furnish,
)

SEND_BY = SOON + timedelta(seconds=5)
AFTER_LEASE = SOON + timedelta(minutes=2)


@pytest.fixture(name="house")
def _house(each_database: Database) -> House:
    return each_database.write_now(furnish)


def _claimed(database: Database, house: House) -> tuple[Post, Claim]:
    return database.write_now(lambda db: a_claimed_post(db, house))


def _intend(database: Database, claim: Claim, *, request_hash: str = "h1") -> None:
    database.write_now(
        lambda db: journal.intend(
            db, claim, step="create", request_hash=request_hash, send_by=SEND_BY, now=SOON
        )
    )


def _load(database: Database, post: Post) -> JournalEntry:
    entry = database.read_now(lambda db: journal.load(db, post.id))
    assert entry is not None
    return entry


def test_a_post_nobody_tried_has_no_journal(each_database: Database, house: House) -> None:
    post, _ = _claimed(each_database, house)

    assert each_database.read_now(lambda db: journal.load(db, post.id)) is None


def test_an_attempt_begins_ready_and_without_checkpoints(
    each_database: Database, house: House
) -> None:
    post, claim = _claimed(each_database, house)

    entry = each_database.write_now(lambda db: journal.begin(db, claim))

    assert entry == JournalEntry(
        post_id=post.id,
        fence=claim.fence,
        step="prepare",
        send_state="ready",
        request_hash="",
        send_by=None,
        checkpoints={},
    )


def test_an_intent_is_on_disk_before_anything_is_sent(
    each_database: Database, house: House
) -> None:
    post, claim = _claimed(each_database, house)

    _intend(each_database, claim)

    entry = _load(each_database, post)
    assert (entry.step, entry.send_state, entry.request_hash) == ("create", "sending", "h1")
    assert (entry.send_by, entry.intended_at) == (SEND_BY, SOON)


def test_nothing_is_sent_again_while_the_last_answer_is_missing(
    each_database: Database, house: House
) -> None:
    post, claim = _claimed(each_database, house)
    _intend(each_database, claim)

    with pytest.raises(UnsettledIntent):
        _intend(each_database, claim, request_hash="h2")

    assert _load(each_database, post).request_hash == "h1"


def test_a_clear_answer_lets_the_next_request_go(each_database: Database, house: House) -> None:
    post, claim = _claimed(each_database, house)
    _intend(each_database, claim)

    each_database.write_now(lambda db: journal.settle(db, claim))
    assert _load(each_database, post).send_state == "ready"

    _intend(each_database, claim, request_hash="h2")
    assert _load(each_database, post).request_hash == "h2"


def test_the_next_attempt_finds_the_intent_of_a_process_that_died(
    each_database: Database, house: House
) -> None:
    _, claim = _claimed(each_database, house)
    _intend(each_database, claim)
    second = each_database.write_now(lambda db: claim_one(db, now=AFTER_LEASE))

    entry = each_database.write_now(lambda db: journal.begin(db, second))

    assert (entry.send_state, entry.fence) == ("sending", claim.fence)
    with pytest.raises(UnsettledIntent):
        _intend(each_database, second)


def test_an_answer_that_never_came_is_unknown(each_database: Database, house: House) -> None:
    post, claim = _claimed(each_database, house)
    _intend(each_database, claim)

    each_database.write_now(lambda db: journal.unknown(db, claim))

    assert _load(each_database, post).send_state == "unknown"


def test_a_definite_failure_settles_the_intent(each_database: Database, house: House) -> None:
    post, claim = _claimed(each_database, house)
    _intend(each_database, claim)

    each_database.write_now(lambda db: fail(db, claim))

    assert _load(each_database, post).send_state == "ready"


def test_a_publication_settles_the_intent(each_database: Database, house: House) -> None:
    post, claim = _claimed(each_database, house)
    _intend(each_database, claim)

    each_database.write_now(
        lambda db: claims.published(db, claim, remote_id="9", url=None, now=SOON)
    )

    assert _load(each_database, post).send_state == "ready"


def test_checkpoints_survive_attempts(each_database: Database, house: House) -> None:
    _, claim = _claimed(each_database, house)
    each_database.write_now(lambda db: journal.begin(db, claim))
    each_database.write_now(lambda db: journal.checkpoint(db, claim, name="media:0", value="m1"))
    each_database.write_now(
        lambda db: fail(db, claim, kind=FailureKind.RETRY_WAITING, retry_at=SEND_BY)
    )
    second = each_database.write_now(lambda db: claim_one(db, now=AFTER_LEASE))

    entry = each_database.write_now(lambda db: journal.begin(db, second))

    assert entry.checkpoints == {"media:0": "m1"}


def test_a_checkpoint_reached_again_has_its_newest_value(
    each_database: Database, house: House
) -> None:
    _, claim = _claimed(each_database, house)

    each_database.write_now(lambda db: journal.checkpoint(db, claim, name="box", value="c1"))
    each_database.write_now(lambda db: journal.checkpoint(db, claim, name="box", value="c2"))

    entry = each_database.write_now(lambda db: journal.begin(db, claim))
    assert entry.checkpoints == {"box": "c2"}


def test_a_retry_keeps_checkpoints(each_database: Database, house: House) -> None:
    post, claim = _claimed(each_database, house)
    each_database.write_now(lambda db: journal.begin(db, claim))
    each_database.write_now(lambda db: journal.checkpoint(db, claim, name="media:0", value="m1"))
    each_database.write_now(lambda db: fail(db, claim))

    each_database.write_now(lambda db: posts.retry(db, post.id, publish_date=SOON, now=SOON))

    assert _load(each_database, post).checkpoints == {"media:0": "m1"}


def test_the_database_itself_refuses_a_second_open_request(
    each_database: Database, house: House
) -> None:
    post, claim = _claimed(each_database, house)
    _intend(each_database, claim)
    second = {
        "id": new_id(),
        "workspace_id": WORKSPACE,
        "post_id": post.id,
        "seq": 99,
        "fence": claim.fence,
        "step": "create",
        "send_state": "sending",
        "request_hash": "h2",
    }

    with pytest.raises(IntegrityError):
        each_database.write_now(lambda db: db.execute(insert(publish_journal).values(**second)))
