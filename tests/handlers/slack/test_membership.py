"""Who may approve hangs on the project's own channel, wherever somebody presses."""

from __future__ import annotations

import pytest

from handlers.slack.views import proposal
from tests.journeys.by_hand import press_as
from tests.journeys.world import World

pytestmark = pytest.mark.slow

TOMORROW = 'schedule "Hello" on x tomorrow 9am'
OTHER_CHANNEL = "C0GENERAL"


def direct_message_of(world: World, user: str) -> str:
    channels = world.demo.slack.state.sandbox.workspace.channels.all()
    return str(next(one.id for one in channels if one.id.startswith("D") and user in one.members))


@pytest.mark.parametrize("where", [OTHER_CHANNEL, "a direct message"])
async def test_a_member_of_another_place_does_not_approve_from_there(
    world: World, where: str
) -> None:
    world.leaves(world.chi)
    thread_ts, plan = await world.planned(TOMORROW)
    place = where if where == OTHER_CHANNEL else direct_message_of(world, world.chi.user)

    await press_as(world.demo, world.chi.user, {**plan, "channel": place}, proposal.APPROVE)
    await world.quiet()

    (refused,) = (said for said in world.said() if "cannot approve" in said)
    assert "that is for full members of this channel." in refused
    await world.shows(plan, "Plan for 1 post", thread_ts=thread_ts)


@pytest.mark.parametrize("where", [OTHER_CHANNEL, "a direct message"])
async def test_a_member_of_the_projects_channel_approves_from_anywhere(
    world: World, where: str
) -> None:
    thread_ts, plan = await world.planned(TOMORROW)
    place = where if where == OTHER_CHANNEL else direct_message_of(world, world.chi.user)

    await press_as(world.demo, world.chi.user, {**plan, "channel": place}, proposal.APPROVE)

    await world.shows(plan, "1 post scheduled", thread_ts=thread_ts)


@pytest.mark.parametrize(
    ("method", "sentence"),
    [
        ("conversations.members", "I could not check with Slack whether you are a member"),
        ("users.info", "I could not check with Slack who you are."),
    ],
)
@pytest.mark.parametrize("fault", ["503", "reset"])
async def test_what_cannot_be_checked_changes_nothing_and_says_so(
    world: World, method: str, sentence: str, fault: str
) -> None:
    thread_ts, plan = await world.planned(TOMORROW)
    await world.advance(10 * 60)  # what was looked up is forgotten
    await world.slack_fault(kind="api", name=method, fault=fault, times=1)

    await world.ben.click(plan, proposal.APPROVE)
    told = await world.heard(sentence, thread_ts=thread_ts, by=world.ben)
    await world.shows(plan, "Plan for 1 post", thread_ts=thread_ts)

    assert told["text"].endswith("Nothing was changed. Try again in a moment.")
    await world.ben.click(plan, proposal.APPROVE)
    await world.shows(plan, "1 post scheduled", thread_ts=thread_ts)
