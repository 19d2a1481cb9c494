from __future__ import annotations

import httpx
import pytest

from bot.sandbox.networks.youtube.refusals import REFUSALS
from tests.bot.sandbox.networks.hands import Person, arm, posts
from tests.bot.sandbox.networks.youtube.calls import API, PIECE, SENT, address, film, reason, send

SAID = {
    "invalid_title": (400, "invalidTitle"),
    "invalid_description": (400, "invalidDescription"),
    "invalid_tags": (400, "invalidTags"),
    "invalid_category": (400, "invalidCategoryId"),
    "invalid_publish_at": (400, "invalidPublishAt"),
    "invalid_metadata": (400, "invalidVideoMetadata"),
    "invalid_filename": (400, "invalidFilename"),
    "invalid_recording_details": (400, "invalidRecordingDetails"),
    "invalid_game_rating": (400, "invalidVideoGameRating"),
    "default_language_not_set": (400, "defaultLanguageNotSet"),
    "media_body_required": (400, "mediaBodyRequired"),
    "bad_request": (400, "badRequest"),
    "failed_precondition": (400, "failedPrecondition"),
    "precondition_failed": (412, "conditionNotMet"),
    "upload_limit": (400, "uploadLimitExceeded"),
    "daily_limit": (403, "dailyLimitExceeded"),
    "quota_exceeded": (403, "quotaExceeded"),
    "rate_limit": (403, "rateLimitExceeded"),
    "user_rate_limit": (403, "userRateLimitExceeded"),
    "user_rate_limit_429": (429, "userRateLimitExceeded"),
    "resource_exhausted": (429, "rateLimitExceeded"),
    "upload_rate_limit": (429, "uploadRateLimitExceeded"),
    "api_not_enabled": (403, "accessNotConfigured"),
    "auth_error": (401, "authError"),
    "signup_required": (401, "youtubeSignupRequired"),
    "scope_insufficient": (403, "insufficientPermissions"),
    "forbidden": (403, "forbidden"),
    "forbidden_privacy": (403, "forbiddenPrivacySetting"),
    "forbidden_license": (403, "forbiddenLicenseSetting"),
    "channel_closed": (403, "channelClosed"),
    "channel_suspended": (403, "channelSuspended"),
    "account_closed": (403, "authenticatedUserAccountClosed"),
    "account_suspended": (403, "authenticatedUserAccountSuspended"),
    "delegation_forbidden": (403, "accountDelegationForbidden"),
    "video_not_found": (404, "videoNotFound"),
    "playlist_not_found": (404, "playlistNotFound"),
    "comments_disabled": (403, "commentsDisabled"),
    "invalid_image": (400, "invalidImage"),
    "error_500": (500, "backendError"),
}
ELSEWHERE = {
    *("session_gone", "session_gone_410", "refresh_token_dead", "client_invalid"),
    *("error_500_after", "bytes_lost", "processing_failed", "upload_rejected"),
}
CALLS = {
    "oauth": ("GET", f"{API}/channels", {}),
    "prepare": ("POST", f"{SENT}/videos", {}),
    "upload": ("POST", f"{SENT}/thumbnails/set", {}),
    "create": ("PUT", f"{SENT}/videos", {}),
    "status": ("GET", f"{API}/videos", {"part": "status"}),
    "read_back": ("GET", f"{API}/playlistItems", {}),
    "metrics": ("GET", f"{API}/videos", {"part": "statistics"}),
}


def test_every_named_refusal_is_tried_somewhere() -> None:
    assert set(REFUSALS) == set(SAID) | ELSEWHERE


@pytest.mark.parametrize("name", sorted(SAID))
async def test_a_named_refusal_has_googles_status_and_reason_at_each_of_its_steps(
    http: httpx.AsyncClient, acme: Person, name: str
) -> None:
    for step in sorted(REFUSALS[name].steps):
        await arm(http, "youtube", name, step=step)
        method, path, params = CALLS[step]

        answer = await http.request(method, path, params=params, headers=acme.auth)

        assert reason(answer) == SAID[name]
    assert await posts(http) == []


