"""What the inbox keeps, what it takes up again, and what a stop waits for."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp, AsyncBoltContext, AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.demo import WORKSPACE, running_demo
from bot.sandbox.clock import OffsetClock
from bot.sandbox.slack.actor import Actor
from bot.sandbox.slack.faults import Fault
from bot.serving import listen
from handlers.slack.listening import Listening
from store import inbox
from store.database import Database, open_database
from tests.journeys.by_hand import press_as, send_event
from tests.journeys.quiet import quiet
from tests.journeys.world import BOT_USER, Json, World

pytestmark = pytest.mark.slow

TOMORROW = 'schedule "Hello" on x tomorrow 9am'
MISSED = "I was restarted and missed"


def a_mention(ts: str, words: str = TOMORROW, **more: object) -> Json:
    text = f"<@{BOT_USER}> {words}"
    where = {"channel": "C0LAUNCH", "channel_type": "channel", "ts": ts, "event_ts": ts}
    return {"type": "app_mention", "user": "U0ANA", "text": text, **where, **more}


def an_envelope(event: Json) -> Json:
    return {"type": "event_callback", "team_id": WORKSPACE, "event": event, "event_id": "Ev1"}


def cut_off(folder: Path, body: Json, *, ago: timedelta, tries: int = 0) -> None:
    """Leave a request in the folder of a demo, as a kill would have done."""
    now = OffsetClock(folder / "clock.json").now()
    with open_database("", data_dir=folder) as database:
        kept = database.write_now(
            lambda db: inbox.keep(db, workspace_id=WORKSPACE, body=body, now=now - ago)
        )
        if tries:
            assert database.write_now(lambda db: inbox.take_up(db, kept))


async def greeted(folder: Path) -> str:
    """Run a demo for a message that asks for nothing; return its ``ts``."""
    async with (
        running_demo(folder, listen("127.0.0.1", 0, hint="-")) as demo,
        Actor(f"{demo.url}/_slack", "U0ANA") as ana,
    ):
        return await ana.say("Good morning")


async def waiting(database: Database) -> int:
    ever = datetime.max.replace(tzinfo=UTC)
    return len(await database.read(lambda db: inbox.heard_before(db, ever, limit=99)))


async def said_after_start(folder: Path) -> list[Json]:
    """Start a demo, and return what the bot says in #launch once its inbox is empty."""
    async with running_demo(folder, listen("127.0.0.1", 0, hint="-")) as demo:
        await quiet(demo)
        workspace = demo.slack.state.sandbox.workspace
        return [
            {"text": one.text, "thread_ts": one.thread_ts, "channel": channel.id}
            for channel in workspace.channels.all()
            for one in workspace.messages_in(channel.id)
            if one.user == BOT_USER and not one.deleted
        ]


async def test_what_was_cut_off_a_moment_ago_is_answered(tmp_path: Path) -> None:
    body = an_envelope(a_mention(await greeted(tmp_path)))
    cut_off(tmp_path, body, ago=timedelta(minutes=14))

    (said,) = await said_after_start(tmp_path)

    assert said["text"].startswith("Plan for 1 post")


@pytest.mark.parametrize(("ago", "tries"), [(timedelta(minutes=16), 0), (timedelta(seconds=30), 1)])
async def test_what_is_too_old_or_was_cut_off_twice_is_asked_for_again_once(
    tmp_path: Path, ago: timedelta, tries: int
) -> None:
    body = an_envelope(a_mention(await greeted(tmp_path)))
    cut_off(tmp_path, body, ago=ago, tries=tries)

    (said,) = await said_after_start(tmp_path)

    assert said["text"] == f"{MISSED} this. Please send it again if it still matters."
    assert said["channel"] == "C0LAUNCH"
    assert await said_after_start(tmp_path) == [said]


async def test_a_command_that_is_too_old_is_told_to_its_person_alone(tmp_path: Path) -> None:
    body = {
        "command": "/callboard",
        "text": TOMORROW,
        "team_id": WORKSPACE,
        "user_id": "U0ANA",
        "channel_id": "C0LAUNCH",
    }
    cut_off(tmp_path, body, ago=timedelta(hours=1))

    (said,) = await said_after_start(tmp_path)

    assert said["text"].startswith(f"{MISSED} your /callboard.")
    assert said["channel"].startswith("D")


async def test_what_nobody_waits_for_any_more_is_let_go_without_a_word(tmp_path: Path) -> None:
    cut_off(tmp_path, an_envelope(a_mention("1795000000.000100")), ago=timedelta(days=2))

    assert await said_after_start(tmp_path) == []


