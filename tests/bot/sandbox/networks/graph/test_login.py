"""Facebook Login opens Instagram accounts and Pages alike."""

from __future__ import annotations

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.consenting import answer_consent, came_back
from tests.bot.sandbox.networks.graph.calls import (
    APP,
    SCOPES,
    asked,
    bearer,
    codes,
    exchange,
    long_token,
    new_code,
    pages_of,
    root,
    short_token,
    trade,
)
from tests.bot.sandbox.networks.hands import account, arm

pytestmark = pytest.mark.parametrize("network", sorted(SCOPES))


async def test_the_whole_way_from_consent_to_a_page_token(
    http: httpx.AsyncClient, clock: OffsetClock, network: str
) -> None:
    token = await long_token(http, network)
    page = (await pages_of(http, network, token))[0]
    clock.advance(70 * 86_400)
    read = await http.get(f"{root(network)}/me", headers=bearer(page["access_token"]))
    person = await http.get(f"{root(network)}/me", headers=bearer(token))

    assert read.json()["id"] == page["id"]
    assert codes(person) == (190, 463)


async def test_a_person_may_say_no(http: httpx.AsyncClient, network: str) -> None:
    answer = await answer_consent(
        http, f"{root(network)}/dialog/oauth", asked(network), decision="deny"
    )

    back = came_back(answer)
    assert (back["error"], back["error_reason"]) == ("access_denied", "user_denied")
    assert back["state"] == "s-1"
    assert answer.headers["location"].endswith("#_=_")


async def test_what_is_not_ticked_is_declined(http: httpx.AsyncClient, network: str) -> None:
    token = await long_token(http, network, scope=["pages_show_list"])

    listed = await http.get(f"{root(network)}/me/permissions", headers=bearer(token))

    told = {item["permission"]: item["status"] for item in listed.json()["data"]}
    assert told.pop("pages_show_list") == "granted"
    assert set(told) == set(SCOPES[network].split(",")) - {"pages_show_list"}
    assert set(told.values()) == {"declined"}


@pytest.mark.parametrize(
    "params",
    [
        {"client_id": ""},
        {"redirect_uri": "nowhere"},
        {"response_type": "token"},
        {"scope": ""},
        {"scope": "manage_pages"},
        {"scope": "publish_actions"},
    ],
)
async def test_a_wrong_question_gets_no_consent_page(
    http: httpx.AsyncClient, network: str, params: dict[str, str]
) -> None:
    answer = await http.get(f"{root(network)}/dialog/oauth", params=asked(network, **params))

    assert answer.status_code == 400


async def test_a_configuration_may_name_the_rights_instead(
    http: httpx.AsyncClient, network: str
) -> None:
    params = {k: v for k, v in asked(network).items() if k != "scope"} | {"config_id": "1"}

    answer = await http.get(f"{root(network)}/dialog/oauth", params=params)

    assert answer.status_code == 200
    assert "pages_show_list" in answer.text


async def test_only_registered_apps_and_addresses_are_taken_once_there_is_one(
    http: httpx.AsyncClient, network: str
) -> None:
    app = {**APP, "network": network, "redirect_uris": ["http://127.0.0.1/right"]}
    await http.post("/_sandbox/clients", json=app)
    dialog = f"{root(network)}/dialog/oauth"

    right = await http.get(dialog, params=asked(network, redirect_uri="http://127.0.0.1/right"))
    wrong = await http.get(dialog, params=asked(network))
    stranger = await trade(http, network, "AQcode", client_secret="guessed")

    assert (right.status_code, wrong.status_code) == (200, 400)
    assert codes(stranger) == (101, None)


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
    http: httpx.AsyncClient,
    network: str,
    params: dict[str, str],
    expected: tuple[int, int | None],
) -> None:
    answer = await trade(http, network, await new_code(http, network), **params)

    assert codes(answer) == expected


async def test_a_code_works_once_and_for_an_hour(
    http: httpx.AsyncClient, clock: OffsetClock, network: str
) -> None:
    first, second = await new_code(http, network), await new_code(http, network)
    await trade(http, network, first)
    again = await trade(http, network, first)
    clock.advance(3_601)
    late = await trade(http, network, second)

    assert codes(again) == codes(late) == (100, 36009)


async def test_a_page_token_of_a_short_lived_person_ends(
    http: httpx.AsyncClient, clock: OffsetClock, network: str
) -> None:
    page = (await pages_of(http, network, await short_token(http, network)))[0]
    clock.advance(3_601)

    late = await http.get(f"{root(network)}/me", headers=bearer(page["access_token"]))

    assert codes(late) == (190, 463)


