from __future__ import annotations

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from bot.sandbox.networks.app import build_world
from bot.sandbox.networks.twitter.refusals import refusals
from tests.bot.sandbox.networks.hands import Person, arm, posts

SAID = {
    "credits_depleted": (402, "CreditsDepleted", "/credits"),
    "spend_cap": (403, "SpendCapReached", "/credits"),
    "usage_capped": (429, "UsageCapExceeded", "/usage-capped"),
    "duplicate": (403, "Forbidden", "about:blank"),
    "too_long": (403, "Forbidden", "about:blank"),
    "suspended": (403, "Forbidden", "/user-suspended"),
    "not_permitted": (403, "Forbidden", "about:blank"),
    "premium_required": (403, "Forbidden", "about:blank"),
    "video_too_long": (403, "Forbidden", "about:blank"),
    "reply_not_allowed": (403, "Forbidden", "/not-authorized-for-resource"),
    "quote_not_allowed": (403, "Forbidden", "about:blank"),
    "cashtags": (403, "Forbidden", "about:blank"),
    "parent_gone": (404, "Not Found Error", "/resource-not-found"),
    "media_invalid": (400, "Invalid Request", "/invalid-request"),
    "not_enrolled": (403, "Client Forbidden", "/client-forbidden"),
    "unsupported_authentication": (
        *(403, "Unsupported Authentication", "/unsupported-authentication"),
    ),
    "oauth1_permissions": (403, "Forbidden", "/oauth1-permissions"),
}
ELSEWHERE = {
    *("legacy_429", "partial_errors", "chunk_too_large", "processing_failed"),
    *("refresh_token_dead", "client_unauthorized", "error_500_after"),
}


async def tweet(http: httpx.AsyncClient, who: Person) -> httpx.Response:
    return await http.post("/twitter/2/tweets", json={"text": "Hello"}, headers=who.auth)


@pytest.mark.parametrize("name", sorted(SAID))
async def test_a_named_refusal_has_xs_status_title_and_type(
    http: httpx.AsyncClient, acme: Person, name: str
) -> None:
    await arm(http, "twitter", name, step="create")

    answer = await tweet(http, acme)

    status, title, kind = SAID[name]
    assert answer.status_code == answer.json()["status"] == status
    assert answer.json()["title"] == title
    assert answer.json()["type"].endswith(kind)
    assert answer.json()["detail"]
    assert await posts(http) == []


def test_every_named_refusal_is_tried_somewhere(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("world")
    world = build_world(folder, OffsetClock(folder / "clock.json"))

    assert set(refusals(world)) == set(SAID) | ELSEWHERE


async def test_a_spend_cap_names_the_day_it_ends(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    await arm(http, "twitter", "spend_cap", step="create", retry_after_s=3 * 86_400)

    answer = await tweet(http, acme)

    assert answer.json()["reset_date"] > clock.now().date().isoformat()
    assert answer.json()["account_id"]


async def test_a_limit_can_be_told_in_the_older_shape(
    http: httpx.AsyncClient, acme: Person
) -> None:
    await arm(http, "twitter", "legacy_429", step="create", retry_after_s=90)

    answer = await tweet(http, acme)

    assert answer.status_code == 429
    assert answer.json() == {"errors": [{"code": 88, "message": "Rate limit exceeded"}]}
    assert int(answer.headers["x-rate-limit-reset"]) > 0


async def test_a_post_can_be_created_with_errors_beside_it(
    http: httpx.AsyncClient, acme: Person
) -> None:
    await arm(http, "twitter", "partial_errors")

    answer = await tweet(http, acme)

    assert answer.status_code == 201
    assert answer.json()["errors"]
    assert answer.json()["data"]["id"] == (await posts(http))[0]["id"]


async def test_a_500_can_come_with_the_post_live(http: httpx.AsyncClient, acme: Person) -> None:
    await arm(http, "twitter", "error_500_after")

    answer = await tweet(http, acme)

    assert answer.status_code == 500
    assert len(await posts(http)) == 1


async def test_a_segment_can_be_too_large_on_demand(http: httpx.AsyncClient, acme: Person) -> None:
    await arm(http, "twitter", "chunk_too_large", step="upload")

    answer = await http.post("/twitter/2/media/upload/1/append", headers=acme.auth)

    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("name", "status", "error"),
    [
        ("refresh_token_dead", 400, "invalid_request"),
        ("client_unauthorized", 401, "unauthorized_client"),
    ],
)
async def test_a_refresh_can_be_refused(
    http: httpx.AsyncClient, acme: Person, name: str, status: int, error: str
) -> None:
    await arm(http, "twitter", name)
    form = {"grant_type": "refresh_token", "refresh_token": acme.refresh_token}

    answer = await http.post(
        "/twitter/2/oauth2/token", data=form, auth=httpx.BasicAuth("app", "secret")
    )

    assert answer.status_code == status
    assert answer.json()["error"] == error


async def test_a_401_on_the_token_call_has_that_calls_shape(http: httpx.AsyncClient) -> None:
    await arm(http, "twitter", "error_401", step="oauth")

    answer = await http.post("/twitter/2/oauth2/token")

    assert answer.json()["error"] == "unauthorized_client"


async def test_a_refresh_whose_answer_is_lost_costs_the_connection(
    http: httpx.AsyncClient, acme: Person
) -> None:
    await arm(http, "twitter", "drop_after", step="oauth")
    form = {"grant_type": "refresh_token", "refresh_token": acme.refresh_token}
    auth = httpx.BasicAuth("app", "secret")
    with pytest.raises(httpx.RemoteProtocolError):
        await http.post("/twitter/2/oauth2/token", data=form, auth=auth)

    again = await http.post("/twitter/2/oauth2/token", data=form, auth=auth)

    assert again.status_code == 400
