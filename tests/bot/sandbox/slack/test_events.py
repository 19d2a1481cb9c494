"""What the app hears of, and how Slack insists when it does not answer."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from starlette.responses import Response

from tests.bot.sandbox.slack.manifests import sample_manifest
from tests.bot.sandbox.slack.recording import Heard
from tests.bot.sandbox.slack.rig import IMPATIENT, Rig, open_rig


async def fail(_heard: Heard) -> Response:
    return Response(status_code=500)


async def test_one_mention_is_heard_as_mention_and_as_message(rig: Rig) -> None:
    sent = await rig.act("message", user="U0ANA", channel="C0LAUNCH", text="@Callboard hi")

    mention = await rig.bot.wait_for_event("app_mention")
    message = await rig.bot.wait_for_event("message")

    assert mention["ts"] == message["ts"] == sent["ts"]
    assert mention["text"] == message["text"] == "<@U0BOT> hi"
    assert "channel_type" not in mention
    assert message["channel_type"] == "channel"


async def test_in_direct_messages_a_mention_is_only_a_message(rig: Rig) -> None:
    await rig.act("message", user="U0ANA", channel="D0ANA", text="@Callboard hi")
    await rig.act("message", user="U0ANA", channel="D0ANA", text="bye")

    last = await rig.bot.wait_for_event("message", text="bye")

    assert last["channel_type"] == "im"
    assert rig.bot.events("app_mention") == []


async def test_a_channel_without_the_bot_is_silent(rig: Rig) -> None:
    await rig.act("message", user="U0ANA", channel="C0RANDOM", text="@Callboard hi")
    await rig.act("message", user="U0ANA", channel="C0LAUNCH", text="after")

    await rig.bot.wait_for_event("message", text="after")

    assert [one["text"] for one in rig.bot.events("message")] == ["after"]
    assert rig.bot.events("app_mention") == []


@pytest.mark.parametrize(
    ("without_events", "without_scopes"),
    [(("message.channels",), ()), ((), ("channels:history",))],
    ids=["not subscribed", "no history scope"],
)
async def test_messages_need_subscription_and_scope(
    tmp_path: Path, without_events: tuple[str, ...], without_scopes: tuple[str, ...]
) -> None:
    manifest = sample_manifest(without_events=without_events, without_scopes=without_scopes)

    async with open_rig(tmp_path, manifest=manifest) as rig:
        await rig.act("message", user="U0ANA", channel="C0LAUNCH", text="@Callboard hi")
        await rig.act("message", user="U0ANA", channel="D0ANA", text="direct")
        await rig.bot.wait_for_event("message", text="direct")
        await rig.bot.wait_for_event("app_mention")

    assert len(rig.bot.events("message")) == 1


async def test_the_bots_own_messages_come_back_to_it(rig: Rig) -> None:
    ts = await rig.bot_says("mine")

    event = await rig.bot.wait_for_event("message", ts=ts)

    assert (event["bot_id"], event["user"], event["app_id"]) == ("B0BOT", "U0BOT", "A0CALLBOARD")


async def test_an_update_is_heard_as_a_hidden_change(rig: Rig) -> None:
    ts = await rig.bot_says("before")
    await rig.api("chat.update", channel="C0LAUNCH", ts=ts, text="after")

    event = await rig.bot.wait_for_event("message", subtype="message_changed")

    assert event["hidden"] is True
    assert (event["message"]["text"], event["previous_message"]["text"]) == ("after", "before")
    assert "user" not in event
    assert "text" not in event


async def test_people_edit_and_delete_their_own_messages_and_the_app_hears(rig: Rig) -> None:
    sent = await rig.act("message", user="U0ANA", channel="C0LAUNCH", text="before")
    mine = {"user": "U0ANA", "channel": "C0LAUNCH", "ts": sent["ts"]}
    await rig.act("edit", **mine, text="after")
    await rig.act("delete", **mine)

    changed = await rig.bot.wait_for_event("message", subtype="message_changed")
    deleted = await rig.bot.wait_for_event("message", subtype="message_deleted")

    assert changed["message"]["edited"]["user"] == "U0ANA"
    assert deleted["deleted_ts"] == sent["ts"]
    assert "wrote" in await rig.refused_act("edit", **{**mine, "user": "U0BEN"}, text="x")


async def test_an_ephemeral_message_is_not_heard(rig: Rig) -> None:
    await rig.api("chat.postEphemeral", channel="C0LAUNCH", user="U0ANA", text="psst")
    await rig.bot_says("after")

    await rig.bot.wait_for_event("message", text="after")

    assert len(rig.bot.events("message")) == 1


async def test_the_envelope_names_app_team_and_authorization(rig: Rig) -> None:
    await rig.act("message", user="U0ANA", channel="C0LAUNCH", text="hi")
    await rig.bot.wait_for_event("message")

    envelope = rig.bot.heard[0].payload

    assert envelope["type"] == "event_callback"
    assert (envelope["team_id"], envelope["api_app_id"]) == ("T0DEMO", "A0CALLBOARD")
    assert envelope["authorizations"][0]["user_id"] == "U0BOT"
    assert envelope["event_id"].startswith("Ev")


async def test_opening_the_home_tab_is_heard_with_the_view_that_is_there(rig: Rig) -> None:
    view = {"type": "home", "blocks": [{"type": "divider"}]}
    await rig.act("home", user="U0ANA")
    first = await rig.bot.wait_for_event("app_home_opened")
    await rig.api("views.publish", user_id="U0ANA", view=view)
    await rig.act("home", user="U0ANA")
    second = (
        await rig.bot.wait_for(lambda one: one.event.get("type") == "app_home_opened", count=2)
    )[1].event

    assert (first["tab"], first["channel"]) == ("home", "D0ANA")
    assert "view" not in first
    assert second["view"]["blocks"][0]["type"] == "divider"


async def test_an_event_that_fails_is_retried_at_once_after_a_minute_and_after_five(
    rig: Rig,
) -> None:
    rig.bot.reply = fail
    await rig.act("message", user="U0ANA", channel="C0LAUNCH", text="hi")

    await rig.bot.wait_for(lambda _one: True, count=2)
    await rig.advance(59)
    assert len(rig.bot.heard) == 2
    await rig.advance(2)
    await rig.bot.wait_for(lambda _one: True, count=3)
    await rig.advance(301)
    tries = await rig.bot.wait_for(lambda _one: True, count=4)
    await rig.advance(3600)

    numbers = [one.headers.get("x-slack-retry-num") for one in tries]
    assert numbers == [None, "1", "2", "3"]
    assert {one.headers.get("x-slack-retry-reason") for one in tries[1:]} == {"http_error"}
    assert len({one.payload["event_id"] for one in tries}) == 1
    assert all(one.signed for one in tries)
    log = await rig.control("log")
    events = [one for one in log["entries"] if one["kind"] == "event"]
    assert [one.get("retry_num") for one in events] == [3, 2, 1, None]


async def test_a_retry_that_is_answered_ends_the_matter(rig: Rig) -> None:
    async def fail_once(_heard: Heard) -> Response:
        return Response(status_code=500 if len(rig.bot.heard) == 1 else 200)

    rig.bot.reply = fail_once
    await rig.act("message", user="U0ANA", channel="C0LAUNCH", text="one")
    await rig.bot.wait_for(lambda _one: True, count=2)
    await rig.advance(3600)
    await rig.act("message", user="U0ANA", channel="C0LAUNCH", text="two")

    await rig.bot.wait_for_event("message", text="two")

    assert len(rig.bot.heard) == 3


async def test_a_bot_that_says_no_retry_is_left_alone(rig: Rig) -> None:
    async def never_again(heard: Heard) -> Response:
        wanted = heard.event.get("text") == "one"
        headers = {"X-Slack-No-Retry": "1"} if wanted else {}
        return Response(status_code=500 if wanted else 200, headers=headers)

    rig.bot.reply = never_again
    await rig.act("message", user="U0ANA", channel="C0LAUNCH", text="one")
    await rig.bot.wait_for_event("message", text="one")
    await rig.advance(3600)
    await rig.act("message", user="U0ANA", channel="C0LAUNCH", text="two")

    await rig.bot.wait_for_event("message", text="two")

    assert len(rig.bot.heard) == 2


async def test_silence_beyond_the_limit_is_a_timeout(tmp_path: Path) -> None:
    async with open_rig(tmp_path, pace=IMPATIENT) as rig:
        released = asyncio.Event()

        async def hang_once(_heard: Heard) -> Response:
            if len(rig.bot.heard) == 1:
                await released.wait()
            return Response(status_code=200)

        rig.bot.reply = hang_once
        await rig.act("message", user="U0ANA", channel="C0LAUNCH", text="hi")

        tries = await rig.bot.wait_for(lambda _one: True, count=2)
        released.set()

    assert tries[1].headers["x-slack-retry-reason"] == "http_timeout"


async def test_a_bot_that_is_down_gets_the_event_when_it_is_back(rig: Rig) -> None:
    await rig.fault("delivery", "reset", name="message")

    await rig.act("message", user="U0ANA", channel="C0LAUNCH", text="hi")

    [retry] = await rig.bot.wait_for(lambda _one: True)
    assert retry.headers["x-slack-retry-reason"] == "connection_failed"


@pytest.mark.parametrize("fault", ["lost_ack", "timeout"])
async def test_a_lost_ack_brings_a_handled_event_again(rig: Rig, fault: str) -> None:
    await rig.fault("delivery", fault, name="message")

    await rig.act("message", user="U0ANA", channel="C0LAUNCH", text="hi")

    first, second = await rig.bot.wait_for(lambda _one: True, count=2)
    assert first.payload["event_id"] == second.payload["event_id"]
    assert second.headers["x-slack-retry-reason"] == "http_timeout"


async def test_an_event_can_be_doubled_with_the_same_id(rig: Rig) -> None:
    await rig.fault("delivery", "duplicate", name="message")

    await rig.act("message", user="U0ANA", channel="C0LAUNCH", text="hi")

    first, second = await rig.bot.wait_for(lambda _one: True, count=2)
    assert first.payload["event_id"] == second.payload["event_id"]
    assert "x-slack-retry-num" not in second.headers


async def test_a_signature_can_be_forged(rig: Rig) -> None:
    await rig.fault("delivery", "bad_signature")

    await rig.act("message", user="U0ANA", channel="C0LAUNCH", text="hi")

    [forged] = await rig.bot.wait_for(lambda _one: True)
    assert not forged.signed


async def test_a_moved_clock_does_not_spoil_signatures(rig: Rig) -> None:
    await rig.advance(7 * 24 * 3600)

    await rig.act("message", user="U0ANA", channel="C0LAUNCH", text="hi")

    [heard] = await rig.bot.wait_for(lambda _one: True)
    assert heard.signed


async def test_the_person_never_waits_for_the_bot(rig: Rig) -> None:
    released = asyncio.Event()

    async def hang(_heard: Heard) -> Response:
        await released.wait()
        return Response(status_code=200)

    rig.bot.reply = hang

    for number in range(20):
        await rig.act("message", user="U0ANA", channel="C0LAUNCH", text=str(number))
    await rig.bot.wait_for(lambda _one: True, count=20)

    assert len(await rig.messages()) == 20
    released.set()


async def test_an_event_can_be_overtaken_by_a_later_one(rig: Rig) -> None:
    await rig.fault("delivery", "reorder", name="message", seconds=30)

    await rig.act("message", user="U0ANA", channel="C0LAUNCH", text="first")
    await rig.act("message", user="U0ANA", channel="C0LAUNCH", text="second")
    await rig.bot.wait_for_event("message", text="second")
    await rig.advance(31)
    await rig.bot.wait_for_event("message", text="first")

    assert [one["text"] for one in rig.bot.events("message")] == ["second", "first"]


async def test_a_stamp_can_be_older_than_any_app_may_take(rig: Rig) -> None:
    await rig.fault("delivery", "stale_signature")

    await rig.act("message", user="U0ANA", channel="C0LAUNCH", text="hi")

    [old] = await rig.bot.wait_for(lambda _one: True)
    assert not old.signed
