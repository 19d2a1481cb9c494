from __future__ import annotations

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.files import animation, padded, picture, video
from tests.bot.sandbox.networks.hands import Person, account, arm, turn
from tests.bot.sandbox.networks.youtube.calls import SENT, processed, reason, seen, uploaded

STILL = picture(1280, 720)
WIDE = video(2, width=160, height=96)


async def put(
    http: httpx.AsyncClient,
    who: Person,
    video_id: str,
    data: bytes = STILL,
    kind: str = "image/jpeg",
) -> httpx.Response:
    return await http.post(
        f"{SENT}/thumbnails/set",
        params={"videoId": video_id},
        content=data,
        headers={**who.auth, "content-type": kind},
    )


@pytest.mark.parametrize(
    ("data", "kind", "mime"),
    [
        (STILL, "image/jpeg", "image/jpeg"),
        (picture(640, 360, "PNG"), "image/png", "image/png"),
        (STILL, "application/octet-stream", "image/jpeg"),
    ],
)
async def test_a_picture_is_taken_and_shown(
    http: httpx.AsyncClient, acme: Person, data: bytes, kind: str, mime: str
) -> None:
    video_id = await uploaded(http, acme, WIDE)

    answer = await put(http, acme, video_id, data, kind)

    (sizes,) = answer.json()["items"]
    shown = await http.get(sizes["maxres"]["url"])
    details = await seen(http, acme, video_id, "snippet,contentDetails")
    assert answer.json()["kind"] == "youtube#thumbnailSetResponse"
    assert set(sizes) == {"default", "medium", "high", "standard", "maxres"}
    assert (shown.content, shown.headers["content-type"]) == (data, mime)
    assert details["snippet"]["thumbnails"] == sizes
    assert details["contentDetails"]["hasCustomThumbnail"] is True


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"not a picture", "image/jpeg"),
        (STILL, "image/gif"),
        (STILL, "text/plain"),
        (animation(), "application/octet-stream"),
        (picture(1280, 720, "WEBP"), "image/jpeg"),
        (picture(639, 360), "image/jpeg"),
    ],
)
async def test_a_picture_youtube_does_not_take_is_refused(
    http: httpx.AsyncClient, acme: Person, data: bytes, kind: str
) -> None:
    video_id = await uploaded(http, acme, WIDE)

    assert reason(await put(http, acme, video_id, data, kind)) == (400, "invalidImage")


async def test_a_picture_of_more_than_fifty_megabytes_is_refused(
    http: httpx.AsyncClient, acme: Person
) -> None:
    video_id = await uploaded(http, acme, WIDE)
    limit = 52_428_800

    fits = await put(http, acme, video_id, padded(STILL, limit))
    too_big = await put(http, acme, video_id, padded(STILL, limit + 1))

    assert fits.status_code == 200
    assert reason(too_big) == (400, "invalidImage")


async def test_no_picture_is_refused(http: httpx.AsyncClient, acme: Person) -> None:
    video_id = await uploaded(http, acme, WIDE)

    assert reason(await put(http, acme, video_id, b"")) == (400, "mediaBodyRequired")


async def test_right_after_the_upload_the_video_may_not_be_known(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    await turn(http, "youtube", "thumbnail_lag_s", 30)
    video_id = await uploaded(http, acme, WIDE)

    early = await put(http, acme, video_id)
    clock.advance(31)
    late = await put(http, acme, video_id)

    assert reason(early) == (404, "videoNotFound")
    assert late.status_code == 200


async def test_that_can_be_armed_once_too(http: httpx.AsyncClient, acme: Person) -> None:
    video_id = await uploaded(http, acme, WIDE)
    await arm(http, "youtube", "video_not_found", step="upload")

    answers = [await put(http, acme, video_id) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [404, 200]


async def test_a_short_takes_a_picture_only_when_it_is_processed(
    http: httpx.AsyncClient, acme: Person
) -> None:
    video_id = await uploaded(http, acme)

    early = await put(http, acme, video_id)
    await processed(http, acme, video_id)
    late = await put(http, acme, video_id)

    assert reason(early) == (404, "videoNotFound")
    assert "shortsAspectRatio" in late.json()["items"][0]


async def test_a_channel_without_a_phone_number_may_not(http: httpx.AsyncClient) -> None:
    new = await account(http, "youtube", "new", details={"custom_thumbnails": False})

    assert reason(await put(http, new, await uploaded(http, new, WIDE))) == (403, "forbidden")


async def test_a_video_of_others_or_of_nobody_takes_no_picture(
    http: httpx.AsyncClient, acme: Person, rival: Person
) -> None:
    video_id = await uploaded(http, acme, WIDE)

    assert reason(await put(http, rival, video_id)) == (403, "forbidden")
    assert reason(await put(http, acme, "gone")) == (404, "videoNotFound")


async def test_there_is_no_picture_before_one_is_set(http: httpx.AsyncClient, acme: Person) -> None:
    video_id = await uploaded(http, acme, WIDE)

    assert (await http.get(f"/youtube/vi/{video_id}/default.jpg")).status_code == 404
