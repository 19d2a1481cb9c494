"""A post of which nobody knows whether it is live, until a person says so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Connection

from platforms.content import Content
from store import journal, posts
from store.database import Database
from store.schema import social_posts
from store.words import FailureKind, Post, State
from tests.store.samples import (
    NOW,
    SOON,
    House,
    a_claimed_post,
    claim_one,
    fail,
    furnish,
)

LATER = SOON + timedelta(hours=3)
NEW_WORDS = Content(text="We launch tomorrow")


@pytest.fixture(name="house")
def _house(each_database: Database) -> House:
    return each_database.write_now(furnish)


def _wake_at(database: Database, post: Post) -> int | None:
    query = select(social_posts.c.wake_at).where(social_posts.c.id == post.id)
    wake_at: int | None = database.read_now(lambda db: db.execute(query).scalar_one())
    return wake_at


def _in_doubt(db: Connection, house: House) -> Post:
    post, claim = a_claimed_post(db, house)
    journal.begin(db, claim)
    journal.checkpoint(db, claim, name="media:0", value="m1")
    journal.intend(db, claim, step="create", request_hash="h", send_by=LATER, now=SOON)
    fail(db, claim, kind=FailureKind.OUTCOME_UNKNOWN)
    return posts.get(db, post.id)


def _send_state(database: Database, post: Post) -> str:
    entry = database.read_now(lambda db: journal.load(db, post.id))
    assert entry is not None
    return entry.send_state


def test_an_unknown_outcome_waits_for_a_person(each_database: Database, house: House) -> None:
    post = each_database.write_now(lambda db: _in_doubt(db, house))

    assert _send_state(each_database, post) == "unknown"
    assert _wake_at(each_database, post) is None


def test_a_person_who_saw_the_post_settles_the_question(
    each_database: Database, house: House
) -> None:
    post = each_database.write_now(lambda db: _in_doubt(db, house))

    live = each_database.write_now(
        lambda db: posts.confirm_live(db, post.id, url="https://x.com/7", now=LATER)
    )

    assert (live.state, live.permalink) == (State.PUBLISHED, "https://x.com/7")
    assert (live.published_at, live.failure_kind) == (LATER, None)
    assert _send_state(each_database, post) == "ready"


def test_a_person_who_did_not_see_it_lets_it_go_out_again(
    each_database: Database, house: House
) -> None:
    post = each_database.write_now(lambda db: _in_doubt(db, house))

    each_database.write_now(lambda db: posts.retry(db, post.id, publish_date=LATER, now=SOON))

    claim = each_database.write_now(lambda db: claim_one(db, now=LATER))
    each_database.write_now(
        lambda db: journal.intend(
            db, claim, step="create", request_hash="h", send_by=LATER, now=LATER
        )
    )
    assert _send_state(each_database, post) == "sending"


def test_what_was_prepared_for_old_words_is_not_used_for_new_ones(
    each_database: Database, house: House
) -> None:
    post = each_database.write_now(lambda db: _in_doubt(db, house))

    each_database.write_now(lambda db: posts.edit(db, post.id, content=NEW_WORDS, now=NOW))

    entry = each_database.read_now(lambda db: journal.load(db, post.id))
    assert entry is not None
    assert entry.checkpoints == {}
