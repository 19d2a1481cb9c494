"""Publishing when Callboard itself is in trouble: stopped, broken, cut off, without an account."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from platforms.adapter import Delivery, Wire
from platforms.connections import open_client
from platforms.content import Published
from platforms.errors import Step
from platforms.twitter.adapter import Twitter
from store import accounts, journal
from store.words import AccountStatus, FailureKind, Post, State
from tests.scheduling.live import Live, a_picture
from tests.scheduling.parts import assemble
from tests.store.samples import WORKSPACE

pytestmark = pytest.mark.slow

PATIENCE_S = 10.0


class Broken(Twitter):
    """An adapter with a fault of its own, before or after it announced its request."""

    def __init__(self, *, announces: bool) -> None:
        self._announces = announces

    async def publish(self, delivery: Delivery, wire: Wire) -> Published:
        if self._announces:
            await wire.journal.intend(Step.CREATE, "x")
        raise ZeroDivisionError(delivery.post_id)


class Chatty(Twitter):
    """An adapter that reports progress far more often than people can read."""

    async def publish(self, delivery: Delivery, wire: Wire) -> Published:
        for done in range(1000):
            await wire.journal.progress(done / 1000, f"Part {done}")
        return await super().publish(delivery, wire)


async def start(live: Live, post: Post) -> asyncio.Task[None]:
    claim = await live.claim(post)
    return asyncio.create_task(live.parts.publisher.publish(claim.post_id, claim.fence))


async def in_state(live: Live, post: Post, state: str) -> None:
    """Wait until the journal of the post is in this state."""
    async with asyncio.timeout(PATIENCE_S):
        while send_state(live, post) != state:  # noqa: ASYNC110  # a database sets no event
            await asyncio.sleep(0.01)


def send_state(live: Live, post: Post) -> str | None:
    entry = live.bench.database.read_now(lambda db: journal.load(db, post.id))
    return entry.send_state if entry else None


async def stopped(task: asyncio.Task[None]) -> None:
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_post_stopped_before_it_was_sent_is_handed_back_and_goes_out_later(
    live: Live,
) -> None:
    await live.remote.fault("upload", "slow", seconds=1)
    post = await live.post("Look", media=(a_picture(live.parts.files),))
    task = await start(live, post)
    await in_state(live, post, "ready")

    await stopped(task)

    handed_back = live.bench.post(post.id)
    assert handed_back.state is State.PUBLISHING
    assert handed_back.attempts == 0
    assert (await live.attempt(post)).state is State.PUBLISHED
    assert len(await live.remote.posts()) == 1


async def test_a_post_stopped_while_it_was_being_sent_becomes_a_question(live: Live) -> None:
    await live.remote.fault("create", "slow", seconds=1)
    post = await live.post()
    task = await start(live, post)
    await in_state(live, post, "sending")

    await stopped(task)

    asked = live.bench.post(post.id)
    assert asked.failure_kind is FailureKind.OUTCOME_UNKNOWN
    assert [notice.kind for notice in live.notices(post)] == ["question"]


async def test_a_network_that_is_down_is_tried_again_soon(live: Live, tmp_path: Path) -> None:
    post = await live.post()
    async with open_client() as http:
        parts = assemble(
            live.bench.database,
            clock=live.clock,
            base_url="http://127.0.0.1:9",
            http=http,
            folder=tmp_path,
        )
        claim = await live.claim(post)
        await parts.publisher.publish(claim.post_id, claim.fence)

    waiting = live.bench.post(post.id)
    assert waiting.failure_kind is FailureKind.RETRY_WAITING
    assert send_state(live, post) == "ready"
    assert live.notices(post) == []


@pytest.mark.parametrize(
    ("announces", "kind", "notice"),
    [
        (False, FailureKind.UNAVAILABLE, "failed"),
        (True, FailureKind.OUTCOME_UNKNOWN, "question"),
    ],
)
async def test_a_fault_of_our_own_is_told_and_never_sends_twice(
    live: Live, announces: bool, kind: FailureKind, notice: str
) -> None:
    post = await live.post()
    parts = live.with_adapter(Broken(announces=announces))

    claim = await live.claim(post)
    await parts.publisher.publish(claim.post_id, claim.fence)

    failed = live.bench.post(post.id)
    assert failed.failure_kind is kind
    assert failed.advice
    assert [told.kind for told in live.notices(post)] == [notice]


async def test_an_account_that_was_removed_is_said(live: Live) -> None:
    account = await live.account()
    post = await live.post(account=account)
    live.bench.database.write_now(lambda db: accounts.remove(db, WORKSPACE, account.id))

    failed = await live.attempt(post)

    assert failed.failure_kind is FailureKind.AUTH
    assert "no longer connected" in (failed.error_message or "")
    found = live.bench.database.read_now(lambda db: accounts.get(db, account.id))
    assert found is not None
    assert found.status is AccountStatus.REVOKED


async def test_progress_is_told_at_a_pace_people_can_read(live: Live) -> None:
    post = await live.post()
    parts = live.with_adapter(Chatty())
    claim = await live.claim(post)
    before, began = live.bench.post(post.id).version, time.monotonic()

    await parts.publisher.publish(claim.post_id, claim.fence)

    done = live.bench.post(post.id)
    assert done.state is State.PUBLISHED
    assert done.progress is None
    assert done.version - before <= time.monotonic() - began + 2


async def test_a_post_that_is_soon_live_tells_of_no_progress(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduling.journaling.APART_S", 3600.0)
    post = await live.post()
    parts = live.with_adapter(Chatty())
    claim = await live.claim(post)
    before = live.bench.post(post.id).version

    await parts.publisher.publish(claim.post_id, claim.fence)

    assert live.bench.post(post.id).version == before + 1


async def test_what_takes_longer_tells_how_far_it_is(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[float | None, str | None]] = []

    class Patient(Twitter):
        """An adapter that waits until people can see what it said."""

        async def publish(self, delivery: Delivery, wire: Wire) -> Published:
            await wire.journal.progress(0.25, "Uploading")
            async with asyncio.timeout(PATIENCE_S):
                while (  # noqa: ASYNC110  # a database sets no event
                    now := live.bench.post(delivery.post_id)
                ).progress is None:
                    await asyncio.sleep(0.01)
            seen.append((now.progress, now.progress_saying))
            return await super().publish(delivery, wire)

    monkeypatch.setattr("scheduling.journaling.APART_S", 0.0)
    post = await live.post()
    parts = live.with_adapter(Patient())
    claim = await live.claim(post)

    await parts.publisher.publish(claim.post_id, claim.fence)

    assert seen == [(0.25, "Uploading")]
    assert live.bench.post(post.id).state is State.PUBLISHED


async def test_an_attempt_held_up_past_its_deadline_sends_nothing(live: Live) -> None:
    class Late(Twitter):
        """Stands for a process that was paused between its intent and its first byte."""

        async def publish(self, delivery: Delivery, wire: Wire) -> Published:
            intend = wire.journal.intend

            async def and_fall_asleep(step: Step, request_hash: str) -> object:
                send_by = await intend(step, request_hash)
                live.clock.advance(60)
                return send_by

            wire.journal.intend = and_fall_asleep  # type: ignore[method-assign,assignment]
            return await super().publish(delivery, wire)

    post = await live.post()
    parts = live.with_adapter(Late())
    claim = await live.claim(post)

    await parts.publisher.publish(claim.post_id, claim.fence)

    assert live.bench.post(post.id).failure_kind is FailureKind.RETRY_WAITING
    assert await live.remote.posts() == []
