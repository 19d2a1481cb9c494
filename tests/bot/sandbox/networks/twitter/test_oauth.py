from __future__ import annotations

from typing import Any

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.consenting import (
    CHALLENGE,
    REDIRECT,
    VERIFIER,
    answer_consent,
    came_back,
)
from tests.bot.sandbox.networks.hands import Person

PAGE = "/twitter/i/oauth2/authorize"
TOKEN = "/twitter/2/oauth2/token"
REVOKE = "/twitter/2/oauth2/revoke"
ME = "/twitter/2/users/me"
SCOPES = "tweet.read tweet.write users.read offline.access media.write"
ASKED = {
    "response_type": "code",
    "client_id": "app-1",
    "redirect_uri": REDIRECT,
    "scope": SCOPES,
    "state": "s-1",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}
BASIC = httpx.BasicAuth("app-1", "secret")


async def new_code(http: httpx.AsyncClient, **asked: str) -> str:
    return came_back(await answer_consent(http, PAGE, {**ASKED, **asked}, new_handle="acme"))[
        "code"
    ]


async def trade(http: httpx.AsyncClient, code: str, /, **form: str) -> httpx.Response:
    whole = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": REDIRECT,
        "code_verifier": VERIFIER,
    }
    return await http.post(TOKEN, data={**whole, **form}, auth=BASIC)


async def refresh(http: httpx.AsyncClient, token: str) -> httpx.Response:
    form = {"grant_type": "refresh_token", "refresh_token": token}
    return await http.post(TOKEN, data=form, auth=BASIC)


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


async def test_the_whole_way_from_consent_to_a_name(http: httpx.AsyncClient) -> None:
    back = came_back(await answer_consent(http, PAGE, ASKED, new_handle="@acme"))
    pair = (await trade(http, back["code"])).json()
    who = await http.get(ME, headers=bearer(pair["access_token"]))

    assert back["state"] == "s-1"
    assert (pair["token_type"], pair["expires_in"], pair["scope"]) == ("bearer", 7200, SCOPES)
    assert who.json()["data"]["username"] == "acme"


async def test_a_known_account_is_offered_on_the_page(
    http: httpx.AsyncClient, acme: Person
) -> None:
    shown = await http.get(PAGE, params=ASKED)
    back = came_back(await answer_consent(http, PAGE, ASKED, handle="acme"))
    pair = (await trade(http, back["code"])).json()
    who = await http.get(ME, headers=bearer(pair["access_token"]))

    assert "@acme" in shown.text
    assert "tweet.write" in shown.text
    assert who.json()["data"]["id"] == acme.id


async def test_a_person_may_cancel(http: httpx.AsyncClient) -> None:
    answer = await answer_consent(http, PAGE, ASKED, decision="deny")

    assert came_back(answer) == {"error": "access_denied", "state": "s-1"}


async def test_a_handle_no_account_can_have_is_a_cancellation(http: httpx.AsyncClient) -> None:
    answer = await answer_consent(http, PAGE, ASKED, new_handle="a/b c")

    assert came_back(answer)["error"] == "access_denied"


async def test_without_offline_access_there_is_no_refresh_token(http: httpx.AsyncClient) -> None:
    code = await new_code(http, scope="tweet.read users.read")

    assert "refresh_token" not in (await trade(http, code)).json()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("client_id", ""),
        ("redirect_uri", "nowhere"),
        ("response_type", "token"),
        ("scope", ""),
        ("scope", "tweet.read everything"),
        ("state", ""),
        ("state", "s" * 501),
        ("code_challenge", ""),
        ("code_challenge_method", "S512"),
    ],
)
async def test_a_wrong_question_gets_no_consent_page(
    http: httpx.AsyncClient, name: str, value: str
) -> None:
    answer = await http.get(PAGE, params={**ASKED, name: value})

    assert answer.status_code == 400
    assert "Something went wrong" in answer.text


@pytest.mark.parametrize(
    "form",
    [
        {"code_verifier": "another-verifier"},
        {"code_verifier": ""},
        {"redirect_uri": REDIRECT + "/"},
        {"code": "invented"},
        {"grant_type": "password"},
    ],
)
async def test_a_code_with_a_wrong_companion_is_refused(
    http: httpx.AsyncClient, form: dict[str, str]
) -> None:
    answer = await trade(http, await new_code(http), **form)

    assert answer.status_code == 400
    assert answer.json()["error"] == "invalid_request"


async def test_a_code_of_another_app_is_refused(http: httpx.AsyncClient) -> None:
    code = await new_code(http, client_id="app-2")

    assert (await trade(http, code)).status_code == 400


async def test_a_code_works_once(http: httpx.AsyncClient) -> None:
    code = await new_code(http)

    first, again = await trade(http, code), await trade(http, code)

    assert (first.status_code, again.status_code) == (200, 400)


