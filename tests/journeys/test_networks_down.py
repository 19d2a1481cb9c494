"""Networks out of order: Callboard waits, recovers, and tells the thread when it matters."""

from __future__ import annotations

import pytest

from bot.tour.pictures import photo
from handlers.slack.views import notices
from tests.journeys.world import World

pytestmark = pytest.mark.slow

HOUR_S = 3600
PICTURE = {"a.jpg": photo("A", (9, 9, 9))}
NOW_ON_X = 'publish "Patience" on x now'


@pytest.mark.parametrize("fault", ["error_503", "drop_before", "error_429"])
async def test_a_short_trouble_while_uploading_heals_by_itself_without_a_word(
    world: World, fault: str
) -> None:
    await world.arm("twitter", "upload", fault)
    thread_ts, plan = await world.approved(NOW_ON_X, PICTURE)
    waits = await world.shows(plan, "waiting to be tried again", thread_ts=thread_ts)
    live_then = await world.live()

    await world.advance(HOUR_S)
    await world.shows(plan, "1 post live", thread_ts=thread_ts)
    await world.quiet()

    assert "tries again" in str(waits["blocks"])
    assert live_then == []
    assert len(await world.live()) == 1
    assert [said.split(":")[0] for said in world.said()] == ["1 post live", "Live on X @acme"]


async def test_a_long_trouble_is_told_once_and_once_more_when_callboard_gives_up(
    world: World,
) -> None:
    await world.arm("twitter", "upload", "error_503", times=50)
    thread_ts, plan = await world.approved(NOW_ON_X, PICTURE)
    await world.shows(plan, "waiting to be tried again", thread_ts=thread_ts)

    await world.advance(HOUR_S / 3)
    await world.heard("has to wait", thread_ts=thread_ts)
    await world.advance(12 * HOUR_S)
    await world.shows(plan, "1 of 1 post failed", thread_ts=thread_ts)
    await world.quiet()

    _, waits, failed = await world.bot_messages(thread_ts)
    assert waits.startswith("The post on X @acme has to wait.")
    assert "tries again by itself" in waits
    assert failed.startswith("The post on X @acme was not published.")
    assert "has stopped trying. Press Retry" in failed
    assert await world.live() == []


async def test_retry_after_a_long_trouble_publishes_once(world: World) -> None:
    await world.arm("twitter", "upload", "error_503", times=50)
    thread_ts, plan = await world.approved(NOW_ON_X, PICTURE)
    await world.shows(plan, "waiting to be tried again", thread_ts=thread_ts)
    await world.advance(12 * HOUR_S)
    failed = await world.heard("was not published", thread_ts=thread_ts)

    await world.disarm()
    await world.ana.click(failed, notices.RETRY)
    await world.shows(plan, "1 post live", thread_ts=thread_ts)

    assert len(await world.live()) == 1


async def test_one_network_that_is_down_does_not_hold_up_the_other(world: World) -> None:
    await world.arm("twitter", "upload", "error_503", times=50)
    thread_ts, plan = await world.approved('publish "Both" on x and insta now', PICTURE)

    await world.heard("Live on Instagram", thread_ts=thread_ts)
    await world.shows(plan, "1 of 2 posts waiting to be tried again", thread_ts=thread_ts)

    assert [post["network"] for post in await world.live()] == ["instagram"]


async def test_retry_on_a_failure_that_was_retried_meanwhile_does_nothing(world: World) -> None:
    await world.arm("twitter", "create", "credits_depleted")
    thread_ts, plan = await world.approved(NOW_ON_X)
    failed = await world.heard("was not published", thread_ts=thread_ts)

    await world.slack_fault(kind="api", name="chat.update", fault="slow", seconds=1.0, times=3)
    await world.ana.click(failed, notices.RETRY)
    await world.ben.click(failed, notices.RETRY)
    await world.shows(plan, "1 post live", thread_ts=thread_ts)
    await world.quiet()

    assert len(await world.live()) == 1
