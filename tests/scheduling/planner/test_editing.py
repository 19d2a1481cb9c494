from __future__ import annotations

import pytest

from scheduling.errors import Gone, HasProblems, NotAllowed, Nothing, Stale, TooLate
from scheduling.wishes import WhenWish
from store import claims
from tests.scheduling.planner.office import (
    ANA,
    BEN,
    GUEST,
    MONDAY,
    NEXT_MONDAY,
    VISITOR,
    Office,
)

NEXT_WEEK = WhenWish("window", start=MONDAY, end=NEXT_MONDAY)


async def test_each_networks_copy_is_its_own(office: Office) -> None:
    view = await office.propose("one.jpg", when=NEXT_WEEK)
    on_x = view.posts[1].post.id

    edited = await office.planner.edit(
        BEN, view.proposal.id, version=view.proposal.version, texts={on_x: "Short #launch"}
    )

    assert [one.post.content.text for one in edited.posts] == ["Hello", "Short #launch"]
    assert edited.posts[1].post.hashtags == ("launch",)
    assert edited.posts[1].composition.parts[0].text == "Short #launch"
    assert edited.proposal.version == view.proposal.version + 1
    assert office.audited()[-1] == "post.edited"


async def test_a_text_that_a_network_refuses_is_not_saved(office: Office) -> None:
    view = await office.propose("one.jpg", when=NEXT_WEEK)
    on_instagram, on_x = (one.post.id for one in view.posts)

    with pytest.raises(HasProblems) as refused:
        await office.planner.edit(
            ANA,
            view.proposal.id,
            version=view.proposal.version,
            texts={on_instagram: "Fine", on_x: "x" * 281},
        )

    assert list(refused.value.problems) == [on_x]
    assert [p.field for p in refused.value.problems[on_x]] == ["text"]
    assert office.stored(on_instagram).content.text == "Hello"


async def test_shortening_the_text_mends_the_plan(office: Office) -> None:
    view = await office.propose("one.jpg", caption="word " * 100, when=NEXT_WEEK)

    edited = await office.planner.edit(
        ANA,
        view.proposal.id,
        version=view.proposal.version,
        texts={view.posts[1].post.id: "Shorter"},
    )
    await office.planner.accept(ANA, view.proposal.id, version=edited.proposal.version)

    assert not edited.has_problems


async def test_an_edit_of_an_old_version_is_not_saved(office: Office) -> None:
    view = await office.propose("one.jpg", when=NEXT_WEEK)
    post_id = view.posts[0].post.id
    await office.planner.edit(
        ANA, view.proposal.id, version=view.proposal.version, texts={post_id: "First"}
    )

    with pytest.raises(Stale):
        await office.planner.edit(
            BEN, view.proposal.id, version=view.proposal.version, texts={post_id: "Second"}
        )

    assert office.stored(post_id).content.text == "First"


async def test_a_guest_cannot_edit(office: Office) -> None:
    view = await office.propose("one.jpg", when=NEXT_WEEK)

    with pytest.raises(NotAllowed):
        await office.planner.edit(
            GUEST,
            view.proposal.id,
            version=view.proposal.version,
            texts={view.posts[0].post.id: "Mine"},
        )
    with pytest.raises(NotAllowed):
        office.planner.may_edit(GUEST, view, version=view.proposal.version)


async def test_an_approved_text_is_changed_only_by_those_who_may_approve(office: Office) -> None:
    view = await office.approved("one.jpg", when=NEXT_WEEK)
    texts = {view.posts[1].post.id: "Changed after approval"}

    with pytest.raises(NotAllowed):
        await office.planner.edit(
            VISITOR, view.proposal.id, version=view.proposal.version, texts=texts
        )
    await office.planner.edit(ANA, view.proposal.id, version=view.proposal.version, texts=texts)

    approvals = office.approvals()
    assert len(approvals) == 2
    assert len({row.content_hash for row in approvals}) == 2


