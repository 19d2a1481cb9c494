"""Reels: announced, sent, processed, finished, and found again whatever goes wrong in between."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from platforms.content import Content, Kind
from platforms.errors import PlatformError, Rejected, Step, Unavailable
from platforms.facebook import reels
from platforms.judging import problems
from tests.contract.contents import made
from tests.contract.facebook import calls, of_a_page, published_twice, turn, unanswered
from tests.contract.stage import Login, Stage
from tests.platforms import samples

pytestmark = of_a_page

VIDEO = Kind.VIDEO
DAY_S = 24 * 3600


def _started(stage: Stage) -> int:
    return sum(body["upload_phase"] == "start" for body in stage.overheard.bodies("/video_reels"))


def _finished(stage: Stage) -> int:
    return calls(stage, "/video_reels") - _started(stage)


def _uploads(stage: Stage) -> list[httpx.Request]:
    return [one for one in stage.overheard.requests if "/video-upload/" in one.url.path]


@pytest.mark.parametrize("fault", ["drop_after", "error_503_after", "service_error_after"])
async def test_a_reel_that_went_live_unnoticed_is_found_and_not_repeated(
    stage: Stage, fault: str
) -> None:
    await unanswered(stage, made(VIDEO), fault)

    published, post = await published_twice(stage, made(VIDEO))

    assert (published.remote_id, published.url) == (post["id"], post["url"])
    assert (_started(stage), _finished(stage)) == (1, 1)
    assert len(stage.notebook.intents) == 1


async def test_a_reel_that_was_never_finished_is_finished_and_not_sent_again(stage: Stage) -> None:
    await unanswered(stage, made(VIDEO), "drop_before")

    await published_twice(stage, made(VIDEO))

    assert (_started(stage), _finished(stage), len(_uploads(stage))) == (1, 2, 1)


@pytest.mark.parametrize("word", ["bytes_transfered", "bytes_transferred"])
async def test_an_upload_goes_on_where_it_was_cut_off(stage: Stage, word: str) -> None:
    turn(stage, "bytes_word", word)
    stage.arm(Step.UPLOAD, "error_503", times=1)
    with pytest.raises(Unavailable):
        await stage.publish(*made(VIDEO))
    first = _uploads(stage)[0]
    headers = {name: first.headers[name] for name in ("authorization", "offset", "file_size")}
    part = await stage.http.post(first.url, headers=headers, content=first.content[:5000])

    await published_twice(stage, made(VIDEO))

    assert part.status_code == 400
    assert _uploads(stage)[-1].headers["offset"] == "5000"
    assert _started(stage) == 1


async def test_an_upload_whose_answer_got_lost_is_not_sent_again(stage: Stage) -> None:
    stage.arm(Step.UPLOAD, "drop_after", times=1)
    with pytest.raises(Unavailable):
        await stage.publish(*made(VIDEO))

    await published_twice(stage, made(VIDEO))

    assert len(_uploads(stage)) == 1


async def test_an_upload_that_facebook_dropped_begins_anew(stage: Stage) -> None:
    stage.arm(Step.UPLOAD, "error_503", times=1)
    with pytest.raises(Unavailable):
        await stage.publish(*made(VIDEO))
    stage.control.post("/_sandbox/clock", json={"advance_s": DAY_S + 60})
    with pytest.raises(Unavailable):
        await stage.publish(*made(VIDEO))

    await published_twice(stage, made(VIDEO))

    assert _started(stage) == 2


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("1363040", "9:16"),
        ("1363127", "540×960"),
        ("1363128", "3 to 90 seconds"),
        ("1363129", "24 to 60 frames"),
        ("6000", "could not use the video"),
        ("77", "could not process the video. It says: There was a problem"),
    ],
)
async def test_a_video_that_facebook_cannot_use_is_refused_with_words_and_sent_anew(
    stage: Stage, code: str, says: str
) -> None:
    stage.arm(Step.STATUS, "video_error", times=1, code=code)
    with pytest.raises(Rejected) as refused:
        await stage.publish(*made(VIDEO))

    await published_twice(stage, made(VIDEO))

    assert says in refused.value.reason
    assert refused.value.advice.endswith("upload it and plan the post again.")
    assert _started(stage) == 2


async def test_a_refused_finish_sends_the_video_anew(stage: Stage) -> None:
    stage.arm(Step.CREATE, "video_problem", times=1)
    with pytest.raises(Rejected):
        await stage.publish(*made(VIDEO))

    await published_twice(stage, made(VIDEO))

    assert _started(stage) == 2


async def test_a_finish_that_has_to_wait_keeps_the_video(stage: Stage) -> None:
    stage.arm(Step.CREATE, "page_throttled", times=1)
    with pytest.raises(PlatformError):
        await stage.publish(*made(VIDEO))

    await published_twice(stage, made(VIDEO))

    assert _started(stage) == 1


async def test_a_video_that_nobody_finds_for_a_moment_is_asked_for_again(stage: Stage) -> None:
    stage.arm(Step.STATUS, "object_gone", times=1)
    with pytest.raises(Unavailable):
        await stage.publish(*made(VIDEO))

    await published_twice(stage, made(VIDEO))

    assert _started(stage) == 1


async def test_a_video_that_takes_long_is_finished_early_and_goes_out_when_ready(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn(stage, "video_polls", 8)
    monkeypatch.setattr(reels, "PROCESSING_WAITS_S", (1.0, 1.0))

    published, post = await published_twice(stage, made(VIDEO))

    assert (published.remote_id, published.remark) == (post["id"], "")


async def test_a_video_that_fails_after_an_early_finish_is_no_success(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn(stage, "video_polls", 8)
    monkeypatch.setattr(reels, "PROCESSING_WAITS_S", (1.0,))
    path = samples.film(tmp_path / "short.mp4", seconds=2, size_px=(540, 960))

    with pytest.raises(Rejected) as refused:
        await stage.publish(Content("Short", (samples.media_of(path),)), (path,))

    assert "3 to 90 seconds" in refused.value.reason
    assert _finished(stage) == 1
    assert stage.visible() == []


async def test_a_video_that_is_never_ready_is_told_with_a_remark(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn(stage, "video_polls", 100)
    monkeypatch.setattr(reels, "PROCESSING_WAITS_S", (1.0,))
    monkeypatch.setattr(reels, "PUBLISHING_WAITS_S", (1.0, 1.0))

    published = await stage.publish(*made(VIDEO))

    assert published.remark == reels.SLOW_REMARK
    assert published.url is not None


async def test_a_reel_that_is_out_does_not_fail_when_nobody_can_look(stage: Stage) -> None:
    stage.arm(Step.READ_BACK, "error_503", times=9)

    published = await stage.publish(*made(VIDEO))

    (post,) = stage.visible()
    assert published.url == post["url"]
    assert published.remote_id


async def test_a_reel_is_the_same_whether_the_finish_tells_its_post_or_not(stage: Stage) -> None:
    turn(stage, "finish_tells_post_id", value=True)

    published, post = await published_twice(stage, made(VIDEO))

    assert published.remote_id == post["id"]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"width_px": 1920, "height_px": 1080}, "aspect"),
        ({"width_px": 1080, "height_px": 1080}, "aspect"),
        ({"width_px": 360, "height_px": 640}, "too_small"),
        ({"duration_s": 2.0}, "duration"),
        ({"duration_s": 91.0}, "duration"),
        ({"mime": "video/quicktime"}, "video_format"),
        ({"size_bytes": 1_100_000_000}, "too_large"),
    ],
)
async def test_a_video_that_is_no_reel_is_a_problem_before_it_is_sent(
    login: Login, facts: dict[str, Any], code: str
) -> None:
    content, _ = made(VIDEO)
    film = replace(content.media[0], **facts)

    found = problems(Content("Look", (film,)), login.adapter.rules)

    assert [problem.code for problem in found] == [code]
