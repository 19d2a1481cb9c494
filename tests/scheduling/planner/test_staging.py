from __future__ import annotations

from datetime import timedelta

import pytest

from platforms.content import Kind
from scheduling.errors import Gone, NotAllowed
from store import sessions
from store.words import SessionStatus
from tests.scheduling.planner.office import ANA, BEN, GUEST, STRANGER, Office


async def test_a_channel_becomes_a_project_with_the_persons_zone_and_all_accounts(
    office: Office,
) -> None:
    project = await office.project(BEN)

    assert project.zone == "America/New_York"
    assert set(project.networks) == {"instagram", "twitter"}
    assert (await office.project(ANA)).id == project.id


async def test_every_file_is_a_post_of_its_own_on_every_network(office: Office) -> None:
    staged = await office.stage("one.jpg", "two.jpg", caption="Hello")

    assert [(one.number, one.network) for one in staged.contents] == [
        (1, "instagram"),
        (1, "twitter"),
        (2, "instagram"),
        (2, "twitter"),
    ]
    assert staged.can_be_carousel
    assert not staged.is_carousel


async def test_files_of_later_messages_in_the_thread_join_the_earlier_ones(office: Office) -> None:
    await office.stage("one.jpg")

    staged = await office.stage("two.jpg")

    assert [media.filename for media in staged.media] == ["one.jpg", "two.jpg"]


async def test_the_same_file_is_staged_once(office: Office) -> None:
    await office.stage("one.jpg")

    staged = await office.stage("one.jpg")

    assert len(staged.media) == 1


async def test_one_post_of_all_files_when_the_words_ask_for_it(office: Office) -> None:
    staged = await office.stage("one.jpg", "two.jpg", as_carousel=True)

    assert [one.content.kind for one in staged.contents] == [Kind.CAROUSEL, Kind.CAROUSEL]


async def test_what_was_said_is_never_what_is_published(office: Office) -> None:
    staged = await office.stage("one.jpg", text="schedule this to insta and x next week")

    assert {one.content.text for one in staged.contents} == {""}


async def test_a_network_without_account_is_told_while_the_others_go_on(
    bare_office: Office,
) -> None:
    bare_office.connect("twitter")

    staged = await bare_office.stage("one.jpg", networks=["twitter", "instagram"], caption="Hi")

    assert [one.network for one in staged.contents] == ["twitter"]
    assert staged.left_out[0].sentence == "Instagram is left out: no account is connected."
    assert "Connect one" in staged.left_out[0].advice


async def test_a_network_that_pulls_media_is_refused_without_a_public_address(
    office: Office,
) -> None:
    office.has_public_address = False

    staged = await office.stage("one.jpg", caption="Hi")

    assert [one.network for one in staged.contents] == ["twitter"]
    assert staged.left_out[0].code == "no_public_address"
    assert "CALLBOARD_PUBLIC_URL" in staged.left_out[0].advice


async def test_text_alone_is_refused_by_instagram_and_goes_to_x(office: Office) -> None:
    staged = await office.stage(caption="We launch today")

    assert [one.network for one in staged.contents] == ["twitter"]
    assert staged.left_out[0].sentence.startswith("Instagram is left out: Instagram takes no post")


async def test_an_unknown_network_is_told_with_the_known_ones(office: Office) -> None:
    staged = await office.stage("one.jpg", networks=["myspace", "twitter"])

    assert staged.left_out[0].code == "unknown"
    assert "X" in staged.left_out[0].advice


async def test_everywhere_means_every_connected_network(office: Office) -> None:
    staged = await office.stage("one.jpg", networks=["*"])

    assert set(staged.networks) == {"instagram", "twitter"}


async def test_a_text_that_is_too_long_is_a_problem_of_that_network_alone(office: Office) -> None:
    staged = await office.stage("one.jpg", caption="word " * 100)

    found = {one.network: [p.code for p in one.problems] for one in staged.contents}
    assert found == {"instagram": [], "twitter": ["text_too_long"]}


async def test_a_guest_cannot_stage(office: Office) -> None:
    project = await office.project()

    with pytest.raises(NotAllowed, match="Guests cannot stage posts"):
        await office.planner.stage(GUEST, project=project, channel_id="C1", thread_ts="1.0")


async def test_another_workspaces_project_and_files_do_not_exist(office: Office) -> None:
    project = await office.project()
    foreign = office.file("theirs.jpg", workspace_id="T2")

    with pytest.raises(Gone):
        await office.planner.stage(STRANGER, project=project, channel_id="C1", thread_ts="1.0")
    with pytest.raises(Gone):
        await office.planner.stage(
            ANA, project=project, channel_id="C1", thread_ts="1.0", asset_ids=[foreign]
        )


async def test_staging_counts_what_was_staged(office: Office) -> None:
    await office.stage("one.jpg", caption="Hi")

    assert office.tracked("post.staged") == [
        {"contentType": "image", "platforms": ["instagram", "twitter"]}
    ]


async def test_a_session_expires_when_nobody_comes_back(office: Office) -> None:
    staged = await office.stage("one.jpg")
    office.clock.forward(days=4)

    expired = await office.planner.expire_sessions()

    found = office.database.read_now(lambda db: sessions.get(db, staged.session.id))
    assert expired == 1
    assert found.status is SessionStatus.ABANDONED
    with pytest.raises(Gone, match="has been used or has expired"):
        await office.planner.propose(ANA, staged.session.id)


async def test_staging_keeps_what_a_door_remembers_in_the_session(office: Office) -> None:
    staged = await office.stage("one.jpg")
    office.database.write_now(
        lambda db: sessions.save(
            db,
            staged.session.id,
            {**staged.session.data, "question": {"number": 1}},
            expires_at=office.clock.now() + timedelta(days=1),
        )
    )

    again = await office.stage("two.jpg")

    assert again.session.data["question"] == {"number": 1}
