from __future__ import annotations

import hashlib
from typing import Any

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.facebook.calls import (
    V,
    ask,
    call,
    film,
    finish,
    post_of,
    reel,
    start,
    status,
    taken,
    uploaded,
    wait,
)
from tests.bot.sandbox.networks.graph.calls import codes, send
from tests.bot.sandbox.networks.hands import Person, arm, posts, turn


async def test_a_reel_is_started_sent_processed_and_finished(
    http: httpx.AsyncClient, acme: Person
) -> None:
    begun = await start(http, acme)
    sent = await send(http, acme, begun["upload_url"], film())
    await wait(http, acme, begun["video_id"])
    hidden = await posts(http)
    done = await finish(http, acme, begun["video_id"], description="Look", title="A film")

    post = (await posts(http))[0]
    read = taken(await ask(http, acme, begun["video_id"], fields="permalink_url,post_id,published"))
    page = await http.get(post["url"])
    assert begun["upload_url"].endswith(f"/facebook/video-upload/v25.0/{begun['video_id']}")
    assert sent.json() == {"success": True}
    assert hidden == []
    assert done.json() == {"success": True}
    assert post["url"] == f"http://sandbox.test/facebook/reel/{begun['video_id']}"
    assert post["text"] == "Look"
    assert post["media"][0]["sha256"] == hashlib.sha256(film()).hexdigest()
    assert read["published"] is True
    assert (read["permalink_url"], read["post_id"]) == (post["url"], post["id"])
    assert "<video" in page.text


async def test_the_status_tells_every_phase(http: httpx.AsyncClient, acme: Person) -> None:
    begun = await start(http, acme)
    video_id = begun["video_id"]
    told = [await status(http, acme, video_id)]
    await send(http, acme, begun["upload_url"], film())
    told += [await status(http, acme, video_id) for _ in range(3)]
    await finish(http, acme, video_id)
    told.append(await status(http, acme, video_id))

    phases = ("uploading_phase", "processing_phase", "publishing_phase")
    assert [t["video_status"] for t in told] == [
        "processing",
        "upload_complete",
        "processing",
        "ready",
        "ready",
    ]
    assert [tuple(t[phase]["status"] for phase in phases) for t in told] == [
        ("not_started", "not_started", "not_started"),
        ("complete", "not_started", "not_started"),
        ("complete", "in_progress", "not_started"),
        ("complete", "complete", "not_started"),
        ("complete", "complete", "complete"),
    ]
    assert [t["uploading_phase"]["bytes_transfered"] for t in told[:2]] == [0, len(film())]
    assert told[3]["publishing_phase"]["publish_status"] == "not_published"
    assert told[4]["publishing_phase"]["publish_status"] == "published"
    assert told[4]["publishing_phase"]["publish_time"] > 0


async def test_the_status_can_be_spelled_right(http: httpx.AsyncClient, acme: Person) -> None:
    await turn(http, "facebook", "bytes_word", "bytes_transferred")

    told = await status(http, acme, (await start(http, acme))["video_id"])

    assert told["uploading_phase"]["bytes_transferred"] == 0


@pytest.mark.parametrize("edge", ["video_reels", "video_stories"])
async def test_finishing_before_the_bytes_are_there_is_refused(
    http: httpx.AsyncClient, acme: Person, edge: str
) -> None:
    begun = await start(http, acme, edge)
    nothing = await finish(http, acme, begun["video_id"], edge)
    await send(http, acme, begun["upload_url"], film()[:1000], file_size=str(len(film())))
    half = await finish(http, acme, begun["video_id"], edge)

    assert codes(nothing) == codes(half) == (6000, None)


async def test_finishing_while_it_is_processed_publishes_it_afterwards(
    http: httpx.AsyncClient, acme: Person
) -> None:
    video_id = await uploaded(http, acme, film())

    early = await finish(http, acme, video_id, description="Look")
    hidden = await posts(http)
    told = await status(http, acme, video_id)
    await wait(http, acme, video_id)

    assert early.json() == {"success": True}
    assert hidden == []
    assert told["publishing_phase"] == {
        "status": "in_progress",
        "publish_status": "not_published",
    }
    assert len(await posts(http)) == 1


async def test_processing_ends_even_when_nobody_asks(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    video_id = await uploaded(http, acme, film())
    await finish(http, acme, video_id)

    clock.advance(121)

    assert len(await posts(http)) == 1


async def test_a_reel_is_published_once(http: httpx.AsyncClient, acme: Person) -> None:
    video_id = await reel(http, acme)

    again = await finish(http, acme, video_id)

    assert codes(again) == (100, None)
    assert len(await posts(http)) == 1


async def test_the_finish_can_tell_the_posts_id(http: httpx.AsyncClient, acme: Person) -> None:
    await turn(http, "facebook", "finish_tells_post_id", True)
    video_id = await uploaded(http, acme, film())
    await wait(http, acme, video_id)

    done = taken(await finish(http, acme, video_id))

    assert done["post_id"] == (await posts(http))[0]["id"]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"width": 960, "height": 960}, 1363040),
        ({"width": 360, "height": 640}, 1363127),
        ({"seconds": 2}, 1363128),
        ({"seconds": 91, "fps": 1}, 1363128),
        ({"fps": 15}, 1363129),
        ({"codec": "mpeg4"}, 6000),
    ],
)
async def test_a_film_that_is_no_reel_fails_in_processing(
    http: httpx.AsyncClient, acme: Person, facts: dict[str, Any], code: int
) -> None:
    video_id = await uploaded(http, acme, film(**facts))

    told = await wait(http, acme, video_id)
    late = await finish(http, acme, video_id)

    assert told["video_status"] == "error"
    assert told["processing_phase"]["status"] == "error"
    assert told["processing_phase"]["error"]["message"]
    assert codes(late) == (code, None)
    assert await posts(http) == []