async def test_a_post_that_is_going_out_cannot_be_edited(office: Office) -> None:
    view = await office.approved("one.jpg", when=NEXT_WEEK)
    office.clock.forward(days=7)
    now = office.clock.now()
    office.database.write_now(lambda db: claims.claim_due(db, now=now, lease_s=60, limit=9))
    shown = await office.planner.view("T1", view.proposal.id)

    with pytest.raises(TooLate):
        await office.planner.edit(
            ANA,
            view.proposal.id,
            version=shown.proposal.version,
            texts={view.posts[0].post.id: "Too late"},
        )
    with pytest.raises(TooLate, match="Nothing of this plan can be edited"):
        office.planner.may_edit(ANA, shown, version=shown.proposal.version)


async def test_the_form_of_an_old_version_does_not_open(office: Office) -> None:
    view = await office.propose("one.jpg", when=NEXT_WEEK)
    await office.planner.other_times(ANA, view.proposal.id, version=view.proposal.version)
    shown = await office.planner.view("T1", view.proposal.id)

    with pytest.raises(Stale):
        office.planner.may_edit(ANA, shown, version=view.proposal.version)


async def test_a_post_of_another_plan_is_not_edited_through_this_one(office: Office) -> None:
    view = await office.propose("one.jpg", when=NEXT_WEEK)
    other = await office.propose("two.jpg", when=NEXT_WEEK, thread_ts="2.0")

    with pytest.raises(Gone):
        await office.planner.edit(
            ANA,
            view.proposal.id,
            version=view.proposal.version,
            texts={other.posts[0].post.id: "Smuggled"},
        )


async def test_one_new_text_for_the_whole_plan_or_for_one_network(office: Office) -> None:
    view = await office.propose("one.jpg", when=NEXT_WEEK)
    ids = [one.post.id for one in view.posts]

    await office.planner.recaption(ANA, ids, text="For both")
    after = await office.planner.recaption(ANA, ids, text="For X", networks=["twitter"])

    assert [one.post.content.text for one in after.posts] == ["For both", "For X"]


async def test_a_new_text_without_a_plan_has_nothing_to_change(office: Office) -> None:
    with pytest.raises(Nothing):
        await office.planner.recaption(ANA, [], text="For nobody")


async def test_a_setting_holds_for_all_posts_of_its_network(office: Office) -> None:
    view = await office.propose("one.jpg", "two.jpg", when=NEXT_WEEK)

    edited = await office.planner.edit(
        ANA,
        view.proposal.id,
        version=view.proposal.version,
        texts={},
        settings={"twitter": {"reply_settings": "following", "made_with_ai": True}},
    )

    chosen = {
        (one.post.platform, tuple(sorted(one.post.content.options.items()))) for one in edited.posts
    }
    assert chosen == {
        ("twitter", (("made_with_ai", True), ("reply_settings", "following"))),
        ("instagram", ()),
    }


async def test_a_setting_taken_back_goes_the_networks_own_way(office: Office) -> None:
    view = await office.propose("one.jpg", when=NEXT_WEEK)
    settings: list[dict[str, dict[str, object]]] = [
        {"twitter": {"reply_settings": "following", "made_with_ai": True}},
        {"twitter": {"reply_settings": None, "made_with_ai": False}},
    ]

    for chosen in settings:
        view = await office.planner.edit(
            ANA, view.proposal.id, version=view.proposal.version, texts={}, settings=chosen
        )

    assert all(not one.post.content.options for one in view.posts)


async def test_a_setting_the_network_does_not_take_is_not_saved(office: Office) -> None:
    view = await office.propose("one.jpg", when=NEXT_WEEK)

    with pytest.raises(HasProblems) as refused:
        await office.planner.edit(
            ANA,
            view.proposal.id,
            version=view.proposal.version,
            texts={},
            settings={"twitter": {"reply_settings": "nobody"}},
        )

    (found,) = refused.value.problems.values()
    assert [problem.field for problem in found] == ["reply_settings"]


async def test_a_setting_that_makes_no_sense_for_a_post_is_left_out(office: Office) -> None:
    view = await office.propose("one.jpg", when=NEXT_WEEK)

    edited = await office.planner.edit(
        ANA,
        view.proposal.id,
        version=view.proposal.version,
        texts={},
        settings={"instagram": {"share_to_feed": True}},
    )

    assert all(not one.post.content.options for one in edited.posts)
