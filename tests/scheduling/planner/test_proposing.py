from __future__ import annotations

from datetime import date, timedelta

import pytest

from scheduling.errors import BadValue, Gone, NoAccount, NoRoom, NotAllowed, Nothing, Stale
from scheduling.wishes import Constraints, WhenWish
from store import accounts, proposals
from store.words import AccountStatus, ProposalStatus
from tests.scheduling.planner.office import (
    ANA,
    BEN,
    GUEST,
    MONDAY,
    NEXT_MONDAY,
    NOW,
    SUNDAY,
    Office,
    times,
)

NEXT_WEEK = WhenWish("window", start=MONDAY, end=NEXT_MONDAY)
MORNINGS = Constraints(days=("MO", "TU", "WE", "TH", "FR"), hours=("08:00", "12:00"))


async def test_two_pictures_next_week_on_weekday_mornings(office: Office) -> None:
    view = await office.propose("one.jpg", "two.jpg", when=NEXT_WEEK, constraints=MORNINGS)

    assert times(view) == [
        "instagram Mon 08:00",
        "twitter Mon 09:00",
        "instagram Tue 08:00",
        "twitter Tue 09:00",
    ]
    assert [one.number for one in view.posts] == [1, 1, 2, 2]
    assert view.posts[0].post.why == "one of Instagram's usual best times (08:00)"
    assert view.posts[0].composition.parts[0].text == "Hello"
    assert view.posts[0].assets[0].filename == "one.jpg"
    assert view.posts[0].alternatives
    assert not view.has_problems
    assert view.approvers_in_words == "full members of this channel"


async def test_a_plan_leaves_the_places_of_approved_posts_alone(office: Office) -> None:
    await office.approved("one.jpg", when=NEXT_WEEK, constraints=MORNINGS)

    view = await office.propose("two.jpg", when=NEXT_WEEK, constraints=MORNINGS, thread_ts="2.0")

    assert times(view) == ["instagram Tue 08:00", "twitter Tue 09:00"]


async def test_several_files_at_one_instant_are_one_post(office: Office) -> None:
    at = MONDAY + timedelta(hours=9, minutes=13)

    view = await office.propose("one.jpg", "two.jpg", when=WhenWish("at", at=at))

    assert times(view) == ["instagram Mon 09:13", "twitter Mon 09:13"]
    assert view.is_carousel
    assert len(view.posts[0].assets) == 2


async def test_files_that_a_network_does_not_take_together_stay_apart_at_one_instant(
    office: Office,
) -> None:
    at = MONDAY + timedelta(hours=9)

    view = await office.propose(*(f"{n}.jpg" for n in range(6)), when=WhenWish("at", at=at))

    assert not view.is_carousel
    assert len(view.posts) == 12


async def test_a_carousel_asked_for_in_words_leaves_out_a_network_that_cannot(
    office: Office,
) -> None:
    view = await office.propose(*(f"{n}.jpg" for n in range(6)), as_carousel=True)

    assert [one.post.platform for one in view.posts] == ["instagram"]
    assert view.left_out[0].sentence == ("X is left out: There are 6 files; X takes 4 in one post.")


async def test_regrouping_makes_one_post_of_all_files_and_back(office: Office) -> None:
    view = await office.propose("one.jpg", "two.jpg", when=NEXT_WEEK)

    together = await office.planner.regroup(
        ANA, view.proposal.id, version=view.proposal.version, as_carousel=True
    )
    apart = await office.planner.regroup(
        ANA, view.proposal.id, version=together.proposal.version, as_carousel=False
    )

    assert [len(one.assets) for one in together.posts] == [2, 2]
    assert together.is_carousel
    assert [len(one.assets) for one in apart.posts] == [1, 1, 1, 1]


async def test_regrouping_keeps_the_texts_that_people_wrote(office: Office) -> None:
    view = await office.propose("one.jpg", "two.jpg")
    on_x = next(one.post.id for one in view.posts if one.post.platform == "twitter")
    edited = await office.planner.edit(
        ANA, view.proposal.id, version=view.proposal.version, texts={on_x: "Short"}
    )

    together = await office.planner.regroup(
        ANA, view.proposal.id, version=edited.proposal.version, as_carousel=True
    )

    texts = {one.post.platform: one.post.content.text for one in together.posts}
    assert texts == {"instagram": "Hello", "twitter": "Short"}


async def test_regrouping_an_old_version_changes_nothing(office: Office) -> None:
    view = await office.propose("one.jpg", "two.jpg")
    await office.planner.other_times(ANA, view.proposal.id, version=view.proposal.version)

    with pytest.raises(Stale):
        await office.planner.regroup(
            ANA, view.proposal.id, version=view.proposal.version, as_carousel=True
        )

    now = await office.planner.view("T1", view.proposal.id)
    assert len(now.posts) == 4


async def test_other_times_offers_moments_that_were_not_offered_before(office: Office) -> None:
    view = await office.propose("one.jpg", when=NEXT_WEEK)
    first = times(view)

    second = await office.planner.other_times(ANA, view.proposal.id, version=view.proposal.version)
    third = await office.planner.other_times(ANA, view.proposal.id, version=second.proposal.version)

    assert not set(first) & set(times(second))
    assert not (set(first) | set(times(second))) & set(times(third))


async def test_an_exact_time_has_no_other_times_and_nothing_changes(office: Office) -> None:
    at = MONDAY + timedelta(hours=9)
    view = await office.propose("one.jpg", when=WhenWish("at", at=at))

    with pytest.raises(NoRoom, match="exactly, so there is no other time"):
        await office.planner.other_times(ANA, view.proposal.id, version=view.proposal.version)

    now = await office.planner.view("T1", view.proposal.id)
    assert (times(now), now.proposal.version) == (times(view), view.proposal.version)


