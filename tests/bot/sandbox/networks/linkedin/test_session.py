from __future__ import annotations

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.hands import Person, account, arm, posts, turn
from tests.bot.sandbox.networks.linkedin.calls import (
    POSTS,
    REST,
    VERSIONED,
    headers,
    person,
    post_body,
    say,
)

ME = "/linkedin/v2/userinfo"


@pytest.mark.parametrize(
    ("auth", "code", "service_code"),
    [
        ({}, "EMPTY_ACCESS_TOKEN", None),
        ({"authorization": "Basic YTpi"}, "EMPTY_ACCESS_TOKEN", None),
        ({"authorization": "Bearer "}, "EMPTY_ACCESS_TOKEN", None),
        ({"authorization": "Bearer invented"}, "INVALID_ACCESS_TOKEN", 65600),
    ],
)
async def test_a_call_without_a_good_token_is_refused(
    http: httpx.AsyncClient, auth: dict[str, str], code: str, service_code: int | None
) -> None:
    answer = await http.post(POSTS, json={}, headers={**VERSIONED, **auth})

    assert answer.status_code == answer.json()["status"] == 401
    assert answer.json()["code"] == code
    assert answer.json().get("serviceErrorCode") == service_code


async def test_an_expired_token_is_refused_with_its_number(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    clock.advance(61 * 86_400)

    answer = await say(http, acme)

    assert answer.status_code == 401
    assert answer.json()["code"] == "EXPIRED_ACCESS_TOKEN"
    assert answer.json()["serviceErrorCode"] == 65602


async def test_a_token_of_another_network_is_refused(http: httpx.AsyncClient) -> None:
    foreign = await account(http, "twitter")

    assert (await http.get(ME, headers=foreign.auth)).status_code == 401


async def test_a_refresh_token_opens_nothing(http: httpx.AsyncClient) -> None:
    await turn(http, "linkedin", "partner", True)
    partner = await account(http, "linkedin")

    answer = await http.get(ME, headers={"authorization": f"Bearer {partner.refresh_token}"})

    assert answer.json()["code"] == "INVALID_ACCESS_TOKEN"


async def test_a_call_without_a_version_is_refused(http: httpx.AsyncClient, acme: Person) -> None:
    sent = {**acme.auth, "X-Restli-Protocol-Version": "2.0.0"}

    answer = await http.post(POSTS, json=post_body(person(acme)), headers=sent)

    assert (answer.status_code, answer.json()["code"]) == (400, "VERSION_MISSING")


@pytest.mark.parametrize(
    "version", ["202511", "202401", "203001", "202600", "202613", "2026", "v1"]
)
async def test_a_version_that_is_dead_or_never_was_is_refused(
    http: httpx.AsyncClient, acme: Person, version: str
) -> None:
    sent = headers(acme, **{"LinkedIn-Version": version})

    answer = await http.post(POSTS, json=post_body(person(acme)), headers=sent)

    assert (answer.status_code, answer.json()["code"]) == (426, "NONEXISTENT_VERSION")
    assert version in answer.json()["message"]


async def test_which_versions_live_can_be_set(http: httpx.AsyncClient, acme: Person) -> None:
    await turn(http, "linkedin", "oldest_version", 202_608)

    assert (await say(http, acme)).status_code == 426


@pytest.mark.parametrize("protocol", [None, "1.0.0"])
async def test_a_call_in_another_protocol_is_refused(
    http: httpx.AsyncClient, acme: Person, protocol: str | None
) -> None:
    sent = {**acme.auth, "LinkedIn-Version": "202607"}
    if protocol:
        sent["X-Restli-Protocol-Version"] = protocol

    answer = await http.post(POSTS, json=post_body(person(acme)), headers=sent)

    assert (answer.status_code, answer.json()["code"]) == (400, "ILLEGAL_ARGUMENT")


async def test_a_body_that_is_not_said_to_be_json_is_refused(
    http: httpx.AsyncClient, acme: Person
) -> None:
    answer = await http.post(POSTS, content=b"{}", headers=headers(acme))

    assert answer.status_code == 415


@pytest.mark.parametrize(
    "path",
    [
        "posts/urn:li:share:1",
        "posts?q=author&author=urn:li:person:1",
        "videos/urn:li:video:C5F10AQ1",
    ],
)
async def test_colons_in_names_must_be_encoded(
    http: httpx.AsyncClient, page: Person, path: str
) -> None:
    answer = await http.get(f"{REST}/{path}", headers=headers(page))

    assert (answer.status_code, answer.json()["code"]) == (400, "ILLEGAL_ARGUMENT")


async def test_every_answer_can_be_traced(http: httpx.AsyncClient, acme: Person) -> None:
    taken = await say(http, acme)
    refused = await http.get(ME)

    for answer in (taken, refused):
        assert {"x-li-uuid", "x-li-fabric", "x-li-request-id"} <= set(answer.headers)
    assert taken.headers["x-li-uuid"] != refused.headers["x-li-uuid"]


@pytest.mark.parametrize(("method", "path"), [("GET", "/rest/me"), ("GET", "/v2/me")])
async def test_a_path_that_linkedin_does_not_have_is_refused(
    http: httpx.AsyncClient, acme: Person, method: str, path: str
) -> None:
    answer = await http.request(method, f"/linkedin{path}", headers=headers(acme))

    assert (answer.status_code, answer.json()["code"]) == (404, "RESOURCE_NOT_FOUND")


async def test_a_member_posts_150_times_a_day(
    http: httpx.AsyncClient, acme: Person, rival: Person
) -> None:
    await http.post("/_sandbox/quotas", json={"network": "linkedin", "factor": 2 / 150})
    first = [(await say(http, acme, f"Hello {number}")).status_code for number in range(2)]

    third = await say(http, acme, "Hello again")

    assert first == [201, 201]
    assert third.status_code == 429
    assert third.json()["code"] == "TOO_MANY_REQUESTS"
    assert "DAY" in third.json()["message"]
    assert "retry-after" not in third.headers
    assert (await say(http, rival)).status_code == 201


async def test_the_days_posts_come_back_at_midnight_utc(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    await http.post("/_sandbox/quotas", json={"network": "linkedin", "factor": 1 / 150})
    now = clock.now()
    evening = now.replace(hour=23, minute=55, second=0)
    clock.advance((evening - now).total_seconds() % 86_400)
    await say(http, acme)
    late = await say(http, acme, "Still today")
    clock.advance(360)

    assert late.status_code == 429
    assert (await say(http, acme, "Tomorrow")).status_code == 201


async def test_limits_can_be_lifted(http: httpx.AsyncClient, acme: Person) -> None:
    await http.post("/_sandbox/quotas", json={"network": "linkedin", "factor": 1 / 150})
    await say(http, acme)
    await http.post("/_sandbox/quotas", json={"network": "linkedin", "factor": None})

    assert (await say(http, acme, "More")).status_code == 201


@pytest.mark.parametrize(("wait_s", "says_day"), [(60, False), (40_000, True)])
async def test_a_429_tells_by_its_words_alone_how_long_it_lasts(
    http: httpx.AsyncClient, acme: Person, wait_s: int, says_day: bool
) -> None:
    await arm(http, "linkedin", "error_429", step="create", retry_after_s=wait_s)

    answer = await say(http, acme)

    assert answer.status_code == 429
    assert ("DAY" in answer.json()["message"]) is says_day
    assert not {"retry-after", "x-ratelimit-reset"} & set(answer.headers)
    assert await posts(http) == []