async def test_a_film_that_is_no_reel_and_was_finished_early_is_never_seen(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    video_id = await uploaded(http, acme, film(seconds=2))
    early = await finish(http, acme, video_id)
    told = await wait(http, acme, video_id)
    clock.advance(1_000)

    assert early.status_code == 200
    assert told["publishing_phase"] == {"status": "error", "publish_status": "not_published"}
    assert await posts(http) == []


async def test_bytes_that_are_no_film_fail_in_processing(
    http: httpx.AsyncClient, acme: Person
) -> None:
    told = await wait(http, acme, await uploaded(http, acme, b"not a film"))

    assert told["processing_phase"]["error"]["code"] == 6000


async def test_processing_can_fail_by_order(http: httpx.AsyncClient, acme: Person) -> None:
    video_id = await uploaded(http, acme, film())
    await arm(http, "facebook", "video_error", code="1363127")

    told = await status(http, acme, video_id)

    assert told["video_status"] == "error"
    assert codes(await finish(http, acme, video_id)) == (1363127, None)


async def test_a_draft_is_seen_by_nobody_until_it_is_finished_again(
    http: httpx.AsyncClient, acme: Person
) -> None:
    video_id = await reel(http, acme, video_state="DRAFT")
    told = await status(http, acme, video_id)
    hidden = await posts(http)

    again = await finish(http, acme, video_id, video_state="PUBLISHED")

    assert told["publishing_phase"]["publish_status"] == "draft"
    assert hidden == []
    assert again.status_code == 200
    assert len(await posts(http)) == 1


async def test_a_scheduled_reel_comes_at_its_time(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    when = int(clock.now().timestamp()) + 3_600
    video_id = await reel(http, acme, video_state="SCHEDULED", scheduled_publish_time=when)
    told = await status(http, acme, video_id)
    hidden = await posts(http)
    clock.advance(3_601)

    assert told["publishing_phase"] == {
        "status": "not_started",
        "publish_status": "scheduled",
        "publish_time": when,
    }
    assert hidden == []
    assert len(await posts(http)) == 1


@pytest.mark.parametrize(
    "params",
    [
        {"video_state": "LIVE"},
        {"video_state": "SCHEDULED"},
        {"video_state": "SCHEDULED", "scheduled_publish_time": 1},
        {"description": "x" * 63_207},
    ],
)
async def test_a_wrong_finish_is_refused(
    http: httpx.AsyncClient, acme: Person, params: dict[str, Any]
) -> None:
    video_id = await uploaded(http, acme, film())

    answer = await finish(http, acme, video_id, **params)

    assert codes(answer) == (100, None)


@pytest.mark.parametrize("phase", ["", "transfer", "middle"])
async def test_a_phase_that_there_is_not_is_refused(
    http: httpx.AsyncClient, acme: Person, phase: str
) -> None:
    answer = await call(http, acme, f"{acme.id}/video_reels", upload_phase=phase)

    assert codes(answer) == (100, None)


async def test_only_ones_own_reel_is_finished(
    http: httpx.AsyncClient, acme: Person, rival: Person
) -> None:
    video_id = await uploaded(http, acme, film())

    foreign = await finish(http, rival, video_id)
    unknown = await finish(http, acme, "122100000009999")
    as_story = await finish(http, acme, video_id, "video_stories")

    assert codes(foreign) == codes(unknown) == codes(as_story) == (100, 33)
    assert codes(await ask(http, rival, video_id, fields="status")) == (100, 33)


async def test_there_are_thirty_reels_a_day(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    await http.post("/_sandbox/quotas", json={"network": "facebook", "factor": 0.1})
    for _ in range(3):
        await reel(http, acme)
        clock.advance(700)
    video_id = await uploaded(http, acme, film())
    await wait(http, acme, video_id)
    full = await finish(http, acme, video_id)
    draft = await finish(http, acme, video_id, video_state="DRAFT")
    clock.advance(86_401)
    tomorrow = await finish(http, acme, video_id)

    assert codes(full) == (32, None)
    assert draft.status_code == tomorrow.status_code == 200


async def test_a_reel_that_is_never_finished_expires(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    begun = await start(http, acme)
    clock.advance(86_401)

    told = await status(http, acme, begun["video_id"])
    late = await send(http, acme, begun["upload_url"], film())

    assert told["video_status"] == "expired"
    assert late.status_code == 400


async def test_a_reel_is_in_the_feed_and_gone_once_it_is_deleted(
    http: httpx.AsyncClient, acme: Person
) -> None:
    video_id = await reel(http, acme, description="Look")
    fields = "id,status_type,attachments{media_type,target{id}}"
    feed = taken(await ask(http, acme, f"{acme.id}/published_posts", fields=fields))["data"]
    post_id = await post_of(http, acme, video_id)

    gone = await http.delete(f"{V}/{video_id}", headers=acme.auth)

    assert feed == [
        {
            "id": post_id,
            "status_type": "added_video",
            "attachments": {"data": [{"media_type": "video", "target": {"id": video_id}}]},
        }
    ]
    assert gone.json() == {"success": True}
    assert await posts(http) == []
    assert codes(await ask(http, acme, video_id, fields="status")) == (100, 33)