async def test_posts_without_room_are_told_and_the_others_stand(office: Office) -> None:
    view = await office.propose(
        "one.jpg",
        "two.jpg",
        "three.jpg",
        when=WhenWish("date", date=date(2026, 11, 23)),
        constraints=Constraints(max_per_day=1),
    )

    assert times(view) == ["instagram Mon 08:00", "twitter Mon 09:00"]
    full = "2 posts found no time. All times on Mon 23 Nov are taken on {}: at most 1 post a day."
    told = [one.sentence for one in view.unplaced]
    assert told == [full.format("Instagram"), full.format("X")]


async def test_no_room_at_all_says_which_constraint_binds(office: Office) -> None:
    with pytest.raises(NoRoom, match="has gone by") as refused:
        await office.propose("one.jpg", when=WhenWish("date", date=date(2026, 11, 20)))

    assert {one.constraint for one in refused.value.unplaced} == {"past"}


async def test_a_second_plan_of_the_same_files_takes_the_place_of_the_first(
    office: Office,
) -> None:
    first = await office.propose("one.jpg")

    second = await office.propose("one.jpg", when=NEXT_WEEK)

    old = await office.planner.view("T1", first.proposal.id)
    assert old.proposal.status is ProposalStatus.DISCARDED
    assert old.posts == ()
    assert len(second.posts) == 2


async def test_a_weekly_recurrence_gives_each_file_its_own_week(office: Office) -> None:
    fridays = WhenWish("recurring", rrule="FREQ=WEEKLY;BYDAY=FR", times=("16:00",))

    view = await office.propose("one.jpg", "two.jpg", when=fridays)

    moments = [one.post.publish_date for one in view.posts if one.post.platform == "twitter"]
    assert moments[0] == MONDAY + timedelta(days=4, hours=16)
    assert moments[1] == MONDAY + timedelta(days=11, hours=16)


async def test_a_recurrence_of_mornings_is_one_post_on_each_of_its_days(office: Office) -> None:
    tuesdays = WhenWish(
        "recurring",
        rrule="FREQ=WEEKLY;BYDAY=TU",
        hours=("08:00", "12:00"),
        until=date(2026, 12, 10),
    )

    view = await office.propose("one.jpg", "two.jpg", when=tuesdays)

    on_x = [one.post.publish_date for one in view.posts if one.post.platform == "twitter"]
    assert on_x == [
        MONDAY + timedelta(days=1, hours=9),
        MONDAY + timedelta(days=8, hours=9),
    ]


async def test_a_recurrence_nobody_can_read_is_asked_back(office: Office) -> None:
    with pytest.raises(BadValue, match="how often"):
        await office.propose("one.jpg", when=WhenWish("recurring", rrule="FREQ=NEVER"))


async def test_hours_are_read_in_the_zone_of_the_person_who_asked(office: Office) -> None:
    await office.project(ANA)
    staged = await office.stage("one.jpg", by=BEN, caption="Hi")

    view = await office.planner.propose(
        BEN, staged.session.id, when=NEXT_WEEK, constraints=Constraints(hours=("06:00", "07:00"))
    )

    assert times(view) == ["instagram Mon 12:00", "twitter Mon 12:30"]


async def test_now_is_a_plan_that_starts_when_it_is_approved(office: Office) -> None:
    view = await office.propose("one.jpg", when=NOW)

    assert view.is_now
    assert {one.post.publish_date for one in view.posts} == {SUNDAY}


async def test_nothing_staged_is_nothing_to_plan(office: Office) -> None:
    staged = await office.stage()

    with pytest.raises(Nothing, match="nothing to publish"):
        await office.planner.propose(ANA, staged.session.id)


async def test_no_account_at_all_says_so(bare_office: Office) -> None:
    staged = await bare_office.stage("one.jpg")

    with pytest.raises(NoAccount, match="No account is connected"):
        await bare_office.planner.propose(ANA, staged.session.id)


async def test_a_connection_that_died_is_named(office: Office) -> None:
    account = office.connect("twitter")
    office.database.write_now(
        lambda db: accounts.set_status(db, account.id, AccountStatus.EXPIRED, now=SUNDAY)
    )

    view = await office.propose("one.jpg")

    assert [one.post.platform for one in view.posts] == ["instagram"]
    assert view.left_out[0].sentence == ("X is left out: the connection of @acme no longer works.")


async def test_an_unknown_strategy_is_refused_with_the_known_ones(office: Office) -> None:
    with pytest.raises(BadValue) as refused:
        await office.propose("one.jpg", strategy="viral")

    assert "Prime Time" in refused.value.advice


async def test_somebody_elses_staging_cannot_be_planned(office: Office) -> None:
    staged = await office.stage("one.jpg")

    with pytest.raises(Gone):
        await office.planner.propose(BEN, staged.session.id)
    with pytest.raises(NotAllowed):
        await office.planner.propose(GUEST, staged.session.id)


async def test_the_message_of_a_plan_is_behind_until_it_is_drawn(office: Office) -> None:
    view = await office.propose("one.jpg")

    office.database.write_now(
        lambda db: proposals.place_message(
            db, view.proposal.id, channel_id="C1", message_ts="9.9", thread_ts="1.0"
        )
    )

    behind = office.database.read_now(lambda db: proposals.behind(db, limit=10))
    assert [one.id for one in behind] == [view.proposal.id]
