from __future__ import annotations

import httpx

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.hands import Person

ME = "/twitter/2/users/me"


async def test_every_answer_tells_what_is_left(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    first = await http.get(ME, headers=acme.auth)
    second = await http.get(ME, headers=acme.auth)

    assert first.headers["x-rate-limit-limit"] == "75"
    assert first.headers["x-rate-limit-remaining"] == "74"
    assert second.headers["x-rate-limit-remaining"] == "73"
    resets_in_s = int(second.headers["x-rate-limit-reset"]) - clock.now().timestamp()
    assert 880 < resets_in_s <= 900


async def test_posting_also_tells_the_apps_day(http: httpx.AsyncClient, acme: Person) -> None:
    answer = await http.post("/twitter/2/tweets", json={"text": "Hi"}, headers=acme.auth)

    assert answer.headers["x-rate-limit-limit"] == "100"
    assert answer.headers["x-app-limit-24hour-limit"] == "10000"
    assert answer.headers["x-app-limit-24hour-remaining"] == "9999"


async def test_a_refused_call_counts_and_tells_too(http: httpx.AsyncClient, acme: Person) -> None:
    answer = await http.post("/twitter/2/tweets", json={"nonsense": 1}, headers=acme.auth)

    assert answer.status_code == 400
    assert answer.headers["x-rate-limit-remaining"] == "99"


async def test_the_call_after_the_last_is_refused_until_the_window_ends(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    answers = [await http.get(ME, headers=acme.auth) for _ in range(76)]
    clock.advance(901)
    later = await http.get(ME, headers=acme.auth)

    assert {answer.status_code for answer in answers[:75]} == {200}
    assert answers[75].status_code == 429
    assert answers[75].json() == {
        "title": "Too Many Requests",
        "detail": "Too Many Requests",
        "type": "about:blank",
        "status": 429,
    }
    assert answers[75].headers["x-rate-limit-remaining"] == "0"
    assert later.status_code == 200


async def test_one_accounts_calls_do_not_count_for_another(
    http: httpx.AsyncClient, acme: Person, rival: Person
) -> None:
    for _ in range(76):
        await http.get(ME, headers=acme.auth)

    assert (await http.get(ME, headers=rival.auth)).status_code == 200


async def test_limits_can_be_scaled_and_lifted(http: httpx.AsyncClient, acme: Person) -> None:
    await http.post("/_sandbox/quotas", json={"network": "twitter", "factor": 0.02})
    small = [await http.get(ME, headers=acme.auth) for _ in range(2)]
    await http.post("/_sandbox/quotas", json={"network": "twitter", "factor": None})
    lifted = [await http.get(ME, headers=acme.auth) for _ in range(80)]

    assert [answer.status_code for answer in small] == [200, 429]
    assert small[0].headers["x-rate-limit-limit"] == "1"
    assert {answer.status_code for answer in lifted} == {200}
