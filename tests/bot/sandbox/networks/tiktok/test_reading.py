from __future__ import annotations

from typing import Any

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.files import picture
from tests.bot.sandbox.networks.hands import Person, posts, turn
from tests.bot.sandbox.networks.hosting import MediaHost
from tests.bot.sandbox.networks.tiktok.calls import (
    LIST_FIELDS,
    V2,
    error_of,
    init_photos,
    listed,
    said,
    sent,
)


async def query(
    http: httpx.AsyncClient, who: Person, *video_ids: str, fields: str = LIST_FIELDS
) -> httpx.Response:
    return await http.post(
        f"{V2}/video/query/",
        params={"fields": fields},
        json={"filters": {"video_ids": list(video_ids)}},
        headers=who.auth,
    )


async def test_a_post_is_read_back(http: httpx.AsyncClient, acme: Person) -> None:
    await sent(http, acme, title="Hello #shop")

    (seen,) = (await listed(http, acme))["videos"]

    (post,) = await posts(http)
    assert set(seen) == set(LIST_FIELDS.split(","))
    assert (seen["id"], seen["share_url"]) == (post["id"], post["url"])
    assert seen["title"] == seen["video_description"] == "Hello #shop"
    assert seen["duration"] == 3
    assert isinstance(seen["create_time"], int)
    assert (await http.get(seen["cover_image_url"])).status_code == 200


async def test_only_public_posts_of_ones_own_are_listed(
    http: httpx.AsyncClient, acme: Person, rival: Person
) -> None:
    for level in ("PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"):
        await sent(http, acme, title=level, privacy_level=level)
    await sent(http, rival, title="Mine")

    ids = [post["id"] for post in await posts(http)]
    seen = (await listed(http, acme))["videos"]
    asked = (await query(http, acme, *ids)).json()["data"]["videos"]

    assert len(ids) == 4
    assert [video["title"] for video in seen] == ["PUBLIC_TO_EVERYONE"]
    assert [video["title"] for video in asked] == ["PUBLIC_TO_EVERYONE"]


async def test_the_newest_come_first_and_pages_follow(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    for number in range(5):
        await sent(http, acme, title=str(number))
        clock.advance(10)

    first = await listed(http, acme, max_count=2)
    second = await listed(http, acme, max_count=2, cursor=first["cursor"])
    third = await listed(http, acme, max_count=2, cursor=second["cursor"])
    pages = [[video["title"] for video in page["videos"]] for page in (first, second, third)]

    assert pages == [["4", "3"], ["2", "1"], ["0"]]
    assert [page["has_more"] for page in (first, second, third)] == [True, True, False]


async def test_texts_are_read_back_cut(http: httpx.AsyncClient, acme: Person) -> None:
    await sent(http, acme, title="x" * 200)

    (seen,) = (await listed(http, acme))["videos"]

    assert seen["title"] == seen["video_description"] == "x" * 150


async def test_numbers_come_from_how_people_react(http: httpx.AsyncClient, acme: Person) -> None:
    await sent(http, acme)
    (post,) = await posts(http)
    counters = {"likes": 7, "comments": 3, "shares": 2, "views": 90}
    await http.post(
        "/_sandbox/counters", json={"network": "tiktok", "id": post["id"], "counters": counters}
    )

    (seen,) = (await query(http, acme, post["id"])).json()["data"]["videos"]

    assert seen["like_count"] >= 7
    assert seen["comment_count"] >= 3
    assert seen["share_count"] >= 2
    assert seen["view_count"] >= 90


@pytest.mark.parametrize(("listed_too", "count"), [(True, 1), (False, 0)])
async def test_photos_may_or_may_not_be_listed(
    http: httpx.AsyncClient, acme: Person, host: MediaHost, listed_too: bool, count: int
) -> None:
    await turn(http, "tiktok", "photos_are_listed", value=listed_too)
    urls = [host.put("a.jpg", picture()), host.put("b.jpg", picture(200, 200))]
    await init_photos(http, acme, urls, cover=1)

    seen = (await listed(http, acme))["videos"]

    assert len(seen) == count
    for video in seen:
        cover = await http.get(video["cover_image_url"])
        assert (video["title"], video["video_description"]) == ("Hello", "Look at this")
        assert (video["duration"], cover.content) == (0, picture(200, 200))


async def test_lists_can_lag_behind(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    await turn(http, "tiktok", "read_lag_reads", 2)
    await turn(http, "tiktok", "read_lag_s", 60)
    await sent(http, acme)
    await listed(http, acme)
    early = await listed(http, acme)
    clock.advance(61)

    assert early["videos"] == []
    assert len((await listed(http, acme))["videos"]) == 1


@pytest.mark.parametrize(
    ("path", "fields", "body"),
    [
        ("list", "", {}),
        ("list", "id,colour", {}),
        ("list", "id", {"max_count": 21}),
        ("list", "id", {"max_count": 0}),
        ("list", "id", {"cursor": "yesterday"}),
        ("query", "", {"filters": {"video_ids": ["1"]}}),
        ("query", "id", {}),
        ("query", "id", {"filters": {"video_ids": []}}),
        ("query", "id", {"filters": {"video_ids": ["1"] * 21}}),
        ("query", "id", {"filters": {"video_ids": [1]}}),
    ],
)
async def test_a_wrong_question_is_refused(
    http: httpx.AsyncClient, acme: Person, path: str, fields: str, body: dict[str, Any]
) -> None:
    answer = await http.post(
        f"{V2}/video/{path}/", params={"fields": fields}, json=body, headers=acme.auth
    )

    assert said(answer) == (400, "invalid_param")


async def test_ids_that_are_not_there_are_passed_over(
    http: httpx.AsyncClient, acme: Person
) -> None:
    answer = await query(http, acme, "1", "nonsense")

    assert error_of(answer) == "ok"
    assert answer.json()["data"]["videos"] == []
