from __future__ import annotations

from typing import Any

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.consenting import REDIRECT, answer_consent, came_back
from tests.bot.sandbox.networks.graph.calls import codes
from tests.bot.sandbox.networks.hands import Person, account, turn
from tests.bot.sandbox.networks.instagram.calls import V

PAGE = "/instagram/oauth/authorize"
TOKEN = "/instagram/oauth/access_token"
SCOPES = "instagram_business_basic,instagram_business_content_publish"
ASKED = {
    "client_id": "app-1",
    "redirect_uri": REDIRECT,
    "response_type": "code",
    "scope": SCOPES,
    "state": "s-1",
}


async def new_code(http: httpx.AsyncClient, **asked: str) -> str:
    return came_back(await answer_consent(http, PAGE, {**ASKED, **asked}, new_handle="acme"))[
        "code"
    ]


async def trade(http: httpx.AsyncClient, code: str, /, **form: str) -> httpx.Response:
    whole = {
        "client_id": "app-1",
        "client_secret": "secret",
        "grant_type": "authorization_code",
        "redirect_uri": REDIRECT,
        "code": code,
    }
    return await http.post(TOKEN, data={**whole, **form})


async def exchange(http: httpx.AsyncClient, token: str, **params: str) -> httpx.Response:
    whole = {"grant_type": "ig_exchange_token", "client_secret": "secret", "access_token": token}
    return await http.get("/instagram/access_token", params={**whole, **params})


async def refresh(http: httpx.AsyncClient, token: str, **params: str) -> httpx.Response:
    whole = {"grant_type": "ig_refresh_token", "access_token": token}
    return await http.get("/instagram/refresh_access_token", params={**whole, **params})


async def test_the_whole_way_from_consent_to_a_long_lived_token(http: httpx.AsyncClient) -> None:
    sent_back = await answer_consent(http, PAGE, ASKED, new_handle="@acme")
    back = came_back(sent_back)
    short = (await trade(http, back["code"])).json()
    long = (await exchange(http, short["access_token"])).json()
    who = await http.get(
        f"{V}/me",
        params={"fields": "user_id,username"},
        headers={"authorization": f"Bearer {long['access_token']}"},
    )

    assert sent_back.headers["location"].endswith("#_")
    assert back["state"] == "s-1"
    assert short["permissions"] == SCOPES.split(",")
    assert isinstance(short["user_id"], int)
    assert (long["token_type"], long["expires_in"]) == ("bearer", 5_183_944)
    assert who.json()["username"] == "acme"
    assert who.json()["user_id"] == str(short["user_id"])


async def test_the_token_answer_also_comes_nested(http: httpx.AsyncClient) -> None:
    await turn(http, "instagram", "token_shape", "nested")

    answer = await trade(http, await new_code(http))

    inner = answer.json()["data"][0]
    assert inner["permissions"] == SCOPES
    assert isinstance(inner["user_id"], str)


async def test_a_person_may_cancel(http: httpx.AsyncClient) -> None:
    answer = await answer_consent(http, PAGE, ASKED, decision="deny")

    assert came_back(answer) == {
        "error": "access_denied",
        "error_reason": "user_denied",
        "error_description": "The user denied your request.",
        "state": "s-1",
    }


async def test_a_person_may_untick_a_scope(http: httpx.AsyncClient) -> None:
    back = came_back(
        await answer_consent(http, PAGE, ASKED, new_handle="acme", scope="instagram_business_basic")
    )

    answer = await trade(http, back["code"])

    assert answer.json()["permissions"] == ["instagram_business_basic"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("client_id", ""),
        ("redirect_uri", "nowhere"),
        ("response_type", "token"),
        ("scope", ""),
        ("scope", "business_basic"),
        ("scope", "instagram_basic"),
    ],
)
async def test_a_wrong_question_gets_no_consent_page(
    http: httpx.AsyncClient, name: str, value: str
) -> None:
    answer = await http.get(PAGE, params={**ASKED, name: value})

    assert answer.status_code == 400
    assert "went wrong" in answer.text


