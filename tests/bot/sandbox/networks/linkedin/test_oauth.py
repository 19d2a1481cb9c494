from __future__ import annotations

from typing import Any

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.consenting import REDIRECT
from tests.bot.sandbox.networks.hands import Person, account, arm, turn
from tests.bot.sandbox.networks.linkedin.logins import (
    APP,
    TOKEN,
    new_code,
    refresh,
    trade,
)

INTROSPECT = "/linkedin/oauth/v2/introspectToken"
REVOKE = "/linkedin/oauth/v2/revoke"
ME = "/linkedin/v2/userinfo"
DAY_S = 86_400


async def connected(http: httpx.AsyncClient) -> dict[str, Any]:
    answer = await trade(http, await new_code(http))
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def test_a_code_buys_sixty_days_and_nothing_to_refresh_with(http: httpx.AsyncClient) -> None:
    body = await connected(http)

    assert body["expires_in"] == 60 * DAY_S
    assert body["scope"] == "openid,profile,w_member_social"
    assert body["token_type"] == "Bearer"
    assert body["id_token"].count(".") == 2
    assert len(body["access_token"]) > 300
    assert "refresh_token" not in body


async def test_an_id_token_comes_only_with_openid(http: httpx.AsyncClient) -> None:
    answer = await trade(http, await new_code(http, scope="w_member_social"))

    assert "id_token" not in answer.json()


async def test_scopes_may_come_with_spaces_between_them(http: httpx.AsyncClient) -> None:
    await turn(http, "linkedin", "scope_separator", " ")

    assert (await connected(http))["scope"] == "openid profile w_member_social"


async def test_a_code_is_good_once(http: httpx.AsyncClient) -> None:
    code = await new_code(http)

    first, second = await trade(http, code), await trade(http, code)

    assert (first.status_code, second.status_code) == (200, 400)
    assert second.json()["error"] == "invalid_request"
    assert "authorization code" in second.json()["error_description"]


@pytest.mark.parametrize(("seconds", "status"), [(1_700, 200), (1_801, 400)])
async def test_a_code_lives_half_an_hour(
    http: httpx.AsyncClient, clock: OffsetClock, seconds: int, status: int
) -> None:
    code = await new_code(http)
    clock.advance(seconds)

    assert (await trade(http, code)).status_code == status


