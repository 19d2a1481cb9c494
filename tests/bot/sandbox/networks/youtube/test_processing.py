from __future__ import annotations

import httpx
import pytest

from tests.bot.sandbox.networks.files import picture, video
from tests.bot.sandbox.networks.hands import Person, account, arm, posts, turn
from tests.bot.sandbox.networks.youtube.calls import film, get, processed, reason, seen, uploaded

BLANK = video()[: video().index(b"mdat") + 4].ljust(len(video()), b"\0")
"""A film whose pictures are all wiped."""


async def test_a_video_is_processed_over_several_questions(
    http: httpx.AsyncClient, acme: Person
) -> None:
    await turn(http, "youtube", "processing_polls", 3)
    video_id = await uploaded(http, acme)

    answers = [
        await seen(http, acme, video_id, "status,processingDetails,contentDetails")
        for _ in range(4)
    ]

    states = [answer["processingDetails"]["processingStatus"] for answer in answers]
    first = answers[0]["processingDetails"]["processingProgress"]
    assert states == ["processing", "processing", "succeeded", "succeeded"]
    assert [answer["status"]["uploadStatus"] for answer in answers] == (
        ["uploaded", "uploaded", "processed", "processed"]
    )
    assert first == {"partsTotal": "3", "partsProcessed": "1", "timeLeftMs": "60000"}
    assert answers[0]["contentDetails"]["duration"] == "P0D"
    assert answers[-1]["contentDetails"]["duration"] == "PT4S"


async def test_other_questions_do_not_move_it_on(http: httpx.AsyncClient, acme: Person) -> None:
    video_id = await uploaded(http, acme)
    for _ in range(5):
        await seen(http, acme, video_id, "snippet,statistics")

    assert (await seen(http, acme, video_id))["status"]["uploadStatus"] == "uploaded"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"not a film", "tooSmall"),
        (b"not a film" * 500, "invalidFile"),
        (picture(320, 320), "invalidFile"),
        (BLANK, "codec"),
    ],
)
async def test_bytes_that_are_no_film_fail_in_processing(
    http: httpx.AsyncClient, acme: Person, data: bytes, why: str
) -> None:
    video_id = await uploaded(http, acme, data)

    last = await processed(http, acme, video_id)

    assert (last["status"]["uploadStatus"], last["status"]["failureReason"]) == ("failed", why)
    assert last["processingDetails"]["processingStatus"] == "failed"
    assert last["processingDetails"]["processingFailureReason"] == "transcodeFailed"
    assert await posts(http) == []


async def test_a_long_film_of_an_unverified_channel_is_rejected(http: httpx.AsyncClient) -> None:
    long_film = video(901, fps=1)
    new = await account(http, "youtube", "new", details={"long_uploads": "eligible"})
    verified = await account(http, "youtube", "old")

    rejected = await processed(http, new, await uploaded(http, new, long_film))
    taken = await processed(http, verified, await uploaded(http, verified, long_film))

    assert rejected["status"]["uploadStatus"] == "rejected"
    assert rejected["status"]["rejectionReason"] == "length"
    assert rejected["processingDetails"]["processingStatus"] == "terminated"
    assert taken["status"]["uploadStatus"] == "processed"


async def test_the_same_film_twice_can_be_rejected(
    http: httpx.AsyncClient, acme: Person, rival: Person
) -> None:
    await turn(http, "youtube", "reject_duplicates", True)
    first, again = await uploaded(http, acme), await uploaded(http, acme)
    others = await uploaded(http, rival)

    last = await processed(http, acme, again)

    assert last["status"]["rejectionReason"] == "duplicate"
    assert {post["id"] for post in await posts(http)} == {first, others}


@pytest.mark.parametrize(
    ("fault", "code", "why"),
    [
        ("processing_failed", None, "conversion"),
        ("processing_failed", "uploadAborted", "uploadAborted"),
        ("processing_failed", "emptyFile", "emptyFile"),
        ("upload_rejected", None, "copyright"),
        ("upload_rejected", "termsOfUse", "termsOfUse"),
    ],
)
async def test_processing_can_be_made_to_end_badly(
    http: httpx.AsyncClient, acme: Person, fault: str, code: str | None, why: str
) -> None:
    video_id = await uploaded(http, acme)
    await arm(http, "youtube", fault, code=code)

    first = await seen(http, acme, video_id)

    key = "failureReason" if fault == "processing_failed" else "rejectionReason"
    assert first["status"][key] == why
    assert await posts(http) == []


async def test_others_do_not_see_how_it_is_processed(
    http: httpx.AsyncClient, acme: Person, rival: Person
) -> None:
    video_id = await uploaded(http, acme)

    answer = await get(http, rival, "videos", part="processingDetails", id=video_id)
    shown = await seen(http, rival, video_id, "status")

    assert reason(answer) == (403, "forbidden")
    assert "selfDeclaredMadeForKids" not in shown["status"]


@pytest.mark.parametrize(
    ("data", "page"),
    [
        (film(), "shorts/"),
        (video(2, width=96, height=96), "shorts/"),
        (video(2, width=160, height=96), "watch?v="),
        (video(181, fps=1), "watch?v="),
    ],
)
async def test_a_film_that_is_not_wide_and_not_long_is_a_short(
    http: httpx.AsyncClient, acme: Person, data: bytes, page: str
) -> None:
    video_id = await uploaded(http, acme, data)

    (post,) = await posts(http)
    shown = await http.get(post["url"])
    both = [await http.get(f"/youtube/{way}{video_id}") for way in ("shorts/", "watch?v=")]

    assert post["url"] == f"http://sandbox.test/youtube/{page}{video_id}"
    assert "Harbour at dawn" in shown.text
    assert [answer.status_code for answer in both] == [200, 200]
