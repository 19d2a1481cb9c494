from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from scheduling.errors import (
    AlreadyDone,
    Gone,
    HasProblems,
    NoAccount,
    NotAllowed,
    NotChecked,
    Nothing,
    PlanningError,
    Stale,
)
from scheduling.views import ProposalView
from scheduling.wishes import WhenWish
from store import accounts, claims, sessions
from store.words import AccountStatus, ProposalStatus, SessionStatus, State
from tests.scheduling.planner.office import (
    ANA,
    BEN,
    GUEST,
    MONDAY,
    NEXT_MONDAY,
    NOW,
    STRANGER,
    SUNDAY,
    VISITOR,
    Office,
)

NEXT_WEEK = WhenWish("window", start=MONDAY, end=NEXT_MONDAY)


def states(view: ProposalView) -> set[State]:
    return {one.post.state for one in view.posts}


async def test_approving_hands_every_draft_to_the_timer(office: Office) -> None:
    view = await office.propose("one.jpg", "two.jpg", when=NEXT_WEEK)

    approved = await office.planner.accept(BEN, view.proposal.id, version=view.proposal.version)

    assert states(approved) == {State.SCHEDULED}
    assert {one.post.approved_by for one in approved.posts} == {"UBEN"}
    assert approved.proposal.status is ProposalStatus.ACCEPTED
    assert approved.proposal.decided_by == "UBEN"
    assert office.woken == 1
    assert office.database.read_now(claims.next_wake) == view.posts[0].post.publish_date


async def test_approval_is_recorded_with_the_hash_of_what_the_networks_will_get(
    office: Office,
) -> None:
    first = await office.approved("one.jpg", caption="Hello")
    second = await office.approved("two.jpg", caption="Goodbye", thread_ts="2.0")

    rows = office.approvals()
    assert [row.proposal_id for row in rows] == [first.proposal.id, second.proposal.id]
    assert {row.version for row in rows} == {1}
    assert len({row.content_hash for row in rows}) == 2
    assert all(len(row.content_hash) == 64 for row in rows)


async def test_approval_counts_and_audits_what_was_scheduled(office: Office) -> None:
    view = await office.approved("one.jpg", when=NEXT_WEEK, strategy="prime_time")

    tracked = office.tracked("post.scheduled")
    assert [(one["strategy"], one["platform"]) for one in tracked] == [
        ("prime_time", "instagram"),
        ("prime_time", "twitter"),
    ]
    moment = view.posts[0].post.publish_date
    assert moment is not None
    assert tracked[0]["scheduledDate"] == moment.isoformat()
    assert office.audited()[-1] == "plan.approved"


async def test_approval_ends_the_staging_session(office: Office) -> None:
    view = await office.approved("one.jpg")

    session = office.database.read_now(lambda db: sessions.get(db, view.proposal.session_id or ""))
    assert session.status is SessionStatus.COMPLETED


async def test_a_second_press_says_who_was_first_and_changes_nothing(office: Office) -> None:
    view = await office.propose("one.jpg", when=NEXT_WEEK)
    await office.planner.accept(ANA, view.proposal.id, version=view.proposal.version)

    with pytest.raises(AlreadyDone, match="You have already approved") as again:
        await office.planner.accept(ANA, view.proposal.id, version=view.proposal.version)
    with pytest.raises(AlreadyDone, match="Somebody else has already approved"):
        await office.planner.discard(BEN, view.proposal.id, version=view.proposal.version)

    assert again.value.by == "UANA"
    assert len(office.tracked("post.scheduled")) == 2


async def test_of_two_people_who_press_at_once_exactly_one_approves(office: Office) -> None:
    view = await office.propose("one.jpg", when=NEXT_WEEK)

    answers = await asyncio.gather(
        *(
            office.planner.accept(person, view.proposal.id, version=view.proposal.version)
            for person in (ANA, BEN)
        ),
        return_exceptions=True,
    )

    assert sorted(type(one).__name__ for one in answers) == ["AlreadyDone", "ProposalView"]
    assert len(office.approvals()) == 1


