from __future__ import annotations

from typing import Any

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.consenting import REDIRECT, answer_consent, came_back
from tests.bot.sandbox.networks.hands import Person, arm
from tests.bot.sandbox.networks.instagram.calls import V, codes

PAGE = f"{V}/dialog/oauth"
TOKEN = f"{V}/oauth/access_token"
SCOPES = "instagram_basic,instagram_content_publish,pages_read_engagement,pages_show_list"
ASKED = {
    "client_id": "app-1",
    "redirect_uri": REDIRECT,
    "response_type": "code",
    "scope": SCOPES,
    "state": "s-1",
}
APP = {"client_id": "app-1", "client_secret": "secret"}


async def new_code(http: httpx.AsyncClient, **form: object) -> str:
    return came_back(await answer_consent(http, PAGE, ASKED, new_handle="acme", **form))["code"]


async def trade(http: httpx.AsyncClient, code: str, /, **params: str) -> httpx.Response:
    whole = {**APP, "redirect_uri": REDIRECT, "code": code}
    return await http.get(TOKEN, params={**whole, **params})


async def exchange(http: httpx.AsyncClient, token: str, **params: str) -> httpx.Response:
    whole = {**APP, "grant_type": "fb_exchange_token", "fb_exchange_token": token}
    return await http.get(TOKEN, params={**whole, **params})


async def long_token(http: httpx.AsyncClient, **form: object) -> str:
    short = (await trade(http, await new_code(http, **form))).json()["access_token"]
    token: str = (await exchange(http, short)).json()["access_token"]
    return token


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


async def pages(http: httpx.AsyncClient, token: str) -> list[dict[str, Any]]:
    fields = "id,name,access_token,instagram_business_account{id,username}"
    answer = await http.get(f"{V}/me/accounts", params={"fields": fields}, headers=bearer(token))
    found: list[dict[str, Any]] = answer.json()["data"]
    return found


async def test_the_whole_way_from_consent_to_a_page_token(
    http: httpx.AsyncClient, clock: OffsetClock
) -> None:
    token = await long_token(http)
    page = (await pages(http, token))[0]
    clock.advance(100 * 86_400)
    ig_id = page["instagram_business_account"]["id"]
    read = await http.get(
        f"{V}/{ig_id}", params={"fields": "username"}, headers=bearer(page["access_token"])
    )
    person = await http.get(f"{V}/me", headers=bearer(token))

    assert page["instagram_business_account"]["username"] == "acme"
    assert read.json()["username"] == "acme"
    assert codes(person) == (190, 463)


async def test_both_logins_lead_to_the_same_account(http: httpx.AsyncClient, acme: Person) -> None:
    page = (await pages(http, await long_token(http)))[0]

    assert page["instagram_business_account"]["id"] == acme.id


async def test_a_page_token_of_a_short_lived_person_ends(
    http: httpx.AsyncClient, clock: OffsetClock
) -> None:
    short = (await trade(http, await new_code(http))).json()["access_token"]
    page = (await pages(http, short))[0]
    clock.advance(3_601)

    late = await http.get(f"{V}/me", headers=bearer(page["access_token"]))

    assert codes(late) == (190, 463)


async def test_no_pages_are_shown_without_the_scope(http: httpx.AsyncClient) -> None:
    token = await long_token(http, scope=["instagram_basic"])

    assert await pages(http, token) == []


async def test_no_linked_account_is_shown_without_the_scope(http: httpx.AsyncClient) -> None:
    token = await long_token(http, scope=["pages_show_list"])

    assert "instagram_business_account" not in (await pages(http, token))[0]


async def test_pages_are_a_persons_and_not_a_pages(
    http: httpx.AsyncClient, acme: Person, paged: Person
) -> None:
    page = await http.get(f"{V}/me/accounts", headers=paged.auth)
    other_login = await http.get(f"{V}/me/accounts", headers=acme.auth)

    assert codes(page) == codes(other_login) == (100, 33)


