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
from tests.bot.sandbox.networks.hands import Person, turn
from tests.bot.sandbox.networks.youtube.calls import API, AUTH, reason

PAGE = "/youtube/o/oauth2/v2/auth"
TOKEN = "/youtube/token"
REVOKE = "/youtube/revoke"
UPLOAD, READONLY = AUTH + "youtube.upload", AUTH + "youtube.readonly"
ASKED = {
    "response_type": "code",
    "client_id": "app-1",
    "redirect_uri": REDIRECT,
    "scope": f"{UPLOAD} {READONLY}",
    "state": "s-1",
    "access_type": "offline",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}
CLIENT = {"client_id": "app-1", "client_secret": "secret"}
DEAD = {"error": "invalid_grant", "error_description": "Token has been expired or revoked."}


async def consented(http: httpx.AsyncClient, **asked: str) -> dict[str, str]:
    return came_back(await answer_consent(http, PAGE, {**ASKED, **asked}, new_handle="acme"))


async def trade(http: httpx.AsyncClient, code: str, /, **form: str) -> httpx.Response:
    whole = {
        **CLIENT,
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": REDIRECT,
        "code_verifier": VERIFIER,
    }
    return await http.post(TOKEN, data={**whole, **form})


async def connected(http: httpx.AsyncClient, **asked: str) -> dict[str, Any]:
    answer = await trade(http, (await consented(http, **asked))["code"])
    assert answer.status_code == 200, answer.text
    pair: dict[str, Any] = answer.json()
    return pair


async def refresh(http: httpx.AsyncClient, token: str, **form: str) -> httpx.Response:
    whole = {**CLIENT, "grant_type": "refresh_token", "refresh_token": token}
    return await http.post(TOKEN, data={**whole, **form})


async def channels(http: httpx.AsyncClient, token: str) -> httpx.Response:
    return await http.get(
        f"{API}/channels",
        params={"part": "snippet,contentDetails,status", "mine": "true"},
        headers={"authorization": f"Bearer {token}"},
    )


async def test_the_whole_way_from_consent_to_a_channel(http: httpx.AsyncClient) -> None:
    back = await consented(http)
    pair = (await trade(http, back["code"])).json()
    (channel,) = (await channels(http, pair["access_token"])).json()["items"]

    assert (back["state"], back["scope"]) == ("s-1", ASKED["scope"])
    assert (pair["token_type"], pair["expires_in"], pair["scope"]) == (
        *("Bearer", 3_599, ASKED["scope"]),
    )
    assert pair["access_token"].startswith("ya29.")
    assert pair["refresh_token"].startswith("1//")
    assert channel["id"].startswith("UC")
    assert channel["snippet"]["customUrl"] == "@acme"
    assert channel["contentDetails"]["relatedPlaylists"]["uploads"] == f"UU{channel['id'][2:]}"
    assert channel["status"]["longUploadsStatus"] == "allowed"


async def test_an_unticked_scope_is_not_granted(http: httpx.AsyncClient) -> None:
    answer = await answer_consent(http, PAGE, ASKED, new_handle="acme", scope=[UPLOAD])
    back = came_back(answer)
    pair = (await trade(http, back["code"])).json()

    refused = await channels(http, pair["access_token"])

    assert back["scope"] == pair["scope"] == UPLOAD
    assert reason(refused) == (403, "insufficientPermissions")


@pytest.mark.parametrize("form", [{"decision": "deny", "new_handle": "acme"}, {"scope": []}])
async def test_a_person_may_cancel_or_allow_nothing(
    http: httpx.AsyncClient, form: dict[str, Any]
) -> None:
    answer = await answer_consent(http, PAGE, ASKED, **{"new_handle": "acme", **form})

    assert came_back(answer) == {"error": "access_denied", "state": "s-1"}


async def test_without_offline_access_there_is_no_refresh_token(http: httpx.AsyncClient) -> None:
    assert "refresh_token" not in await connected(http, access_type="online")