async def test_a_press_on_an_old_version_changes_nothing(office: Office) -> None:
    view = await office.propose("one.jpg", when=NEXT_WEEK)
    fresh = await office.planner.other_times(ANA, view.proposal.id, version=view.proposal.version)

    with pytest.raises(Stale, match="has changed since you saw it"):
        await office.planner.accept(ANA, view.proposal.id, version=view.proposal.version)

    now = await office.planner.view("T1", view.proposal.id)
    assert states(now) == {State.DRAFT}
    assert now.proposal.version == fresh.proposal.version
    assert office.woken == 0


async def test_a_plan_for_now_goes_out_when_it_is_approved(office: Office) -> None:
    view = await office.propose("one.jpg", "two.jpg", when=NOW, as_carousel=False)
    office.clock.forward(minutes=10)

    approved = await office.planner.accept(ANA, view.proposal.id, version=view.proposal.version)

    now = SUNDAY + timedelta(minutes=10)
    moments = [one.post.publish_date for one in approved.posts]
    assert moments == [now, now, now + timedelta(hours=1), now + timedelta(hours=1)]


async def test_problems_block_approval_and_name_the_post(office: Office) -> None:
    view = await office.propose("one.jpg", caption="word " * 100, when=NEXT_WEEK)

    with pytest.raises(HasProblems, match="X takes 280") as refused:
        await office.planner.accept(ANA, view.proposal.id, version=view.proposal.version)

    on_x = next(one.post for one in view.posts if one.post.platform == "twitter")
    assert list(refused.value.problems) == [on_x.id]
    assert view.has_problems
    assert states(await office.planner.view("T1", view.proposal.id)) == {State.DRAFT}


async def test_a_connection_that_died_since_blocks_approval(office: Office) -> None:
    view = await office.propose("one.jpg", when=NEXT_WEEK)
    account = office.connect("twitter")
    office.database.write_now(
        lambda db: accounts.set_status(db, account.id, AccountStatus.REVOKED, now=SUNDAY)
    )

    with pytest.raises(NoAccount, match="The connection to X no longer works"):
        await office.planner.accept(ANA, view.proposal.id, version=view.proposal.version)

    assert states(await office.planner.view("T1", view.proposal.id)) == {State.DRAFT}


async def test_guests_and_people_outside_the_channel_cannot_approve(office: Office) -> None:
    view = await office.propose("one.jpg", when=NEXT_WEEK)

    for person, said in ((GUEST, "Guests cannot"), (VISITOR, "full members of this channel")):
        with pytest.raises(NotAllowed, match=said):
            await office.planner.accept(person, view.proposal.id, version=view.proposal.version)

    assert states(await office.planner.view("T1", view.proposal.id)) == {State.DRAFT}


async def test_nobody_approves_whose_membership_could_not_be_checked(office: Office) -> None:
    view = await office.propose("one.jpg", when=NEXT_WEEK)
    elsewhere = replace(BEN, memberships={"C2": True})

    with pytest.raises(NotChecked, match="could not check with Slack"):
        await office.planner.accept(elsewhere, view.proposal.id, version=view.proposal.version)

    assert states(await office.planner.view("T1", view.proposal.id)) == {State.DRAFT}


async def test_only_listed_people_approve_when_the_project_says_so(office: Office) -> None:
    project = await office.project()
    await office.planner.change_project(ANA, project.id, approvers="listed", approver_ids=("UBEN",))
    view = await office.propose("one.jpg", when=NEXT_WEEK)

    with pytest.raises(NotAllowed, match="the 1 person named"):
        await office.planner.accept(ANA, view.proposal.id, version=view.proposal.version)
    approved = await office.planner.accept(BEN, view.proposal.id, version=view.proposal.version)

    assert states(approved) == {State.SCHEDULED}


