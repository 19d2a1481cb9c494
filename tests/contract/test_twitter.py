"""What only X has: media ids that last a day, segments, and its refusal of duplicates."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from platforms.content import Content, Kind
from platforms.endpoints import Endpoints
from platforms.errors import NotSent, OutcomeUnknown, PlatformError, RateLimited, Rejected, Step
from platforms.judging import problems
from platforms.twitter.adapter import permalink
from platforms.twitter.uploads import SEGMENT_BYTES
from tests.contract.contents import made
from tests.contract.notebook import Notebook
from tests.contract.serving import free_port
from tests.contract.stage import Login, Stage
from tests.platforms import samples

pytestmark = pytest.mark.parametrize("login", [Login("twitter")], indirect=True, ids=str)


def _uploads(stage: Stage) -> int:
    return sum(1 for r in stage.overheard.requests if r.url.path.startswith("/twitter/2/media"))


async def test_uploaded_files_are_used_again_by_the_next_attempt(stage: Stage) -> None:
    stage.arm(Step.CREATE, "error_429", times=1)
    with pytest.raises(RateLimited):
        await stage.publish(*made(Kind.CAROUSEL))
    uploaded = _uploads(stage)

    await stage.publish(*made(Kind.CAROUSEL))

    assert _uploads(stage) == uploaded == 2


async def test_files_uploaded_a_day_ago_are_uploaded_again(stage: Stage) -> None:
    stage.arm(Step.CREATE, "error_429", times=1)
    with pytest.raises(RateLimited):
        await stage.publish(*made(Kind.IMAGE))
    uploaded = _uploads(stage)
    stage.control.post("/_sandbox/clock", json={"advance_s": 24 * 3600})
    stage.account = stage.open_account()

    await stage.publish(*made(Kind.IMAGE))

    assert _uploads(stage) == 2 * uploaded


async def test_a_rate_limit_says_when_to_come_back(stage: Stage) -> None:
    stage.arm(Step.CREATE, "error_429", times=1, retry_after_s=300)

    with pytest.raises(RateLimited) as refused:
        await stage.publish(*made(Kind.TEXT))

    assert refused.value.retry_at is not None
    assert 240 < (refused.value.retry_at - stage.clock.now()).total_seconds() <= 301


async def test_a_description_reaches_the_network_before_the_post(stage: Stage) -> None:
    await stage.publish(*made(Kind.IMAGE))

    paths = [request.url.path for request in stage.overheard.requests]
    (body,) = stage.overheard.bodies("/2/media/metadata")
    assert body["metadata"] == {"alt_text": {"text": "A red door"}}
    assert paths.index("/twitter/2/media/metadata") < paths.index("/twitter/2/tweets")


async def test_an_interrupted_video_is_not_sent_twice(stage: Stage) -> None:
    stage.arm(Step.STATUS, "error_503", times=1)
    with pytest.raises(PlatformError):
        await stage.publish(*made(Kind.VIDEO))

    await stage.publish(*made(Kind.VIDEO))

    assert len(stage.overheard.bodies("/2/media/upload/initialize")) == 1


async def test_a_video_x_cannot_process_is_refused_and_sent_anew_next_time(stage: Stage) -> None:
    stage.arm(Step.STATUS, "processing_failed", times=1)
    with pytest.raises(Rejected) as refused:
        await stage.publish(*made(Kind.VIDEO))

    await stage.publish(*made(Kind.VIDEO))

    assert "MP4" in refused.value.advice
    assert len(stage.overheard.bodies("/2/media/upload/initialize")) == 2


@pytest.mark.slow
async def test_a_large_file_goes_out_in_several_segments(stage: Stage, tmp_path: Path) -> None:
    path = samples.film(tmp_path / "snow.mp4", seconds=1, size_px=(640, 480), is_noise=True)
    content = Content("Snow", (samples.media_of(path),))

    await stage.publish(content, (path,))

    appended = [r for r in stage.overheard.requests if r.url.path.endswith("/append")]
    assert len(appended) == -(-path.stat().st_size // SEGMENT_BYTES) > 1
    assert len(stage.visible()) == 1


async def test_an_animated_gif_stays_animated(stage: Stage, tmp_path: Path) -> None:
    path = samples.animation(tmp_path / "dance.gif")
    content = Content("Dance", (samples.media_of(path),))

    await stage.publish(content, (path,))

    (begun,) = stage.overheard.bodies("/2/media/upload/initialize")
    (post,) = stage.visible()
    assert begun["media_category"] == "tweet_gif"
    assert [media["kind"] for media in post["media"]] == ["gif"]


async def test_a_duplicate_after_silence_is_a_question(stage: Stage) -> None:
    stage.arm(Step.CREATE, "drop_after", times=1)
    with pytest.raises(OutcomeUnknown):
        await stage.publish(*made(Kind.TEXT))

    with pytest.raises(OutcomeUnknown):
        await stage.publish(*made(Kind.TEXT))

    assert len(stage.visible()) == 1


async def test_a_duplicate_out_of_the_blue_is_a_matter_of_content(stage: Stage) -> None:
    await stage.publish(*made(Kind.TEXT))
    stage.forget()

    with pytest.raises(Rejected) as refused:
        await stage.publish(*made(Kind.TEXT))

    assert "same text" in refused.value.reason


async def test_an_answer_with_id_and_errors_is_a_success(stage: Stage) -> None:
    stage.arm(Step.CREATE, "partial_errors", times=1)

    published = await stage.publish(*made(Kind.TEXT))

    assert [post["id"] for post in stage.visible()] == [published.remote_id]


@pytest.mark.parametrize(
    "text", ["日" * 140, "x" * 256 + " https://example.com/a?b=1", "👨‍👩‍👧‍👦" * 140, "é" * 280]
)
async def test_x_and_the_rules_agree_on_what_just_fits(stage: Stage, text: str) -> None:
    rules = stage.login.adapter.rules

    assert problems(Content(text), rules) == []
    await stage.publish(Content(text))
    stage.forget()
    assert [p.code for p in problems(Content(text + "."), rules)] == ["text_too_long"]
    with pytest.raises(Rejected):
        await stage.publish(Content(text + "."))


async def test_links_lead_to_x_and_at_a_stand_in_to_the_stand_in(stage: Stage) -> None:
    real = stage.login.adapter.default_endpoints

    assert permalink(real, "acme", "1") == "https://x.com/acme/status/1"
    assert permalink(Endpoints("http://here/twitter"), "acme", "1") == (
        "http://here/twitter/acme/status/1"
    )


async def test_a_token_without_the_right_to_upload_asks_to_connect_again(stage: Stage) -> None:
    stage.account = replace(
        stage.open_account(scopes=["tweet.read", "tweet.write", "users.read"]), id="account-1"
    )

    with pytest.raises(PlatformError) as refused:
        await stage.publish(*made(Kind.IMAGE))

    assert type(refused.value).__name__ == "NeedsReconnect"


async def test_a_create_call_that_found_nobody_was_not_sent(stage: Stage) -> None:
    content, paths = made(Kind.IMAGE)
    await stage.publish(content, paths)  # leaves checkpoints: only the create call is left to do
    later = Notebook(stage.clock, kept=stage.notebook.kept)
    wire = stage.wire_to(f"http://127.0.0.1:{free_port()}", later)

    with pytest.raises(NotSent) as refused:
        await stage.login.adapter.publish(stage.deliver(content, paths), wire)

    assert later.intents == []
    assert refused.value.step is Step.CREATE
