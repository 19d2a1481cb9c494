"""TikTok's photos: one call fetches and publishes, so a lost answer leaves only a search."""

from __future__ import annotations

from dataclasses import replace

import pytest

from platforms.content import Kind
from platforms.errors import NeedsOwner, OutcomeUnknown, PlatformError, Step
from tests.contract.contents import Made
from tests.contract.stage import Stage
from tests.contract.tiktok import PHOTO_INIT, chosen, of_tiktok, turn

pytestmark = of_tiktok


async def _unanswered(stage: Stage, made: Made, fault: str = "drop_after") -> None:
    stage.arm(Step.CREATE, fault, times=1)
    with pytest.raises(OutcomeUnknown):
        await stage.publish(*made)


@pytest.mark.parametrize("fault", ["drop_after", "error_503_after", "internal_error_after"])
async def test_photos_that_went_live_unnoticed_are_found_and_not_repeated(
    stage: Stage, fault: str
) -> None:
    await _unanswered(stage, stage.made(Kind.CAROUSEL), fault)

    published = await stage.publish(*stage.made(Kind.CAROUSEL))

    (post,) = stage.visible()
    assert published.remote_id == post["id"]
    assert published.url == f"{stage.endpoints.api_url}/@acme/photo/{post['id']}"
    assert len(stage.notebook.intents) == 1


async def test_a_long_text_is_found_by_its_beginning(stage: Stage) -> None:
    content, paths = stage.made(Kind.IMAGE)
    long = replace(content, text="Doors open at nine.  " * 20)
    await _unanswered(stage, (long, paths))

    published = await stage.publish(long, paths)

    assert [post["id"] for post in stage.visible()] == [published.remote_id]


@pytest.mark.parametrize(
    ("text", "title"), [("Another text", ""), ("Doors", ""), ("", "A title of its own")]
)
async def test_another_post_of_the_account_is_not_taken_for_it(
    stage: Stage, text: str, title: str
) -> None:
    content, paths = chosen(stage, Kind.IMAGE, title=title)
    await stage.publish(replace(content, text=text), paths)
    stage.forget()
    await _unanswered(stage, stage.made(Kind.IMAGE), "drop_before")

    with pytest.raises(OutcomeUnknown) as refused:
        await stage.publish(*stage.made(Kind.IMAGE))

    assert "does not list it" in refused.value.reason


async def test_an_older_post_of_the_same_text_is_not_taken_for_it(stage: Stage) -> None:
    await stage.publish(*stage.made(Kind.IMAGE))
    stage.forget()
    stage.control.post("/_sandbox/clock", json={"advance_s": 300})
    await _unanswered(stage, stage.made(Kind.IMAGE), "drop_before")

    with pytest.raises(OutcomeUnknown):
        await stage.publish(*stage.made(Kind.IMAGE))

    assert len(stage.visible()) == 1


async def test_two_posts_that_look_alike_are_never_mistaken_for_each_other(stage: Stage) -> None:
    await stage.publish(*stage.made(Kind.IMAGE))
    stage.forget()
    await _unanswered(stage, stage.made(Kind.IMAGE))

    with pytest.raises(OutcomeUnknown) as refused:
        await stage.publish(*stage.made(Kind.IMAGE))

    assert "several posts" in refused.value.reason
    assert len(stage.visible()) == 2


async def test_photos_that_cannot_be_found_are_a_question_first(stage: Stage) -> None:
    await _unanswered(stage, stage.made(Kind.IMAGE), "drop_before")
    with pytest.raises(OutcomeUnknown):
        await stage.publish(*stage.made(Kind.IMAGE))

    await stage.publish(
        *stage.made(Kind.IMAGE)
    )  # a person has looked and said that it is not there

    assert len(stage.visible()) == 1


@pytest.mark.parametrize("is_hidden", [True, False])
async def test_posts_that_tiktok_does_not_list_are_never_repeated_unasked(
    stage: Stage, *, is_hidden: bool
) -> None:
    turn(stage, "photos_are_listed", is_hidden)
    level = "SELF_ONLY" if is_hidden else "PUBLIC_TO_EVERYONE"
    unseen = chosen(stage, Kind.IMAGE, privacy_level=level)
    await _unanswered(stage, unseen)

    with pytest.raises(OutcomeUnknown):
        await stage.publish(*unseen)

    assert len(stage.visible()) == 1


async def test_a_search_without_an_answer_is_made_again(stage: Stage) -> None:
    await _unanswered(stage, stage.made(Kind.IMAGE))
    stage.arm(Step.READ_BACK, "error_503", times=1)
    with pytest.raises(OutcomeUnknown) as refused:
        await stage.publish(*stage.made(Kind.IMAGE))

    published = await stage.publish(*stage.made(Kind.IMAGE))

    assert refused.value.step is Step.READ_BACK
    assert [post["id"] for post in stage.visible()] == [published.remote_id]


async def test_a_search_that_is_not_allowed_finds_nothing(stage: Stage) -> None:
    stage.account = stage.open_account(scopes=["user.info.basic", "video.publish"])
    await _unanswered(stage, stage.made(Kind.IMAGE))

    with pytest.raises(OutcomeUnknown) as refused:
        await stage.publish(*stage.made(Kind.IMAGE))

    assert "does not list it" in refused.value.reason


async def test_a_token_that_ends_meanwhile_does_not_send_photos_twice(stage: Stage) -> None:
    stage.arm(Step.STATUS, "error_401", times=1)
    with pytest.raises(PlatformError):
        await stage.publish(*stage.made(Kind.IMAGE))

    await stage.publish(*stage.made(Kind.IMAGE))

    assert len(stage.overheard.bodies(PHOTO_INIT)) == len(stage.visible()) == 1


async def test_files_that_could_not_be_fetched_are_fetched_anew(stage: Stage) -> None:
    delivery = stage.deliver(*stage.made(Kind.IMAGE))
    lost = replace(delivery.files[0], public_url=f"{stage.media_url}/gone.jpg")
    with pytest.raises(PlatformError) as refused:
        await stage.login.adapter.publish(replace(delivery, files=(lost,)), stage.wire)

    await stage.publish(*stage.made(Kind.IMAGE))

    assert refused.value.code == "photo_pull_failed"
    assert "CALLBOARD_PUBLIC_URL" in refused.value.advice
    assert len(stage.visible()) == 1


async def test_an_address_that_is_not_verified_is_for_the_owner(stage: Stage) -> None:
    turn(stage, "verified_urls", "callboard.example")

    with pytest.raises(NeedsOwner) as refused:
        await stage.publish(*stage.made(Kind.IMAGE))

    assert "verify the domain" in refused.value.advice


async def test_without_a_public_address_the_owner_is_told_and_nothing_is_sent(
    stage: Stage,
) -> None:
    delivery = stage.deliver(*stage.made(Kind.IMAGE))
    hidden = replace(delivery, files=tuple(replace(f, public_url=None) for f in delivery.files))

    with pytest.raises(NeedsOwner) as refused:
        await stage.login.adapter.publish(hidden, stage.wire)

    assert "CALLBOARD_PUBLIC_URL" in refused.value.advice
    assert stage.seen() == []