async def test_anyone_is_anyone_but_guests(office: Office) -> None:
    project = await office.project()
    await office.planner.change_project(ANA, project.id, approvers="anyone")
    view = await office.propose("one.jpg", when=NEXT_WEEK)

    with pytest.raises(NotAllowed):
        await office.planner.accept(GUEST, view.proposal.id, version=view.proposal.version)
    await office.planner.accept(VISITOR, view.proposal.id, version=view.proposal.version)


async def test_discarding_removes_the_drafts_and_keeps_what_was_staged(office: Office) -> None:
    view = await office.propose("one.jpg", when=NEXT_WEEK)

    gone = await office.planner.discard(ANA, view.proposal.id, version=view.proposal.version)
    again = await office.planner.propose(ANA, view.proposal.session_id or "")

    assert gone.posts == ()
    assert gone.proposal.status is ProposalStatus.DISCARDED
    assert len(again.posts) == 2
    with pytest.raises(AlreadyDone, match="already discarded"):
        await office.planner.accept(ANA, view.proposal.id, version=view.proposal.version)


async def test_a_visitor_cannot_discard_somebody_elses_plan(office: Office) -> None:
    view = await office.propose("one.jpg", when=NEXT_WEEK)

    with pytest.raises(NotAllowed, match="somebody else's plan"):
        await office.planner.discard(VISITOR, view.proposal.id, version=view.proposal.version)


async def test_a_plan_without_drafts_cannot_be_approved(office: Office) -> None:
    view = await office.propose("one.jpg", when=NEXT_WEEK)
    for one in view.posts:
        await office.planner.cancel(ANA, one.post.id)
    left = await office.planner.view("T1", view.proposal.id)

    with pytest.raises(Nothing):
        await office.planner.accept(ANA, view.proposal.id, version=left.proposal.version)

    assert (
        await office.planner.view("T1", view.proposal.id)
    ).proposal.status is ProposalStatus.OPEN


@pytest.mark.parametrize("proposal_id", ["", "not-an-id", "00000000-0000-4000-8000-000000000000"])
async def test_an_id_that_leads_nowhere_is_gone(office: Office, proposal_id: str) -> None:
    with pytest.raises(Gone, match="no such"):
        await office.planner.accept(ANA, proposal_id, version=1)


async def test_another_workspace_sees_and_changes_nothing_of_a_plan(office: Office) -> None:
    view = await office.propose("one.jpg", when=NEXT_WEEK)
    plan, post, planner = view.proposal.id, view.posts[0].post.id, office.planner
    now = WhenWish("at", at=MONDAY + timedelta(hours=9))

    attempts = [
        planner.accept(STRANGER, plan, version=1),
        planner.discard(STRANGER, plan, version=1),
        planner.edit(STRANGER, plan, version=1, texts={post: "Mine"}),
        planner.other_times(STRANGER, plan, version=1),
        planner.regroup(STRANGER, plan, version=1, as_carousel=True),
        planner.recaption(STRANGER, [post], text="Mine"),
        planner.reschedule(STRANGER, post, when=now),
        planner.publish_now(STRANGER, post),
        planner.cancel(STRANGER, post),
        planner.restore(STRANGER, post),
        planner.retry(STRANGER, post),
        planner.publish_again(STRANGER, post),
        planner.confirm_live(STRANGER, post, url=None),
        planner.view("T2", plan),
        planner.post("T2", post),
        planner.failure_channel("T2", post),
        planner.project_by_id("T2", view.project.id),
        planner.change_project(STRANGER, view.project.id, name="Mine"),
    ]
    refusals = [await _refusal(attempt) for attempt in attempts]
    page = await planner.upcoming(STRANGER, start=SUNDAY, end=NEXT_MONDAY, states=list(State))

    assert {type(one) for one in refusals} == {Gone}
    assert page.total == 0
    assert (await planner.view("T1", plan)).posts == view.posts


async def _refusal(attempt: object) -> PlanningError | None:
    try:
        await attempt  # type: ignore[misc]  # one of many coroutines of different results
    except PlanningError as error:
        return error
    return None
