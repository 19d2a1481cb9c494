from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.hands import Person, account
from tests.bot.sandbox.networks.youtube.calls import API, get, opened, reason, uploaded

PACIFIC = ZoneInfo("America/Los_Angeles")


async def scale(http: httpx.AsyncClient, factor: float | None) -> None:
    await http.post("/_sandbox/quotas", json={"network": "youtube", "factor": factor})


def to_midnight(clock: OffsetClock, *, short_by_s: float = 0) -> None:
    """Move on to the end of the day in California."""
    here = clock.now().astimezone(PACIFIC)
    tomorrow = datetime.combine(here.date() + timedelta(days=1), datetime.min.time(), PACIFIC)
    clock.advance((tomorrow - here).total_seconds() - short_by_s)


async def test_a_project_has_a_hundred_uploads_a_day_and_units_for_the_rest(
    http: httpx.AsyncClient, acme: Person
) -> None:
    taken = [(await opened(http, acme)).status_code for _ in range(100)]
    refused = await opened(http, acme)
    looked = await get(http, acme, "channels", part="id", mine="true")

    assert set(taken) == {200}
    assert reason(refused) == (403, "quotaExceeded")
    assert refused.json()["error"]["errors"][0]["domain"] == "youtube.quota"
    assert "<a href=" in refused.json()["error"]["message"]
    assert looked.status_code == 200


async def test_the_project_pays_for_all_its_channels(
    http: httpx.AsyncClient, acme: Person, rival: Person
) -> None:
    await scale(http, 0.01)
    await opened(http, acme)

    assert reason(await opened(http, rival)) == (403, "quotaExceeded")


@pytest.mark.parametrize("before_s", [60, 0])
async def test_the_day_ends_at_midnight_in_california(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock, before_s: int
) -> None:
    await scale(http, 0.01)
    to_midnight(clock)
    fresh = await account(http, "youtube", "acme", expires_in=2 * 86_400)
    await opened(http, fresh)
    to_midnight(clock, short_by_s=before_s)

    answer = await opened(http, fresh)

    assert answer.status_code == (403 if before_s else 200)


async def test_dear_calls_use_the_day_up_sooner(http: httpx.AsyncClient, acme: Person) -> None:
    await scale(http, 0.0101)
    video_id = await uploaded(http, acme)
    body = {
        "id": video_id,
        "snippet": {"title": "Harbour at noon", "categoryId": "22"},
    }

    async def change() -> httpx.Response:
        return await http.put(
            f"{API}/videos", params={"part": "snippet"}, json=body, headers=acme.auth
        )

    answers = [await change(), await change(), await change()]
    last_unit = await get(http, acme, "channels", part="id", mine="true")
    none_left = await get(http, acme, "channels", part="id", mine="true")

    assert [answer.status_code for answer in answers] == [200, 200, 403]
    assert last_unit.status_code == 200
    assert reason(none_left) == (403, "quotaExceeded")


async def test_a_failed_call_costs_one_unit(http: httpx.AsyncClient, acme: Person) -> None:
    await scale(http, 0.01)
    wrong = [
        await http.delete(f"{API}/videos", params={"id": "x"}, headers=acme.auth) for _ in range(50)
    ]

    left = [await get(http, acme, "channels", part="id", mine="true") for _ in range(51)]

    assert {answer.status_code for answer in wrong} == {404}
    assert [answer.status_code for answer in left] == [200] * 50 + [403]


async def test_searching_and_counting_have_days_of_their_own(
    http: httpx.AsyncClient, acme: Person
) -> None:
    await scale(http, 0.01)
    search = {"part": "id", "forMine": "true", "type": "video"}

    searched = [await get(http, acme, "search", **search) for _ in range(2)]
    counted = await get(http, acme, "videos:batchGetStats", part="statistics", id="x")
    looked = await get(http, acme, "channels", part="id", mine="true")

    assert [answer.status_code for answer in searched] == [200, 403]
    assert counted.status_code == looked.status_code == 200


async def test_limits_can_be_lifted(http: httpx.AsyncClient, acme: Person) -> None:
    await scale(http, 0.01)
    await opened(http, acme)
    await scale(http, None)

    assert (await opened(http, acme)).status_code == 200
