"""Slack out of order: afterwards its messages are true, and nothing is said twice."""

from __future__ import annotations

import pytest

from tests.journeys.world import DAY_S, World

pytestmark = pytest.mark.slow

TOMORROW = 'schedule "Hello" on x tomorrow 9am'


async def down(world: World, fault: str, *methods: str) -> None:
    for method in methods:
        await world.slack_fault(kind="api", name=method, fault=fault)


@pytest.mark.parametrize("fault", ["500", "reset"])
async def test_posts_go_out_while_slack_is_down_and_are_told_once_afterwards(
    world: World, fault: str
) -> None:
    thread_ts, plan = await world.approved(TOMORROW)
    await world.shows(plan, "1 post scheduled", thread_ts=thread_ts)

    await down(world, fault, "chat.update", "chat.postMessage")
    await world.advance(2 * DAY_S)
    await world.shows(plan, "1 post live", thread_ts=thread_ts)
    await world.quiet()

    (post,) = await world.live()
    shown, told = await world.bot_messages(thread_ts)
    assert post["url"] in shown
    assert told == f"Live on X @acme: {post['url']}"


async def test_a_failure_reaches_thread_and_channel_once_each_although_slack_stumbles(
    world: World,
) -> None:
    await world.ana.command("notify <#C0ALERTS|alerts>")
    thread_ts, plan = await world.approved(TOMORROW)
    await world.shows(plan, "1 post scheduled", thread_ts=thread_ts)
    await world.arm("twitter", "create", "credits_depleted")

    await down(world, "503", "chat.getPermalink", "chat.postMessage")
    await world.advance(2 * DAY_S)
    await world.heard("was not published", thread_ts=thread_ts)
    await world.quiet()

    told = [said for said in world.said() if "was not published" in said]
    reported = [said for said in told if said.startswith(":warning:")]
    assert (len(told), len(reported)) == (2, 1)


@pytest.mark.parametrize("fault", ["503", "reset"])
async def test_a_plan_that_slack_would_not_take_is_shown_a_little_later(
    world: World, fault: str
) -> None:
    await down(world, fault, "chat.postMessage")
    thread_ts = await world.ana.say(f"<@U0BOT> {TOMORROW}")
    await world.quiet()
    said_then = world.said()

    await world.advance(60)
    await world.heard("Plan for 1 post", thread_ts=thread_ts)
    await world.quiet()

    assert said_then == []
    assert len(world.said()) == 1


async def test_a_press_that_slack_would_not_show_still_counts_and_shows_up(world: World) -> None:
    thread_ts, plan = await world.planned(TOMORROW)

    await down(world, "500", "chat.update")
    await world.ana.click(plan, "proposal_approve")
    await world.shows(plan, "1 post scheduled", thread_ts=thread_ts)
    await world.quiet()

    assert len(world.said()) == 1


async def test_an_answer_that_failed_because_of_slack_says_so(world: World) -> None:
    await down(world, "500", "views.open")
    _, plan = await world.planned(TOMORROW)
    await world.ana.click(plan, "proposal_edit")

    told = await world.heard("Slack did not let me finish this", thread_ts=plan["thread_ts"])

    assert told["text"] == (
        "Slack did not let me finish this (http_500). Try once more in a moment."
    )


async def test_where_the_bot_is_no_member_a_plan_is_refused_with_what_to_do(world: World) -> None:
    await world.ana.command(TOMORROW, channel="C0RANDOM")
    await world.quiet()

    assert world.said() == [
        (
            "I am not in this channel, so I cannot show a plan here. "
            "Invite me with /invite and say it again."
        )
    ]
    assert (await world.traces())[1:] == (0, 0)
