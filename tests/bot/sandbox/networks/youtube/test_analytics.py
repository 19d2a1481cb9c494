from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.hands import Person, account
from tests.bot.sandbox.networks.youtube.calls import reason, uploaded

ASKED = {
    "ids": "channel==MINE",
    "startDate": "2020-01-01",
    "endDate": "2099-01-01",
    "metrics": "views,likes",
}


async def report(http: httpx.AsyncClient, who: Person, **asked: str) -> httpx.Response:
    return await http.get("/youtube/v2/reports", params={**ASKED, **asked}, headers=who.auth)


async def counted(http: httpx.AsyncClient, who: Person, views: int) -> str:
    video_id = await uploaded(http, who)
    counters = {"views": views, "likes": views // 10}
    await http.post(
        "/_sandbox/counters", json={"network": "youtube", "id": video_id, "counters": counters}
    )
    return video_id


@pytest.mark.parametrize(
    "wrong",
    [
        {"ids": ""},
        {"ids": "channel==UCsomebody"},
        {"startDate": "yesterday"},
        {"endDate": ""},
        {"metrics": ""},
        {"metrics": "views,happiness"},
        {"dimensions": "mood"},
        {"filters": "country==DE"},
        {"sort": "-shares"},
        {"dimensions": "video"},
        {"dimensions": "video", "sort": "-views"},
        {"dimensions": "video", "sort": "-views", "maxResults": "201"},
    ],
)
async def test_a_wrong_question_is_refused(
    http: httpx.AsyncClient, acme: Person, wrong: dict[str, str]
) -> None:
    assert reason(await report(http, acme, **wrong)) == (400, "badRequest")


async def test_without_anything_to_tell_there_are_no_rows(
    http: httpx.AsyncClient, acme: Person
) -> None:
    answer = await report(http, acme)

    assert answer.json()["kind"] == "youtubeAnalytics#resultTable"
    assert answer.json()["columnHeaders"][0] == {
        "name": "views",
        "columnType": "METRIC",
        "dataType": "INTEGER",
    }
    assert "rows" not in answer.json()


async def test_the_last_days_are_not_known_yet(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    await counted(http, acme, 1_000)
    early = await report(http, acme)
    clock.advance(3 * 86_400)
    late = await report(http, await account(http, "youtube", "acme"))

    assert "rows" not in early.json()
    assert late.json()["rows"][0][0] >= 1_000


async def test_videos_are_compared_and_narrowed(
    http: httpx.AsyncClient, acme: Person, rival: Person, clock: OffsetClock
) -> None:
    low, high = await counted(http, acme, 10_000), await counted(http, acme, 90_000)
    await counted(http, rival, 500_000)
    clock.advance(3 * 86_400)
    again = await account(http, "youtube", "acme")
    asked = {"dimensions": "video", "sort": "-views", "maxResults": "10"}

    both = (await report(http, again, **asked)).json()
    rising = (await report(http, again, **{**asked, "sort": "views"})).json()
    one = (await report(http, again, **asked, filters=f"video=={low}")).json()

    assert [header["name"] for header in both["columnHeaders"]] == ["video", "views", "likes"]
    assert [row[0] for row in both["rows"]] == [high, low]
    assert [row[0] for row in rising["rows"]] == [low, high]
    assert [row[0] for row in one["rows"]] == [low]


async def test_a_day_is_counted_by_itself(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    first_day = clock.now().date()
    await counted(http, acme, 5_000)
    clock.advance(4 * 86_400)
    again = await account(http, "youtube", "acme")
    metrics = "views,estimatedMinutesWatched,averageViewDuration,averageViewPercentage"

    answer = await report(http, again, dimensions="day", sort="day", metrics=metrics)
    after = await report(http, again, startDate=str(first_day + timedelta(days=90)))

    rows = answer.json()["rows"]
    assert rows[0][0] == first_day.isoformat()
    assert rows[0][1] >= 5_000
    assert rows[0][2] > 0
    assert 0 < rows[0][4] <= 100
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    assert "rows" not in after.json()