async def test_a_code_lives_thirty_seconds(http: httpx.AsyncClient, clock: OffsetClock) -> None:
    code = await new_code(http)
    clock.advance(31)

    late = await trade(http, code)

    assert late.status_code == 400


async def test_a_plain_challenge_is_taken(http: httpx.AsyncClient) -> None:
    code = await new_code(http, code_challenge=VERIFIER, code_challenge_method="plain")

    assert (await trade(http, code)).status_code == 200


async def test_a_refresh_gives_a_new_pair_and_the_old_token_is_dead(
    http: httpx.AsyncClient, acme: Person
) -> None:
    fresh = (await refresh(http, acme.refresh_token)).json()
    again = await refresh(http, acme.refresh_token)
    newer = await refresh(http, fresh["refresh_token"])

    assert fresh["refresh_token"] != acme.refresh_token
    assert again.status_code == 400
    assert again.json() == {
        "error": "invalid_request",
        "error_description": "Value passed for the token was invalid.",
    }
    assert newer.status_code == 200


async def test_an_access_token_is_dead_after_two_hours(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    clock.advance(7_201)
    late = await http.get(ME, headers=acme.auth)
    fresh = (await refresh(http, acme.refresh_token)).json()
    after = await http.get(ME, headers=bearer(fresh["access_token"]))

    assert (late.status_code, after.status_code) == (401, 200)


async def test_an_unused_refresh_token_is_dead_after_half_a_year(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    clock.advance(183 * 86_400)

    assert (await refresh(http, acme.refresh_token)).status_code == 400


async def test_an_access_token_refreshes_nothing(http: httpx.AsyncClient, acme: Person) -> None:
    assert (await refresh(http, acme.access_token)).status_code == 400


async def test_a_refresh_token_reads_nothing(http: httpx.AsyncClient, acme: Person) -> None:
    answer = await http.get(ME, headers=bearer(acme.refresh_token))

    assert answer.status_code == 401


async def test_a_public_app_names_itself_in_the_body(http: httpx.AsyncClient) -> None:
    code = await new_code(http)
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": REDIRECT,
        "code_verifier": VERIFIER,
    }

    nobody = await http.post(TOKEN, data=form)
    named = await http.post(TOKEN, data={**form, "client_id": "app-1"})

    assert nobody.status_code == 401
    assert nobody.json() == {
        "error": "unauthorized_client",
        "error_description": "Missing valid authorization header",
    }
    assert named.status_code == 200


@pytest.mark.parametrize("header", ["Basic ???", "Basic YXBwLTE6", "Basic Og=="])
async def test_a_basic_header_without_a_secret_is_refused(
    http: httpx.AsyncClient, acme: Person, header: str
) -> None:
    form = {"grant_type": "refresh_token", "refresh_token": acme.refresh_token}

    answer = await http.post(TOKEN, data=form, headers={"authorization": header})

    assert answer.status_code == 401


async def test_a_registered_app_must_prove_itself(http: httpx.AsyncClient) -> None:
    await http.post(
        "/_sandbox/clients",
        json={
            "network": "twitter",
            "client_id": "app-1",
            "client_secret": "right",
            "redirect_uris": [REDIRECT],
        },
    )
    right = httpx.BasicAuth("app-1", "right")
    form: dict[str, Any] = {
        "grant_type": "authorization_code",
        "redirect_uri": REDIRECT,
        "code_verifier": VERIFIER,
    }

    stranger = await http.get(PAGE, params={**ASKED, "client_id": "app-2"})
    elsewhere = await http.get(PAGE, params={**ASKED, "redirect_uri": REDIRECT + "/"})
    code = await new_code(http)
    wrong = await trade(http, code)
    unproved = await http.post(TOKEN, data={**form, "code": code, "client_id": "app-1"})
    proved = await http.post(TOKEN, data={**form, "code": code}, auth=right)

    assert (stranger.status_code, elsewhere.status_code) == (400, 400)
    assert (wrong.status_code, unproved.status_code, proved.status_code) == (401, 401, 200)


async def test_a_revoked_token_is_dead(http: httpx.AsyncClient, acme: Person) -> None:
    revoked = await http.post(REVOKE, data={"token": acme.access_token}, auth=BASIC)
    after = await http.get(ME, headers=acme.auth)

    assert revoked.json() == {"revoked": True}
    assert after.status_code == 401


async def test_wrong_revocations_are_refused(http: httpx.AsyncClient, acme: Person) -> None:
    unknown = await http.post(REVOKE, data={"token": "invented"}, auth=BASIC)
    nobody = await http.post(REVOKE, data={"token": acme.access_token})

    assert (unknown.status_code, nobody.status_code) == (400, 401)
