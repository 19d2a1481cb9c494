from __future__ import annotations

import httpx
import pytest

from tests.bot.sandbox.networks.consenting import REDIRECT, answer_consent, came_back
from tests.bot.sandbox.networks.hands import Person
from tests.bot.sandbox.networks.tiktok.calls import V2, error_of
from tests.bot.sandbox.networks.tiktok.logging_in import ASKED, PAGE, refresh, trade


async def test_a_known_account_is_offered_on_the_page(
    http: httpx.AsyncClient, acme: Person
) -> None:
    back = came_back(await answer_consent(http, PAGE, ASKED, handle="acme"))
    pair = (await trade(http, back["code"])).json()

    assert pair["open_id"] == acme.id


async def test_unticked_scopes_are_not_granted_but_the_basic_one_always_is(
    http: httpx.AsyncClient,
) -> None:
    back = came_back(
        await answer_consent(http, PAGE, ASKED, new_handle="acme", scope=["video.list"])
    )
    pair = (await trade(http, back["code"])).json()
    publishing = await http.post(
        f"{V2}/post/publish/creator_info/query/",
        headers={"authorization": f"Bearer {pair['access_token']}"},
    )

    assert back["scopes"] == pair["scope"] == "user.info.basic,video.list"
    assert error_of(publishing) == "scope_not_authorized"


async def test_a_person_may_decline(http: httpx.AsyncClient) -> None:
    back = came_back(await answer_consent(http, PAGE, ASKED, new_handle="acme", decision="deny"))

    assert back["error"] == "access_denied"
    assert back["error_description"]
    assert back["state"] == "s-1"


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"client_key": ""}, "client_key"),
        ({"redirect_uri": "http://callboard.example.com/back"}, "redirect_uri"),
        ({"redirect_uri": f"{REDIRECT}?shop=1"}, "redirect_uri"),
        ({"redirect_uri": f"{REDIRECT}#top"}, "redirect_uri"),
        ({"redirect_uri": f"https://callboard.example.com/{'a' * 512}"}, "redirect_uri"),
        ({"redirect_uri": "/back"}, "redirect_uri"),
        ({"response_type": "token"}, "response_type"),
        ({"scope": ""}, "scope"),
        ({"scope": "user.info.basic video.list"}, "scope"),
        ({"scope": "user.info.basic,video.dance"}, "scope"),
        ({"state": ""}, "state"),
        ({"code_challenge": ""}, "code_challenge"),
        ({"code_challenge": "jZae727K08KaOmKSgOaGzww_XVqGr_PKEgIMkjrcbJI"}, "code_challenge"),
        ({"code_challenge_method": "plain"}, "code_challenge_method"),
    ],
)
async def test_a_wrong_question_is_not_put_to_the_person(
    http: httpx.AsyncClient, wrong: dict[str, str], named: str
) -> None:
    answer = await http.get(PAGE, params={**ASKED, **wrong})

    assert answer.status_code == 400
    assert f"The parameter {named} is missing or wrong." in answer.text


async def test_only_a_registered_app_may_ask_and_only_for_its_own_addresses(
    http: httpx.AsyncClient, acme: Person
) -> None:
    registered = {
        "network": "tiktok",
        "client_id": "app-1",
        "client_secret": "secret",
        "redirect_uris": [REDIRECT],
    }
    await http.post("/_sandbox/clients", json=registered)

    strange = await http.get(PAGE, params={**ASKED, "client_key": "app-2"})
    astray = await http.get(PAGE, params={**ASKED, "redirect_uri": f"{REDIRECT}/other"})
    guessed = await refresh(http, acme.refresh_token, client_secret="guess")
    right = await refresh(http, acme.refresh_token)

    assert (strange.status_code, astray.status_code) == (400, 400)
    assert (guessed.status_code, guessed.json()["error"]) == (401, "invalid_client")
    assert right.status_code == 200
