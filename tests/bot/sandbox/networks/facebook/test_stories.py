from __future__ import annotations

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.facebook.calls import (
    ask,
    attached,
    call,
    film,
    finish,
    kept,
    said,
    taken,
    uploaded,
    wait,
)
from tests.bot.sandbox.networks.graph.calls import codes
from tests.bot.sandbox.networks.hands import Person, posts, turn

FIELDS = "post_id,status,creation_time,media_type,media_id,url"
STORIES = "video_stories"


async def test_a_photo_becomes_a_story_that_names_it(http: httpx.AsyncClient, acme: Person) -> None:
    photo_id = await kept(http, acme)

    told = taken(await call(http, acme, f"{acme.id}/photo_stories", photo_id=photo_id))
    listed = taken(await ask(http, acme, f"{acme.id}/stories", fields=FIELDS))["data"]

    assert told["success"] is True
    assert [post["id"] for post in await posts(http)] == [told["post_id"]]
    assert listed == [
        {
            "post_id": told["post_id"],
            "status": "PUBLISHED",
            "creation_time": listed[0]["creation_time"],
            "media_type": "photo",
            "media_id": photo_id,
            "url": (await posts(http))[0]["url"],
        }
    ]
    assert (await http.get(listed[0]["url"])).status_code == 200


async def test_a_video_becomes_a_story_that_names_it(http: httpx.AsyncClient, acme: Person) -> None:
    video_id = await uploaded(http, acme, film(), STORIES)
    await wait(http, acme, video_id)

    told = taken(await finish(http, acme, video_id, STORIES, description="unseen"))
    listed = taken(await ask(http, acme, f"{acme.id}/stories", fields=FIELDS))["data"]

    assert listed[0]["media_id"] == video_id
    assert listed[0]["media_type"] == "video"
    assert listed[0]["post_id"] == told["post_id"]
    assert (await posts(http))[0]["text"] == ""


async def test_a_story_is_no_part_of_the_feed(http: httpx.AsyncClient, acme: Person) -> None:
    photo_id = await kept(http, acme)
    await call(http, acme, f"{acme.id}/photo_stories", photo_id=photo_id)

    feed = taken(await ask(http, acme, f"{acme.id}/published_posts"))

    assert feed["data"] == []


async def test_a_story_goes_to_the_archive_after_a_day_if_there_is_one(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    photo_id = await kept(http, acme)
    await call(http, acme, f"{acme.id}/photo_stories", photo_id=photo_id)
    clock.advance(86_401)

    archived = taken(await ask(http, acme, f"{acme.id}/stories"))["data"]
    await turn(http, "facebook", "story_archive", False)
    gone = taken(await ask(http, acme, f"{acme.id}/stories"))["data"]

    assert [story["status"] for story in archived] == ["ARCHIVED"]
    assert gone == []


async def test_stories_can_be_narrowed_by_time(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    photo_id = await kept(http, acme)
    await call(http, acme, f"{acme.id}/photo_stories", photo_id=photo_id)
    now = int(clock.now().timestamp())

    since = taken(await ask(http, acme, f"{acme.id}/stories", since=now - 60))["data"]
    later = taken(await ask(http, acme, f"{acme.id}/stories", since=now + 60))["data"]

    assert (len(since), len(later)) == (1, 0)


async def test_a_photo_that_was_posted_is_no_story(http: httpx.AsyncClient, acme: Person) -> None:
    photo_id = await kept(http, acme)
    await said(http, acme, message="Hello", attached_media=attached(photo_id))

    answer = await call(http, acme, f"{acme.id}/photo_stories", photo_id=photo_id)

    assert codes(answer) == (100, 1366051)


async def test_one_photo_is_one_story(http: httpx.AsyncClient, acme: Person) -> None:
    photo_id = await kept(http, acme)
    await call(http, acme, f"{acme.id}/photo_stories", photo_id=photo_id)

    again = await call(http, acme, f"{acme.id}/photo_stories", photo_id=photo_id)

    assert codes(again) == (100, 1366051)


@pytest.mark.parametrize("photo_id", ["", "122100000009999"])
async def test_a_story_needs_a_photo(http: httpx.AsyncClient, acme: Person, photo_id: str) -> None:
    answer = await call(http, acme, f"{acme.id}/photo_stories", photo_id=photo_id)

    assert codes(answer) == (100, 33)


async def test_a_video_story_lasts_a_minute_at_most(http: httpx.AsyncClient, acme: Person) -> None:
    video_id = await uploaded(http, acme, film(seconds=61, fps=1), STORIES)
    await wait(http, acme, video_id)

    answer = await finish(http, acme, video_id, STORIES)

    assert codes(answer) == (1363128, None)


async def test_a_video_story_is_no_draft(http: httpx.AsyncClient, acme: Person) -> None:
    video_id = await uploaded(http, acme, film(), STORIES)

    answer = await finish(http, acme, video_id, STORIES, video_state="DRAFT")

    assert codes(answer) == (100, None)