async def test_grants_are_listed_and_taken_back(http: httpx.AsyncClient) -> None:
    token = await long_token(http)
    listed = await http.get(f"{V}/me/permissions", headers=bearer(token))
    await http.delete(f"{V}/me/permissions/pages_show_list", headers=bearer(token))
    narrowed = await http.get(f"{V}/me/permissions", headers=bearer(token))
    await http.delete(f"{V}/me/permissions", headers=bearer(token))
    gone = await http.get(f"{V}/me/permissions", headers=bearer(token))

    granted = [item["permission"] for item in listed.json()["data"]]
    assert granted == SCOPES.split(",")
    assert len(narrowed.json()["data"]) == len(granted) - 1
    assert codes(gone) == (190, 458)


async def test_a_strangers_grants_are_not_visible(http: httpx.AsyncClient) -> None:
    token = await long_token(http)

    answer = await http.get(f"{V}/123/permissions", headers=bearer(token))

    assert codes(answer) == (100, 33)


async def test_a_token_can_be_asked_what_it_is_good_for(
    http: httpx.AsyncClient, paged: Person
) -> None:
    token = await long_token(http)
    path, me = f"{V}/debug_token", {"access_token": "app-1|secret"}

    person = await http.get(path, params={**me, "input_token": token})
    page = await http.get(path, params={**me, "input_token": paged.access_token})
    nothing = await http.get(path, params={**me, "input_token": "invented"})
    stranger = await http.get(path, params={"input_token": token, "access_token": "invented"})

    assert person.json()["data"]["is_valid"] is True
    assert person.json()["data"]["scopes"] == SCOPES.split(",")
    assert (page.json()["data"]["type"], page.json()["data"]["expires_at"]) == ("PAGE", 0)
    assert nothing.json()["data"]["is_valid"] is False
    assert codes(stranger) == (190, None)


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"client_secret": ""}, (101, None)),
        ({"code": "AQinvented"}, (100, 36009)),
        ({"redirect_uri": "http://127.0.0.1/else"}, (100, 36008)),
        ({"client_id": "app-2"}, (100, 36008)),
    ],
)
async def test_a_code_with_a_wrong_companion_is_refused(
    http: httpx.AsyncClient, params: dict[str, str], expected: tuple[int, int | None]
) -> None:
    answer = await trade(http, await new_code(http), **params)

    assert codes(answer) == expected


async def test_a_code_works_once(http: httpx.AsyncClient) -> None:
    code = await new_code(http)
    await trade(http, code)

    again = await trade(http, code)

    assert codes(again) == (100, 36009)


async def test_only_a_persons_token_is_exchanged(http: httpx.AsyncClient, paged: Person) -> None:
    answer = await exchange(http, paged.access_token)

    assert codes(answer) == (190, None)


@pytest.mark.parametrize("path", [TOKEN, "/instagram/oauth/access_token"])
async def test_a_token_is_exchanged_by_a_form_too(http: httpx.AsyncClient, path: str) -> None:
    short = (await trade(http, await new_code(http))).json()["access_token"]
    form = {**APP, "grant_type": "fb_exchange_token", "fb_exchange_token": short}

    answer = await http.post(path, data=form)

    assert answer.json()["expires_in"] == 5_183_944


async def test_a_fault_of_the_graphs_token_call_has_the_graphs_shape(
    http: httpx.AsyncClient,
) -> None:
    await arm(http, "instagram", "error_503", step="oauth")

    answer = await http.post(TOKEN)

    assert (answer.status_code, codes(answer)) == (503, (2, None))


async def test_scopes_of_the_other_login_get_no_consent_page(http: httpx.AsyncClient) -> None:
    answer = await http.get(PAGE, params={**ASKED, "scope": "instagram_business_basic"})

    assert answer.status_code == 400


async def test_publishing_with_a_page_needs_all_its_scopes(http: httpx.AsyncClient) -> None:
    token = await long_token(http, scope=["instagram_basic", "instagram_content_publish"])
    account_id = (await http.get("/_sandbox/accounts")).json()[0]["account_id"]

    answer = await http.post(
        f"{V}/{account_id}/media", json={"image_url": "https://x.y/z"}, headers=bearer(token)
    )

    assert codes(answer) == (10, None)
