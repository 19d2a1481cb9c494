from __future__ import annotations

import json

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.graph.calls import codes
from tests.bot.sandbox.networks.hands import Person, account
from tests.bot.sandbox.networks.instagram.calls import V


@pytest.mark.parametrize("path", ["/instagram/me", f"{V}/me", "/instagram/v24.0/me"])
async def test_every_version_and_none_is_answered(
    http: httpx.AsyncClient, acme: Person, path: str
) -> None:
    answer = await http.get(path, params={"fields": "username"}, headers=acme.auth)

    assert answer.json()["username"] == "acme"


async def test_an_account_has_two_ids(http: httpx.AsyncClient, acme: Person) -> None:
    answer = await http.get(
        f"{V}/me", params={"fields": "id,user_id,account_type"}, headers=acme.auth
    )

    body = answer.json()
    assert body["user_id"] == acme.id
    assert acme.id.startswith("17841")
    assert body["id"] != body["user_id"]
    assert body["account_type"] == "BUSINESS"


async def test_a_call_without_a_token_is_refused(http: httpx.AsyncClient) -> None:
    answer = await http.get(f"{V}/me")

    assert codes(answer) == (104, None)


async def test_an_invented_token_is_refused(http: httpx.AsyncClient) -> None:
    answer = await http.get(f"{V}/me", headers={"authorization": "Bearer IGAAnonsense"})

    assert (answer.status_code, codes(answer)) == (400, (190, None))


async def test_a_token_of_another_network_is_refused(http: httpx.AsyncClient) -> None:
    foreign = await account(http, "twitter", "acme")

    answer = await http.get(f"{V}/me", headers=foreign.auth)

    assert codes(answer) == (190, None)


async def test_a_token_is_dead_after_sixty_days(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    clock.advance(5_183_945)

    answer = await http.get(f"{V}/me", headers=acme.auth)

    assert codes(answer) == (190, 463)


async def test_a_page_token_has_no_end(
    http: httpx.AsyncClient, paged: Person, clock: OffsetClock
) -> None:
    clock.advance(200 * 86_400)

    answer = await http.get(f"{V}/me", headers=paged.auth)

    assert answer.json()["name"] == "Acme Page"


async def test_usage_is_told_in_a_header_and_ends_in_a_throttle(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    await http.post("/_sandbox/quotas", json={"network": "instagram", "factor": 0.001})
    path = f"{V}/{acme.id}/media"
    answers = [await http.get(path, headers=acme.auth) for _ in range(5)]
    told = [json.loads(a.headers["x-business-use-case-usage"])[acme.id][0] for a in answers]
    clock.advance(86_401)
    tomorrow = await http.get(path, headers=acme.auth)

    assert [usage["call_count"] for usage in told] == [25, 50, 75, 100, 125]
    assert told[4]["estimated_time_to_regain_access"] > 0
    assert codes(answers[4]) == (80002, None)
    assert tomorrow.status_code == 200


async def test_calls_of_a_facebook_person_are_counted_by_the_app(
    http: httpx.AsyncClient, paged: Person
) -> None:
    await http.post("/_sandbox/quotas", json={"network": "instagram", "factor": 0.01})

    answers = [await http.get(f"{V}/me", headers=paged.auth) for _ in range(3)]

    assert json.loads(answers[0].headers["x-app-usage"])["call_count"] == 50
    assert codes(answers[2]) == (4, None)


async def test_an_unknown_path_is_refused(http: httpx.AsyncClient, acme: Person) -> None:
    answer = await http.get(f"{V}/{acme.id}/nonsense", headers=acme.auth)

    assert codes(answer) == (2500, None)


async def test_an_unknown_field_of_oneself_is_refused(
    http: httpx.AsyncClient, acme: Person
) -> None:
    answer = await http.get(f"{V}/me", params={"fields": "email"}, headers=acme.auth)

    assert codes(answer) == (100, None)
