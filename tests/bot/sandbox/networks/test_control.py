from __future__ import annotations

from datetime import datetime
from typing import Any

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.hands import account, posts

ALL_NETWORKS = ("twitter", "instagram", "tiktok", "linkedin", "facebook", "youtube")


@pytest.mark.parametrize("network", ALL_NETWORKS)
async def test_the_same_handle_gets_fresh_tokens_for_the_same_account(
    http: httpx.AsyncClient, network: str
) -> None:
    first = await account(http, network, "Acme")
    second = await account(http, network, "@acme")

    assert first.id == second.id
    assert first.handle == second.handle
    assert first.access_token != second.access_token


async def test_an_opened_account_comes_with_all_it_needs(http: httpx.AsyncClient) -> None:
    x = (await http.post("/_sandbox/accounts", json={"network": "twitter", "handle": "a"})).json()
    ig = (
        await http.post("/_sandbox/accounts", json={"network": "instagram", "handle": "a"})
    ).json()

    assert x["expires_in"] == 7_200
    assert x["refresh_token"]
    assert ig["expires_in"] == 5_183_944
    assert ig["refresh_token"] == ""
    assert ig["flavour"] == "instagram"


async def test_a_facebook_login_comes_with_its_page(http: httpx.AsyncClient) -> None:
    body = {"network": "instagram", "handle": "a", "flavour": "facebook"}

    opened = (await http.post("/_sandbox/accounts", json=body)).json()

    assert opened["page_id"]
    assert opened["user_token"] != opened["access_token"]
    assert opened["expires_in"] is None


async def test_a_tiktok_account_comes_with_tokens_of_a_day_and_of_a_year(
    http: httpx.AsyncClient,
) -> None:
    opened = (
        await http.post("/_sandbox/accounts", json={"network": "tiktok", "handle": "a"})
    ).json()

    assert (opened["expires_in"], opened["refresh_expires_in"]) == (86_400, 31_536_000)
    assert opened["access_token"].startswith("act.")
    assert opened["refresh_token"].startswith("rft.")
    assert set(opened["scopes"]) >= {"video.publish", "video.upload", "video.list"}


@pytest.mark.parametrize("flavour", ["member", "organization"])
async def test_a_linkedin_account_is_a_member_or_the_page_they_look_after(
    http: httpx.AsyncClient, flavour: str
) -> None:
    body = {"network": "linkedin", "handle": "a", "flavour": flavour}

    opened = (await http.post("/_sandbox/accounts", json=body)).json()

    kind = {"member": "person", "organization": "organization"}[flavour]
    assert opened["author"] == f"urn:li:{kind}:{opened['account_id']}"
    assert opened["account_id"] == opened[f"{flavour}_id"]
    assert (opened["flavour"], opened["refresh_token"]) == (flavour, "")
    assert opened["expires_in"] == 5_184_000


@pytest.mark.parametrize("network", ALL_NETWORKS)
async def test_a_tokens_life_can_be_chosen(
    http: httpx.AsyncClient, clock: OffsetClock, network: str
) -> None:
    acme = await account(http, network, expires_in=10)
    path = {
        "twitter": "/twitter/2/users/me",
        "instagram": "/instagram/me",
        "tiktok": "/tiktok/v2/user/info/?fields=open_id",
        "linkedin": "/linkedin/v2/userinfo",
        "youtube": "/youtube/youtube/v3/channels?part=id&mine=true",
        "facebook": "/facebook/me",
    }[network]

    before = await http.get(path, headers=acme.auth)
    clock.advance(11)
    after = await http.get(path, headers=acme.auth)

    assert before.status_code == 200
    assert after.status_code in {400, 401}


