"""One claimed post, published to a stand-in that behaves as the network's documents say."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from platforms.adapter import Delivery, Wire
from platforms.content import Published, Tokens
from platforms.twitter.adapter import Twitter
from store import accounts, journal, posts
from store.records import events
from store.words import AccountStatus, FailureKind, State
from tests.scheduling.live import Live, a_picture
from tests.scheduling.parts import KEYRING


def creates(requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [seen for seen in requests if seen["step"] == "create"]


def tracked(live: Live, name: str) -> list[dict[str, Any]]:
    query = select(events.c.properties).where(events.c.name == name)
    found = live.bench.database.read_now(lambda db: db.execute(query).scalars().all())
    return [dict(properties) for properties in found]


async def test_a_post_goes_live_and_people_are_told(live: Live) -> None:
    post = await live.post("We launch today")

    done = await live.attempt(post)

    [public] = await live.remote.posts()
    assert public["text"] == "We launch today"
    assert done.state is State.PUBLISHED
    assert done.remote_id == public["id"]
    assert done.permalink == f"{live.remote.base_url}/twitter/acme/status/{public['id']}"
    [notice] = live.notices(post)
    assert notice.kind == "published"
    assert notice.payload["url"] == done.permalink


class Remarking(Twitter):
    """A network that leaves something to do."""

    async def publish(self, delivery: Delivery, wire: Wire) -> Published:
        """Publish, and say what is left to do."""
        return replace(await super().publish(delivery, wire), remark="Finish it in the app.")


async def test_what_is_left_to_do_is_kept_with_the_post(live: Live) -> None:
    post = await live.post()
    parts = live.with_adapter(Remarking())
    claim = await live.claim(post)

    await parts.publisher.publish(claim.post_id, claim.fence)

    done = live.bench.post(post.id)
    assert (done.state, done.advice) == (State.PUBLISHED, "Finish it in the app.")


async def test_a_picture_goes_with_it(live: Live) -> None:
    picture = a_picture(live.parts.files)
    post = await live.post("Look", media=(picture,))

    done = await live.attempt(post)

    [public] = await live.remote.posts()
    assert done.state is State.PUBLISHED
    assert [media["kind"] for media in public["media"]] == ["image"]


async def test_a_passing_fault_before_the_create_call_is_tried_again_by_itself(
    live: Live,
) -> None:
    post = await live.post("Look", media=(a_picture(live.parts.files),))
    await live.remote.fault("upload", "error_503")

    waiting = await live.attempt(post)

    assert (waiting.state, waiting.failure_kind) == (State.FAILED, FailureKind.RETRY_WAITING)
    assert waiting.retry_at is not None
    assert timedelta() < waiting.retry_at - live.clock.now() < timedelta(minutes=1)
    assert live.notices(post) == []

    live.clock.advance(60)
    assert (await live.attempt(post)).state is State.PUBLISHED
    assert len(await live.remote.posts()) == 1


async def test_what_was_uploaded_is_not_uploaded_again(live: Live) -> None:
    post = await live.post("Look", media=(a_picture(live.parts.files),))
    await live.remote.fault("create", "error_429", retry_after_s=60)
    await live.attempt(post)
    before = [seen["step"] for seen in await live.remote.requests()]

    live.clock.advance(120)
    done = await live.attempt(post)

    after = [seen["step"] for seen in await live.remote.requests()][len(before) :]
    assert done.state is State.PUBLISHED
    assert "upload" in before
    assert after == ["create"]


async def test_the_networks_word_about_when_is_kept(live: Live) -> None:
    post = await live.post()
    await live.remote.fault("create", "error_429", retry_after_s=600)

    waiting = await live.attempt(post)

    assert waiting.retry_at is not None
    assert waiting.retry_at - live.clock.now() > timedelta(minutes=9)
    [notice] = live.notices(post)
    assert notice.kind == "failed"
    assert notice.payload["retry_at"] == waiting.retry_at.isoformat()


@pytest.mark.parametrize("fault", ["drop_after", "drop_before", "error_503", "error_503_after"])
async def test_a_create_call_without_a_clear_answer_becomes_a_question(
    live: Live, fault: str
) -> None:
    post = await live.post()
    await live.remote.fault("create", fault)

    asked = await live.attempt(post)

    assert (asked.state, asked.failure_kind) == (State.FAILED, FailureKind.OUTCOME_UNKNOWN)
    [notice] = live.notices(post)
    assert notice.kind == "question"
    assert notice.payload["reason"]
    live.clock.advance(timedelta(days=30).total_seconds())
    await live.run_until_settled()
    assert len(creates(await live.remote.requests())) == 1


async def test_a_person_may_answer_the_question_by_publishing_again(live: Live) -> None:
    post = await live.post()
    await live.remote.fault("create", "drop_before")
    await live.attempt(post)

    now = live.clock.now()
    live.bench.database.write_now(lambda db: posts.retry(db, post.id, publish_date=now, now=now))
    done = await live.attempt(post)

    assert done.state is State.PUBLISHED
    assert len(await live.remote.posts()) == 1


async def test_an_attempt_that_died_after_its_intent_is_asked_about_and_not_repeated(
    live: Live,
) -> None:
    post = await live.post()
    dead = await live.claim(post)
    now = live.clock.now()
    live.bench.database.write_now(lambda db: journal.begin(db, dead))
    live.bench.database.write_now(
        lambda db: journal.intend(db, dead, step="create", request_hash="x", send_by=now, now=now)
    )

    live.clock.advance(180)
    asked = await live.attempt(post)

    assert asked.failure_kind is FailureKind.OUTCOME_UNKNOWN
    assert [notice.kind for notice in live.notices(post)] == ["question"]
    assert await live.remote.requests() == []


async def test_an_attempt_that_died_before_its_intent_is_simply_repeated(live: Live) -> None:
    post = await live.post()
    dead = await live.claim(post)
    live.bench.database.write_now(lambda db: journal.begin(db, dead))

    live.clock.advance(180)

    assert (await live.attempt(post)).state is State.PUBLISHED
    assert len(await live.remote.posts()) == 1


async def test_a_stale_attempt_sends_nothing_and_writes_nothing(live: Live) -> None:
    post = await live.post()
    stale = await live.claim(post)
    live.clock.advance(180)
    await live.claim(post)
    owned = live.bench.post(post.id)

    await live.parts.publisher.publish(stale.post_id, stale.fence)

    assert live.bench.post(post.id) == owned
    assert await live.remote.requests() == []


async def test_a_cancelled_post_is_not_published_by_a_late_hint(live: Live) -> None:
    post = await live.post()
    now = live.clock.now()
    live.bench.database.write_now(lambda db: posts.cancel(db, post.id, now=now))

    await live.parts.publisher.publish(post.id, post.fence + 1)

    assert await live.remote.requests() == []


async def test_a_refused_token_is_renewed_once_and_the_post_goes_out(live: Live) -> None:
    account = await live.account()
    post = await live.post(account=account)
    await live.remote.fault("create", "error_401")

    done = await live.attempt(post)

    assert done.state is State.PUBLISHED
    assert len(await live.remote.posts()) == 1
    steps = [seen["step"] for seen in await live.remote.requests()]
    assert steps == ["create", "oauth", "create"]


async def test_a_dead_connection_is_a_matter_for_a_person_and_stops_the_next_post_early(
    live: Live,
) -> None:
    account = await live.account()
    live.bench.database.write_now(
        lambda db: accounts.renew(
            db, KEYRING, account.id, Tokens("revoked", "revoked"), now=live.clock.now()
        )
    )
    first, second = [await live.post(f"Number {n}", account=account) for n in (1, 2)]

    failed = await live.attempt(first)
    seen = len(await live.remote.requests())
    failed_too = await live.attempt(second)

    assert {failed.failure_kind, failed_too.failure_kind} == {FailureKind.AUTH}
    assert failed_too.advice
    found = live.bench.database.read_now(lambda db: accounts.get(db, account.id))
    assert found is not None
    assert found.status is AccountStatus.EXPIRED
    assert len(await live.remote.requests()) == seen


async def test_content_the_network_refuses_fails_for_good_with_its_words(live: Live) -> None:
    account = await live.account()
    await live.attempt(await live.post("Twice the same", account=account))
    twin = await live.post("Twice the same", account=account)

    failed = await live.attempt(twin)

    assert (failed.state, failed.failure_kind) == (State.FAILED, FailureKind.CONTENT)
    assert failed.error_message
    assert failed.advice
    assert [notice.kind for notice in live.notices(twin)] == ["failed"]
    assert tracked(live, "post.failed") == [
        {"platform": "twitter", "post": twin.id, "error": "content"}
    ]


async def test_a_file_that_is_gone_is_said_before_anything_is_sent(live: Live) -> None:
    picture = a_picture(live.parts.files)
    live.parts.files.path_of(picture.sha256).unlink()
    post = await live.post("Look", media=(picture,))

    failed = await live.attempt(post)

    assert failed.failure_kind is FailureKind.CONTENT
    assert "square.png" in (failed.error_message or "")
    assert await live.remote.requests() == []


async def test_success_is_tracked(live: Live) -> None:
    post = await live.post()

    await live.attempt(post)

    assert tracked(live, "post.published") == [
        {"platform": "twitter", "post": post.id, "success": True}
    ]


async def test_tokens_are_never_logged(live: Live, capsys: pytest.CaptureFixture[str]) -> None:
    account = await live.account()
    await live.remote.fault("create", "error_401")
    await live.attempt(await live.post(account=account))
    await live.remote.fault("create", "drop_after")
    await live.attempt(await live.post("Another", account=account))

    logged = capsys.readouterr().out
    kept = await live.parts.tokens.ready(account.id)
    assert "post.published" in logged
    assert kept.access_token not in logged
    assert "Bearer" not in logged
