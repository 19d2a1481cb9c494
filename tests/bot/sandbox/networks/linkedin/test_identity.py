from __future__ import annotations

import httpx
import pytest

from tests.bot.sandbox.networks.hands import Person, account
from tests.bot.sandbox.networks.linkedin.calls import REST, headers, organization

ME = "/linkedin/v2/userinfo"
ACLS = f"{REST}/organizationAcls"
MINE = {"q": "roleAssignee", "role": "ADMINISTRATOR", "state": "APPROVED"}


async def test_userinfo_tells_who_the_member_is(http: httpx.AsyncClient, acme: Person) -> None:
    answer = await http.get(ME, headers=acme.auth)

    assert answer.status_code == 200
    body = answer.json()
    assert body["sub"] == acme.id
    assert body["name"] == f"{body['given_name']} {body['family_name']}"
    assert body["locale"] == {"country": "US", "language": "en"}
    assert body["email_verified"] is True


@pytest.mark.parametrize(
    ("scopes", "told"),
    [
        ("openid", {"sub"}),
        ("openid profile", {"sub", "name", "given_name", "family_name", "locale"}),
        ("openid email", {"sub", "email", "email_verified"}),
    ],
)
async def test_userinfo_tells_as_much_as_the_scopes_allow(
    http: httpx.AsyncClient, scopes: str, told: set[str]
) -> None:
    poor = await account(http, "linkedin", scopes=scopes)

    assert set((await http.get(ME, headers=poor.auth)).json()) == told


async def test_userinfo_needs_openid(http: httpx.AsyncClient) -> None:
    poor = await account(http, "linkedin", scopes="w_member_social")

    answer = await http.get(ME, headers=poor.auth)

    assert answer.status_code == 403
    assert (answer.json()["code"], answer.json()["serviceErrorCode"]) == ("ACCESS_DENIED", 100)


async def test_the_pages_a_member_looks_after_are_listed(
    http: httpx.AsyncClient, page: Person
) -> None:
    answer = await http.get(ACLS, params=MINE, headers=headers(page))

    found = answer.json()["elements"]
    assert [acl["organization"] for acl in found] == [organization(page)]
    assert found[0]["organizationTarget"] == organization(page)
    assert (found[0]["role"], found[0]["state"]) == ("ADMINISTRATOR", "APPROVED")


@pytest.mark.parametrize(
    ("role", "wanted"), [("ANALYST", "ADMINISTRATOR"), ("", "ADMINISTRATOR"), ("", "")]
)
async def test_pages_without_the_wanted_role_are_not_listed(
    http: httpx.AsyncClient, role: str, wanted: str
) -> None:
    page = await account(http, "linkedin", flavour="organization", details={"role": role})

    answer = await http.get(ACLS, params={**MINE, "role": wanted}, headers=headers(page))

    assert answer.json()["elements"] == []


async def test_a_page_has_a_name(http: httpx.AsyncClient, page: Person) -> None:
    answer = await http.get(f"{REST}/organizations/{page.id}", headers=headers(page))

    body = answer.json()
    assert str(body["id"]) == page.id
    assert (body["localizedName"], body["vanityName"]) == ("Acme Company", "acme")
    assert body["logoV2"]["original"]


@pytest.mark.parametrize(("page_id", "status"), [("1", 404), ("acme", 400)])
async def test_a_page_that_is_not_there_is_not_found(
    http: httpx.AsyncClient, page: Person, page_id: str, status: int
) -> None:
    answer = await http.get(f"{REST}/organizations/{page_id}", headers=headers(page))

    assert answer.status_code == status


async def test_a_page_is_hidden_from_those_without_a_role(http: httpx.AsyncClient) -> None:
    page = await account(http, "linkedin", flavour="organization", details={"role": ""})

    answer = await http.get(f"{REST}/organizations/{page.id}", headers=headers(page))

    assert answer.status_code == 403


@pytest.mark.parametrize("path", ["organizationAcls?q=roleAssignee", "organizations/1"])
async def test_pages_need_their_scope(http: httpx.AsyncClient, acme: Person, path: str) -> None:
    answer = await http.get(f"{REST}/{path}", headers=headers(acme))

    assert (answer.status_code, answer.json()["code"]) == (403, "ACCESS_DENIED")


async def test_only_one_way_to_ask_for_pages_is_known(
    http: httpx.AsyncClient, page: Person
) -> None:
    answer = await http.get(ACLS, params={"q": "all"}, headers=headers(page))

    assert (answer.status_code, answer.json()["code"]) == (400, "ILLEGAL_ARGUMENT")
