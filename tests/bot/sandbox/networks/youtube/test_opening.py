from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.hands import Person, posts
from tests.bot.sandbox.networks.youtube.calls import (
    PUBLIC,
    SENT,
    address,
    film,
    get,
    opened,
    reason,
    seen,
    send,
    uploaded,
)

TITLE = {"title": "Harbour at dawn"}


async def test_an_upload_begins_with_an_address_and_an_empty_answer(
    http: httpx.AsyncClient, acme: Person
) -> None:
    answer = await opened(http, acme, length=1_000)

    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["location"].startswith(f"http://sandbox.test{SENT}/videos?")
    assert answer.headers["x-guploader-uploadid"] in answer.headers["location"]
    assert await posts(http) == []


@pytest.mark.parametrize(
    ("snippet", "why"),
    [
        ({}, "invalidTitle"),
        ({"title": "   "}, "invalidTitle"),
        ({"title": "x" * 101}, "invalidTitle"),
        ({"title": "A <b>bold</b> title"}, "invalidTitle"),
        ({**TITLE, "description": "ü" * 2_501}, "invalidDescription"),
        ({**TITLE, "description": "more > less"}, "invalidDescription"),
        ({**TITLE, "tags": ["x" * 501]}, "invalidTags"),
        ({**TITLE, "tags": ["x" * 250, "y" * 250]}, "invalidTags"),
        ({**TITLE, "tags": ["a b" + "x" * 496]}, "invalidTags"),
        ({**TITLE, "tags": ["<tag>"]}, "invalidTags"),
        ({**TITLE, "tags": "harbour"}, "invalidTags"),
        ({**TITLE, "categoryId": "999"}, "invalidCategoryId"),
        ({**TITLE, "categoryId": "30"}, "invalidCategoryId"),
    ],
)
async def test_wrong_words_are_refused_before_any_byte(
    http: httpx.AsyncClient, acme: Person, snippet: dict[str, Any], why: str
) -> None:
    answer = await opened(http, acme, snippet=snippet)

    assert reason(answer) == (400, why)
    assert answer.json()["error"]["errors"][0]["location"].startswith("body.snippet.")


@pytest.mark.parametrize(
    "snippet",
    [
        {"title": "x" * 100},
        {"title": "🦀" * 100},
        {**TITLE, "description": "ü" * 2_500},
        {**TITLE, "tags": ["x" * 250, "y" * 249]},
        {**TITLE, "tags": ["a b" + "x" * 495]},
        {**TITLE, "categoryId": "28", "defaultLanguage": "de", "defaultAudioLanguage": "en"},
    ],
)
async def test_words_at_the_limit_are_taken(
    http: httpx.AsyncClient, acme: Person, snippet: dict[str, Any]
) -> None:
    video_id = await uploaded(http, acme, snippet=snippet)

    shown = (await seen(http, acme, video_id, "snippet"))["snippet"]

    assert {name: shown[name] for name in snippet} == snippet


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ({"privacyStatus": "friends"}, (403, "forbiddenPrivacySetting")),
        ({"license": "mine"}, (403, "forbiddenLicenseSetting")),
        ({"embeddable": "yes"}, (400, "badRequest")),
        ({"selfDeclaredMadeForKids": 1}, (400, "badRequest")),
        ({"privacyStatus": "private", "publishAt": "tomorrow"}, (400, "invalidPublishAt")),
        (
            {"privacyStatus": "private", "publishAt": "2099-01-01T00:00:00"},
            (400, "invalidPublishAt"),
        ),
        (
            {"privacyStatus": "public", "publishAt": "2099-01-01T00:00:00Z"},
            (400, "invalidPublishAt"),
        ),
        ({"publishAt": "2099-01-01T00:00:00Z"}, (400, "invalidPublishAt")),
    ],
)
async def test_a_wrong_status_is_refused(
    http: httpx.AsyncClient, acme: Person, status: dict[str, Any], expected: tuple[int, str]
) -> None:
    assert reason(await opened(http, acme, status=status)) == expected