async def test_the_second_consent_gives_no_refresh_token_unless_it_is_asked_for(
    http: httpx.AsyncClient,
) -> None:
    first = await connected(http)
    second = await connected(http)
    third = await connected(http, prompt="consent")

    assert "refresh_token" in first
    assert "refresh_token" not in second
    assert "refresh_token" in third


async def test_another_app_has_a_first_consent_of_its_own(http: httpx.AsyncClient) -> None:
    await connected(http)

    code = (await consented(http, client_id="app-2"))["code"]
    pair = (await trade(http, code, client_id="app-2")).json()

    assert "refresh_token" in pair


async def test_earlier_scopes_can_be_included(http: httpx.AsyncClient) -> None:
    await connected(http, scope=READONLY)

    pair = await connected(http, scope=UPLOAD, include_granted_scopes="true")
    alone = await connected(http, scope=UPLOAD)

    assert pair["scope"].split() == [UPLOAD, READONLY]
    assert alone["scope"] == UPLOAD


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("client_id", "", "invalid_client"),
        ("redirect_uri", "nowhere", "redirect_uri_mismatch"),
        ("response_type", "token", "response_type"),
        ("scope", "", "invalid_scope"),
        ("scope", f"{UPLOAD} {AUTH}drive", "invalid_scope"),
        ("access_type", "always", "access_type"),
        ("prompt", "often", "prompt"),
        ("code_challenge_method", "S512", "code_challenge_method"),
    ],
)
async def test_a_wrong_question_is_answered_on_the_page(
    http: httpx.AsyncClient, name: str, value: str, says: str
) -> None:
    answer = await http.get(PAGE, params={**ASKED, name: value})

    assert answer.status_code == 400
    assert says in answer.text


@pytest.mark.parametrize(
    ("form", "status", "error"),
    [
        ({"code": ""}, 400, "invalid_request"),
        ({"code": "4/0Ainvented"}, 400, "invalid_grant"),
        ({"redirect_uri": REDIRECT + "/"}, 400, "redirect_uri_mismatch"),
        ({"code_verifier": ""}, 400, "invalid_grant"),
        ({"code_verifier": "something else"}, 400, "invalid_grant"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"client_id": ""}, 400, "invalid_request"),
        ({"client_id": "app-2"}, 400, "invalid_grant"),
        ({"client_secret": ""}, 400, "invalid_request"),
    ],
)
async def test_a_wrong_trade_is_refused(
    http: httpx.AsyncClient, form: dict[str, str], status: int, error: str
) -> None:
    code = (await consented(http))["code"]

    answer = await trade(http, code, **form)

    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert answer.json()["error_description"]


async def test_a_code_works_once_and_for_ten_minutes(
    http: httpx.AsyncClient, clock: OffsetClock
) -> None:
    code = (await consented(http))["code"]
    first, again = await trade(http, code), await trade(http, code)
    late_code = (await consented(http))["code"]
    clock.advance(601)
    late = await trade(http, late_code)

    assert (first.status_code, again.status_code, late.status_code) == (200, 400, 400)
    assert again.json() == {"error": "invalid_grant", "error_description": "Bad Request"}


async def test_without_a_challenge_no_verifier_is_wanted(http: httpx.AsyncClient) -> None:
    asked = {name: value for name, value in ASKED.items() if not name.startswith("code_")}
    back = came_back(await answer_consent(http, PAGE, asked, new_handle="acme"))

    assert (await trade(http, back["code"], code_verifier="")).status_code == 200


async def test_a_refresh_gives_no_new_refresh_token_and_the_old_one_goes_on(
    http: httpx.AsyncClient,
) -> None:
    pair = await connected(http)

    first = await refresh(http, pair["refresh_token"])
    again = await refresh(http, pair["refresh_token"])

    assert set(first.json()) == {"access_token", "expires_in", "scope", "token_type"}
    assert again.status_code == 200
    assert (await channels(http, again.json()["access_token"])).status_code == 200


