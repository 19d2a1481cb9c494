"""Posts that wait: dark ones, drafts, and those with a date."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.facebook.calls import (
    V,
    ask,
    attached,
    call,
    kept,
    said,
    say,
    sent,
    taken,
)
from tests.bot.sandbox.networks.graph.calls import codes
from tests.bot.sandbox.networks.hands import Person, posts

MINUTE_S, DAY_S = 60, 86_400


def at(clock: OffsetClock, seconds: float) -> int:
    return int(clock.now().timestamp() + seconds)


async def test_a_dark_post_is_seen_by_nobody_until_it_is_published(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    post_id = await said(http, acme, message="Hello", published=False)
    before = taken(await ask(http, acme, post_id, fields="is_published,message"))
    hidden = await posts(http)
    clock.advance(300)
    flipped = taken(await call(http, acme, post_id, is_published=True))
    after = taken(await ask(http, acme, post_id, fields="is_published,created_time"))

    assert before == {"is_published": False, "message": "Hello", "id": post_id}
    assert hidden == []
    assert flipped == {"success": True}
    assert after["is_published"] is True
    assert [post["id"] for post in await posts(http)] == [post_id]


async def test_publishing_a_dark_post_twice_does_no_harm(
    http: httpx.AsyncClient, acme: Person
) -> None:
    post_id = await said(http, acme, message="Hello", published=False)

    answers = [await call(http, acme, post_id, is_published="true") for _ in range(3)]

    assert [answer.json() for answer in answers] == [{"success": True}] * 3
    assert len(await posts(http)) == 1


async def test_a_dark_post_is_in_no_list(http: httpx.AsyncClient, acme: Person) -> None:
    await said(http, acme, message="Hello", published=False)

    lists = [
        taken(await ask(http, acme, f"{acme.id}/{edge}"))["data"]
        for edge in ("feed", "posts", "published_posts", "scheduled_posts")
    ]

    assert lists == [[], [], [], []]


async def test_a_dark_post_that_says_what_was_said_last_stays_dark(
    http: httpx.AsyncClient, acme: Person
) -> None:
    await said(http, acme, message="Hello")
    post_id = await said(http, acme, message="Hello", published=False)

    flipped = await call(http, acme, post_id, is_published=True)

    assert codes(flipped) == (506, None)
    assert len(await posts(http)) == 1


async def test_two_dark_posts_with_one_photo_become_one_post(
    http: httpx.AsyncClient, acme: Person
) -> None:
    photo = attached(await kept(http, acme))
    first = await said(http, acme, attached_media=photo, published=False)
    second = await said(http, acme, attached_media=photo, published=False)

    await call(http, acme, first, is_published=True)
    late = await call(http, acme, second, is_published=True)

    assert codes(late) == (100, 1366051)
    assert [post["id"] for post in await posts(http)] == [first]


async def test_a_public_post_is_not_taken_back(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    post_id = await said(http, acme, message="Hello")

    hidden = await call(http, acme, post_id, is_published=False)
    dated = await call(http, acme, post_id, scheduled_publish_time=at(clock, DAY_S))

    assert codes(hidden) == codes(dated) == (100, None)


async def test_a_scheduled_post_comes_at_its_time_without_another_call(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    when = at(clock, 3_600)
    post_id = await said(http, acme, message="Later", published=False, scheduled_publish_time=when)
    listed = taken(
        await ask(http, acme, f"{acme.id}/scheduled_posts", fields="id,scheduled_publish_time")
    )
    before = await posts(http)
    clock.advance(3_601)
    after = await posts(http)

    assert listed["data"] == [{"id": post_id, "scheduled_publish_time": when}]
    assert before == []
    assert [post["id"] for post in after] == [post_id]
    assert taken(await ask(http, acme, f"{acme.id}/scheduled_posts"))["data"] == []


async def test_a_scheduled_photo_comes_at_its_time_too(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    when = str(at(clock, 3_600))
    made = await sent(http, acme, published="false", scheduled_publish_time=when)

    clock.advance(3_601)

    assert [post["id"] for post in await posts(http)] == [taken(made)["post_id"]]


async def test_a_date_may_be_written_out_and_moved(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    tomorrow = (clock.now() + timedelta(days=1)).isoformat()
    post_id = await said(
        http, acme, message="Later", published=False, scheduled_publish_time=tomorrow
    )
    moved = await call(http, acme, post_id, scheduled_publish_time=at(clock, 2 * DAY_S))
    clock.advance(DAY_S + 60)
    too_early = await posts(http)
    clock.advance(DAY_S)

    assert moved.status_code == 200
    assert too_early == []
    assert len(await posts(http)) == 1


@pytest.mark.parametrize("seconds", [-60, 9 * MINUTE_S, 31 * DAY_S])
async def test_a_date_too_near_or_too_far_is_refused(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock, seconds: int
) -> None:
    wanted = {"message": "Later", "published": False}
    answer = await say(http, acme, **wanted, scheduled_publish_time=at(clock, seconds))

    assert codes(answer) == (100, None)


@pytest.mark.parametrize(
    "params",
    [
        {"published": True, "scheduled_publish_time": "tomorrow"},
        {"published": False, "scheduled_publish_time": "tomorrow"},
        {"published": False, "unpublished_content_type": "SCHEDULED"},
        {"published": True, "unpublished_content_type": "DRAFT"},
    ],
)
async def test_a_date_or_a_draft_that_makes_no_sense_is_refused(
    http: httpx.AsyncClient, acme: Person, params: dict[str, Any]
) -> None:
    answer = await say(http, acme, message="Later", **params)

    assert codes(answer) == (100, None)


async def test_a_draft_is_reworded_and_published(http: httpx.AsyncClient, acme: Person) -> None:
    post_id = await said(
        http, acme, message="Draft", published=False, unpublished_content_type="DRAFT"
    )

    await call(http, acme, post_id, message="Better")
    await call(http, acme, post_id, is_published=True)

    assert [post["text"] for post in await posts(http)] == ["Better"]


async def test_a_waiting_post_can_be_deleted(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    post_id = await said(
        http, acme, message="No", published=False, scheduled_publish_time=at(clock, 3_600)
    )

    await http.delete(f"{V}/{post_id}", headers=acme.auth)
    clock.advance(3_601)

    assert await posts(http) == []
    assert codes(await ask(http, acme, post_id)) == (100, 33)
