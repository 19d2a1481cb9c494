"""The app is removed from the workspace, and put back."""

from __future__ import annotations

import pytest

from handlers.slack.door import build_slack_door
from scheduling.consents import Consents
from store import disconnections
from tests.journeys.by_hand import send_event
from tests.journeys.world import DAY_S, Json, World

pytestmark = pytest.mark.slow

TOMORROW = 'schedule "Hello" on x tomorrow 9am'


async def done_by_ana(world: World, act: str) -> None:
    answer = await world.http.post(
        f"{world.demo.url}/_slack/_sandbox/act/{act}", json={"user": world.ana.user}
    )
    answer.raise_for_status()


async def calls(world: World) -> list[Json]:
    """Return the bot's calls that Slack refused for its token."""
    log = await world.http.get(f"{world.demo.url}/_slack/_sandbox/log", params={"limit": 500})
    refused = {"account_inactive", "token_revoked", "invalid_auth"}
    return [one for one in log.json()["entries"] if one.get("error") in refused]


async def test_approved_posts_go_out_and_their_notices_wait_until_the_app_is_back(
    world: World,
) -> None:
    thread_ts, plan = await world.approved(TOMORROW)
    await world.shows(plan, "1 post scheduled", thread_ts=thread_ts)
    await done_by_ana(world, "uninstall")
    await world.quiet()
    assert await world.demo.bot.database.read(lambda db: disconnections.since(db, "T0DEMO"))

    await world.advance(2 * DAY_S)
    await world.quiet()
    assert len(await world.live()) == 1
    assert await calls(world) == []

    await done_by_ana(world, "install")
    await world.ana.command("help")
    await world.shows(plan, "1 post live", thread_ts=thread_ts)
    await world.quiet()

    (post,) = await world.live()
    _, told = await world.bot_messages(thread_ts)
    assert told == f"Live on X @acme: {post['url']}"


async def test_a_refused_token_ends_the_tries_and_loses_no_notice(world: World) -> None:
    thread_ts, plan = await world.approved(TOMORROW)
    await world.shows(plan, "1 post scheduled", thread_ts=thread_ts)
    await world.slack_fault(kind="api", name="chat.update", fault="invalid_auth", times=1)

    await world.advance(2 * DAY_S)
    await world.quiet()
    assert len(await world.live()) == 1
    assert len(await calls(world)) == 1

    await world.ana.command("help")
    await world.shows(plan, "1 post live", thread_ts=thread_ts)
    await world.heard("Live on X @acme", thread_ts=thread_ts)


async def test_a_persons_own_revoked_token_is_nothing_to_the_bot(world: World) -> None:
    tokens = {"tokens": {"oauth": ["U0ANA"], "bot": []}}
    await send_event(world.demo, {"type": "tokens_revoked", "event_ts": "1.1", **tokens})
    await world.quiet()

    assert not await world.demo.bot.database.read(lambda db: disconnections.since(db, "T0DEMO"))


async def test_two_processes_tell_a_notice_once(world: World) -> None:
    bot = world.demo.bot
    assert bot.slack
    beside = build_slack_door(
        client=bot.slack.door.client,
        signing_secret="-",
        planner=bot.slack.door.board.planner,
        consents=Consents(
            database=bot.database, keyring=bot.keyring, networks=bot.networks, public_url=""
        ),
        database=bot.database,
        clock=world.demo.clock,
        files=bot.foundation.files,
        scratch=bot.settings.data_dir / "scratch",
    )
    bot.database.after_commit(beside.board.changed)
    beside.board.start()
    thread_ts, plan = await world.approved(TOMORROW)
    await world.shows(plan, "1 post scheduled", thread_ts=thread_ts)
    await world.slack_fault(kind="api", name="chat.postMessage", fault="slow", seconds=1.5, times=2)

    await world.advance(2 * DAY_S)
    await world.shows(plan, "1 post live", thread_ts=thread_ts)
    await world.quiet()
    await beside.board.stop()

    _, *told = await world.bot_messages(thread_ts)
    assert len(told) == 1
