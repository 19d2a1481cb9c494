from __future__ import annotations

import httpx
import pytest

from tests.bot.sandbox.networks.files import picture
from tests.bot.sandbox.networks.hands import Person, account
from tests.bot.sandbox.networks.youtube.calls import API, AUTH, SENT, get, opened, reason

EVERY_CALL = [
    ("POST", f"{SENT}/videos"),
    ("POST", f"{SENT}/thumbnails/set"),
    ("GET", f"{API}/videos"),
    ("GET", f"{API}/videos:batchGetStats"),
    ("PUT", f"{API}/videos"),
    ("DELETE", f"{API}/videos"),
    ("GET", f"{API}/channels"),
    ("GET", f"{API}/playlistItems"),
    ("GET", f"{API}/search"),
    ("GET", f"{API}/videoCategories"),
    ("POST", f"{API}/commentThreads"),
    ("GET", f"{API}/commentThreads"),
    ("GET", "/youtube/v2/reports"),
]


async def scoped(http: httpx.AsyncClient, *names: str) -> Person:
    return await account(http, "youtube", "acme", scopes=[AUTH + name for name in names])


def is_too_narrow(answer: httpx.Response) -> bool:
    error = answer.json()["error"]
    return (
        reason(answer) == (403, "insufficientPermissions")
        and error["status"] == "PERMISSION_DENIED"
        and error["details"][0]["reason"] == "ACCESS_TOKEN_SCOPE_INSUFFICIENT"
    )


@pytest.mark.parametrize(("method", "path"), EVERY_CALL)
async def test_a_call_without_a_token_is_refused(
    http: httpx.AsyncClient, method: str, path: str
) -> None:
    answer = await http.request(method, path)

    assert reason(answer) == (401, "required")
    assert answer.json()["error"]["status"] == "UNAUTHENTICATED"


@pytest.mark.parametrize(("method", "path"), EVERY_CALL)
async def test_an_unknown_token_is_refused(http: httpx.AsyncClient, method: str, path: str) -> None:
    answer = await http.request(method, path, headers={"authorization": "Bearer invented"})

    assert reason(answer) == (401, "authError")


@pytest.mark.parametrize(("method", "path"), EVERY_CALL)
async def test_a_token_without_any_of_its_scopes_is_refused(
    http: httpx.AsyncClient, method: str, path: str
) -> None:
    who = await scoped(
        http, "youtube" if path == "/youtube/v2/reports" else "yt-analytics.readonly"
    )

    assert is_too_narrow(await http.request(method, path, headers=who.auth))


async def test_the_right_to_upload_is_no_right_to_look(http: httpx.AsyncClient) -> None:
    who = await scoped(http, "youtube.upload")

    taken = await opened(http, who)
    answers = [
        await get(http, who, "videos", part="status", id="x"),
        await get(http, who, "channels", part="id", mine="true"),
        await get(http, who, "playlistItems", part="id", playlistId="UUx"),
    ]

    assert taken.status_code == 200
    assert all(is_too_narrow(answer) for answer in answers)


async def test_the_right_to_look_is_no_right_to_upload(http: httpx.AsyncClient) -> None:
    who = await scoped(http, "youtube.readonly")

    looked = await get(http, who, "channels", part="id", mine="true")
    picture_sent = await http.post(
        f"{SENT}/thumbnails/set",
        params={"videoId": "x"},
        content=picture(1280, 720),
        headers={**who.auth, "content-type": "image/jpeg"},
    )

    assert looked.status_code == 200
    assert is_too_narrow(await opened(http, who))
    assert is_too_narrow(picture_sent)


async def test_uploading_and_looking_is_no_right_to_change_or_comment(
    http: httpx.AsyncClient,
) -> None:
    who = await scoped(http, "youtube.upload", "youtube.readonly")

    deleted = await http.delete(f"{API}/videos", params={"id": "x"}, headers=who.auth)
    said = await http.post(f"{API}/commentThreads", params={"part": "snippet"}, headers=who.auth)

    assert is_too_narrow(deleted)
    assert is_too_narrow(said)


async def test_an_account_without_a_channel_has_to_make_one_first(
    http: httpx.AsyncClient,
) -> None:
    nobody = await account(http, "youtube", "nobody", details={"channel": False})

    looked = await get(http, nobody, "channels", part="id", mine="true")
    sent = await opened(http, nobody)

    assert reason(looked) == reason(sent) == (401, "youtubeSignupRequired")
    assert looked.json()["error"]["errors"][0]["domain"] == "youtube.header"


async def test_a_path_google_does_not_have_is_not_found(
    http: httpx.AsyncClient, acme: Person
) -> None:
    assert (await http.get(f"{API}/nonsense", headers=acme.auth)).status_code == 404


async def test_an_opened_account_comes_with_all_it_needs(http: httpx.AsyncClient) -> None:
    asked = {"network": "youtube", "handle": "acme"}

    opened_account = (await http.post("/_sandbox/accounts", json=asked)).json()

    assert opened_account["account_id"].startswith("UC")
    assert opened_account["uploads_playlist"] == "UU" + opened_account["account_id"][2:]
    assert opened_account["expires_in"] == 3_599
    assert opened_account["refresh_token"]
    assert f"{AUTH}youtube.upload" in opened_account["scopes"]
