from __future__ import annotations

import base64
import hashlib
from typing import Any

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.files import animation, padded, picture, video
from tests.bot.sandbox.networks.hands import Person, account, arm, posts, turn

UPLOAD = "/twitter/2/media/upload"
MEGABYTE = 1024 * 1024


async def upload(
    http: httpx.AsyncClient, who: Person, data: bytes, **fields: str
) -> httpx.Response:
    return await http.post(
        UPLOAD,
        files={"media": ("a.jpg", data)},
        data={"media_category": "tweet_image", **fields},
        headers=who.auth,
    )


async def initialize(http: httpx.AsyncClient, who: Person, **body: Any) -> httpx.Response:
    return await http.post(f"{UPLOAD}/initialize", json=body, headers=who.auth)


async def append(
    http: httpx.AsyncClient, who: Person, media_id: str, index: object, data: bytes
) -> httpx.Response:
    return await http.post(
        f"{UPLOAD}/{media_id}/append",
        files={"media": ("blob", data)},
        data={"segment_index": str(index)},
        headers=who.auth,
    )


async def finalize(http: httpx.AsyncClient, who: Person, media_id: str) -> httpx.Response:
    return await http.post(f"{UPLOAD}/{media_id}/finalize", headers=who.auth)


async def poll(http: httpx.AsyncClient, who: Person, media_id: str) -> dict[str, Any]:
    answer = await http.get(
        UPLOAD, params={"command": "STATUS", "media_id": media_id}, headers=who.auth
    )
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()["data"]
    return found


async def sent(
    http: httpx.AsyncClient, who: Person, data: bytes, category: str, media_type: str
) -> str:
    """Send a file in pieces and finalize it."""
    made = await initialize(
        http, who, media_type=media_type, total_bytes=len(data), media_category=category
    )
    media_id: str = made.json()["data"]["id"]
    half = len(data) // 2
    for index, piece in enumerate((data[:half], data[half:])):
        assert (await append(http, who, media_id, index, piece)).status_code == 200
    done = await finalize(http, who, media_id)
    assert done.status_code == 200, done.text
    return media_id


async def processed(
    http: httpx.AsyncClient, who: Person, data: bytes, category: str = "tweet_video"
) -> dict[str, Any]:
    """Send a moving picture and wait for its processing; return its last state."""
    kind = "image/gif" if category == "tweet_gif" else "video/mp4"
    media_id = await sent(http, who, data, category, kind)
    info: dict[str, Any] = {}
    for _ in range(5):
        info = (await poll(http, who, media_id))["processing_info"]
        if info["state"] in {"succeeded", "failed"}:
            break
    return {"id": media_id, **info}


async def tweet(http: httpx.AsyncClient, who: Person, *media_ids: str) -> httpx.Response:
    return await http.post(
        "/twitter/2/tweets",
        json={"text": "Look", "media": {"media_ids": list(media_ids)}},
        headers=who.auth,
    )


async def test_a_picture_goes_up_in_one_request_and_into_a_post(
    http: httpx.AsyncClient, acme: Person
) -> None:
    up = await upload(http, acme, picture())
    data = up.json()["data"]
    made = await tweet(http, acme, data["id"])

    assert up.status_code == 200
    assert data == {
        "id": data["id"],
        "media_key": f"3_{data['id']}",
        "size": len(picture()),
        "expires_after_secs": data["expires_after_secs"],
    }
    assert 86_300 < data["expires_after_secs"] <= 86_400
    assert made.json()["data"]["text"].startswith("Look https://t.co/")
    assert (await posts(http))[0]["media"] == [
        {"sha256": hashlib.sha256(picture()).hexdigest(), "kind": "image"}
    ]


async def test_a_picture_may_come_as_base64(http: httpx.AsyncClient, acme: Person) -> None:
    body = {
        "media": base64.b64encode(picture()).decode(),
        "media_category": "tweet_image",
        "media_type": "image/jpeg",
    }

    answer = await http.post(UPLOAD, json=body, headers=acme.auth)

    assert answer.status_code == 200


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
async def test_four_kinds_of_pictures_are_taken(
    http: httpx.AsyncClient, acme: Person, kind: str
) -> None:
    answer = await upload(http, acme, picture(64, 64, kind))

    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("data", "fields"),
    [
        (b"not a picture", {}),
        (b"", {}),
        (picture()[:900], {}),
        (picture(64, 64, "BMP"), {}),
        (picture(64, 64, "TIFF"), {}),
        (padded(picture(), 5 * MEGABYTE + 1), {}),
        (video(), {}),
        (picture(), {"media_category": "tweet_video"}),
        (picture(), {"media_category": "tweet_gif"}),
        (picture(), {"media_category": "poster"}),
        (picture(), {"command": "INIT"}),
        (picture(), {"alt_text": "a gradient"}),
        (picture(), {"shared": "perhaps"}),
    ],
)
async def test_a_wrong_upload_is_refused(
    http: httpx.AsyncClient, acme: Person, data: bytes, fields: dict[str, str]
) -> None:
    answer = await upload(http, acme, data, **fields)

    assert answer.status_code == 400
    assert answer.json()["type"].endswith("/invalid-request")


async def test_an_upload_without_a_file_is_refused(http: httpx.AsyncClient, acme: Person) -> None:
    form = await http.post(
        UPLOAD, files={"other": b"x"}, data={"media_category": "tweet_image"}, headers=acme.auth
    )
    plain = await http.post(UPLOAD, json={"media_category": "tweet_image"}, headers=acme.auth)
    broken = await http.post(
        UPLOAD, json={"media": "???", "media_category": "tweet_image"}, headers=acme.auth
    )
    array = await http.post(UPLOAD, json=["media"], headers=acme.auth)

    assert [a.status_code for a in (form, plain, broken, array)] == [400] * 4


