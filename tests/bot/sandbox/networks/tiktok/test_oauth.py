from __future__ import annotations

from typing import Any

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.consenting import answer_consent, came_back
from tests.bot.sandbox.networks.hands import Person, arm, turn
from tests.bot.sandbox.networks.tiktok.calls import (
    V2,
    ask,
    creator_info,
    error_of,
    film,
    init,
    put,
    sent,
    whole,
)
from tests.bot.sandbox.networks.tiktok.logging_in import (
    APP,
    ASKED,
    PAGE,
    REVOKE,
    SCOPES,
    TOKEN,
    new_code,
    refresh,
    trade,
)


async def name_of(http: httpx.AsyncClient, token: str) -> httpx.Response:
    return await http.get(
        f"{V2}/user/info/",
        params={"fields": "open_id,username"},
        headers={"authorization": f"Bearer {token}"},
    )


async def test_the_whole_way_from_consent_to_a_name(http: httpx.AsyncClient) -> None:
    back = came_back(await answer_consent(http, PAGE, ASKED, new_handle="@acme"))
    pair = (await trade(http, back["code"])).json()
    who = (await name_of(http, pair["access_token"])).json()["data"]["user"]

    assert (back["state"], back["scopes"]) == ("s-1", SCOPES)
    assert pair == {
        **pair,
        "expires_in": 86_400,
        "refresh_expires_in": 31_536_000,
        "scope": SCOPES,
        "token_type": "Bearer",
    }
    assert pair["access_token"].startswith("act.")
    assert pair["refresh_token"].startswith("rft.")
    assert who == {"open_id": pair["open_id"], "username": "acme"}


async def test_a_code_must_be_decoded_before_it_is_traded(http: httpx.AsyncClient) -> None:
    answer = await answer_consent(http, PAGE, ASKED, new_handle="acme")
    raw = answer.headers["location"].partition("code=")[2].partition("&")[0]

    refused = await trade(http, raw)

    assert "%" in raw
    assert refused.json()["error"] == "invalid_grant"


async def test_an_app_on_the_web_needs_no_proof_of_its_own(http: httpx.AsyncClient) -> None:
    web = {name: value for name, value in ASKED.items() if "challenge" not in name}
    web["redirect_uri"] = "https://callboard.example.com/back"

    answer = await answer_consent(http, PAGE, web, new_handle="acme")
    code = httpx.URL(answer.headers["location"]).params["code"]
    pair = await trade(http, code, redirect_uri=web["redirect_uri"], code_verifier="")

    assert pair.status_code == 200


@pytest.mark.parametrize(
    ("wrong", "error", "status"),
    [
        ({"client_key": ""}, "invalid_request", 400),
        ({"client_secret": ""}, "invalid_request", 400),
        ({"grant_type": "password"}, "unsupported_grant_type", 400),
        ({"code": "c*1!nonsense"}, "invalid_grant", 400),
        ({"redirect_uri": "http://127.0.0.1:8600/other"}, "invalid_request", 400),
        ({"code_verifier": "another"}, "invalid_request", 400),
        ({"code_verifier": ""}, "invalid_request", 400),
        ({"client_key": "app-2"}, "invalid_grant", 400),
    ],
)
async def test_a_wrong_trade_is_refused_in_a_flat_answer(
    http: httpx.AsyncClient, wrong: dict[str, str], error: str, status: int
) -> None:
    code = await new_code(http)

    answer = await trade(http, wrong.pop("code", code), **wrong)

    assert answer.status_code == status
    assert set(answer.json()) == {"error", "error_description", "log_id"}
    assert answer.json()["error"] == error


async def test_a_code_is_traded_once_and_soon(http: httpx.AsyncClient, clock: OffsetClock) -> None:
    used, late = await new_code(http), await new_code(http)
    await trade(http, used)
    clock.advance(601)

    again, too_late = await trade(http, used), await trade(http, late)

    assert again.json()["error"] == too_late.json()["error"] == "invalid_grant"


async def test_a_trade_in_json_is_refused(http: httpx.AsyncClient) -> None:
    answer = await http.post(TOKEN, json={**APP, "grant_type": "refresh_token"})

    assert answer.json()["error"] == "invalid_request"