@pytest.mark.parametrize(
    "form",
    [
        {"grant_type": "client_credentials"},
        {"client_secret": ""},
        {"client_id": "app-2"},
        {"redirect_uri": REDIRECT + "/"},
        {"code": "AQinvented"},
    ],
)
async def test_a_code_with_a_wrong_companion_is_refused(
    http: httpx.AsyncClient, form: dict[str, str]
) -> None:
    answer = await trade(http, await new_code(http), **form)

    assert answer.status_code == 400
    assert answer.json()["error_type"] == "OAuthException"
    assert answer.json()["code"] == 400
    assert answer.json()["error_message"]


async def test_a_code_works_once(http: httpx.AsyncClient) -> None:
    code = await new_code(http)
    await trade(http, code)

    again = await trade(http, code)

    assert again.json()["error_message"] == "Matching code was not found or was already used"


async def test_a_code_lives_an_hour(http: httpx.AsyncClient, clock: OffsetClock) -> None:
    code = await new_code(http)
    clock.advance(3_601)

    late = await trade(http, code)

    assert late.status_code == 400


async def test_a_short_token_is_dead_after_an_hour(
    http: httpx.AsyncClient, clock: OffsetClock
) -> None:
    short = (await trade(http, await new_code(http))).json()["access_token"]
    clock.advance(3_601)

    late = await exchange(http, short)

    assert codes(late) == (190, 463)


async def test_only_a_short_token_is_exchanged(http: httpx.AsyncClient, acme: Person) -> None:
    answer = await exchange(http, acme.access_token)

    assert codes(answer) == (190, None)


async def test_an_exchange_needs_its_grant_type_and_secret(http: httpx.AsyncClient) -> None:
    short = (await trade(http, await new_code(http))).json()["access_token"]

    kind = await exchange(http, short, grant_type="fb_exchange_token")
    secret = await exchange(http, short, client_secret="")

    assert codes(kind) == (100, None)
    assert codes(secret) == (101, None)


async def test_a_token_is_refreshed_only_after_a_day(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    early = await refresh(http, acme.access_token)
    clock.advance(86_401)
    taken = await refresh(http, acme.access_token)
    fresh: dict[str, Any] = taken.json()
    clock.advance(5_183_900)
    later = await http.get(f"{V}/me", headers={"authorization": f"Bearer {fresh['access_token']}"})

    assert codes(early) == (100, None)
    assert fresh["expires_in"] == 5_183_944
    assert fresh["access_token"] != acme.access_token
    assert later.status_code == 200


async def test_an_expired_token_is_not_refreshed(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    clock.advance(5_183_945)

    answer = await refresh(http, acme.access_token)

    assert codes(answer) == (190, 463)


async def test_other_tokens_are_not_refreshed(
    http: httpx.AsyncClient, acme: Person, paged: Person, clock: OffsetClock
) -> None:
    poor = await account(http, "instagram", "acme", scopes=["instagram_business_content_publish"])
    clock.advance(86_401)

    kind = await refresh(http, acme.access_token, grant_type="refresh_token")
    page = await refresh(http, paged.access_token)
    without_basic = await refresh(http, poor.access_token)

    assert codes(kind) == (100, None)
    assert codes(page) == (10, None)
    assert codes(without_basic) == (10, None)


async def test_a_registered_app_must_prove_itself(http: httpx.AsyncClient) -> None:
    await http.post(
        "/_sandbox/clients",
        json={
            "network": "instagram",
            "client_id": "app-1",
            "client_secret": "right",
            "redirect_uris": [REDIRECT],
        },
    )

    stranger = await http.get(PAGE, params={**ASKED, "client_id": "app-2"})
    elsewhere = await http.get(PAGE, params={**ASKED, "redirect_uri": REDIRECT + "?x=1"})
    wrong = await trade(http, await new_code(http), client_secret="wrong")
    right = await trade(http, await new_code(http), client_secret="right")

    assert (stranger.status_code, elsewhere.status_code) == (400, 400)
    assert (wrong.status_code, right.status_code) == (400, 200)
