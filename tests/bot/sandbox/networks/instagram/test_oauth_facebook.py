from __future__ import annotations

from typing import Any

import httpx

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.graph.calls import asked, bearer, codes, long_token, pages_of
from tests.bot.sandbox.networks.hands import Person
from tests.bot.sandbox.networks.instagram.calls import V

PAGE = f"{V}/dialog/oauth"


async def pages(http: httpx.AsyncClient, token: str) -> list[dict[str, Any]]:
    fields = "id,name,access_token,instagram_business_account{id,username}"
    return await pages_of(http, "instagram", token, fields=fields)


async def test_the_whole_way_from_consent_to_a_page_token(
    http: httpx.AsyncClient, clock: OffsetClock
) -> None:
    token = await long_token(http, "instagram")
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
    page = (await pages(http, await long_token(http, "instagram")))[0]

    assert page["instagram_business_account"]["id"] == acme.id


async def test_no_linked_account_is_shown_without_the_scope(http: httpx.AsyncClient) -> None:
    token = await long_token(http, "instagram", scope=["pages_show_list"])

    assert "instagram_business_account" not in (await pages(http, token))[0]


async def test_pages_are_a_persons_and_not_a_pages(
    http: httpx.AsyncClient, acme: Person, paged: Person
) -> None:
    page = await http.get(f"{V}/me/accounts", headers=paged.auth)
    other_login = await http.get(f"{V}/me/accounts", headers=acme.auth)

    assert codes(page) == codes(other_login) == (100, 33)


async def test_scopes_of_the_other_login_get_no_consent_page(http: httpx.AsyncClient) -> None:
    answer = await http.get(PAGE, params=asked("instagram", scope="instagram_business_basic"))

    assert answer.status_code == 400


async def test_publishing_with_a_page_needs_all_its_scopes(http: httpx.AsyncClient) -> None:
    token = await long_token(
        http, "instagram", scope=["instagram_basic", "instagram_content_publish"]
    )
    account_id = (await http.get("/_sandbox/accounts")).json()[0]["account_id"]

    answer = await http.post(
        f"{V}/{account_id}/media", json={"image_url": "https://x.y/z"}, headers=bearer(token)
    )

    assert codes(answer) == (10, None)