async def test_no_pages_are_shown_without_the_scope(http: httpx.AsyncClient, network: str) -> None:
    token = await long_token(http, network, scope=["pages_read_engagement"])

    assert await pages_of(http, network, token) == []


async def test_grants_are_listed_and_taken_back(http: httpx.AsyncClient, network: str) -> None:
    token = await long_token(http, network)
    path = f"{root(network)}/me/permissions"
    listed = await http.get(path, headers=bearer(token))
    await http.delete(f"{path}/pages_show_list", headers=bearer(token))
    narrowed = await http.get(path, headers=bearer(token))
    await http.delete(path, headers=bearer(token))
    gone = await http.get(path, headers=bearer(token))

    granted = [item["permission"] for item in listed.json()["data"]]
    assert granted == SCOPES[network].split(",")
    assert len(narrowed.json()["data"]) == len(granted) - 1
    assert codes(gone) == (190, 458)


async def test_taking_everything_back_ends_the_pages_token_too(
    http: httpx.AsyncClient, network: str
) -> None:
    token = await long_token(http, network)
    page = (await pages_of(http, network, token))[0]

    await http.delete(f"{root(network)}/me/permissions", headers=bearer(token))

    dead = await http.get(f"{root(network)}/me", headers=bearer(page["access_token"]))
    assert codes(dead) == (190, 458)


async def test_a_strangers_grants_are_not_visible(http: httpx.AsyncClient, network: str) -> None:
    token = await long_token(http, network)
    page = (await pages_of(http, network, token))[0]

    stranger = await http.get(f"{root(network)}/123/permissions", headers=bearer(token))
    as_page = await http.get(
        f"{root(network)}/me/permissions", headers=bearer(page["access_token"])
    )

    assert codes(stranger) == codes(as_page) == (100, 33)


async def test_a_token_can_be_asked_what_it_is_good_for(
    http: httpx.AsyncClient, network: str
) -> None:
    path, me = f"{root(network)}/debug_token", {"access_token": "app-1|secret"}
    token = await long_token(http, network)
    page_token = (await pages_of(http, network, token))[0]["access_token"]

    person = await http.get(path, params={**me, "input_token": token})
    page = await http.get(path, params={**me, "input_token": page_token})
    nothing = await http.get(path, params={**me, "input_token": "invented"})
    stranger = await http.get(path, params={"input_token": token, "access_token": "invented"})

    told = person.json()["data"]
    assert told["is_valid"] is True
    assert told["scopes"] == SCOPES[network].split(",")
    assert told["data_access_expires_at"] - told["issued_at"] == 90 * 86_400
    assert (page.json()["data"]["type"], page.json()["data"]["expires_at"]) == ("PAGE", 0)
    assert nothing.json()["data"]["is_valid"] is False
    assert codes(stranger) == (190, None)


async def test_only_a_persons_live_token_is_exchanged(
    http: httpx.AsyncClient, clock: OffsetClock, network: str
) -> None:
    short = await short_token(http, network)
    page = (await pages_of(http, network, short))[0]

    of_page = await exchange(http, network, page["access_token"])
    clock.advance(3_601)
    late = await exchange(http, network, short)

    assert codes(of_page) == (190, None)
    assert codes(late) == (190, 463)


async def test_a_token_is_exchanged_by_a_form_too(http: httpx.AsyncClient, network: str) -> None:
    short = await short_token(http, network)
    form = {**APP, "grant_type": "fb_exchange_token", "fb_exchange_token": short}

    answers = [
        await http.post(path, data=form)
        for path in (f"{root(network)}/oauth/access_token", f"/{network}/oauth/access_token")
    ]

    assert [answer.json()["expires_in"] for answer in answers] == [5_183_944] * 2


async def test_a_fault_of_the_token_call_has_the_graphs_shape(
    http: httpx.AsyncClient, network: str
) -> None:
    await arm(http, network, "error_503", step="oauth")

    answer = await http.post(f"{root(network)}/oauth/access_token")

    assert (answer.status_code, codes(answer)) == (503, (2, None))


async def test_a_call_without_a_token_or_with_anothers_is_refused(
    http: httpx.AsyncClient, network: str
) -> None:
    foreign = await account(http, "twitter", "acme")

    none = await http.get(f"{root(network)}/me")
    invented = await http.get(f"{root(network)}/me", headers=bearer("EAAnonsense"))
    other = await http.get(f"{root(network)}/me", headers=foreign.auth)

    assert codes(none) == (104, None)
    assert codes(invented) == codes(other) == (190, None)
