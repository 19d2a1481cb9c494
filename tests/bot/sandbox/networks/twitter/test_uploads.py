from __future__ import annotations

import base64
import hashlib

import httpx
import pytest

from tests.bot.sandbox.networks.files import padded, picture, video
from tests.bot.sandbox.networks.hands import Person, posts
from tests.bot.sandbox.networks.twitter.calls import (
    MEGABYTE,
    UPLOAD,
    tweet,
    upload,
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


async def test_subtitles_are_taken_but_do_not_make_a_post(
    http: httpx.AsyncClient, acme: Person
) -> None:
    up = await upload(
        http, acme, b"1\n00:00:00,000 --> 00:00:01,000\nHi\n", media_category="subtitles"
    )

    made = await tweet(http, acme, up.json()["data"]["id"])

    assert (up.status_code, made.status_code) == (200, 400)
