from __future__ import annotations

from datetime import timedelta

import pytest

from scheduling.errors import TimesPassed
from scheduling.views import ProposalView
from scheduling.wishes import WhenWish
from store.words import State
from tests.scheduling.planner.office import ANA, MONDAY, NEXT_MONDAY, Office

NEXT_WEEK = WhenWish("window", start=MONDAY, end=NEXT_MONDAY)


def states(view: ProposalView) -> set[State]:
    return {one.post.state for one in view.posts}


async def test_a_plan_whose_times_have_passed_is_not_approved(office: Office) -> None:
    view = await office.propose("one.jpg", when=NEXT_WEEK)
    office.clock.forward(days=2)

    with pytest.raises(TimesPassed, match=r"Instagram Mon 23 Nov 08:00") as refused:
        await office.planner.accept(ANA, view.proposal.id, version=view.proposal.version)

    now = await office.planner.view("T1", view.proposal.id)
    assert states(now) == {State.DRAFT}
    assert now.proposal.version == view.proposal.version
    assert "Other times" in refused.value.advice
    assert set(refused.value.post_ids) == {one.post.id for one in view.posts}


async def test_other_times_mend_a_plan_whose_times_have_passed(office: Office) -> None:
    view = await office.propose("one.jpg", when=NEXT_WEEK)
    office.clock.forward(days=2)

    fresh = await office.planner.other_times(ANA, view.proposal.id, version=view.proposal.version)
    approved = await office.planner.accept(ANA, view.proposal.id, version=fresh.proposal.version)

    assert states(approved) == {State.SCHEDULED}


@pytest.mark.parametrize(
    "when",
    [WhenWish("at", at=MONDAY + timedelta(hours=9)), WhenWish("date", date=MONDAY.date())],
    ids=["an exact time", "a day"],
)
async def test_other_times_are_found_although_all_that_was_asked_for_has_passed(
    office: Office, when: WhenWish
) -> None:
    view = await office.propose("one.jpg", when=when)
    office.clock.forward(days=4)

    fresh = await office.planner.other_times(ANA, view.proposal.id, version=view.proposal.version)
    approved = await office.planner.accept(ANA, view.proposal.id, version=fresh.proposal.version)

    assert states(approved) == {State.SCHEDULED}
