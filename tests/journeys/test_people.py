"""Who may not: guests, people outside the channel, and people whose project says so."""

from __future__ import annotations

import pytest

from handlers.slack.views import proposal
from tests.journeys.by_hand import press_as
from tests.journeys.world import World

pytestmark = pytest.mark.slow

TOMORROW = 'schedule "Hello" on x tomorrow 9am'
ASK_A_MEMBER = "Ask a full member of this channel."


@pytest.mark.parametrize(
    ("button", "sentence"),
    [
        (proposal.APPROVE, "Guests cannot approve posts."),
        (proposal.EDIT, "Guests cannot edit posts."),
        (proposal.OTHER_TIMES, "Guests cannot change plans."),
        (proposal.DISCARD, "Guests cannot discard somebody else's plan."),
    ],
)
async def test_a_guest_is_refused_with_a_sentence_that_only_they_see(
    world: World, button: str, sentence: str
) -> None:
    thread_ts, plan = await world.planned('schedule "Hello" on x next week')

    await world.gus.click(plan, button)
    told = await world.heard(sentence, thread_ts=thread_ts, by=world.gus)
    await world.quiet()

    assert told["ephemeral"]
    assert told["text"] == f"{sentence} {ASK_A_MEMBER}"
    assert await world.gus.views() == []
    assert await world.traces() == (1, 1, 0)
    await world.shows(plan, "Plan for 1 post", thread_ts=thread_ts)


async def test_a_guest_cannot_plan_by_words(world: World) -> None:
    await world.gus.say(f"<@U0BOT> {TOMORROW}")
    await world.quiet()

    assert world.said() == [f"Guests cannot stage posts. {ASK_A_MEMBER}"]
    assert await world.traces() == (0, 0, 0)


async def test_a_guest_cannot_cancel_by_words(world: World) -> None:
    thread_ts, plan = await world.approved(TOMORROW)
    await world.shows(plan, "1 post scheduled", thread_ts=thread_ts)

    await world.gus.say("cancel this", thread_ts=thread_ts)
    asked = await world.heard("Cancel this post?", thread_ts=thread_ts, by=world.gus)
    await world.gus.click(asked, "question_choose_0")
    await world.heard("Guests cannot cancel posts.", thread_ts=thread_ts, by=world.gus)

    await world.shows(plan, "1 post scheduled", thread_ts=thread_ts)


async def test_somebody_outside_the_channel_cannot_approve(world: World) -> None:
    world.leaves(world.chi)
    thread_ts, plan = await world.planned(TOMORROW)

    await press_as(world.demo, world.chi.user, plan, proposal.APPROVE)
    await world.quiet()

    (refused,) = (said for said in world.said() if "cannot approve" in said)
    assert "that is for full members of this channel." in refused
    await world.shows(plan, "Plan for 1 post", thread_ts=thread_ts)


async def test_somebody_unknown_to_slack_counts_as_a_guest(world: World) -> None:
    thread_ts, plan = await world.planned(TOMORROW)

    await press_as(world.demo, "U0NOBODY", plan, proposal.APPROVE)
    await world.quiet()

    await world.shows(plan, "Plan for 1 post", thread_ts=thread_ts)
    assert await world.traces() == (1, 1, 0)


async def test_a_request_with_another_signature_does_nothing(world: World) -> None:
    thread_ts, plan = await world.planned(TOMORROW)

    answer = await press_as(world.demo, world.ana.user, plan, proposal.APPROVE, secret="guessed")
    await world.quiet()

    assert answer.status_code == 401
    await world.shows(plan, "Plan for 1 post", thread_ts=thread_ts)