async def test_a_plan_whose_end_was_cut_off_is_not_made_again(tmp_path: Path) -> None:
    async with running_demo(tmp_path, listen("127.0.0.1", 0, hint="-")) as demo:
        async with Actor(f"{demo.url}/_slack", "U0ANA") as ana:
            ts = await ana.say(f"<@{BOT_USER}> {TOMORROW}")
        await quiet(demo)
    cut_off(tmp_path, an_envelope(a_mention(ts)), ago=timedelta(minutes=1))

    (said,) = await said_after_start(tmp_path)

    assert said["text"].startswith("Plan for 1 post")


async def test_an_answered_request_leaves_the_inbox(world: World) -> None:
    await world.planned(TOMORROW)
    await world.quiet()

    assert await waiting(world.demo.bot.database) == 0


async def test_the_same_event_delivered_again_is_answered_once(world: World) -> None:
    event = a_mention(await world.ana.say("Good morning"))
    answers = [await send_event(world.demo, event, event_id="EvSAME") for _ in range(2)]
    answers.append(await send_event(world.demo, event, event_id="EvOTHER"))
    await world.quiet()

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert len(world.said()) == 1


async def test_talk_that_is_not_for_the_bot_is_not_kept(world: World) -> None:
    ts = await world.ana.say("What a lovely day")
    await world.ana.say("It is", thread_ts=ts)
    await world.quiet()

    assert world.said() == []
    assert await waiting(world.demo.bot.database) == 0


async def test_a_press_that_nothing_listens_to_is_not_kept(world: World) -> None:
    _, plan = await world.planned(TOMORROW)
    plan["blocks"][-2]["elements"][0]["action_id"] = "long_gone"

    await press_as(world.demo, world.ana.user, plan, "long_gone")
    await world.quiet()

    assert await waiting(world.demo.bot.database) == 0


async def test_a_missing_reaction_never_stops_the_work(world: World) -> None:
    await world.slack_fault(kind="api", name="reactions.add", fault="reset", times=3)

    await world.planned(TOMORROW)


async def test_a_failure_beside_the_message_reaches_the_person(world: World) -> None:
    """The file's message is late and its channel's name cannot be read: nobody else would say."""
    await world.slack_fault(kind="delivery", name="message", fault="500", times=1)
    await world.slack_fault(kind="api", name="conversations.info", fault="reset", times=5)

    await world.ana.upload({"a.jpg": b"-"})
    told = await world.heard("Slack did not let me finish this")

    assert told["ephemeral"]


async def test_a_stop_waits_for_the_answer_that_is_being_given(tmp_path: Path) -> None:
    async with running_demo(tmp_path, listen("127.0.0.1", 0, hint="-")) as demo:
        async with Actor(f"{demo.url}/_slack", "U0ANA") as ana:
            demo.slack.state.sandbox.faults.add(
                Fault(kind="api", fault="slow", name="users.info", seconds=1)
            )
            await ana.command("help")
        assert demo.bot.slack
        await demo.bot.slack.door.stop()
        told = [
            one.text
            for one in demo.slack.state.sandbox.workspace.messages_in("C0LAUNCH")
            if one.user == BOT_USER
        ]
        still_waiting = await waiting(demo.bot.database)

    assert len(told) == 1
    assert still_waiting == 0


async def test_after_a_stop_slack_is_asked_to_send_it_again(world: World) -> None:
    assert world.demo.bot.slack
    await world.demo.bot.slack.door.stop()

    answer = await send_event(world.demo, a_mention("1795000000.000100"))

    assert answer.status_code == 503


async def test_a_listener_that_takes_too_long_is_cut_off_and_counts_as_unanswered() -> None:
    app = AsyncApp(
        client=AsyncWebClient(token="xoxb-1"),
        signing_secret="-",
        request_verification_enabled=False,
    )
    ended: list[AsyncBoltContext] = []
    began = asyncio.Event()

    async def note(context: AsyncBoltContext) -> None:
        ended.append(context)

    listening = Listening()
    listening.attach(app, ended=note)
    request = AsyncBoltRequest(mode="socket_mode", body={})

    async def work() -> None:
        runner = app.listener_runner
        await runner.listener_start_handler.handle(request, None)
        began.set()
        try:
            await asyncio.Event().wait()
        finally:
            await runner.listener_completion_handler.handle(request, None)

    task: asyncio.Task[Any] = asyncio.create_task(work())
    await began.wait()

    await listening.finish(within_s=0.01)

    assert task.cancelled()
    assert ended == []
