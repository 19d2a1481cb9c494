"""Tokens: fresh before they run out, renewed by one at a time, and never lost."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from platforms.adapter import Wire
from platforms.content import Account, Tokens
from platforms.errors import NeedsReconnect, Unavailable
from platforms.twitter.adapter import Twitter
from scheduling.accounts import PUT_OFF, WITH_REFRESH_TOKEN, WITHOUT_REFRESH_TOKEN, runs_out
from scheduling.housekeeping import Housekeeping
from store import accounts
from store.words import AccountStatus, Integration
from tests.scheduling.live import Live
from tests.scheduling.parts import KEYRING
from tests.store.samples import NOW

pytestmark = pytest.mark.slow

SOON = timedelta(minutes=5)
EIGHT = 8


async def renewals(live: Live) -> int:
    return [seen["step"] for seen in await live.remote.requests()].count("oauth")


async def stored(live: Live, account: Integration) -> tuple[Account, str]:
    return await live.bench.database.read(
        lambda db: (
            accounts.account(db, KEYRING, account.id),
            accounts.refresh_token(db, KEYRING, account.id),
        )
    )


async def running_out(live: Live, *, left: timedelta = SOON) -> Integration:
    """Connect an account whose token has only this much time left."""
    account = await live.account()
    assert account.expires_at is not None
    live.clock.advance((account.expires_at - live.clock.now() - left).total_seconds())
    return account


def status(live: Live, account: Integration) -> AccountStatus:
    found = live.bench.database.read_now(lambda db: accounts.get(db, account.id))
    assert found is not None
    return found.status


@pytest.mark.parametrize(
    ("left", "rotates", "is_due"),
    [
        (WITH_REFRESH_TOKEN + timedelta(seconds=1), True, False),
        (WITH_REFRESH_TOKEN - timedelta(seconds=1), True, True),
        (WITHOUT_REFRESH_TOKEN + timedelta(seconds=1), False, False),
        (WITHOUT_REFRESH_TOKEN - timedelta(seconds=1), False, True),
        (-timedelta(days=1), True, True),
        (None, True, False),
        (None, False, False),
    ],
)
def test_a_token_that_renews_itself_is_renewed_well_before_its_end(
    left: timedelta | None, rotates: bool, is_due: bool
) -> None:
    expires_at = None if left is None else NOW + left
    account = Account("1", "twitter", "acme", "7", "secret", expires_at=expires_at)

    assert runs_out(account, NOW, rotates=rotates) is is_due


async def test_a_fresh_token_is_left_alone(live: Live) -> None:
    account = await live.account()

    await live.parts.tokens.ready(account.id)

    assert await renewals(live) == 0


async def test_a_token_about_to_run_out_is_renewed_and_on_disk_before_it_is_used(
    live: Live,
) -> None:
    account = await running_out(live)
    before, refresh_before = await stored(live, account)

    ready = await live.parts.tokens.ready(account.id)

    after, refresh_after = await stored(live, account)
    assert after == ready
    assert ready.access_token != before.access_token
    assert refresh_after != refresh_before
    assert ready.expires_at is not None
    assert ready.expires_at - live.clock.now() > timedelta(hours=1)


async def test_many_who_need_a_token_renew_it_once(live: Live) -> None:
    account = await running_out(live)

    found = await asyncio.gather(*(live.parts.tokens.ready(account.id) for _ in range(EIGHT)))

    assert len({one.access_token for one in found}) == 1
    assert await renewals(live) == 1


async def test_many_whose_token_was_refused_renew_it_once(live: Live) -> None:
    account = await live.account()
    refused, _ = await stored(live, account)

    found = await asyncio.gather(*(live.parts.tokens.after_refusal(refused) for _ in range(EIGHT)))

    assert {one.access_token for one in found} != {refused.access_token}
    assert len({one.access_token for one in found}) == 1
    assert await renewals(live) == 1


async def test_round_after_round_no_refresh_token_is_used_twice(live: Live) -> None:
    account = await live.account()

    for _ in range(10):
        refused, _ = await stored(live, account)
        await asyncio.gather(*(live.parts.tokens.after_refusal(refused) for _ in range(EIGHT)))

    assert await renewals(live) == 10
    assert (await live.attempt(await live.post(account=account))).remote_id is not None


@pytest.mark.parametrize("fault", ["error_503", "error_429", "drop_before"])
async def test_while_the_old_token_lives_a_passing_fault_is_no_disconnect(
    live: Live, fault: str
) -> None:
    account = await running_out(live)
    before, _ = await stored(live, account)
    await live.remote.fault("oauth", fault)

    ready = await live.parts.tokens.ready(account.id)

    assert ready == before
    assert status(live, account) is AccountStatus.ACTIVE


async def test_a_renewal_that_failed_early_is_left_alone_for_a_while(live: Live) -> None:
    account = await live.account()
    now = live.clock.now()
    lives = Tokens("unknown there", "unknown too", now + WITH_REFRESH_TOKEN - SOON)
    live.bench.database.write_now(
        lambda db: accounts.renew(db, KEYRING, account.id, lives, now=now)
    )
    assert WITH_REFRESH_TOKEN < PUT_OFF

    for _ in range(3):
        assert (await live.parts.tokens.ready(account.id)).access_token == lives.access_token

    assert await renewals(live) == 1
    assert status(live, account) is AccountStatus.ACTIVE


async def test_a_passing_fault_with_a_dead_token_is_tried_again_and_no_disconnect(
    live: Live,
) -> None:
    account = await running_out(live, left=-SOON)
    await live.remote.fault("oauth", "error_503")

    with pytest.raises(Unavailable):
        await live.parts.tokens.ready(account.id)

    assert status(live, account) is AccountStatus.ACTIVE
    assert (await live.parts.tokens.ready(account.id)).access_token


async def test_a_refresh_token_that_was_used_needs_a_person(live: Live) -> None:
    account = await running_out(live, left=-SOON)
    dead = Tokens("dead", "used already", live.clock.now())
    live.bench.database.write_now(
        lambda db: accounts.renew(db, KEYRING, account.id, dead, now=live.clock.now())
    )

    with pytest.raises(NeedsReconnect):
        await live.parts.tokens.ready(account.id)


async def test_who_stops_waiting_for_a_renewal_does_not_lose_its_answer(live: Live) -> None:
    asked = asyncio.Event()

    class Announcing(Twitter):
        async def refresh(self, account: Account, refresh_token: str, wire: Wire) -> Tokens:
            asked.set()
            return await super().refresh(account, refresh_token, wire)

    account = await running_out(live)
    before, refresh_before = await stored(live, account)
    await live.remote.fault("oauth", "slow", seconds=0.3)
    parts = live.with_adapter(Announcing())
    asking = asyncio.create_task(parts.tokens.ready(account.id))
    await asked.wait()

    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking

    after, refresh_after = await stored(live, account)
    assert after.access_token != before.access_token
    assert refresh_after != refresh_before


async def test_the_chore_renews_what_runs_out_and_nothing_else(live: Live) -> None:
    account = await running_out(live)
    fresh = await live.account("fresh")
    untouched, _ = await stored(live, fresh)
    housekeeping = Housekeeping(
        live.bench.database, live.clock, live.parts.tokens, live.folder / "renditions"
    )

    await housekeeping.renew_tokens()

    after, _ = await stored(live, account)
    assert after.expires_at is not None
    assert after.expires_at - live.clock.now() > timedelta(hours=1)
    assert (await stored(live, fresh))[0] == untouched


async def test_the_chore_goes_on_after_an_account_it_cannot_renew(live: Live) -> None:
    broken = await live.account("broken")
    now = live.clock.now()
    dead = Tokens("dead", "dead", now - timedelta(days=1))
    live.bench.database.write_now(lambda db: accounts.renew(db, KEYRING, broken.id, dead, now=now))
    account = await running_out(live)
    housekeeping = Housekeeping(
        live.bench.database, live.clock, live.parts.tokens, live.folder / "renditions"
    )

    await housekeeping.renew_tokens()

    after, _ = await stored(live, account)
    assert after.expires_at is not None
    assert after.expires_at > live.clock.now() + timedelta(hours=1)
    assert status(live, broken) is AccountStatus.EXPIRED
