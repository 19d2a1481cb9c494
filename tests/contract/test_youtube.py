"""What only YouTube has: uploads that are taken up again, thumbnails, Shorts, and a daily quota."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from platforms.content import Content, Kind, Media, Rendition
from platforms.errors import (
    NeedsOwner,
    NeedsReconnect,
    OutcomeUnknown,
    PlatformError,
    Rejected,
    Step,
    Unavailable,
)
from platforms.youtube import uploads
from platforms.youtube.adapter import is_short
from platforms.youtube.errors import next_quota_day
from tests.contract.contents import made
from tests.contract.stage import Login, Stage
from tests.platforms import samples

pytestmark = pytest.mark.parametrize("login", [Login("youtube")], indirect=True, ids=str)

SESSION = "/upload/youtube/v3/videos"
PIECE = 262_144


def _with_thumbnail(folder: Path) -> tuple[Content, tuple[Path, ...]]:
    content, paths = made(Kind.VIDEO)
    picture = samples.photo(folder / "still.jpg")
    media = (samples.media_of(picture), *content.media)
    return replace(content, media=media), (picture, *paths)


def _pieces(stage: Stage) -> list[str]:
    return [
        request.headers["content-range"]
        for request in stage.overheard.requests
        if request.method == "PUT" and request.content
    ]


def _sent_in_small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "PIECE_BYTES", PIECE)


def _long_film(folder: Path) -> tuple[Content, tuple[Path, ...]]:
    """Return a film of several pieces."""
    path = samples.film(folder / "long.mp4", is_noise=True)
    return Content("A long film", (samples.media_of(path),)), (path,)


@pytest.mark.parametrize("fault", ["drop_after", "error_503_after", "error_500_after"])
async def test_a_video_that_arrived_unnoticed_is_found_and_not_sent_again(
    stage: Stage, fault: str
) -> None:
    stage.arm(Step.CREATE, fault, times=1)
    with pytest.raises(OutcomeUnknown):
        await stage.publish(*stage.simplest())

    published = await stage.publish(*stage.simplest())

    (video,) = stage.visible()
    assert published.remote_id == video["id"]
    assert len(stage.notebook.intents) == 1


async def test_a_last_piece_that_never_arrived_is_sent_again(stage: Stage) -> None:
    stage.arm(Step.CREATE, "drop_before", times=1)
    with pytest.raises(OutcomeUnknown):
        await stage.publish(*stage.simplest())

    await stage.publish(*stage.simplest())

    assert len(stage.visible()) == 1
    assert len(stage.overheard.bodies(SESSION)) == 1


async def test_an_upload_goes_on_where_it_was_cut_off(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _sent_in_small_pieces(monkeypatch)
    content, paths = _long_film(tmp_path)
    stage.arm(Step.UPLOAD, "error_503", times=1)
    with pytest.raises(Unavailable):
        await stage.publish(content, paths)
    before = len(_pieces(stage))

    await stage.publish(content, paths)

    pieces = _pieces(stage)
    assert before == 1
    assert len(pieces) >= 3
    assert len(stage.overheard.bodies(SESSION)) == 1
    assert len(stage.visible()) == 1


@pytest.mark.parametrize("fault", ["session_gone", "session_gone_410"])
async def test_an_upload_that_was_forgotten_begins_anew(stage: Stage, fault: str) -> None:
    stage.arm(Step.CREATE, "drop_before", times=1)
    with pytest.raises(OutcomeUnknown):
        await stage.publish(*stage.simplest())
    stage.arm(Step.READ_BACK, fault, times=1)

    await stage.publish(*stage.simplest())

    assert len(stage.visible()) == 1
    assert len(stage.overheard.bodies(SESSION)) == 2


@pytest.mark.parametrize("fault", ["session_gone", "session_gone_410"])
async def test_a_video_whose_upload_was_forgotten_is_found_in_the_channel(
    stage: Stage, fault: str
) -> None:
    stage.arm(Step.CREATE, "drop_after", times=1)
    with pytest.raises(OutcomeUnknown):
        await stage.publish(*stage.simplest())
    stage.arm(Step.READ_BACK, fault, times=1)

    published = await stage.publish(*stage.simplest())

    (video,) = stage.visible()
    assert published.remote_id == video["id"]


async def test_a_channel_that_cannot_be_looked_through_gets_no_second_video(stage: Stage) -> None:
    stage.arm(Step.CREATE, "drop_after", times=1)
    with pytest.raises(OutcomeUnknown):
        await stage.publish(*stage.simplest())
    stage.arm(Step.READ_BACK, "session_gone", times=1)
    stage.arm(Step.READ_BACK, "playlist_not_found", times=1)

    with pytest.raises(PlatformError):
        await stage.publish(*stage.simplest())

    assert len(stage.visible()) == 1


async def test_bytes_that_youtube_lost_are_sent_again(stage: Stage) -> None:
    stage.arm(Step.CREATE, "bytes_lost", times=1)
    with pytest.raises(PlatformError):
        await stage.publish(*stage.simplest())

    await stage.publish(*stage.simplest())

    assert len(stage.visible()) == 1


async def test_a_picture_beside_the_video_becomes_its_thumbnail(
    stage: Stage, tmp_path: Path
) -> None:
    content, paths = _with_thumbnail(tmp_path)

    await stage.publish(content, paths)

    (request,) = [one for one in stage.overheard.requests if "thumbnails" in one.url.path]
    assert request.headers["content-type"] == "image/jpeg"
    assert len(stage.visible()[0]["media"]) == 1


@pytest.mark.parametrize("fault", ["invalid_image", "upload_rate_limit", "video_not_found"])
async def test_a_refused_thumbnail_does_not_fail_the_video(
    stage: Stage, tmp_path: Path, fault: str
) -> None:
    stage.arm(Step.UPLOAD, fault, times=1)

    published = await stage.publish(*_with_thumbnail(tmp_path))

    assert [video["id"] for video in stage.visible()] == [published.remote_id]


async def test_a_video_youtube_does_not_keep_is_uploaded_anew_next_time(stage: Stage) -> None:
    stage.arm(Step.STATUS, "processing_failed", times=1)
    with pytest.raises(Rejected) as refused:
        await stage.publish(*stage.simplest())

    assert "did not keep the video" in refused.value.reason
    assert "YouTube Studio" in refused.value.advice
    published = await stage.publish(*stage.simplest())
    assert published.remote_id in {post["id"] for post in stage.visible()}


async def test_a_dead_connection_means_connecting_again(stage: Stage) -> None:
    stage.arm(Step.OAUTH, "refresh_token_dead", times=1)

    with pytest.raises(NeedsReconnect):
        await stage.login.adapter.refresh(stage.account, stage.refresh_token, stage.wire)


async def test_an_app_google_does_not_know_is_for_its_owner(stage: Stage) -> None:
    stage.arm(Step.OAUTH, "client_invalid", times=1)

    with pytest.raises(NeedsOwner) as refused:
        await stage.login.adapter.refresh(stage.account, stage.refresh_token, stage.wire)

    assert "CALLBOARD_YOUTUBE__CLIENT_ID" in refused.value.advice


@pytest.mark.parametrize(
    ("text", "filename", "title"),
    [
        ("Hello world\nmore", "clip.mp4", "Hello world"),
        ("", "our new shop.mp4", "our new shop"),
        ("", "", "Video"),
        ("word " * 40, "clip.mp4", "word " * 18 + "word…"),
        ("x" * 150, "clip.mp4", "x" * 99 + "…"),
    ],
)
async def test_a_title_nobody_wrote_comes_from_the_text_or_the_file(
    login: Login, text: str, filename: str, title: str
) -> None:
    media: Media = replace(made(Kind.VIDEO)[0].media[0], filename=filename)

    assert login.adapter.compose(Content(text, (media,))).options["title"] == title


@pytest.mark.parametrize(
    ("width_px", "height_px", "duration_s", "short"),
    [(1080, 1920, 60, True), (1080, 1080, 180, True), (1920, 1080, 30, False), (9, 16, 181, False)],
)
async def test_a_short_is_told_from_a_video_by_its_shape_and_length(
    login: Login, width_px: int, height_px: int, duration_s: float, short: bool
) -> None:
    media = made(Kind.VIDEO)[0].media[0]
    file = Rendition(media, Path("a.mp4"), "video/mp4", 9, "0", width_px, height_px, duration_s)

    assert login.network == "youtube"
    assert is_short(file) is short


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (datetime(2026, 7, 1, 6, 59, tzinfo=UTC), datetime(2026, 7, 1, 7, 0, tzinfo=UTC)),
        (datetime(2026, 7, 1, 7, 0, tzinfo=UTC), datetime(2026, 7, 2, 7, 0, tzinfo=UTC)),
        (datetime(2026, 11, 1, 7, 30, tzinfo=UTC), datetime(2026, 11, 2, 8, 0, tzinfo=UTC)),
        (datetime(2026, 3, 8, 9, 0, tzinfo=UTC), datetime(2026, 3, 9, 7, 0, tzinfo=UTC)),
    ],
)
async def test_a_quota_begins_anew_at_midnight_in_california(
    login: Login, now: datetime, then: datetime
) -> None:
    assert login.network == "youtube"
    assert next_quota_day(now) == then
