from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from scheduling.errors import (
    AlreadyDone,
    BadValue,
    NoRoom,
    NotAllowed,
    Stale,
    TimesPassed,
    TooLate,
)
from scheduling.wishes import ANY_TIME, WhenWish
from store import claims
from store.errors import NotFound
from store.words import ProposalStatus, State
from tests.scheduling.planner.office import (
    ANA,
    GUEST,
    MONDAY,
    NEXT_MONDAY,
    NOW,
    SUNDAY,
    VISITOR,
    Office,
    clock_of,
)
from tests.scheduling.planner.stages import going_out, scheduled

NEXT_WEEK = WhenWish("window", start=MONDAY, end=NEXT_MONDAY)


async def test_an_exact_time_moves_a_post_there_and_wakes_the_timer(office: Office) -> None:
    shown = await scheduled(office)

    moved = await office.planner.reschedule(
        ANA, shown.post.id, when=WhenWish("at", at=MONDAY + timedelta(days=1, hours=10))
    )

    assert clock_of(moved.post) == "Tue 10:00"
    assert moved.post.state is State.SCHEDULED
    assert office.woken == 1
    assert office.audited()[-1] == "post.rescheduled"


async def test_a_day_keeps_the_time_of_day(office: Office) -> None:
    shown = await scheduled(office)

    moved = await office.planner.reschedule(
        ANA, shown.post.id, when=WhenWish("date", date=date(2026, 11, 27))
    )

    assert clock_of(moved.post) == "Fri 09:00"


async def test_a_time_keeps_the_day(office: Office) -> None:
    shown = await scheduled(office)

    moved = await office.planner.reschedule(
        ANA, shown.post.id, when=WhenWish("time", time=time(10, 30))
    )

    assert clock_of(moved.post) == "Mon 10:30"


async def test_days_later_keep_the_wall_clock_over_the_clock_change(office: Office) -> None:
    office.clock.moment = MONDAY - timedelta(days=31)
    shown = await scheduled(office)
    await office.planner.reschedule(
        ANA, shown.post.id, when=WhenWish("date", date=date(2026, 10, 24))
    )

    moved = await office.planner.reschedule(ANA, shown.post.id, when=WhenWish("shift", days=1))

    assert clock_of(moved.post) == "Sun 09:00"
    assert moved.post.publish_date is not None
    assert moved.post.publish_date.hour == 8  # winter time; the day before it was 07:00 UTC


async def test_hours_later_count_from_where_the_post_stands(office: Office) -> None:
    shown = await scheduled(office)

    moved = await office.planner.reschedule(ANA, shown.post.id, when=WhenWish("shift", minutes=-30))

    assert clock_of(moved.post) == "Mon 08:30"


async def test_a_span_lets_the_planner_choose_another_moment(office: Office) -> None:
    shown = await scheduled(office)

    moved = await office.planner.reschedule(ANA, shown.post.id, when=NEXT_WEEK)
    better = await office.planner.next_good_time(ANA, shown.post.id)

    assert clock_of(moved.post) == "Mon 12:30"
    assert moved.post.why == "one of X's usual best times (12:30)"
    assert clock_of(better.post) not in {"Mon 09:00", "Mon 12:30"}


async def test_no_time_said_is_asked_back(office: Office) -> None:
    shown = await scheduled(office)

    with pytest.raises(BadValue, match="did not say when"):
        await office.planner.reschedule(ANA, shown.post.id, when=ANY_TIME)


async def test_a_past_time_is_refused_and_the_post_stays(office: Office) -> None:
    shown = await scheduled(office)

    with pytest.raises(TimesPassed, match="Sat 21 Nov 09:00 has already gone by"):
        await office.planner.reschedule(
            ANA, shown.post.id, when=WhenWish("date", date=date(2026, 11, 21))
        )
    with pytest.raises(NoRoom):
        await office.planner.reschedule(
            ANA,
            shown.post.id,
            when=WhenWish("window", start=SUNDAY - timedelta(days=2), end=SUNDAY),
        )

    assert office.stored(shown.post.id) == shown.post


async def test_moving_a_draft_by_hand_makes_the_old_approve_button_stale(office: Office) -> None:
    view = await office.propose("one.jpg", when=NEXT_WEEK)

    await office.planner.reschedule(
        ANA, view.posts[0].post.id, when=WhenWish("date", date=date(2026, 11, 26))
    )

    with pytest.raises(Stale):
        await office.planner.accept(ANA, view.proposal.id, version=view.proposal.version)
    now = await office.planner.view("T1", view.proposal.id)
    assert clock_of(now.posts[0].post) == "Thu 08:00"
    assert now.posts[0].post.why == "the time you asked for"


