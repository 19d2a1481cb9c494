from __future__ import annotations

import base64
import hashlib
from typing import Any

import httpx
import pytest

from tests.bot.sandbox.networks.files import animation, picture, video
from tests.bot.sandbox.networks.hands import Person, arm, posts, turn
from tests.bot.sandbox.networks.twitter.calls import (
    MEGABYTE,
    UPLOAD,
    append,
    finalize,
    initialize,
    poll,
    processed,
    sent,
    tweet,
)


async def test_a_film_goes_up_in_pieces_and_is_processed(
    http: httpx.AsyncClient, acme: Person
) -> None:
    media_id = await sent(http, acme, video(sound="aac"), "tweet_video", "video/mp4")
    first = await poll(http, acme, media_id)
    second = await poll(http, acme, media_id)
    made = await tweet(http, acme, media_id)

    assert first["processing_info"]["state"] == "in_progress"
    assert first["processing_info"]["check_after_secs"] == 1
    assert second["processing_info"] == {"state": "succeeded", "progress_percent": 100}
    assert second["media_key"] == f"7_{media_id}"
    assert made.status_code == 201
    assert (await posts(http))[0]["media"] == [
        {"sha256": hashlib.sha256(video(sound="aac")).hexdigest(), "kind": "video"}
    ]


async def test_finalize_says_that_processing_is_pending(
    http: httpx.AsyncClient, acme: Person
) -> None:
    data = video()
    made = await initialize(
        http,
        acme,
        media_type="video/mp4",
        total_bytes=len(data),
        media_category="tweet_video",
    )
    media_id = made.json()["data"]["id"]
    appended = await append(http, acme, media_id, 0, data)

    done = await finalize(http, acme, media_id)
    again = await finalize(http, acme, media_id)

    assert set(made.json()["data"]) == {"id", "media_key", "expires_after_secs"}
    assert appended.json()["data"]["expires_at"] > 0
    assert done.json()["data"]["processing_info"]["state"] == "pending"
    assert again.status_code == 200


async def test_a_film_that_is_still_processed_cannot_be_posted(
    http: httpx.AsyncClient, acme: Person
) -> None:
    media_id = await sent(http, acme, video(), "tweet_video", "video/mp4")

    early = await tweet(http, acme, media_id)

    assert early.status_code == 400
    assert early.json()["errors"][0]["message"] == "Your media IDs are invalid."


async def test_the_number_of_polls_can_be_set(http: httpx.AsyncClient, acme: Person) -> None:
    await turn(http, "twitter", "processing_polls", 0)

    media_id = await sent(http, acme, video(), "tweet_video", "video/mp4")

    assert (await tweet(http, acme, media_id)).status_code == 201


@pytest.mark.parametrize(
    "facts",
    [
        {"codec": "mpeg4"},
        {"pixels": "yuv444p"},
        {"sound": "mp3"},
        {"seconds": 0.3},
        {"width": 16, "height": 16},
        {"width": 400, "height": 100},
        {"fps": 90},
        {"container": "matroska"},
    ],
)
async def test_a_film_outside_the_rules_fails_in_processing(
    http: httpx.AsyncClient, acme: Person, facts: dict[str, Any]
) -> None:
    ended = await processed(http, acme, video(**facts))

    made = await tweet(http, acme, ended["id"])

    assert ended["state"] == "failed"
    assert ended["error"]["name"] == "InvalidMedia"
    assert ended["error"]["message"]
    assert made.status_code == 400


@pytest.mark.parametrize("data", [b"not a film at all", video()[:2048]])
async def test_bytes_that_are_no_film_fail_in_processing(
    http: httpx.AsyncClient, acme: Person, data: bytes
) -> None:
    assert (await processed(http, acme, data))["state"] == "failed"


async def test_a_moving_gif_is_processed_and_posted(http: httpx.AsyncClient, acme: Person) -> None:
    ended = await processed(http, acme, animation(), "tweet_gif")

    made = await tweet(http, acme, ended["id"])

    assert ended["state"] == "succeeded"
    assert made.status_code == 201
    assert (await posts(http))[0]["media"][0]["kind"] == "gif"


@pytest.mark.parametrize(
    "data", [picture(), animation(1281, 16), animation(16, 1081), animation(16, 16, 351)]
)
async def test_a_gif_outside_the_rules_fails_in_processing(
    http: httpx.AsyncClient, acme: Person, data: bytes
) -> None:
    ended = await processed(http, acme, data, "tweet_gif")

    assert ended["state"] == "failed"


async def test_a_picture_sent_in_pieces_needs_no_processing(
    http: httpx.AsyncClient, acme: Person
) -> None:
    media_id = await sent(http, acme, picture(), "tweet_image", "image/jpeg")

    assert "processing_info" not in await poll(http, acme, media_id)
    assert (await tweet(http, acme, media_id)).status_code == 201


