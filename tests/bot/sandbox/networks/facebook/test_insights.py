from __future__ import annotations

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.facebook.calls import ask, post_of, reel, said, taken
from tests.bot.sandbox.networks.graph.calls import codes
from tests.bot.sandbox.networks.hands import Person, account, arm

DEAD = (
    "post_impressions",
    "post_impressions_unique",
    "post_engaged_users",
    "page_fans",
    "page_fans_online",
    "page_video_views_unique",
)
COUNTERS = {"views": 900, "reach": 700, "likes": 30, "comments": 4, "shares": 2, "clicks": 8}


async def told(http: httpx.AsyncClient, who: Person, path: str, metrics: str) -> dict[str, object]:
    answer = taken(await ask(http, who, path, metric=metrics))
    return {row["name"]: row["values"][0]["value"] for row in answer["data"]}


async def count(http: httpx.AsyncClient, post_id: str) -> None:
    body = {"network": "facebook", "id": post_id, "counters": COUNTERS}
    assert (await http.post("/_sandbox/counters", json=body)).status_code == 200


async def test_a_posts_numbers_are_told_by_name(http: httpx.AsyncClient, acme: Person) -> None:
    post_id = await said(http, acme, message="Hello")
    await count(http, post_id)

    metrics = (
        "post_media_view,post_total_media_view_unique,post_clicks,post_clicks_by_type,"
        "post_reactions_by_type_total,post_activity_by_action_type"
    )
    numbers = await told(http, acme, f"{post_id}/insights", metrics)

    assert numbers == {
        "post_media_view": 900,
        "post_total_media_view_unique": 700,
        "post_clicks": 8,
        "post_clicks_by_type": {"other clicks": 8},
        "post_reactions_by_type_total": {"like": 30},
        "post_activity_by_action_type": {"like": 30, "comment": 4, "share": 2},
    }


@pytest.mark.parametrize("dead", [*DEAD, "", "nonsense"])
async def test_one_dead_metric_spoils_the_whole_call(
    http: httpx.AsyncClient, acme: Person, dead: str
) -> None:
    post_id = await said(http, acme, message="Hello")
    post_metric = f"post_clicks,{dead}" if dead else ""
    page_metric = f"page_follows,{dead}" if dead else ""

    answers = [
        await ask(http, acme, f"{post_id}/insights", metric=post_metric),
        await ask(http, acme, f"{acme.id}/insights", metric=page_metric),
    ]

    assert {codes(answer) for answer in answers} == {(100, None)}
    assert "valid insights metric" in answers[0].json()["error"]["message"]


async def test_only_a_video_has_video_views(http: httpx.AsyncClient, acme: Person) -> None:
    post_id, video_id = await said(http, acme, message="Hello"), await reel(http, acme)
    video_post = await post_of(http, acme, video_id)
    await count(http, video_post)

    words = await ask(http, acme, f"{post_id}/insights", metric="post_video_views")
    film = await told(http, acme, f"{video_post}/insights", "post_video_views")

    assert codes(words) == (100, None)
    assert film == {"post_video_views": 900}


async def test_a_reels_own_numbers_are_told_with_and_without_a_wish(
    http: httpx.AsyncClient, acme: Person
) -> None:
    video_id = await reel(http, acme)
    await count(http, await post_of(http, acme, video_id))

    plain = taken(await ask(http, acme, f"{video_id}/video_insights"))["data"]
    asked = await told(
        http, acme, f"{video_id}/video_insights", "blue_reels_play_count,post_video_view_time"
    )
    dead = await ask(http, acme, f"{video_id}/video_insights", metric="post_impressions_unique")

    assert {row["name"]: row["values"][0]["value"] for row in plain} == {
        "total_video_views": 900,
        "total_video_views_unique": 700,
    }
    assert asked["blue_reels_play_count"] == 900
    assert codes(dead) == (100, None)


async def test_what_is_not_public_has_no_numbers(http: httpx.AsyncClient, acme: Person) -> None:
    post_id = await said(http, acme, message="Hello", published=False)

    post = await ask(http, acme, f"{post_id}/insights", metric="post_clicks")
    video = await ask(http, acme, "122100000009999/video_insights")

    assert codes(post) == codes(video) == (100, 33)


async def test_numbers_need_the_task_on_the_page(http: httpx.AsyncClient) -> None:
    author = await account(http, "facebook", "acme", details={"tasks": "CREATE_CONTENT"})
    post_id = await said(http, author, message="Hello")

    answer = await ask(http, author, f"{post_id}/insights", metric="post_clicks")

    assert codes(answer) == (1, 2853006)


async def test_a_pages_numbers_are_told_day_by_day(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    await count(http, await said(http, acme, message="Hello"))
    now = int(clock.now().timestamp()) + 1

    answer = taken(
        await ask(
            http,
            acme,
            f"{acme.id}/insights",
            metric="page_media_view,page_post_engagements,page_follows,page_follows_country",
            since=now - 3 * 86_400,
            until=now,
        )
    )

    values = {row["name"]: [v["value"] for v in row["values"]] for row in answer["data"]}
    assert len(values["page_media_view"]) == 3
    assert sum(values["page_media_view"]) == 900
    assert sum(values["page_post_engagements"]) == 36
    assert values["page_follows"] == [240, 240, 240]
    assert values["page_follows_country"][0] == {"US": 240}
    assert answer["data"][0]["values"][0]["end_time"].endswith("+0000")


async def test_a_small_page_has_no_numbers(http: httpx.AsyncClient) -> None:
    small = await account(http, "facebook", "small", details={"followers": 99})

    answer = taken(await ask(http, small, f"{small.id}/insights", metric="page_follows"))

    assert answer["data"] == []


@pytest.mark.parametrize("days", [0, 91])
async def test_a_span_of_no_or_too_many_days_is_refused(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock, days: int
) -> None:
    until = int(clock.now().timestamp())

    answer = await ask(
        http,
        acme,
        f"{acme.id}/insights",
        metric="page_follows",
        since=until - days * 86_400,
        until=until,
    )

    assert codes(answer) == (100, None)


async def test_a_period_that_there_is_not_is_refused(http: httpx.AsyncClient, acme: Person) -> None:
    answer = await ask(http, acme, f"{acme.id}/insights", metric="page_follows", period="week")

    assert codes(answer) == (100, None)


async def test_numbers_can_be_throttled(http: httpx.AsyncClient, acme: Person) -> None:
    post_id = await said(http, acme, message="Hello")
    await arm(http, "facebook", "error_429", step="metrics", retry_after_s=150)

    answer = await ask(http, acme, f"{post_id}/insights", metric="post_clicks")

    assert codes(answer) == (80001, None)