async def test_cancelling_and_restoring_a_post(office: Office) -> None:
    shown = await scheduled(office)

    await office.planner.cancel(ANA, shown.post.id)
    cancelled = office.stored(shown.post.id)
    restored = await office.planner.restore(ANA, shown.post.id)

    assert cancelled.state is State.CANCELLED
    assert restored.post.state is State.SCHEDULED
    assert clock_of(restored.post) == "Mon 09:00"
    assert office.woken == 2


async def test_a_post_whose_time_has_gone_by_is_restored_only_with_a_new_one(
    office: Office,
) -> None:
    shown = await scheduled(office)
    await office.planner.cancel(ANA, shown.post.id)
    office.clock.forward(days=3)

    with pytest.raises(TimesPassed):
        await office.planner.restore(ANA, shown.post.id)
    moved = await office.planner.reschedule(
        ANA, shown.post.id, when=WhenWish("date", date=date(2026, 11, 27))
    )

    assert moved.post.state is State.SCHEDULED
    assert clock_of(moved.post) == "Fri 09:00"


async def test_cancelling_twice_says_that_it_was_done(office: Office) -> None:
    shown = await scheduled(office)
    await office.planner.cancel(ANA, shown.post.id)

    with pytest.raises(AlreadyDone, match="was cancelled"):
        await office.planner.cancel(ANA, shown.post.id)


async def test_cancelling_a_draft_takes_it_out_of_its_plan(office: Office) -> None:
    view = await office.propose("one.jpg", when=NEXT_WEEK)

    await office.planner.cancel(VISITOR, view.posts[0].post.id)

    now = await office.planner.view("T1", view.proposal.id)
    assert [one.post.platform for one in now.posts] == ["twitter"]
    assert now.proposal.version == view.proposal.version + 1


async def test_publish_now_is_schedule_for_now(office: Office) -> None:
    shown = await scheduled(office)

    sent = await office.planner.publish_now(ANA, shown.post.id)

    assert sent.post.state is State.SCHEDULED
    assert sent.post.publish_date == SUNDAY
    assert office.database.read_now(claims.next_wake) == SUNDAY
    assert office.woken == 1


async def test_one_draft_goes_out_now_and_the_rest_of_its_plan_waits(office: Office) -> None:
    view = await office.propose("one.jpg", when=NEXT_WEEK)
    first, second = (one.post.id for one in view.posts)

    await office.planner.publish_now(ANA, first)

    now = await office.planner.view("T1", view.proposal.id)
    assert [one.post.state for one in now.posts] == [State.SCHEDULED, State.DRAFT]
    assert now.proposal.status is ProposalStatus.OPEN
    assert now.proposal.version == view.proposal.version + 1
    assert [row.decision for row in office.approvals()] == ["accepted"]
    await office.planner.accept(ANA, view.proposal.id, version=now.proposal.version)
    assert office.stored(second).state is State.SCHEDULED


async def test_what_is_going_out_cannot_be_changed(office: Office) -> None:
    shown, _ = await going_out(office)
    planner, post_id = office.planner, shown.post.id

    for attempt in (
        planner.cancel(ANA, post_id),
        planner.publish_now(ANA, post_id),
        planner.reschedule(ANA, post_id, when=NEXT_WEEK),
        planner.retry(ANA, post_id),
        planner.restore(ANA, post_id),
    ):
        with pytest.raises(TooLate):
            await attempt

    assert office.stored(post_id).state is State.PUBLISHING


async def test_what_is_live_cannot_be_changed(office: Office) -> None:
    shown, claim = await going_out(office)
    now = office.clock.now()
    office.database.write_now(
        lambda db: claims.published(db, claim, remote_id="1", url="https://x.com/1", now=now)
    )

    for attempt in (
        office.planner.cancel(ANA, shown.post.id),
        office.planner.reschedule(ANA, shown.post.id, when=NOW),
        office.planner.confirm_live(ANA, shown.post.id, url=None),
    ):
        with pytest.raises(TooLate, match="already live"):
            await attempt


async def test_only_those_who_may_approve_change_what_was_approved(office: Office) -> None:
    shown = await scheduled(office)
    planner, post_id = office.planner, shown.post.id

    for person in (GUEST, VISITOR):
        for attempt in (
            planner.cancel(person, post_id),
            planner.publish_now(person, post_id),
            planner.reschedule(person, post_id, when=NEXT_WEEK),
            planner.retry(person, post_id),
            planner.restore(person, post_id),
            planner.publish_again(person, post_id),
            planner.confirm_live(person, post_id, url=None),
        ):
            with pytest.raises(NotAllowed):
                await attempt

    assert office.stored(post_id) == shown.post
    assert office.woken == 0


async def test_a_deleted_draft_is_gone_for_good(office: Office) -> None:
    view = await office.propose("one.jpg", when=NEXT_WEEK)
    post_id = view.posts[0].post.id
    await office.planner.cancel(ANA, post_id)

    with pytest.raises(NotFound):
        office.stored(post_id)
