from __future__ import annotations

import httpx
import pytest

from tests.bot.sandbox.networks.consenting import answer_consent, came_back
from tests.bot.sandbox.networks.facebook.calls import V, ask, taken
from tests.bot.sandbox.networks.graph.calls import (
    asked,
    bearer,
    codes,
    exchange,
    long_token,
    pages_of,
    trade,
)
from tests.bot.sandbox.networks.hands import Person, account

FACEBOOK = "facebook"


async def test_a_person_may_allow_several_pages_at_once(http: httpx.AsyncClient) -> None:
    for handle in ("acme", "bakery", "cafe"):
        await account(http, FACEBOOK, handle)
    form = {"handle": ["acme", "cafe"]}
    code = came_back(await answer_consent(http, f"{V}/dialog/oauth", asked(FACEBOOK), **form))
    short = (await trade(http, FACEBOOK, code["code"])).json()["access_token"]
    token = (await exchange(http, FACEBOOK, short)).json()["access_token"]

    pages = await pages_of(http, FACEBOOK, token)
    told = await http.get(
        f"{V}/debug_token", params={"input_token": token, "access_token": "app-1|secret"}
    )

    assert [page["name"] for page in pages] == ["Acme", "Cafe"]
    assert told.json()["data"]["granular_scopes"][0] == {
        "scope": "pages_show_list",
        "target_ids": [page["id"] for page in pages],
    }


async def test_the_list_of_pages_is_told_page_by_page(http: httpx.AsyncClient) -> None:
    handles = ["acme", "bakery", "cafe"]
    for handle in handles:
        await account(http, FACEBOOK, handle)
    token = await long_token(http, FACEBOOK, new_handle="", handle=handles)

    seen, url = [], f"{V}/me/accounts?fields=id,username,access_token,tasks&limit=2"
    while url:
        answer = taken(await http.get(url, headers=bearer(token)))
        seen.append([page["username"] for page in answer["data"]])
        url = answer["paging"].get("next", "")

    assert seen == [["acme", "bakery"], ["cafe"]]


async def test_each_page_tells_its_token_and_what_the_person_may_do(
    http: httpx.AsyncClient,
) -> None:
    await account(http, FACEBOOK, "acme", details={"tasks": "ANALYZE,CREATE_CONTENT"})
    token = await long_token(http, FACEBOOK)

    fields = "id,name,username,access_token,tasks,picture"
    page = (await pages_of(http, FACEBOOK, token, fields=fields))[0]
    again = (await pages_of(http, FACEBOOK, token, fields=fields))[0]

    assert page["tasks"] == ["ANALYZE", "CREATE_CONTENT"]
    assert set(page) == set(fields.split(","))
    me = taken(await http.get(f"{V}/me", headers=bearer(page["access_token"])))
    assert me == {"id": page["id"], "name": "Acme"}
    assert page["access_token"] != again["access_token"]


async def test_a_person_has_a_name_and_a_picture(http: httpx.AsyncClient, owner: Person) -> None:
    me = taken(await ask(http, owner, "me", fields="id,name,picture"))

    assert me["name"]
    assert me["picture"]["data"]["url"]
    assert me["id"] != owner.id


async def test_pages_of_a_business_are_found_by_way_of_the_business(
    http: httpx.AsyncClient,
) -> None:
    await account(http, FACEBOOK, "acme")
    held = await account(http, FACEBOOK, "held", details={"held_by_business": True})
    scopes = "pages_show_list,business_management"
    code = came_back(
        await answer_consent(
            http,
            f"{V}/dialog/oauth",
            asked(FACEBOOK, scope=scopes),
            handle=["acme", "held"],
        )
    )["code"]
    token = (await trade(http, FACEBOOK, code)).json()["access_token"]

    direct = await pages_of(http, FACEBOOK, token)
    business = taken(await http.get(f"{V}/me/businesses", headers=bearer(token)))["data"][0]
    owned = taken(await http.get(f"{V}/{business['id']}/owned_pages", headers=bearer(token)))
    clients = taken(await http.get(f"{V}/{business['id']}/client_pages", headers=bearer(token)))

    assert [page["name"] for page in direct] == ["Acme"]
    assert [page["id"] for page in owned["data"]] == [held.id]
    assert owned["data"][0]["access_token"]
    assert clients["data"] == []


async def test_businesses_need_their_scope(http: httpx.AsyncClient) -> None:
    await account(http, FACEBOOK, "acme", details={"held_by_business": True})
    token = await long_token(http, FACEBOOK)

    mine = taken(await http.get(f"{V}/me/businesses", headers=bearer(token)))
    owned = await http.get(f"{V}/1180000000000001/owned_pages", headers=bearer(token))

    assert mine["data"] == []
    assert codes(owned) == (100, 33)


@pytest.mark.parametrize("path", ["me/accounts", "me/businesses", "me/permissions"])
async def test_a_page_is_not_a_person(http: httpx.AsyncClient, acme: Person, path: str) -> None:
    answer = await ask(http, acme, path)

    assert codes(answer) == (100, 33)


async def test_taking_the_app_away_ends_every_page_of_the_person(
    http: httpx.AsyncClient, acme: Person, rival: Person
) -> None:
    token = await long_token(http, FACEBOOK)

    await http.delete(f"{V}/me/permissions", headers=bearer(token))

    answers = [await ask(http, who, "me") for who in (acme, rival)]
    assert {codes(answer) for answer in answers} == {(190, 458)}


async def test_taking_a_permission_away_is_felt_at_once(
    http: httpx.AsyncClient, acme: Person, owner: Person
) -> None:
    path = f"{V}/me/permissions/pages_manage_posts"
    await http.delete(path, headers=owner.auth)

    answer = await http.post(f"{V}/{acme.id}/feed", json={"message": "Hi"}, headers=acme.auth)

    assert codes(answer) == (200, None)
