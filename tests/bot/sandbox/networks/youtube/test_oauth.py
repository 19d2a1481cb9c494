from __future__ import annotations

from typing import Any

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.consenting import (
    REDIRECT,
    answer_consent,
    came_back,
)
from tests.bot.sandbox.networks.youtube.calls import AUTH, reason
from tests.bot.sandbox.networks.youtube.connecting import (
    ASKED,
    PAGE,
    READONLY,
    UPLOAD,
    channels,
    connected,
    consented,
    trade,
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
