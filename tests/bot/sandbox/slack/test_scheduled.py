"""Messages for later come on the shared clock."""

from __future__ import annotations

import pytest

from tests.bot.sandbox.slack.rig import Rig

DAY_S = 24 * 3600


async def test_a_scheduled_message_comes_when_its_moment_has(rig: Rig) -> None:
    post_at = int(rig.clock.now().timestamp()) + 3600

    promised = await rig.api(
        "chat.scheduleMessage", channel="C0LAUNCH", post_at=post_at, text="later"
    )
    before = await rig.messages()
    await rig.advance(3601)

    await rig.bot.wait_for_event("message", text="later")
    assert promised["post_at"] == post_at
    assert before == []
    waiting = await rig.api("chat.scheduledMessages.list")
    assert waiting["scheduled_messages"] == []


async def test_a_scheduled_message_can_be_listed_and_taken_back_once(rig: Rig) -> None:
    post_at = int(rig.clock.now().timestamp()) + 3600
    promised = await rig.api(
        "chat.scheduleMessage", channel="C0LAUNCH", post_at=post_at, text="later"
    )
    target = {"channel": "C0LAUNCH", "scheduled_message_id": promised["scheduled_message_id"]}

    listed = await rig.api("chat.scheduledMessages.list", channel="C0LAUNCH")
    taken = await rig.api("chat.deleteScheduledMessage", **target)
    again = await rig.api("chat.deleteScheduledMessage", **target)

    assert listed["scheduled_messages"][0]["text"] == "later"
    assert taken["ok"]
    assert again["error"] == "invalid_scheduled_message_id"


@pytest.mark.parametrize(("in_s", "error"), [(-10, "time_in_past"), (121 * DAY_S, "time_too_far")])
async def test_a_moment_out_of_reach_is_refused(rig: Rig, in_s: int, error: str) -> None:
    post_at = int(rig.clock.now().timestamp()) + in_s

    answer = await rig.api(
        "chat.scheduleMessage", channel="C0LAUNCH", post_at=post_at, text="later"
    )

    assert answer["error"] == error


async def test_too_many_messages_for_five_minutes_are_refused(rig: Rig) -> None:
    start = (int(rig.clock.now().timestamp()) // 300 + 2) * 300
    plan = {"channel": "C0LAUNCH", "text": "later"}

    for second in range(30):
        assert (await rig.api("chat.scheduleMessage", post_at=start + second, **plan))["ok"]
    refused = await rig.api("chat.scheduleMessage", post_at=start + 31, **plan)

    assert refused["error"] == "restricted_too_many"


async def test_a_scheduled_message_keeps_to_the_rules_of_every_other(rig: Rig) -> None:
    post_at = int(rig.clock.now().timestamp()) + 3600

    nowhere = await rig.api("chat.scheduleMessage", channel="C0NOWHERE", text="x", post_at=post_at)
    nothing = await rig.api("chat.scheduleMessage", channel="C0LAUNCH", post_at=post_at)

    assert nowhere["error"] == "channel_not_found"
    assert nothing["error"] == "no_text"
