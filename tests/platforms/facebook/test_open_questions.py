"""What Facebook's documentation leaves open: each of its possible answers is understood."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from platforms.errors import OutcomeUnknown
from platforms.facebook.reels import DRAFT_REMARK, Standing
from tests.platforms.facebook.readings import Readings, Told

READY = {"video_status": "ready", "uploading_phase": {"status": "complete"}}
PUBLISHED = {**READY, "publishing_phase": {"status": "complete", "publish_status": "published"}}


def _post(*told: Told, shown: Told = None) -> Readings:
    return Readings(
        {
            "POST 77/feed": [{"id": "77_1"}, {"id": "77_2"}],
            "POST 77_1": [shown or {"success": True}],
            "GET 77_1": list(told),
            "GET 77_2": [None],
            "GET 77/published_posts": [{"data": []}],
        }
    )


def _reel(*statuses: Told, finished: Told = None, details: Told = None) -> Readings:
    return Readings(
        {
            "POST 77/video_reels start": [{"video_id": "9", "upload_url": ""}],
            "POST upload": [{"success": True}],
            "GET 9 status": [status and {"status": status} for status in statuses],
            "GET 9": [details],
            "POST 77/video_reels finish": [finished or {"success": True}, None],
        }
    )


async def test_a_post_that_stays_unseen_after_a_yes_is_a_question_then_made_in_one_step(
    tmp_path: Path,
) -> None:
    readings = _post({"is_published": False})
    async with readings.publisher(tmp_path) as publisher:
        with pytest.raises(OutcomeUnknown) as asked:
            await publisher.text()
        published = await publisher.text()

    assert "shows it to nobody" in asked.value.reason
    assert published.remote_id == "77_2"
    assert readings.asked.count("GET 77/published_posts") == 2


async def test_a_post_may_be_told_as_unseen_for_a_moment(tmp_path: Path) -> None:
    readings = _post({"is_published": False}, {"is_published": True})
    async with readings.publisher(tmp_path) as publisher:
        published = await publisher.text()

    assert published.remote_id == "77_1"
    assert readings.asked.count("POST 77/feed") == 1


@pytest.mark.parametrize("shown", [{"success": False}, {"surprise": 1}])
async def test_an_answer_that_is_no_yes_is_no_success(tmp_path: Path, shown: Told) -> None:
    readings = _post({"is_published": False}, shown=shown)
    async with readings.publisher(tmp_path) as publisher:
        with pytest.raises(OutcomeUnknown):
            await publisher.text()


@pytest.mark.parametrize(
    ("told", "url"),
    [
        ({}, "{base}/77_1"),
        ({"permalink_url": "/acme/posts/1"}, "{base}/acme/posts/1"),
        ({"permalink_url": "https://www.facebook.com/1"}, "https://www.facebook.com/1"),
    ],
)
async def test_the_address_is_known_however_it_is_told(
    tmp_path: Path, told: Told, url: str
) -> None:
    async with _post(told).publisher(tmp_path) as publisher:
        published = await publisher.text()

    assert published.url == url.format(base=publisher.url)


async def test_a_finish_that_is_refused_for_having_worked_is_taken_for_success(
    tmp_path: Path,
) -> None:
    readings = _reel(*[READY] * 4, PUBLISHED, finished={"surprise": 1})
    async with readings.publisher(tmp_path) as publisher:
        with pytest.raises(OutcomeUnknown):
            await publisher.reel()
        published = await publisher.reel()

    assert published.remote_id == "9"
    assert readings.asked.count("POST 77/video_reels start") == 1


async def test_a_finish_that_is_refused_after_doubt_is_a_question_where_nobody_can_look(
    tmp_path: Path,
) -> None:
    readings = _reel(*[READY] * 4, None, finished={"surprise": 1})
    async with readings.publisher(tmp_path) as publisher:
        for _ in range(2):
            with pytest.raises(OutcomeUnknown):
                await publisher.reel()


async def test_a_reel_that_facebook_keeps_as_a_draft_is_told_with_a_remark(tmp_path: Path) -> None:
    draft = {**READY, "publishing_phase": {"publish_status": "draft"}}
    async with _reel(READY, draft).publisher(tmp_path) as publisher:
        published = await publisher.reel()

    assert published.remark == DRAFT_REMARK


async def test_a_public_reel_is_never_taken_for_a_failed_one(tmp_path: Path) -> None:
    odd = {**PUBLISHED, "processing_phase": {"status": "error"}}
    async with _reel(READY, odd).publisher(tmp_path) as publisher:
        published = await publisher.reel()

    assert (published.remote_id, published.remark) == ("9", "")


@pytest.mark.parametrize(
    ("details", "remote_id", "path"),
    [
        ({}, "9", "/reel/9"),
        ({"post_id": "5"}, "77_5", "/reel/9"),
        ({"post_id": "77_5", "permalink_url": "/reel/9/"}, "77_5", "/reel/9/"),
    ],
)
async def test_a_reel_is_named_however_facebook_names_it(
    tmp_path: Path, details: Told, remote_id: str, path: str
) -> None:
    async with _reel(READY, PUBLISHED, details=details).publisher(tmp_path) as publisher:
        published = await publisher.reel()

    assert (published.remote_id, published.url) == (remote_id, f"{publisher.url}{path}")


@pytest.mark.parametrize(
    ("status", "received"),
    [
        ({}, 0),
        ({"uploading_phase": {"bytes_transfered": 7}}, 7),
        ({"uploading_phase": {"bytes_transferred": 7}}, 7),
        ({"uploading_phase": {"bytes_transfered": "?"}}, 0),
        ({"uploading_phase": "?"}, 0),
    ],
)
def test_the_bytes_that_arrived_are_read_in_either_spelling(
    status: dict[str, Any], received: int
) -> None:
    assert Standing.of(status).received == received


@pytest.mark.parametrize(
    ("publishing", "is_public"),
    [
        ({}, False),
        ({"status": "not_started"}, False),
        ({"status": "in_progress", "publish_status": "not_published"}, False),
        ({"status": "complete"}, True),
        ({"status": "complete", "publish_status": "published"}, True),
        ({"publish_status": "published"}, True),
        ({"status": "complete", "publish_status": "draft"}, False),
        ({"status": "complete", "publish_status": "scheduled"}, False),
    ],
)
def test_a_reel_is_public_only_when_facebook_says_so(
    publishing: dict[str, Any], is_public: bool
) -> None:
    assert Standing.of({"publishing_phase": publishing}).is_public is is_public