@pytest.mark.parametrize(
    ("name", "word", "info"),
    [
        ("api_not_enabled", "PERMISSION_DENIED", "SERVICE_DISABLED"),
        ("scope_insufficient", "PERMISSION_DENIED", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"),
        ("resource_exhausted", "RESOURCE_EXHAUSTED", None),
        ("auth_error", "UNAUTHENTICATED", None),
    ],
)
async def test_some_refusals_carry_the_newer_words_too(
    http: httpx.AsyncClient, acme: Person, name: str, word: str, info: str | None
) -> None:
    await arm(http, "youtube", name, step="prepare")

    error = (await http.post(f"{SENT}/videos", headers=acme.auth)).json()["error"]

    assert error["status"] == word
    assert [detail["reason"] for detail in error.get("details", [])] == ([info] if info else [])


@pytest.mark.parametrize(("name", "status"), [("session_gone", 404), ("session_gone_410", 410)])
@pytest.mark.parametrize("step", ["upload", "create", "read_back"])
async def test_a_session_can_be_gone_at_each_of_its_requests(
    http: httpx.AsyncClient, acme: Person, name: str, status: int, step: str
) -> None:
    whole = PIECE + 1_000
    data, uri = film(whole), await address(http, acme, length=PIECE + 1_000)
    await arm(http, "youtube", name, step=step)
    requests = {
        "upload": (data[:PIECE], f"0-{PIECE - 1}/{whole}"),
        "create": (data, f"0-{whole - 1}/{whole}"),
        "read_back": (b"", f"*/{whole}"),
    }

    answer = await send(http, uri, *requests[step])

    assert answer.status_code == status
    assert await posts(http) == []


async def test_a_500_can_come_with_the_video_live(http: httpx.AsyncClient, acme: Person) -> None:
    uri = await address(http, acme)
    await arm(http, "youtube", "error_500_after")

    answer = await send(http, uri, film())

    assert reason(answer) == (500, "backendError")
    assert len(await posts(http)) == 1


@pytest.mark.parametrize(
    ("name", "status", "error"),
    [
        ("refresh_token_dead", 400, "invalid_grant"),
        ("client_invalid", 401, "invalid_client"),
        ("error_401", 401, "invalid_client"),
        ("error_429", 429, "rate_limit_exceeded"),
        ("error_503", 503, "temporarily_unavailable"),
    ],
)
async def test_errors_of_the_token_host_have_its_own_shape(
    http: httpx.AsyncClient, name: str, status: int, error: str
) -> None:
    await arm(http, "youtube", name, step="oauth")

    answer = await http.post("/youtube/token")

    assert (answer.status_code, answer.json()["error"]) == (status, error)


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("error_401", (401, "authError")),
        ("error_429", (429, "rateLimitExceeded")),
        ("error_503", (503, "backendError")),
    ],
)
async def test_general_errors_have_the_data_apis_shape(
    http: httpx.AsyncClient, acme: Person, fault: str, expected: tuple[int, str]
) -> None:
    await arm(http, "youtube", fault, step="status", retry_after_s=90)

    answer = await http.get(f"{API}/videos", params={"part": "status"}, headers=acme.auth)

    assert reason(answer) == expected
    assert answer.headers.get("retry-after") == ("90" if fault == "error_429" else None)


@pytest.mark.parametrize(
    ("method", "path", "span", "step"),
    [
        ("POST", "/token", None, "oauth"),
        ("POST", "/revoke", None, "oauth"),
        ("GET", "/youtube/v3/channels", None, "oauth"),
        ("GET", "/youtube/v3/videoCategories", None, "prepare"),
        ("POST", "/upload/youtube/v3/videos", None, "prepare"),
        ("PUT", "/upload/youtube/v3/videos", "bytes 0-262143/300000", "upload"),
        ("PUT", "/upload/youtube/v3/videos", "bytes 0-262143/*", "upload"),
        ("PUT", "/upload/youtube/v3/videos", "nonsense", "upload"),
        ("POST", "/upload/youtube/v3/thumbnails/set", None, "upload"),
        ("PUT", "/upload/youtube/v3/videos", "bytes 262144-299999/300000", "create"),
        ("PUT", "/upload/youtube/v3/videos", None, "create"),
        ("PUT", "/youtube/v3/videos", None, "create"),
        ("DELETE", "/youtube/v3/videos", None, "create"),
        ("POST", "/youtube/v3/commentThreads", None, "create"),
        ("GET", "/youtube/v3/videos?part=status", None, "status"),
        ("GET", "/youtube/v3/videos?part=snippet,processingDetails", None, "status"),
        ("PUT", "/upload/youtube/v3/videos", "bytes */300000", "read_back"),
        ("GET", "/youtube/v3/videos?part=snippet", None, "read_back"),
        ("GET", "/youtube/v3/playlistItems", None, "read_back"),
        ("GET", "/youtube/v3/search", None, "read_back"),
        ("GET", "/youtube/v3/commentThreads", None, "read_back"),
        ("GET", "/youtube/v3/videos?part=status,statistics", None, "metrics"),
        ("GET", "/youtube/v3/videos:batchGetStats", None, "metrics"),
        ("GET", "/v2/reports", None, "metrics"),
    ],
)
async def test_each_call_belongs_to_a_step(
    http: httpx.AsyncClient, method: str, path: str, span: str | None, step: str
) -> None:
    await arm(http, "youtube", "error_503", step=step)

    answer = await http.request(
        method, f"/youtube{path}", headers={"content-range": span} if span else {}
    )

    seen = (await http.get("/_sandbox/requests")).json()[-1]
    assert answer.status_code == 503
    assert (seen["step"], seen["fault"]) == (step, "error_503")
