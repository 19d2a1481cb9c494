from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.bot.sandbox.networks.files import animation, picture, stereo_picture, turned_picture
from tests.bot.sandbox.networks.hands import Person, account, posts
from tests.bot.sandbox.networks.hosting import MediaHost
from tests.bot.sandbox.networks.tiktok.calls import ended, film, init_photos, sent

MOV = {"container": "mov"}
WEBM = {"container": "webm", "codec": "libvpx", "height": 360, "seconds": 3, "fps": 23}


@pytest.mark.parametrize(
    "facts",
    [
        {},
        MOV,
        WEBM,
        {"codec": "libx265"},
        {"fps": 60},
        {"fps": 23},
        {"width": 640, "height": 360},
        {"plays_at_once": False},
        {"seconds": 3},
    ],
)
async def test_a_film_within_the_rules_is_published(
    http: httpx.AsyncClient, acme: Person, facts: dict[str, Any]
) -> None:
    publish_id = await sent(http, acme, film(**facts))

    assert (await ended(http, acme, publish_id))["status"] == "PUBLISH_COMPLETE"
    assert len(await posts(http)) == 1


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"container": "avi"}, "file_format_check_failed"),
        ({"container": "matroska"}, "file_format_check_failed"),
        ({"codec": "mpeg4"}, "file_format_check_failed"),
        ({"seconds": 2}, "duration_check_failed"),
        ({"fps": 15}, "frame_rate_check_failed"),
        ({"fps": 70}, "frame_rate_check_failed"),
        ({"width": 358}, "picture_size_check_failed"),
        ({"height": 4_098, "seconds": 3, "fps": 23}, "picture_size_check_failed"),
    ],
)
async def test_a_film_outside_the_rules_fails_with_its_reason(
    http: httpx.AsyncClient, acme: Person, facts: dict[str, Any], reason: str
) -> None:
    publish_id = await sent(http, acme, film(**facts))

    end = await ended(http, acme, publish_id)

    assert (end["status"], end["fail_reason"]) == ("FAILED", reason)
    assert end["publicaly_available_post_id"] == []
    assert await posts(http) == []


@pytest.mark.parametrize("data", [b"not a film", film()[: 2 * 1024], picture()])
async def test_bytes_that_are_no_film_fail_by_their_format(
    http: httpx.AsyncClient, acme: Person, data: bytes
) -> None:
    publish_id = await sent(http, acme, data)

    assert (await ended(http, acme, publish_id))["fail_reason"] == "file_format_check_failed"


async def test_a_film_longer_than_this_creators_may_be_fails(http: httpx.AsyncClient) -> None:
    brief = await account(http, "tiktok", "brief", details={"max_video_post_duration_sec": 3})

    publish_id = await sent(http, brief, film(seconds=4))

    assert (await ended(http, brief, publish_id))["fail_reason"] == "duration_check_failed"


@pytest.mark.parametrize(
    "data",
    [
        picture(1080, 1920),
        picture(1920, 1080),
        picture(320, 320, "WEBP"),
        stereo_picture(),
        turned_picture(1920, 1080),
    ],
)
async def test_a_photo_within_the_rules_is_published(
    http: httpx.AsyncClient, acme: Person, host: MediaHost, data: bytes
) -> None:
    made = await init_photos(http, acme, [host.put("a", data)])

    end = await ended(http, acme, made.json()["data"]["publish_id"])

    assert end["status"] == "PUBLISH_COMPLETE"
    assert end["downloaded_bytes"] == len(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (picture(320, 320, "PNG"), "file_format_check_failed"),
        (animation(), "file_format_check_failed"),
        (b"<html>Please log in</html>", "file_format_check_failed"),
        (picture()[:900], "file_format_check_failed"),
        (picture(1081, 1200), "picture_size_check_failed"),
        (picture(1080, 1921), "picture_size_check_failed"),
        (picture() + b"\0" * (20 * 2**20), "picture_size_check_failed"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)} bytes",
)
async def test_a_photo_outside_the_rules_fails_with_its_reason(
    http: httpx.AsyncClient, acme: Person, host: MediaHost, data: bytes, reason: str
) -> None:
    made = await init_photos(http, acme, [host.put("a", picture()), host.put("b", data)])

    end = await ended(http, acme, made.json()["data"]["publish_id"])

    assert made.status_code == 200
    assert (end["status"], end["fail_reason"]) == ("FAILED", reason)
    assert await posts(http) == []
