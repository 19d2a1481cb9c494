from __future__ import annotations

import httpx
import pytest

from tests.bot.sandbox.networks.consenting import REDIRECT, answer_consent, came_back
from tests.bot.sandbox.networks.hands import turn
from tests.bot.sandbox.networks.linkedin.logins import APP, ASKED, PAGE


async def test_a_member_who_allows_all_comes_back_with_a_code(http: httpx.AsyncClient) -> None:
    answer = await answer_consent(http, PAGE, ASKED, new_handle="acme")

    back = came_back(answer)
    assert set(back) == {"code", "state"}
    assert back["state"] == "s-1"


async def test_consent_is_all_or_nothing(http: httpx.AsyncClient) -> None:
    shown = await http.get(PAGE, params=ASKED)

    assert "w_member_social" in shown.text
    assert "checkbox" not in shown.text


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({"decision": "deny", "handle": "acme"}, "user_cancelled_authorize"),
        ({"decision": "deny"}, "user_cancelled_login"),
    ],
)
async def test_a_member_who_cancels_comes_back_with_an_error(
    http: httpx.AsyncClient, form: dict[str, str], error: str
) -> None:
    back = came_back(await answer_consent(http, PAGE, ASKED, **form))

    assert back["error"] == error
    assert back["error_description"]
    assert back["state"] == "s-1"


@pytest.mark.parametrize("foreign", ["r_member_social", "w_share"])
async def test_a_scope_the_app_does_not_hold_comes_back_as_an_error(
    http: httpx.AsyncClient, foreign: str
) -> None:
    back = came_back(await http.get(PAGE, params={**ASKED, "scope": f"openid {foreign}"}))

    assert back["error"] == "unauthorized_scope_error"
    assert foreign in back["error_description"]
    assert back["state"] == "s-1"


async def test_which_scopes_the_app_holds_depends_on_its_products(http: httpx.AsyncClient) -> None:
    asked = {**ASKED, "scope": "openid w_organization_social"}
    vetted = await http.get(PAGE, params=asked)
    await turn(http, "linkedin", "products", "share sign_in")

    back = came_back(await http.get(PAGE, params=asked))

    assert vetted.status_code == 200
    assert back["error"] == "unauthorized_scope_error"


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_id": ""},
        {"redirect_uri": "not an address"},
        {"response_type": "token"},
        {"scope": " "},
    ],
)
async def test_a_wrong_question_is_answered_on_the_page(
    http: httpx.AsyncClient, wrong: dict[str, str]
) -> None:
    answer = await http.get(PAGE, params={**ASKED, **wrong})

    assert answer.status_code == 400
    assert "location" not in answer.headers


async def test_a_registered_app_may_only_return_to_its_own_addresses(
    http: httpx.AsyncClient,
) -> None:
    app = {"network": "linkedin", **APP, "redirect_uris": [REDIRECT]}
    await http.post("/_sandbox/clients", json=app)

    own = await http.get(PAGE, params=ASKED)
    foreign = await http.get(PAGE, params={**ASKED, "redirect_uri": f"{REDIRECT}/other"})
    unknown = await http.get(PAGE, params={**ASKED, "client_id": "app-2"})

    assert (own.status_code, foreign.status_code, unknown.status_code) == (200, 400, 400)
