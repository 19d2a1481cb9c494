from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.bot.sandbox.networks.files import (
    animation,
    padded,
    picture,
    stereo_picture,
    turned_picture,
    video,
)
from tests.bot.sandbox.networks.graph.calls import codes
from tests.bot.sandbox.networks.hands import Person, arm, turn
from tests.bot.sandbox.networks.hosting import MediaHost
from tests.bot.sandbox.networks.instagram.calls import contain, publish, ready, wait

MEGABYTE = 1024 * 1024


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (picture(320, 240, "PNG"), (36001, 2207005)),
        (picture(320, 240, "WEBP"), (36001, 2207005)),
        (animation(), (36001, 2207005)),
        (stereo_picture(), (36001, 2207005)),
        (b"<html><body>Please log in</body></html>", (9004, 2207052)),
        (b"", (9004, 2207052)),
        (picture()[:900], (9004, 2207052)),
        (padded(picture(), 8 * MEGABYTE + 1), (36000, 2207004)),
        (picture(300, 400), (36003, 2207009)),
        (picture(400, 200), (36003, 2207009)),
        (turned_picture(500, 250), (36003, 2207009)),
    ],
)
async def test_a_picture_outside_the_rules_is_refused(
    http: httpx.AsyncClient,
    acme: Person,
    host: MediaHost,
    data: bytes,
    expected: tuple[int, int],
) -> None:
    answer = await contain(http, acme, image_url=host.put("a.jpg", data))

    assert codes(answer) == expected


@pytest.mark.parametrize(
    "data",
    [
        picture(400, 500),
        picture(382, 200),
        picture(100, 100),
        padded(picture(), 8 * MEGABYTE),
        turned_picture(500, 400),
    ],
)
async def test_a_picture_within_the_rules_is_taken(
    http: httpx.AsyncClient, acme: Person, host: MediaHost, data: bytes
) -> None:
    await ready(http, acme, image_url=host.put("a.jpg", data))


async def test_a_story_may_be_tall(http: httpx.AsyncClient, acme: Person, host: MediaHost) -> None:
    url = host.put("a.jpg", picture(180, 320))

    await ready(http, acme, media_type="STORIES", image_url=url)


async def test_an_address_without_a_picture_is_refused(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    missing = await contain(http, acme, image_url=f"{host.base}/missing.jpg")
    forbidden = await contain(http, acme, image_url=host.put("b.jpg", picture(), status=403))
    silent = await contain(http, acme, image_url="http://127.0.0.1:1/a.jpg")

    assert [codes(answer) for answer in (missing, forbidden, silent)] == [(9004, 2207052)] * 3


@pytest.mark.parametrize(
    "url",
    [
        "http://pictures.example.com/a.jpg",
        "https://pictures.example.com/bär.jpg",
        "https://me:secret@pictures.example.com/a.jpg",
        "ftp://127.0.0.1/a.jpg",
        "file:///etc/passwd",
        "a.jpg",
    ],
)
async def test_an_address_that_is_not_public_https_is_refused(
    http: httpx.AsyncClient, acme: Person, url: str
) -> None:
    answer = await contain(http, acme, image_url=url)

    assert codes(answer) == (9004, 2207052)


async def test_media_is_really_fetched_by_metas_robot(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    await contain(http, acme, image_url=host.put("a.jpg", picture()))

    assert host.agents == ["facebookexternalhit/1.1"]


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"sound": "aac"},
        {"container": "mov"},
        {"fps": 60},
        {"plays_at_once": False},
        {"seconds": 61},
    ],
)
async def test_a_reel_within_the_rules_is_taken(
    http: httpx.AsyncClient, acme: Person, host: MediaHost, facts: dict[str, Any]
) -> None:
    url = host.put("a.mp4", video(**facts))

    await ready(http, acme, media_type="REELS", video_url=url, caption="x")


@pytest.mark.parametrize(
    "facts",
    [
        {"seconds": 2},
        {"fps": 15},
        {"width": 1922, "height": 16, "seconds": 3.2},
        {"width": 480, "height": 32},
        {"codec": "mpeg4"},
        {"container": "matroska"},
        {"sound": "mp3"},
    ],
)
async def test_a_reel_outside_the_rules_ends_in_error(
    http: httpx.AsyncClient, acme: Person, host: MediaHost, facts: dict[str, Any]
) -> None:
    url = host.put("a.mp4", video(**facts))
    made = await contain(http, acme, media_type="REELS", video_url=url)

    ended = await wait(http, acme, made.json()["id"])
    published = await publish(http, acme, made.json()["id"])

    assert ended["status_code"] == "ERROR"
    assert "2207026" in ended["status"]
    assert codes(published) == (9007, 2207027)


async def test_a_story_of_more_than_a_minute_ends_in_error(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    url = host.put("a.mp4", video(seconds=61))
    made = await contain(http, acme, media_type="STORIES", video_url=url)

    ended = await wait(http, acme, made.json()["id"])

    assert ended["status_code"] == "ERROR"


@pytest.mark.parametrize(
    ("data", "code"),
    [(video()[: 2 * 1024], "2207076"), (b"not a film", "2207076"), (None, "2207077")],
)
async def test_a_film_that_cannot_be_had_or_read_ends_in_error(
    http: httpx.AsyncClient, acme: Person, host: MediaHost, data: bytes | None, code: str
) -> None:
    url = f"{host.base}/missing.mp4" if data is None else host.put("a.mp4", data)
    made = await contain(http, acme, media_type="REELS", video_url=url)

    ended = await wait(http, acme, made.json()["id"])

    assert made.status_code == 200
    assert ended["status_code"] == "ERROR"
    assert code in ended["status"]


async def test_the_order_inside_a_film_can_be_made_to_matter(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    await turn(http, "instagram", "strict_video_layout", value=True)
    url = host.put("a.mp4", video(plays_at_once=False))
    made = await contain(http, acme, media_type="REELS", video_url=url)

    ended = await wait(http, acme, made.json()["id"])

    assert ended["status_code"] == "ERROR"


async def test_a_cover_must_be_a_jpeg(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    url, cover = host.put("a.mp4", video()), host.put("c.png", picture(90, 160, "PNG"))

    answer = await contain(http, acme, media_type="REELS", video_url=url, cover_url=cover)

    assert codes(answer) == (36001, 2207005)


async def test_processing_can_be_made_to_fail(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    made = await contain(http, acme, image_url=host.put("a.jpg", picture()))
    await arm(http, "instagram", "container_error", code="2207085")

    ended = await wait(http, acme, made.json()["id"])

    assert ended["status_code"] == "ERROR"
    assert "2207085" in ended["status"]
