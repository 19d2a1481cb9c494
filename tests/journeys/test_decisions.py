"""Pressing buttons too often, too late, or on a plan that has changed since."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import func, select

from bot.sandbox.slack.actor import Actor
from handlers.slack.views import proposal
from store.records import approvals
from tests.journeys.world import DAY_S, Json, World

pytestmark = pytest.mark.slow

TOMORROW = 'schedule "Once" on x tomorrow 9am'
STALE = "has changed since you saw it"


async def test_a_button_pressed_twice_approves_once(world: World) -> None:
    thread_ts, plan = await world.planned(TOMORROW)

    await asyncio.gather(*(world.ana.click(plan, proposal.APPROVE) for _ in range(2)))
    await world.quiet()

    assert _told(world, "approved") == [
        "You have already approved this plan. Nothing is left to do here."
    ]
    assert await _approvals(world) == 1
    await world.shows(plan, "1 post scheduled", thread_ts=thread_ts)


async def test_of_two_people_who_press_at_once_one_approves_and_one_is_told(
    world: World,
) -> None:
    thread_ts, plan = await world.planned(TOMORROW)

    both: list[Actor] = [world.ana, world.ben]
    await asyncio.gather(*(person.click(plan, proposal.APPROVE) for person in both))
    await world.quiet()
    await world.advance(2 * DAY_S)
    await world.shows(plan, "1 post live", thread_ts=thread_ts)

    assert _told(world, "approved") == [
        "Somebody else has already approved this plan. Nothing is left to do here."
    ]
    assert await _approvals(world) == 1
    assert len(await world.live()) == 1


async def test_approving_and_discarding_at_once_leaves_one_decision(world: World) -> None:
    _, plan = await world.planned(TOMORROW)

    await asyncio.gather(
        world.ana.click(plan, proposal.APPROVE), world.ben.click(plan, proposal.DISCARD)
    )
    await world.quiet()

    (told,) = [said for said in world.said() if "already" in said]
    decided = "1 post scheduled" if "approved" in told else "Plan discarded"
    assert any(said.startswith(decided) for said in world.said())


async def test_times_that_have_passed_are_not_approved_and_other_times_mend_it(
    world: World,
) -> None:
    thread_ts, plan = await world.planned(TOMORROW)
    await world.advance(3 * DAY_S)

    await world.ana.click(plan, proposal.APPROVE)
    told = await world.heard("Planned times have gone by", thread_ts=thread_ts)
    approvals_then = await _approvals(world)
    await world.quiet()
    late = await _plan(world, plan, thread_ts)
    await world.ana.click(late, proposal.OTHER_TIMES)
    fresh = await _changed(world, late, thread_ts)
    await world.ana.click(fresh, proposal.APPROVE)
    await world.shows(plan, "1 post scheduled", thread_ts=thread_ts)

    assert "Nothing was approved. Press Other times for a fresh plan" in told["text"]
    assert told["ephemeral"]
    assert approvals_then == 0
    assert await world.live() == []


@pytest.mark.parametrize("press", [proposal.APPROVE, proposal.EDIT, proposal.DISCARD])
async def test_a_button_of_an_older_version_does_nothing_and_shows_the_new_one(
    world: World, press: str
) -> None:
    thread_ts, plan = await world.planned('schedule "Once" on x next week')
    await world.slack_fault(kind="api", name="chat.update", fault="error", error="internal_error")
    await world.ana.click(plan, proposal.OTHER_TIMES)

    await world.ben.click(plan, press)
    told = await world.heard(STALE, thread_ts=thread_ts, by=world.ben)
    fresh = await _changed(world, plan, thread_ts)
    await world.quiet()

    assert told["ephemeral"]
    assert fresh["text"].startswith("Plan for 1 post")
    assert await world.ben.views() == []
    assert await _approvals(world) == 0
    assert await world.traces() == (1, 1, 0)


async def test_a_form_of_an_older_version_is_not_saved(world: World) -> None:
    thread_ts, plan = await world.planned('schedule "Once" on x next week')
    await world.ana.click(plan, proposal.EDIT)
    form = await world.ana.wait_for_view()
    await world.ben.click(plan, proposal.OTHER_TIMES)
    await _changed(world, plan, thread_ts)

    await world.ana.submit(form, {"text": {"value": "Twice"}})
    shown = await world.ana.wait_for_view(lambda view: view["title"]["text"] == "Not saved")

    assert STALE in str(shown["blocks"])
    assert "Twice" not in str((await _plan(world, plan, thread_ts))["blocks"])


@pytest.mark.parametrize("event", ["message", "app_mention"])
async def test_an_event_that_comes_twice_is_heard_once(world: World, event: str) -> None:
    await world.slack_fault(kind="delivery", name=event, fault="duplicate")
    await world.planned(TOMORROW)
    await world.quiet()

    assert len(world.said()) == 1
    assert await world.traces() == (1, 1, 0)


async def test_an_event_whose_acknowledgement_got_lost_is_heard_once(world: World) -> None:
    await world.slack_fault(kind="delivery", name="message", fault="lost_ack")
    await world.planned(TOMORROW)
    await world.quiet()

    assert len(world.said()) == 1
    assert await world.traces() == (1, 1, 0)


async def _plan(world: World, plan: Json, thread_ts: str) -> Json:
    shown = await world.ana.messages(thread_ts=thread_ts)
    return next(one for one in shown if one["ts"] == plan["ts"])


async def _changed(world: World, plan: Json, thread_ts: str) -> Json:
    return await world.ana.wait_for(
        lambda one: one["ts"] == plan["ts"] and one["text"] != plan["text"], thread_ts=thread_ts
    )


def _told(world: World, word: str) -> list[str]:
    return [said for said in world.said() if word in said]


async def _approvals(world: World) -> int:
    query = select(func.count()).select_from(approvals)
    return await world.demo.bot.database.read(lambda db: db.scalar(query) or 0)
