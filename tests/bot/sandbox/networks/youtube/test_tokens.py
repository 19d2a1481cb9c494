from __future__ import annotations

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.consenting import (
    REDIRECT,
)
from tests.bot.sandbox.networks.hands import Person, turn
from tests.bot.sandbox.networks.youtube.calls import reason
from tests.bot.sandbox.networks.youtube.connecting import (
    ASKED,
    DEAD,
    PAGE,
    REVOKE,
    channels,
    connected,
    consented,
    refresh,
    trade,
)


async def test_a_refresh_gives_no_new_refresh_token_and_the_old_one_goes_on(
    http: httpx.AsyncClient,
) -> None:
    pair = await connected(http)

    first = await refresh(http, pair["refresh_token"])
    again = await refresh(http, pair["refresh_token"])

    assert set(first.json()) == {"access_token", "expires_in", "scope", "token_type"}
    assert again.status_code == 200
    assert (await channels(http, again.json()["access_token"])).status_code == 200


async def test_an_access_token_is_dead_after_an_hour(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    clock.advance(3_600)
    late = await channels(http, acme.access_token)
    fresh = (await refresh(http, acme.refresh_token)).json()
    after = await channels(http, fresh["access_token"])

    assert reason(late) == (401, "authError")
    assert late.json()["error"]["status"] == "UNAUTHENTICATED"
    assert after.status_code == 200


async def test_a_refresh_token_dies_of_half_a_year_without_use(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    clock.advance(150 * 86_400)
    used = await refresh(http, acme.refresh_token)
    clock.advance(150 * 86_400)
    used_again = await refresh(http, acme.refresh_token)
    clock.advance(184 * 86_400)
    unused = await refresh(http, acme.refresh_token)

    assert (used.status_code, used_again.status_code) == (200, 200)
    assert (unused.status_code, unused.json()) == (400, DEAD)


async def test_in_testing_a_refresh_token_lives_a_week(
    http: httpx.AsyncClient, clock: OffsetClock
) -> None:
    await turn(http, "youtube", "publishing_status", "testing")
    pair = await connected(http)
    clock.advance(4 * 86_400)
    used = await refresh(http, pair["refresh_token"])
    clock.advance(4 * 86_400)
    late = await refresh(http, pair["refresh_token"])

    assert pair["refresh_token_expires_in"] == 604_799
    assert used.status_code == 200
    assert late.json() == DEAD


async def test_the_oldest_of_more_than_a_hundred_refresh_tokens_dies(
    http: httpx.AsyncClient,
) -> None:
    code = (await consented(http))["code"]
    oldest = (await trade(http, code)).json()["refresh_token"]
    tokens = [
        (await trade(http, (await consented(http, prompt="consent"))["code"])).json()
        for _ in range(100)
    ]

    assert (await refresh(http, oldest)).json() == DEAD
    assert (await refresh(http, tokens[0]["refresh_token"])).status_code == 200


@pytest.mark.parametrize("token", ["", "1//invented"])
async def test_what_is_no_refresh_token_refreshes_nothing(
    http: httpx.AsyncClient, acme: Person, token: str
) -> None:
    assert (await refresh(http, token)).status_code == 400
    assert (await refresh(http, acme.access_token)).json()["error"] == "invalid_grant"


async def test_a_refresh_token_reads_nothing(http: httpx.AsyncClient, acme: Person) -> None:
    assert reason(await channels(http, acme.refresh_token)) == (401, "authError")


async def test_revoking_one_token_ends_all_of_that_consent(http: httpx.AsyncClient) -> None:
    pair = await connected(http)

    revoked = await http.post(REVOKE, data={"token": pair["access_token"]})
    again = await http.post(REVOKE, params={"token": pair["access_token"]})

    assert revoked.status_code == 200
    assert reason(await channels(http, pair["access_token"])) == (401, "authError")
    assert (await refresh(http, pair["refresh_token"])).json() == DEAD
    assert (again.status_code, again.json()["error"]) == (400, "invalid_token")
    assert "refresh_token" in await connected(http)


async def test_a_registered_app_must_prove_itself(http: httpx.AsyncClient) -> None:
    app = {"client_id": "app-1", "client_secret": "right", "redirect_uris": [REDIRECT]}
    await http.post("/_sandbox/clients", json={"network": "youtube", **app})

    stranger = await http.get(PAGE, params={**ASKED, "client_id": "app-2"})
    elsewhere = await http.get(PAGE, params={**ASKED, "redirect_uri": REDIRECT + "/"})
    code = (await consented(http))["code"]
    unknown = await trade(http, code, client_id="app-2")
    wrong = await trade(http, code, client_secret="wrong")
    proved = await trade(http, code, client_secret="right")

    assert (stranger.status_code, elsewhere.status_code) == (400, 400)
    assert (unknown.status_code, unknown.json()["error"]) == (401, "invalid_client")
    assert (wrong.status_code, wrong.json()["error"]) == (401, "invalid_client")
    assert proved.status_code == 200
