"""What only Instagram has: containers, and a publish call that can safely be repeated."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from platforms.content import Content, Kind
from platforms.errors import (
    NeedsOwner,
    OutcomeUnknown,
    PlatformError,
    RateLimited,
    Rejected,
    Step,
    Unavailable,
)
from tests.contract.contents import made
from tests.contract.stage import Login, Stage
from tests.platforms import samples

pytestmark = pytest.mark.parametrize(
    "login", [Login("instagram", "instagram")], indirect=True, ids=str
)


@pytest.mark.parametrize("fault", ["drop_after", "error_503_after", "action_blocked"])
async def test_a_post_that_went_live_unnoticed_is_found_and_not_repeated(
    stage: Stage, fault: str
) -> None:
    stage.arm(Step.CREATE, fault, times=1)
    with pytest.raises(OutcomeUnknown):
        await stage.publish(*made(Kind.IMAGE))

    published = await stage.publish(*made(Kind.IMAGE))

    (post,) = stage.visible()
    assert published.remote_id == post["id"]
    assert published.url is not None
    assert len(stage.notebook.intents) == 1


async def test_a_publish_call_that_never_arrived_is_repeated_with_the_same_container(
    stage: Stage,
) -> None:
    stage.arm(Step.CREATE, "drop_before", times=1)
    with pytest.raises(OutcomeUnknown):
        await stage.publish(*made(Kind.IMAGE))

    await stage.publish(*made(Kind.IMAGE))

    assert len(stage.visible()) == 1
    assert len(stage.overheard.bodies("/media")) == 1


async def test_two_posts_that_look_alike_are_never_mistaken_for_each_other(stage: Stage) -> None:
    content, paths = made(Kind.IMAGE)
    await stage.publish(content, paths)
    stage.forget()
    stage.arm(Step.CREATE, "drop_after", times=1)
    with pytest.raises(OutcomeUnknown):
        await stage.publish(content, paths)

    published = await stage.publish(content, paths)

    assert published.url is None
    assert published.remote_id.startswith("container:")
    assert len(stage.visible()) == 2


async def test_a_container_that_expired_after_silence_is_a_question_first(stage: Stage) -> None:
    stage.arm(Step.CREATE, "drop_before", times=1)
    with pytest.raises(OutcomeUnknown):
        await stage.publish(*made(Kind.IMAGE))
    stage.control.post("/_sandbox/clock", json={"advance_s": 25 * 3600})

    with pytest.raises(OutcomeUnknown):
        await stage.publish(*made(Kind.IMAGE))
    await stage.publish(*made(Kind.IMAGE))  # a person has looked and said that it is not there

    assert len(stage.visible()) == 1


async def test_a_container_that_expired_before_publishing_is_made_anew(stage: Stage) -> None:
    stage.arm(Step.CREATE, "user_throttled", times=1)
    with pytest.raises(RateLimited):
        await stage.publish(*made(Kind.IMAGE))
    stage.control.post("/_sandbox/clock", json={"advance_s": 25 * 3600})

    with pytest.raises(Unavailable):
        await stage.publish(*made(Kind.IMAGE))
    await stage.publish(*made(Kind.IMAGE))

    assert len(stage.visible()) == 1


async def test_an_edited_post_does_not_go_out_with_its_old_text(stage: Stage) -> None:
    content, paths = made(Kind.IMAGE)
    stage.arm(Step.CREATE, "user_throttled", times=1)
    with pytest.raises(RateLimited):
        await stage.publish(content, paths)

    await stage.publish(replace(content, text="A better text"), paths)

    assert [post["text"] for post in stage.visible()] == ["A better text"]


async def test_a_carousel_goes_on_where_it_was_broken_off(stage: Stage) -> None:
    stage.arm(Step.STATUS, "error_503", times=1)
    with pytest.raises(PlatformError):
        await stage.publish(*made(Kind.CAROUSEL))

    await stage.publish(*made(Kind.CAROUSEL))

    bodies = stage.overheard.bodies("/media")
    assert [body.get("media_type", "child") for body in bodies] == ["child", "child", "CAROUSEL"]


async def test_a_file_instagram_cannot_use_gets_a_new_container_next_time(stage: Stage) -> None:
    stage.arm(Step.STATUS, "container_error", times=1)
    with pytest.raises(PlatformError) as refused:
        await stage.publish(*made(Kind.VIDEO))

    await stage.publish(*made(Kind.VIDEO))

    assert isinstance(refused.value, Rejected | Unavailable)
    assert len(stage.overheard.bodies("/media")) == 2


async def test_a_sideways_mov_is_taken_by_a_strict_instagram(stage: Stage, tmp_path: Path) -> None:
    switch = {"network": "instagram", "name": "strict_video_layout", "value": True}
    stage.control.post("/_sandbox/switches", json=switch).raise_for_status()
    path = samples.film(tmp_path / "phone.mov", size_px=(320, 180), sideways=True)

    published = await stage.publish(Content("From my phone", (samples.media_of(path),)), (path,))

    assert published.remote_id


async def test_pictures_and_videos_stand_in_one_carousel(stage: Stage) -> None:
    (picture, first), (video, second) = made(Kind.IMAGE), made(Kind.VIDEO)
    mixed = Content("Both", (*picture.media, *video.media))

    await stage.publish(mixed, (*first, *second))

    (post,) = stage.visible()
    assert [media["kind"] for media in post["media"]] == ["image", "video"]


async def test_without_a_public_address_the_owner_is_told(stage: Stage) -> None:
    delivery = stage.deliver(*made(Kind.IMAGE))
    hidden = replace(delivery, files=tuple(replace(f, public_url=None) for f in delivery.files))

    with pytest.raises(NeedsOwner) as refused:
        await stage.login.adapter.publish(hidden, stage.wire)

    assert "CALLBOARD_PUBLIC_URL" in refused.value.advice


async def test_mentions_do_not_hide_a_live_post(stage: Stage) -> None:
    content, paths = made(Kind.IMAGE)
    greeting = replace(content, text="Thanks  @friend for the door")
    stage.arm(Step.CREATE, "drop_after", times=1)
    with pytest.raises(OutcomeUnknown):
        await stage.publish(greeting, paths)

    published = await stage.publish(greeting, paths)

    assert published.url is not None