async def test_a_refresh_token_is_good_for_one_refresh(
    http: httpx.AsyncClient, acme: Person
) -> None:
    first = await refresh(http, acme.refresh_token)
    again = await refresh(http, acme.refresh_token)
    second = await refresh(http, first.json()["refresh_token"])

    assert first.status_code == second.status_code == 200
    assert first.json()["open_id"] == acme.id
    assert again.status_code == 400
    assert again.json()["error"] == "invalid_grant"
    assert (await name_of(http, second.json()["access_token"])).status_code == 200


async def test_an_access_token_refreshes_nothing(http: httpx.AsyncClient, acme: Person) -> None:
    answer = await refresh(http, acme.access_token)

    assert answer.json()["error"] == "invalid_grant"


async def test_an_access_token_lasts_a_day_and_a_refresh_token_a_year(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    clock.advance(86_401)
    expired = await creator_info(http, acme)
    clock.advance(364 * 86_400)
    dead = await refresh(http, acme.refresh_token)

    assert (expired.status_code, error_of(expired)) == (401, "access_token_invalid")
    assert "data" not in expired.json()
    assert dead.json()["error"] == "invalid_grant"


@pytest.mark.parametrize(("slides", "left_days"), [(True, 365), (False, 335)])
async def test_a_refresh_may_or_may_not_start_the_year_anew(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock, slides: bool, left_days: int
) -> None:
    await turn(http, "tiktok", "refresh_slides", value=slides)
    clock.advance(30 * 86_400)

    pair = (await refresh(http, acme.refresh_token)).json()

    assert abs(pair["refresh_expires_in"] - left_days * 86_400) < 60


async def test_a_revoked_token_is_dead_together_with_its_refresh_token(
    http: httpx.AsyncClient, acme: Person
) -> None:
    answer = await http.post(REVOKE, data={**APP, "token": acme.access_token})

    refused = await creator_info(http, acme)
    dead = await refresh(http, acme.refresh_token)
    assert (answer.status_code, answer.content) == (200, b"")
    assert error_of(refused) == "access_token_invalid"
    assert dead.json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    ("form", "error"),
    [({"token": "act.nonsense"}, "invalid_grant"), ({"client_secret": ""}, "invalid_request")],
)
async def test_a_wrong_revocation_is_refused(
    http: httpx.AsyncClient, acme: Person, form: dict[str, str], error: str
) -> None:
    answer = await http.post(REVOKE, data={**APP, "token": acme.access_token, **form})

    assert answer.json()["error"] == error
    assert error_of(await creator_info(http, acme)) == "ok"


async def test_what_was_under_way_fails_when_the_person_takes_the_permission_back(
    http: httpx.AsyncClient, acme: Person
) -> None:
    publish_id = await sent(http, acme)
    waiting = (await init(http, acme, whole(len(film())))).json()["data"]
    await http.post(REVOKE, data={**APP, "token": acme.access_token})

    late = await put(http, waiting["upload_url"], film(), 0, len(film()))
    back = await http.post("/_sandbox/accounts", json={"network": "tiktok", "handle": "acme"})
    again = Person(acme.id, "acme", back.json()["access_token"], "")
    told = (await ask(http, again, publish_id)).json()["data"]

    assert late.status_code == 403
    assert (told["status"], told["fail_reason"]) == ("FAILED", "auth_removed")
    assert (await http.get("/_sandbox/posts")).json() == []


async def test_errors_of_the_token_call_can_come_with_200(
    http: httpx.AsyncClient, acme: Person
) -> None:
    await turn(http, "tiktok", "oauth_errors_with_200", value=True)

    answer = await refresh(http, "rft.nonsense")

    assert (answer.status_code, answer.json()["error"]) == (200, "invalid_grant")


GENERAL: list[tuple[str, dict[str, Any]]] = [
    ("error_503", {"status": 503, "error": "temporarily_unavailable"}),
    ("error_401", {"status": 401, "error": "invalid_client"}),
]


@pytest.mark.parametrize(("fault", "expected"), GENERAL)
async def test_general_faults_of_the_token_call_are_flat(
    http: httpx.AsyncClient, acme: Person, fault: str, expected: dict[str, Any]
) -> None:
    await arm(http, "tiktok", fault, step="oauth")

    answer = await refresh(http, acme.refresh_token)

    assert {"status": answer.status_code, "error": answer.json()["error"]} == expected
    assert (await refresh(http, acme.refresh_token)).status_code == 200