async def test_an_access_token_is_dead_after_an_hour(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    clock.advance(3_600)
    late = await channels(http, acme.access_token)
    fresh = (await refresh(http, acme.refresh_token)).json()
    after = await channels(http, fresh["access_token"])

    assert reason(late) == (401, "authError")
    assert late.json()["error"]["status"] == "UNAUTHENTICATED"
    assert after.status_code == 200


async def test_a_refresh_token_dies_of_half_a_year_without_use(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    clock.advance(150 * 86_400)
    used = await refresh(http, acme.refresh_token)
    clock.advance(150 * 86_400)
    used_again = await refresh(http, acme.refresh_token)
    clock.advance(184 * 86_400)
    unused = await refresh(http, acme.refresh_token)

    assert (used.status_code, used_again.status_code) == (200, 200)
    assert (unused.status_code, unused.json()) == (400, DEAD)


async def test_in_testing_a_refresh_token_lives_a_week(
    http: httpx.AsyncClient, clock: OffsetClock
) -> None:
    await turn(http, "youtube", "publishing_status", "testing")
    pair = await connected(http)
    clock.advance(4 * 86_400)
    used = await refresh(http, pair["refresh_token"])
    clock.advance(4 * 86_400)
    late = await refresh(http, pair["refresh_token"])

    assert pair["refresh_token_expires_in"] == 604_799
    assert used.status_code == 200
    assert late.json() == DEAD


async def test_the_oldest_of_more_than_a_hundred_refresh_tokens_dies(
    http: httpx.AsyncClient,
) -> None:
    code = (await consented(http))["code"]
    oldest = (await trade(http, code)).json()["refresh_token"]
    tokens = [
        (await trade(http, (await consented(http, prompt="consent"))["code"])).json()
        for _ in range(100)
    ]

    assert (await refresh(http, oldest)).json() == DEAD
    assert (await refresh(http, tokens[0]["refresh_token"])).status_code == 200


@pytest.mark.parametrize("token", ["", "1//invented"])
async def test_what_is_no_refresh_token_refreshes_nothing(
    http: httpx.AsyncClient, acme: Person, token: str
) -> None:
    assert (await refresh(http, token)).status_code == 400
    assert (await refresh(http, acme.access_token)).json()["error"] == "invalid_grant"


async def test_a_refresh_token_reads_nothing(http: httpx.AsyncClient, acme: Person) -> None:
    assert reason(await channels(http, acme.refresh_token)) == (401, "authError")


async def test_revoking_one_token_ends_all_of_that_consent(http: httpx.AsyncClient) -> None:
    pair = await connected(http)

    revoked = await http.post(REVOKE, data={"token": pair["access_token"]})
    again = await http.post(REVOKE, params={"token": pair["access_token"]})

    assert revoked.status_code == 200
    assert reason(await channels(http, pair["access_token"])) == (401, "authError")
    assert (await refresh(http, pair["refresh_token"])).json() == DEAD
    assert (again.status_code, again.json()["error"]) == (400, "invalid_token")
    assert "refresh_token" in await connected(http)


async def test_a_registered_app_must_prove_itself(http: httpx.AsyncClient) -> None:
    app = {"client_id": "app-1", "client_secret": "right", "redirect_uris": [REDIRECT]}
    await http.post("/_sandbox/clients", json={"network": "youtube", **app})

    stranger = await http.get(PAGE, params={**ASKED, "client_id": "app-2"})
    elsewhere = await http.get(PAGE, params={**ASKED, "redirect_uri": REDIRECT + "/"})
    code = (await consented(http))["code"]
    unknown = await trade(http, code, client_id="app-2")
    wrong = await trade(http, code, client_secret="wrong")
    proved = await trade(http, code, client_secret="right")

    assert (stranger.status_code, elsewhere.status_code) == (400, 400)
    assert (unknown.status_code, unknown.json()["error"]) == (401, "invalid_client")
    assert (wrong.status_code, wrong.json()["error"]) == (401, "invalid_client")
    assert proved.status_code == 200