@pytest.mark.parametrize(
    ("path", "body", "says"),
    [
        ("accounts", {"network": "orkut", "handle": "a"}, "there is twitter, instagram"),
        ("accounts", {"network": "twitter"}, "handle"),
        ("accounts", {"network": "twitter", "handle": "a b"}, "handle"),
        ("accounts", {"network": "twitter", "handle": "a", "flavour": "facebook"}, "only one"),
        ("accounts", {"network": "instagram", "handle": "a", "flavour": "x"}, "facebook"),
        ("accounts", {"network": "twitter", "handle": "a", "nonsense": 1}, "nonsense"),
        ("quotas", {"network": "twitter", "factor": 0}, "factor"),
        ("quotas", {"network": "twitter"}, "factor"),
        ("switches", {"network": "twitter", "name": "lag", "value": 1}, "read_lag_s"),
        ("switches", {"network": "twitter", "name": "read_lag_s", "value": "long"}, "like 0"),
        ("switches", {"network": "instagram", "name": "token_shape", "value": 1}, "flat"),
        ("counters", {"network": "twitter", "id": "1", "counters": {}}, "no post 1"),
        ("clients", {"network": "twitter"}, "client_id"),
        ("clock", {"advance_s": -1}, "advance_s"),
        ("clock", {}, "advance_s"),
    ],
)
async def test_a_misunderstanding_is_answered_with_a_sentence(
    http: httpx.AsyncClient, path: str, body: dict[str, Any], says: str
) -> None:
    answer = await http.post(f"/_sandbox/{path}", json=body)

    assert answer.status_code == 422
    assert says in answer.json()["error"]


async def test_a_body_that_is_no_json_is_answered_with_a_sentence(http: httpx.AsyncClient) -> None:
    answer = await http.post("/_sandbox/accounts", content=b"{")

    assert answer.status_code == 422
    assert answer.json()["error"].startswith("the body: ")


async def test_requests_are_listed_without_any_token(http: httpx.AsyncClient) -> None:
    acme = await account(http, "instagram")
    await http.get("/instagram/v25.0/me", params={"access_token": acme.access_token})
    await http.get("/twitter/2/users/me", headers=acme.auth)

    seen = await http.get("/_sandbox/requests")

    assert acme.access_token not in seen.text
    first, second = seen.json()
    assert first | {"ms": 0, "at": ""} == {
        "network": "instagram",
        "step": "oauth",
        "method": "GET",
        "path": "/instagram/v25.0/me",
        "status": 200,
        "fault": None,
        "ms": 0,
        "at": "",
    }
    assert second["status"] == 401
    assert datetime.fromisoformat(first["at"]).tzinfo is not None


async def test_requests_can_be_narrowed(http: httpx.AsyncClient) -> None:
    for _ in range(3):
        await http.get("/twitter/2/users/me")
    await http.get("/instagram/me")

    one = await http.get("/_sandbox/requests", params={"network": "twitter", "limit": 2})
    wrong = await http.get("/_sandbox/requests", params={"limit": "all"})

    assert [seen["network"] for seen in one.json()] == ["twitter", "twitter"]
    assert wrong.status_code == 422


async def test_posts_of_all_networks_are_listed_and_can_be_narrowed(
    http: httpx.AsyncClient,
) -> None:
    acme = await account(http, "twitter")
    await http.post("/twitter/2/tweets", json={"text": "Hello"}, headers=acme.auth)

    here = (await http.get("/_sandbox/posts", params={"network": "twitter"})).json()
    there = (await http.get("/_sandbox/posts", params={"network": "instagram"})).json()

    assert set(here[0]) == {"network", "account", "id", "url", "text", "media", "created_at"}
    assert there == []


async def test_the_clock_is_moved_and_read(http: httpx.AsyncClient, clock: OffsetClock) -> None:
    before = clock.now()

    moved = await http.post("/_sandbox/clock", json={"advance_s": 3_600})
    told = await http.get("/_sandbox/clock")

    for answer in (moved, told):
        now = datetime.fromisoformat(answer.json()["now"])
        assert 3_600 <= (now - before).total_seconds() < 3_660
    assert (clock.now() - before).total_seconds() >= 3_600


async def test_a_reset_forgets_everything_but_the_time(
    http: httpx.AsyncClient, clock: OffsetClock
) -> None:
    acme = await account(http, "twitter")
    await http.post("/twitter/2/tweets", json={"text": "Hello"}, headers=acme.auth)
    clock.advance(86_400)
    moved = clock.now()

    answer = await http.post("/_sandbox/reset")

    dead = await http.get("/twitter/2/users/me", headers=acme.auth)
    assert answer.status_code == 204
    assert await posts(http) == []
    assert (await http.get("/_sandbox/accounts")).json() == []
    assert dead.status_code == 401
    assert clock.now() >= moved


async def test_switches_are_listed(http: httpx.AsyncClient) -> None:
    answer = await http.get("/_sandbox/switches")

    assert answer.json()["instagram"]["quota_total"] == 100
    assert answer.json()["twitter"]["read_lag_s"] == 0
