from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from scheduling.errors import BadValue, NotAllowed
from scheduling.finding import read_criteria
from scheduling.wishes import WhenWish
from store.words import Person, State
from tests.scheduling.planner.office import (
    ANA,
    BEN,
    GUEST,
    MONDAY,
    NEXT_MONDAY,
    STRANGER,
    SUNDAY,
    VISITOR,
    Office,
)

NEXT_WEEK = WhenWish("window", start=MONDAY, end=NEXT_MONDAY)


async def test_settings_of_a_channel_change_and_are_recorded(office: Office) -> None:
    project = await office.project()

    changed = await office.planner.change_project(
        ANA, project.id, zone="Asia/Tokyo", networks=("twitter",), notify_channel_id="C9"
    )

    assert (changed.zone, changed.networks) == ("Asia/Tokyo", ("twitter",))
    assert office.audited() == ["project.changed"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"zone": ""}, "zone"),
        ({"zone": "../etc/passwd"}, "zone"),
        ({"networks": ("myspace",)}, "networks"),
        ({"approvers": "everybody"}, "approvers"),
        ({"approvers": "listed"}, "approver_ids"),
        ({"approvers": "listed", "approver_ids": ()}, "approver_ids"),
        ({"name": "  "}, "name"),
    ],
)
async def test_a_setting_that_cannot_be_names_its_field_and_changes_nothing(
    office: Office, changes: dict[str, Any], field: str
) -> None:
    project = await office.project()

    with pytest.raises(BadValue) as refused:
        await office.planner.change_project(ANA, project.id, notify_channel_id="C9", **changes)

    assert refused.value.field == field
    assert await office.project() == project


async def test_those_who_may_not_approve_may_not_make_themselves_approvers(
    office: Office,
) -> None:
    project = await office.project()
    await office.planner.change_project(ANA, project.id, approvers="listed", approver_ids=("UANA",))

    for person in (BEN, GUEST, VISITOR):
        with pytest.raises(NotAllowed):
            await office.planner.change_project(person, project.id, approvers="anyone")


async def test_a_person_without_a_known_zone_starts_a_project_in_utc(office: Office) -> None:
    project = await office.project(Person("T1", "UODD", zone="Nowhere/Land"))

    assert project.zone == "UTC"


async def test_accounts_connected_later_count_for_a_channel_that_had_none(
    bare_office: Office,
) -> None:
    await bare_office.project()
    bare_office.connect("twitter")

    staged = await bare_office.stage("one.jpg")

    assert staged.networks == ("twitter",)


async def test_failures_are_also_told_where_the_project_says(office: Office) -> None:
    view = await office.approved("one.jpg", when=NEXT_WEEK)
    post_id = view.posts[0].post.id

    before = await office.planner.failure_channel("T1", post_id)
    await office.planner.change_project(ANA, view.project.id, notify_channel_id="C9")

    assert before is None
    assert await office.planner.failure_channel("T1", post_id) == "C9"


async def test_the_schedule_is_read_in_pages_soonest_first(office: Office) -> None:
    await office.approved(*(f"{n}.jpg" for n in range(3)), when=NEXT_WEEK)
    await office.propose("draft.jpg", when=NEXT_WEEK, thread_ts="2.0")

    async def page(**which: Any) -> Any:
        return await office.planner.upcoming(ANA, start=SUNDAY, end=NEXT_MONDAY, **which)

    first, last = await page(limit=4), await page(limit=4, offset=4)
    on_x = await page(platforms=["twitter"])
    drafts = await page(states=[State.DRAFT])

    moments = [one.post.publish_date for one in (*first.posts, *last.posts)]
    assert moments == sorted(moments)
    assert (first.total, first.has_more, last.has_more) == (6, True, False)
    assert {one.post.platform for one in on_x.posts} == {"twitter"}
    assert on_x.total == 3
    assert drafts.total == 2


async def test_the_schedule_of_one_project_leaves_others_out(office: Office) -> None:
    view = await office.approved("one.jpg", when=NEXT_WEEK)
    other = await office.project(channel_id="C2")

    async def total(project_id: str) -> int:
        page = await office.planner.upcoming(
            ANA, start=SUNDAY, end=NEXT_MONDAY + timedelta(days=1), project_id=project_id
        )
        return page.total

    assert await total(view.project.id) == 2
    assert await total(other.id) == 0


async def test_connected_accounts_are_listed_without_their_tokens(office: Office) -> None:
    found = await office.planner.connections(ANA)

    assert {one.platform for one in found.accounts} == {"instagram", "twitter"}
    assert "secret" not in repr(found)


async def test_words_find_posts_and_forget_those_that_were_deleted(office: Office) -> None:
    view = await office.propose("one.jpg", when=NEXT_WEEK)
    on_instagram, on_x = (one.post.id for one in view.posts)
    await office.planner.cancel(ANA, on_instagram)
    both = read_criteria(
        {"ref": "context"}, intent="cancel", zone="UTC", context=(on_instagram, on_x)
    )

    found = await office.planner.find(ANA, both, project_id=view.project.id)
    theirs = await office.planner.find(STRANGER, both)

    assert [post.id for post in found.posts] == [on_x]
    assert theirs.posts == ()