async def test_a_bad_picture_sent_in_pieces_is_refused_at_the_end(
    http: httpx.AsyncClient, acme: Person
) -> None:
    made = await initialize(
        http, acme, media_type="image/jpeg", total_bytes=4, media_category="tweet_image"
    )
    media_id = made.json()["data"]["id"]
    await append(http, acme, media_id, 0, b"nope")

    assert (await finalize(http, acme, media_id)).status_code == 400


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"media_type": "video/mp4"},
        {"total_bytes": 10},
        {"media_type": "application/pdf", "total_bytes": 10},
        {"media_type": "video/mp4", "total_bytes": 0},
        {"media_type": "video/mp4", "total_bytes": "10"},
        {"media_type": "video/mp4", "total_bytes": 10, "media_category": "film"},
        {"media_type": "video/mp4", "total_bytes": 10, "media_name": "a"},
        {"media_type": "image/jpeg", "total_bytes": 5 * MEGABYTE + 1},
        {"media_type": "image/gif", "total_bytes": 15 * MEGABYTE + 1},
        {"media_type": "video/mp4", "total_bytes": 512 * MEGABYTE + 1},
    ],
)
async def test_a_wrong_initialize_is_refused(
    http: httpx.AsyncClient, acme: Person, body: dict[str, Any]
) -> None:
    assert (await initialize(http, acme, **body)).status_code == 400


async def test_appending_before_initialize_is_refused(
    http: httpx.AsyncClient, acme: Person
) -> None:
    answer = await append(http, acme, "123456", 0, b"data")

    assert answer.status_code == 400


@pytest.mark.parametrize("index", [-1, 1000, "first", ""])
async def test_a_wrong_segment_index_is_refused(
    http: httpx.AsyncClient, acme: Person, index: object
) -> None:
    made = await initialize(http, acme, media_type="video/mp4", total_bytes=10)

    answer = await append(http, acme, made.json()["data"]["id"], index, b"data")

    assert answer.status_code == 400


async def test_a_segment_above_five_megabytes_is_refused(
    http: httpx.AsyncClient, acme: Person
) -> None:
    made = await initialize(http, acme, media_type="video/mp4", total_bytes=9 * MEGABYTE)

    answer = await append(http, acme, made.json()["data"]["id"], 0, b"x" * (5 * MEGABYTE + 1))

    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("indices", "total"),
    [((0, 2), 8), ((1, 2), 8), ((0, 1), 9), ((0, 1), 7), ((), 8)],
)
async def test_segments_that_do_not_add_up_are_refused(
    http: httpx.AsyncClient, acme: Person, indices: tuple[int, ...], total: int
) -> None:
    made = await initialize(http, acme, media_type="video/mp4", total_bytes=total)
    media_id = made.json()["data"]["id"]
    for index in indices:
        await append(http, acme, media_id, index, b"1234")

    answer = await finalize(http, acme, media_id)

    assert answer.status_code == 400
    assert "add up" in answer.json()["errors"][0]["message"]


async def test_sending_a_segment_again_replaces_it(http: httpx.AsyncClient, acme: Person) -> None:
    data = video()
    made = await initialize(
        http,
        acme,
        media_type="video/mp4",
        total_bytes=len(data),
        media_category="tweet_video",
    )
    media_id = made.json()["data"]["id"]
    await append(http, acme, media_id, 0, b"broken")
    await append(http, acme, media_id, 0, data[:500])
    await append(http, acme, media_id, 1, data[500:])

    assert (await finalize(http, acme, media_id)).status_code == 200


async def test_nothing_is_appended_after_finalize(http: httpx.AsyncClient, acme: Person) -> None:
    media_id = await sent(http, acme, video(), "tweet_video", "video/mp4")

    assert (await append(http, acme, media_id, 2, b"more")).status_code == 400


@pytest.mark.parametrize("command", ["", "INIT", "FINALIZE"])
async def test_status_is_the_only_command_left(
    http: httpx.AsyncClient, acme: Person, command: str
) -> None:
    answer = await http.get(UPLOAD, params={"command": command, "media_id": "1"}, headers=acme.auth)

    assert answer.status_code == 400


async def test_processing_can_be_made_to_fail(http: httpx.AsyncClient, acme: Person) -> None:
    media_id = await sent(http, acme, video(), "tweet_video", "video/mp4")
    await arm(http, "twitter", "processing_failed")

    ended = await poll(http, acme, media_id)
    later = await poll(http, acme, media_id)

    assert ended["processing_info"]["state"] == "failed"
    assert later == ended


async def test_a_segment_may_come_as_base64(http: httpx.AsyncClient, acme: Person) -> None:
    made = await initialize(http, acme, media_type="image/jpeg", total_bytes=len(picture()))
    media_id = made.json()["data"]["id"]
    body = {"segment_index": 0, "media": base64.b64encode(picture()).decode()}

    taken = await http.post(f"{UPLOAD}/{media_id}/append", json=body, headers=acme.auth)
    unknown = await http.post(
        f"{UPLOAD}/{media_id}/append", json={**body, "last": True}, headers=acme.auth
    )

    assert (taken.status_code, unknown.status_code) == (200, 400)
    assert (await finalize(http, acme, media_id)).status_code == 200