@pytest.mark.parametrize(
    ("form", "status", "error"),
    [
        ({"code": "invented"}, 400, "invalid_request"),
        ({"code": ""}, 400, "invalid_request"),
        ({"redirect_uri": f"{REDIRECT}/other"}, 400, "invalid_request"),
        ({"redirect_uri": ""}, 400, "invalid_request"),
        ({"client_id": "app-2"}, 400, "invalid_request"),
        ({"client_secret": ""}, 400, "invalid_request"),
        ({"grant_type": ""}, 400, "invalid_request"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
    ],
)
async def test_a_wrong_trade_is_refused(
    http: httpx.AsyncClient, form: dict[str, str], status: int, error: str
) -> None:
    answer = await trade(http, await new_code(http), **form)

    assert answer.status_code == status
    assert answer.json()["error"] == error
    assert answer.json()["error_description"]


@pytest.mark.parametrize("path", [TOKEN, INTROSPECT, REVOKE])
async def test_a_wrong_secret_is_refused(http: httpx.AsyncClient, path: str) -> None:
    app = {"network": "linkedin", **APP, "redirect_uris": [REDIRECT]}
    await http.post("/_sandbox/clients", json=app)
    form = {"grant_type": "refresh_token", "refresh_token": "x", "token": "x"}

    answer = await http.post(path, data={**form, **APP, "client_secret": "wrong"})

    assert answer.status_code == 401
    assert answer.json()["error"] == "invalid_client"


async def test_a_partner_gets_a_token_to_refresh_with(http: httpx.AsyncClient) -> None:
    await turn(http, "linkedin", "partner", True)

    body = await connected(http)

    assert body["refresh_token"]
    assert body["refresh_token_expires_in"] == 365 * DAY_S


async def test_a_refresh_repeats_the_token_and_its_day_of_death_stays(
    http: httpx.AsyncClient, clock: OffsetClock
) -> None:
    await turn(http, "linkedin", "partner", True)
    first = await connected(http)
    clock.advance(50 * DAY_S)

    second = (await refresh(http, first["refresh_token"])).json()
    clock.advance(300 * DAY_S)
    third = (await refresh(http, second["refresh_token"])).json()
    clock.advance(16 * DAY_S)
    dead = await refresh(http, third["refresh_token"])

    assert second["refresh_token"] == first["refresh_token"]
    assert second["access_token"] != first["access_token"]
    assert second["expires_in"] == 60 * DAY_S
    assert 314 * DAY_S < second["refresh_token_expires_in"] <= 315 * DAY_S
    assert 14 * DAY_S < third["refresh_token_expires_in"] <= 15 * DAY_S
    assert (dead.status_code, dead.json()["error"]) == (400, "invalid_grant")


@pytest.mark.parametrize("token", ["invented", ""])
async def test_a_wrong_refresh_is_refused(http: httpx.AsyncClient, token: str) -> None:
    assert (await refresh(http, token)).status_code == 400


async def test_an_access_token_cannot_be_refreshed_with(
    http: httpx.AsyncClient, acme: Person
) -> None:
    answer = await refresh(http, acme.access_token)

    assert answer.json()["error"] == "invalid_grant"


async def test_an_account_opened_by_hand_can_be_refreshed_by_partners_only(
    http: httpx.AsyncClient,
) -> None:
    usual = await account(http, "linkedin", "acme")
    await turn(http, "linkedin", "partner", True)
    partner = await account(http, "linkedin", "acme")

    assert usual.refresh_token == ""
    assert (await refresh(http, partner.refresh_token)).status_code == 200


async def test_introspection_tells_how_long_a_token_lives(
    http: httpx.AsyncClient, clock: OffsetClock
) -> None:
    token = (await connected(http))["access_token"]
    form = {**APP, "token": token}

    active = (await http.post(INTROSPECT, data=form)).json()
    clock.advance(61 * DAY_S)
    expired = (await http.post(INTROSPECT, data=form)).json()

    assert (active["active"], active["status"]) == (True, "active")
    assert active["expires_at"] - active["created_at"] == 60 * DAY_S
    assert active["authorized_at"] == active["created_at"]
    assert active["scope"] == "openid,profile,w_member_social"
    assert (active["client_id"], active["auth_type"]) == ("app-1", "3L")
    assert (expired["active"], expired["status"]) == (False, "expired")


async def test_a_revoked_token_is_dead_and_introspection_says_so(http: httpx.AsyncClient) -> None:
    token = (await connected(http))["access_token"]
    form = {**APP, "token": token}

    answer = await http.post(REVOKE, data=form)

    told = (await http.post(INTROSPECT, data=form)).json()
    used = await http.get(ME, headers={"authorization": f"Bearer {token}"})
    assert answer.status_code == 200
    assert (told["active"], told["status"]) == (False, "revoked")
    assert (used.status_code, used.json()["serviceErrorCode"]) == (401, 65601)


async def test_tokens_of_other_apps_are_neither_told_about_nor_ended(
    http: httpx.AsyncClient,
) -> None:
    token = (await connected(http))["access_token"]
    foreign = {"client_id": "app-2", "client_secret": "secret", "token": token}

    told = (await http.post(INTROSPECT, data=foreign)).json()
    await http.post(REVOKE, data=foreign)

    used = await http.get(ME, headers={"authorization": f"Bearer {token}"})
    assert told == {"active": False}
    assert used.status_code == 200


@pytest.mark.parametrize("path", [INTROSPECT, REVOKE])
async def test_a_token_must_be_named(http: httpx.AsyncClient, path: str) -> None:
    assert (await http.post(path, data=APP)).status_code == 400


@pytest.mark.parametrize(
    ("name", "status", "error"),
    [
        ("code_rejected", 400, "invalid_request"),
        ("refresh_token_dead", 400, "invalid_grant"),
        ("client_invalid", 401, "invalid_client"),
        ("error_401", 401, "invalid_client"),
        ("error_503", 503, "temporarily_unavailable"),
    ],
)
async def test_the_token_call_can_be_made_to_refuse(
    http: httpx.AsyncClient, name: str, status: int, error: str
) -> None:
    code = await new_code(http)
    await arm(http, "linkedin", name, step="oauth")

    answer = await trade(http, code)

    assert (answer.status_code, answer.json()["error"]) == (status, error)


@pytest.mark.parametrize(
    ("details", "lacks"), [({}, "expires_in"), ({"code": "access_token"}, "access_token")]
)
async def test_a_token_answer_can_lack_a_field(
    http: httpx.AsyncClient, details: dict[str, str], lacks: str
) -> None:
    code = await new_code(http)
    await arm(http, "linkedin", "token_field_missing", **details)

    answer = await trade(http, code)

    assert answer.status_code == 200
    assert lacks not in answer.json()
    assert "token_type" in answer.json()
