"""Nothing is sent but what was approved: the hash, and what the publisher does about it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import update
from sqlalchemy.engine import Connection

from platforms.content import Content
from platforms.registry import ADAPTERS
from scheduling.approval import approved_hash
from scheduling.publisher import CHANGED
from store import journal, posts
from store.database import Database
from store.ids import new_id
from store.schema import social_posts
from store.words import FailureKind, Post, State
from tests.scheduling.live import Live, a_picture
from tests.store.samples import PICTURE, a_post, furnish

SAID = Content(text="We launch today", media=(PICTURE,))


def hashed(post: Post, content: Content) -> str:
    return approved_hash(post, ADAPTERS[post.platform].compose(content))


def tampered(live: Live, post: Post, **columns: object) -> None:
    """Change a stored post behind the planner's back."""

    def change(db: Connection) -> None:
        db.execute(update(social_posts).where(social_posts.c.id == post.id).values(**columns))

    live.bench.database.write_now(change)


async def test_a_post_that_was_changed_after_approval_is_not_sent(live: Live) -> None:
    post = await live.post("We launch today")
    tampered(live, post, content="Buy my coins")

    failed = await live.attempt(post)

    assert (failed.state, failed.failure_kind) == (State.FAILED, FailureKind.CONTENT)
    assert failed.error_message == CHANGED
    assert failed.advice == "Look at it as it is now, then press Retry to approve it again."
    assert [notice.kind for notice in live.notices(post)] == ["failed"]
    assert await live.remote.requests() == []


async def test_another_file_than_the_approved_one_is_not_sent(live: Live) -> None:
    approved, other = [a_picture(live.parts.files, color=color) for color in ("red", "blue")]
    post = await live.post("Look", media=(approved,))
    now = live.clock.now()
    stored = live.bench.database.write_now(
        lambda db: posts.edit(db, post.id, content=Content("Look", (other,)), now=now)
    )

    failed = await live.attempt(stored)

    assert failed.failure_kind is FailureKind.CONTENT
    assert await live.remote.requests() == []


async def test_a_post_without_an_approval_is_not_sent(live: Live) -> None:
    post = await live.post("We launch today")
    tampered(live, post, approved_hash=None)

    failed = await live.attempt(post)

    assert failed.failure_kind is FailureKind.CONTENT
    assert await live.remote.requests() == []


async def test_what_was_prepared_before_a_new_approval_is_not_used(live: Live) -> None:
    post = await live.post("Look", media=(a_picture(live.parts.files),))
    await live.remote.fault("create", "error_429", retry_after_s=60)
    failed = await live.attempt(post)
    now = live.clock.now()

    live.bench.database.write_now(
        lambda db: posts.retry(db, failed.id, publish_date=now, approved_hash="c" * 64, now=now)
    )

    left = live.bench.database.read_now(lambda db: journal.load(db, post.id))
    assert left is not None
    assert left.checkpoints == {}


@pytest.fixture(name="post")
def _post(database: Database) -> Post:
    return a_post(database.write_now(furnish), content=SAID)


@pytest.mark.parametrize(
    "content",
    [
        replace(SAID, text="We launch tomorrow"),
        replace(SAID, media=(replace(PICTURE, sha256="c" * 64),)),
        replace(SAID, media=(replace(PICTURE, alt_text="A ship"),)),
        replace(SAID, media=()),
        replace(SAID, link="https://example.com"),
        replace(SAID, options={"reply_settings": "following"}),
    ],
)
def test_everything_that_people_will_see_counts(post: Post, content: Content) -> None:
    assert hashed(post, content) != hashed(post, SAID)


def test_the_account_counts(post: Post) -> None:
    assert hashed(replace(post, integration_id=new_id()), SAID) != hashed(post, SAID)


def test_what_a_conversion_or_a_new_moment_changes_does_not_count(post: Post) -> None:
    made_anew = replace(PICTURE, id=new_id(), mime="image/jpeg", size_bytes=9, filename="x.jpg")

    assert hashed(post, replace(SAID, media=(made_anew,))) == hashed(post, SAID)
    assert hashed(replace(post, publish_date=None, why="moved", version=9), SAID) == hashed(
        post, SAID
    )