async def test_a_moment_in_the_past_publishes_at_once(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    past = (clock.now() - timedelta(minutes=1)).isoformat()

    video_id = await uploaded(http, acme, status={"privacyStatus": "private", "publishAt": past})

    status = (await seen(http, acme, video_id))["status"]
    assert status["privacyStatus"] == "public"
    assert "publishAt" not in status


async def test_privacy_that_is_left_out_is_public(http: httpx.AsyncClient, acme: Person) -> None:
    video_id = await uploaded(http, acme, status={})

    assert (await seen(http, acme, video_id))["status"]["privacyStatus"] == "public"


async def test_a_part_that_is_not_listed_is_not_read(http: httpx.AsyncClient, acme: Person) -> None:
    private = {"privacyStatus": "private"}

    video_id = await uploaded(http, acme, part="snippet", status=private)

    assert (await seen(http, acme, video_id))["status"]["privacyStatus"] == "public"


@pytest.mark.parametrize(
    ("part", "why"),
    [("", "missingRequiredParameter"), ("snippet,nonsense", "unknownPart")],
)
async def test_a_wrong_part_is_refused(
    http: httpx.AsyncClient, acme: Person, part: str, why: str
) -> None:
    assert reason(await opened(http, acme, part=part)) == (400, why)


@pytest.mark.parametrize(
    ("extra", "why"),
    [
        ({"nonsense": {}}, "badRequest"),
        ({"snippet": {**TITLE, "nonsense": 1}}, "badRequest"),
        ({"snippet": {**TITLE, "defaultLanguage": 7}}, "badRequest"),
        ({"status": "public"}, "badRequest"),
        ({"recordingDetails": {"recordingDate": "long ago"}}, "invalidRecordingDetails"),
        ({"paidProductPlacementDetails": {"hasPaidProductPlacement": "no"}}, "badRequest"),
        ({"localizations": {"de": {"title": "Hafen"}}}, "defaultLanguageNotSet"),
    ],
)
async def test_a_body_the_schema_forbids_is_refused(
    http: httpx.AsyncClient, acme: Person, extra: dict[str, Any], why: str
) -> None:
    part = "snippet,status,recordingDetails,paidProductPlacementDetails,localizations"

    assert reason(await opened(http, acme, part=part, **extra)) == (400, why)


@pytest.mark.parametrize("body", [b"{", b"[]"])
async def test_a_body_that_is_no_resource_is_refused(
    http: httpx.AsyncClient, acme: Person, body: bytes
) -> None:
    answer = await http.post(
        f"{SENT}/videos",
        params={"uploadType": "resumable", "part": "snippet"},
        content=body,
        headers={**acme.auth, "content-type": "application/json"},
    )

    assert reason(answer)[0] == 400


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"x-upload-content-type": "image/png"}, "badRequest"),
        ({"x-upload-content-length": "0"}, "mediaBodyRequired"),
        ({"x-upload-content-length": "a lot"}, "badRequest"),
        ({"x-upload-content-length": str(256 * 2**30 + 1)}, "badRequest"),
    ],
)
async def test_a_file_youtube_would_not_take_is_refused_before_it_is_sent(
    http: httpx.AsyncClient, acme: Person, headers: dict[str, str], why: str
) -> None:
    assert reason(await opened(http, acme, headers=headers)) == (400, why)


async def test_only_resumable_uploads_are_taken(http: httpx.AsyncClient, acme: Person) -> None:
    answer = await opened(http, acme, query={"uploadType": "multipart"})

    assert reason(answer) == (400, "badRequest")


async def test_the_parts_beside_the_words_are_kept(http: httpx.AsyncClient, acme: Person) -> None:
    extra: dict[str, Any] = {
        "paidProductPlacementDetails": {"hasPaidProductPlacement": True},
        "recordingDetails": {"recordingDate": "2026-11-01T00:00:00Z"},
    }
    parts = "snippet,status,recordingDetails,paidProductPlacementDetails"

    video_id = await uploaded(http, acme, part=parts, **extra)

    shown = await seen(http, acme, video_id, parts)
    assert {name: shown[name] for name in extra} == extra


async def test_the_status_that_was_asked_for_is_shown(
    http: httpx.AsyncClient, acme: Person
) -> None:
    asked = {
        "privacyStatus": "unlisted",
        "license": "creativeCommon",
        "embeddable": False,
        "publicStatsViewable": False,
        "selfDeclaredMadeForKids": True,
        "containsSyntheticMedia": True,
    }

    shown = (await seen(http, acme, await uploaded(http, acme, status=asked)))["status"]

    assert {name: shown[name] for name in asked} == asked
    assert shown["madeForKids"] is True


async def test_the_files_own_name_is_told_to_its_owner(
    http: httpx.AsyncClient, acme: Person
) -> None:
    video_id = await uploaded(http, acme, headers={"slug": "callboard-7.mp4"})

    shown = (await seen(http, acme, video_id, "fileDetails"))["fileDetails"]

    assert shown["fileName"] == "callboard-7.mp4"


async def test_the_categories_that_can_be_chosen_are_listed(
    http: httpx.AsyncClient, acme: Person
) -> None:
    answer = await get(http, acme, "videoCategories", part="snippet", regionCode="US")
    anywhere = await get(http, acme, "videoCategories", part="snippet")

    choices = {item["id"]: item["snippet"]["assignable"] for item in answer.json()["items"]}
    assert choices["22"] is True
    assert choices["30"] is False
    assert reason(anywhere) == (400, "missingRequiredParameter")


async def test_a_channel_without_more_uploads_today_is_refused_until_tomorrow(
    http: httpx.AsyncClient, acme: Person, rival: Person, clock: OffsetClock
) -> None:
    await http.post(
        "/_sandbox/switches",
        json={"network": "youtube", "name": "uploads_per_channel", "value": 1},
    )
    await uploaded(http, acme)

    refused = await opened(http, acme)
    other = await opened(http, rival)
    clock.advance(86_401)
    fresh = await http.post("/_sandbox/accounts", json={"network": "youtube", "handle": "acme"})
    later = Person("", "acme", fresh.json()["access_token"], "")

    assert reason(refused) == (400, "uploadLimitExceeded")
    assert other.status_code == 200
    assert (await opened(http, later)).status_code == 200


async def test_a_project_under_the_old_rule_gets_only_private_videos(
    http: httpx.AsyncClient, acme: Person
) -> None:
    await http.post(
        "/_sandbox/switches", json={"network": "youtube", "name": "lock_private", "value": True}
    )

    answer = await send(http, await address(http, acme, status=PUBLIC), film())

    assert answer.json()["status"]["privacyStatus"] == "private"