async def test_an_upload_without_a_category_is_refused(
    http: httpx.AsyncClient, acme: Person
) -> None:
    answer = await http.post(UPLOAD, files={"media": picture()}, headers=acme.auth)

    assert answer.status_code == 400


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


@pytest.mark.parametrize("call", ["append", "finalize", "status", "metadata", "post"])
async def test_another_accounts_upload_cannot_be_used(
    http: httpx.AsyncClient, acme: Person, rival: Person, call: str
) -> None:
    media_id = (await upload(http, acme, picture())).json()["data"]["id"]
    body = {"id": media_id, "metadata": {"alt_text": {"text": "x"}}}
    answers = {
        "append": append(http, rival, media_id, 0, b"data"),
        "finalize": finalize(http, rival, media_id),
        "status": http.get(
            UPLOAD, params={"command": "STATUS", "media_id": media_id}, headers=rival.auth
        ),
        "metadata": http.post("/twitter/2/media/metadata", json=body, headers=rival.auth),
        "post": tweet(http, rival, media_id),
    }

    answer = await answers.pop(call)

    for unused in answers.values():
        unused.close()
    assert answer.status_code == 400


async def test_an_additional_owner_may_post_it(
    http: httpx.AsyncClient, acme: Person, rival: Person
) -> None:
    up = await upload(http, acme, picture(), additional_owners=rival.id, shared="true")

    assert (await tweet(http, rival, up.json()["data"]["id"])).status_code == 201


async def test_an_upload_is_useless_after_a_day(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    media_id = (await upload(http, acme, picture())).json()["data"]["id"]
    clock.advance(86_401)
    fresh = await account(http, "twitter", "acme")

    assert (await tweet(http, fresh, media_id)).status_code == 400


async def test_an_upload_may_be_used_twice(http: httpx.AsyncClient, acme: Person) -> None:
    media_id = (await upload(http, acme, picture())).json()["data"]["id"]
    await tweet(http, acme, media_id)
    body = {"text": "Again", "media": {"media_ids": [media_id]}}

    again = await http.post("/twitter/2/tweets", json=body, headers=acme.auth)

    assert again.status_code == 201


async def test_four_pictures_make_one_post(http: httpx.AsyncClient, acme: Person) -> None:
    ids = [(await upload(http, acme, picture())).json()["data"]["id"] for _ in range(4)]

    made = await tweet(http, acme, *ids)

    assert made.status_code == 201
    assert len((await posts(http))[0]["media"]) == 4


async def test_pictures_and_a_film_do_not_mix(http: httpx.AsyncClient, acme: Person) -> None:
    still = (await upload(http, acme, picture())).json()["data"]["id"]
    film = (await processed(http, acme, video()))["id"]

    mixed = await tweet(http, acme, still, film)
    twice = await tweet(http, acme, still, still)

    assert (mixed.status_code, twice.status_code) == (400, 400)


async def test_a_long_film_needs_a_premium_account(http: httpx.AsyncClient, acme: Person) -> None:
    data = video(seconds=141, fps=2, width=48, height=48)
    refused = await tweet(http, acme, (await processed(http, acme, data))["id"])
    blue = await account(http, "twitter", "blue", details={"verified_type": "blue"})
    taken = await tweet(http, blue, (await processed(http, blue, data))["id"])

    assert refused.status_code == 403
    assert "longer than 2 minutes" in refused.json()["detail"]
    assert taken.status_code == 201


async def test_the_same_words_with_other_pictures_are_no_duplicate(
    http: httpx.AsyncClient, acme: Person
) -> None:
    one = (await upload(http, acme, picture())).json()["data"]["id"]
    other = (await upload(http, acme, picture(64, 64))).json()["data"]["id"]

    made = [await tweet(http, acme, media_id) for media_id in (one, other, one)]

    assert [answer.status_code for answer in made] == [201, 201, 403]


async def test_alt_text_is_shown_on_the_page(http: httpx.AsyncClient, acme: Person) -> None:
    media_id = (await upload(http, acme, picture())).json()["data"]["id"]
    body = {"id": media_id, "metadata": {"alt_text": {"text": "A gradient"}}}

    answer = await http.post("/twitter/2/media/metadata", json=body, headers=acme.auth)
    await tweet(http, acme, media_id)
    page = await http.get((await posts(http))[0]["url"])

    assert answer.json() == {
        "data": {
            "id": media_id,
            "associated_metadata": {"alt_text": {"text": "A gradient"}},
        }
    }
    assert 'alt="A gradient"' in page.text


@pytest.mark.parametrize(
    "metadata",
    [
        {"alt_text": {"text": "x" * 1001}},
        {"alt_text": {"text": ""}},
        {"alt_text": "x"},
        {"title": "x"},
        {},
    ],
)
async def test_wrong_metadata_is_refused(
    http: httpx.AsyncClient, acme: Person, metadata: dict[str, Any]
) -> None:
    media_id = (await upload(http, acme, picture())).json()["data"]["id"]
    body = {"id": media_id, "metadata": metadata}

    answer = await http.post("/twitter/2/media/metadata", json=body, headers=acme.auth)

    assert answer.status_code == 400


async def test_a_film_takes_no_alt_text(http: httpx.AsyncClient, acme: Person) -> None:
    film = (await processed(http, acme, video()))["id"]
    body = {"id": film, "metadata": {"alt_text": {"text": "x"}}}

    answer = await http.post("/twitter/2/media/metadata", json=body, headers=acme.auth)

    assert answer.status_code == 400


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
