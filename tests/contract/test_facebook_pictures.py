"""Pictures on Facebook: sent ahead, shown once, and found again by their ids."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from platforms.content import Content, Kind
from platforms.errors import OutcomeUnknown, Step, Unavailable
from tests.contract.contents import made
from tests.contract.facebook import AFTER, calls, of_a_page, published_twice, unanswered
from tests.contract.stage import Stage
from tests.platforms import samples

pytestmark = of_a_page


@pytest.mark.parametrize("fault", AFTER)
async def test_several_pictures_that_went_live_unnoticed_are_found_by_their_ids(
    stage: Stage, fault: str
) -> None:
    carousel = made(Kind.CAROUSEL)
    await stage.publish(*carousel)
    stage.forget()
    await unanswered(stage, carousel, fault)

    published = await stage.publish(*carousel)

    posts = stage.visible()
    assert len(posts) == 2
    assert published.remote_id == max(post["id"] for post in posts)
    assert calls(stage, "/feed") == 2


async def test_a_search_without_an_answer_is_made_again(stage: Stage) -> None:
    await unanswered(stage, made(Kind.CAROUSEL))
    stage.arm(Step.READ_BACK, "error_503", times=1)
    with pytest.raises(Unavailable):
        await stage.publish(*made(Kind.CAROUSEL))

    published, post = await published_twice(stage, made(Kind.CAROUSEL))

    assert published.remote_id == post["id"]
    assert calls(stage, "/feed") == 1


async def test_several_pictures_that_never_went_out_are_posted_with_the_same_ids(
    stage: Stage,
) -> None:
    await unanswered(stage, made(Kind.CAROUSEL), "drop_before")

    await published_twice(stage, made(Kind.CAROUSEL))

    assert calls(stage, "/photos") == 2


async def test_pictures_that_were_shown_already_lead_to_their_post(stage: Stage) -> None:
    await unanswered(stage, made(Kind.CAROUSEL))
    tried = next(name for name in stage.notebook.kept if name.startswith("tried:"))
    stage.notebook.kept[tried] = ""  # as if the process had died before the call was noted

    published, post = await published_twice(stage, made(Kind.CAROUSEL))

    assert published.remote_id == post["id"]
    assert calls(stage, "/feed") == 2


async def test_pictures_of_which_facebook_only_says_that_they_are_out_are_a_question(
    stage: Stage,
) -> None:
    stage.arm(Step.CREATE, "photos_already_posted", times=1)
    with pytest.raises(OutcomeUnknown):
        await stage.publish(*made(Kind.CAROUSEL))

    await published_twice(stage, made(Kind.CAROUSEL))  # a person has looked: it is not there

    assert calls(stage, "/photos") == 4


async def test_pictures_that_are_not_answered_for_are_sent_again_and_nobody_sees_them(
    stage: Stage,
) -> None:
    for _ in range(2):
        stage.arm(Step.PREPARE, "service_error", times=1)
        with pytest.raises(Unavailable):
            await stage.publish(*made(Kind.CAROUSEL))

    await published_twice(stage, made(Kind.CAROUSEL))


async def test_a_description_goes_with_its_picture(stage: Stage) -> None:
    await stage.publish(*made(Kind.IMAGE))

    photo = next(
        request for request in stage.overheard.requests if request.url.path.endswith("/photos")
    )
    assert b"A red door" in photo.content


async def test_a_picture_is_made_as_small_as_facebook_wants_it(
    stage: Stage, tmp_path: Path
) -> None:
    path = samples.noise_picture(tmp_path / "noise.png", (1800, 1800))

    await stage.publish(Content("Noise", (samples.media_of(path),)), (path,))

    sent = next(one for one in stage.overheard.requests if one.url.path.endswith("/photos"))
    assert path.stat().st_size > 4_000_000 > len(sent.content) - 2_000


async def test_the_same_picture_may_stand_in_a_post_twice(stage: Stage) -> None:
    content, (path,) = made(Kind.IMAGE)
    twice = replace(content, media=content.media * 2)

    await stage.publish(twice, (path, path))

    (post,) = stage.visible()
    assert len(post["media"]) == 2
