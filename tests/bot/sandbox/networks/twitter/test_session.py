from __future__ import annotations

import httpx
import pytest

from tests.bot.sandbox.networks.hands import account

ME = "/twitter/2/users/me"


@pytest.mark.parametrize(
    "headers",
    [{}, {"authorization": "Bearer invented"}, {"authorization": "Basic YTpi"}],
)
async def test_a_call_without_a_good_token_is_refused(
    http: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    answer = await http.get(ME, headers=headers)

    assert answer.status_code == 401
    assert answer.json() == {
        "title": "Unauthorized",
        "type": "about:blank",
        "status": 401,
        "detail": "Unauthorized",
    }


async def test_a_token_of_another_network_is_refused(http: httpx.AsyncClient) -> None:
    foreign = await account(http, "instagram", "acme")

    answer = await http.get(ME, headers=foreign.auth)

    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("method", "path", "scopes"),
    [
        ("GET", "/2/users/me", "tweet.read tweet.write"),
        ("POST", "/2/tweets", "tweet.read users.read media.write"),
        ("DELETE", "/2/tweets/1", "tweet.read users.read"),
        ("GET", "/2/users/1/tweets", "users.read"),
        ("GET", "/2/tweets", "users.read"),
        ("GET", "/2/tweets/1", "users.read"),
        ("POST", "/2/media/upload", "tweet.read tweet.write users.read"),
        ("GET", "/2/media/upload", "tweet.read tweet.write users.read"),
        ("POST", "/2/media/upload/initialize", "tweet.read tweet.write users.read"),
        ("POST", "/2/media/upload/1/append", "tweet.read tweet.write users.read"),
        ("POST", "/2/media/upload/1/finalize", "tweet.read tweet.write users.read"),
        ("POST", "/2/media/metadata", "tweet.read tweet.write users.read"),
    ],
)
async def test_a_call_without_its_scope_is_refused(
    http: httpx.AsyncClient, method: str, path: str, scopes: str
) -> None:
    poor = await account(http, "twitter", "acme", scopes=scopes)

    answer = await http.request(method, f"/twitter{path}", headers=poor.auth)

    assert answer.status_code == 403
    assert answer.json()["detail"] == "You are not permitted to perform this action."
