from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.hands import Person, posts
from tests.bot.sandbox.networks.youtube.calls import API, get, reason, seen, uploaded

PRIVATE = {"privacyStatus": "private"}
NOON = {"title": "Harbour at noon", "categoryId": "19"}


async def change(
    http: httpx.AsyncClient, who: Person, video_id: str, **parts: Any
) -> httpx.Response:
    return await http.put(
        f"{API}/videos",
        params={"part": ",".join(parts)},
        json={"id": video_id, **parts},
        headers=who.auth,
    )


async def delete(http: httpx.AsyncClient, who: Person, video_id: str) -> httpx.Response:
    return await http.delete(f"{API}/videos", params={"id": video_id}, headers=who.auth)


async def due_in(http: httpx.AsyncClient, who: Person, clock: OffsetClock, minutes: int) -> str:
    due = (clock.now() + timedelta(minutes=minutes)).isoformat()
    return await uploaded(http, who, status={**PRIVATE, "publishAt": due})


async def test_a_sent_part_replaces_the_old_one_whole(
    http: httpx.AsyncClient, acme: Person
) -> None:
    video_id = await uploaded(
        http, acme, snippet={"title": "Old", "description": "Words", "tags": ["sea"]}
    )

    answer = await change(http, acme, video_id, snippet=NOON)

    snippet = answer.json()["snippet"]
    assert (snippet["title"], snippet["description"]) == ("Harbour at noon", "")
    assert snippet["categoryId"] == "19"
    assert "tags" not in snippet
    assert (await posts(http))[0]["text"] == "Harbour at noon"


async def test_what_was_read_can_be_sent_back(http: httpx.AsyncClient, acme: Person) -> None:
    video_id = await uploaded(http, acme)
    shown = await seen(http, acme, video_id, "snippet,status")

    answer = await change(http, acme, video_id, snippet=shown["snippet"], status=shown["status"])

    assert answer.status_code == 200
    assert answer.json()["snippet"]["title"] == "Harbour at dawn"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"snippet": {"title": "No shelf"}}, (400, "invalidCategoryId")),
        ({"snippet": {"categoryId": "22"}}, (400, "invalidTitle")),
        ({"snippet": {**NOON, "title": "<"}}, (400, "invalidTitle")),
        ({"status": {"privacyStatus": "friends"}}, (403, "forbiddenPrivacySetting")),
    ],
)
async def test_a_wrong_change_is_refused_and_changes_nothing(
    http: httpx.AsyncClient, acme: Person, parts: dict[str, Any], expected: tuple[int, str]
) -> None:
    video_id = await uploaded(http, acme)

    answer = await change(http, acme, video_id, **parts)

    assert reason(answer) == expected
    assert (await posts(http))[0]["text"] == "Harbour at dawn"


async def test_a_private_video_becomes_public_by_hand(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    video_id = await uploaded(http, acme, status=PRIVATE)
    before = (await posts(http))[0]
    hidden = await http.get(before["url"])
    clock.advance(600)

    await change(http, acme, video_id, status={"privacyStatus": "public"})

    after = (await posts(http))[0]
    opened_at = datetime.fromisoformat(after["created_at"])
    assert before["details"] == {"privacy": "private"}
    assert after["details"] == {"privacy": "public"}
    assert (opened_at - datetime.fromisoformat(before["created_at"])).total_seconds() >= 600
    assert (hidden.status_code, (await http.get(after["url"])).status_code) == (404, 200)


async def test_a_promised_video_becomes_public_by_itself(
    http: httpx.AsyncClient, acme: Person, rival: Person, clock: OffsetClock
) -> None:
    video_id = await due_in(http, acme, clock, minutes=10)
    before = await seen(http, acme, video_id, "status")
    unseen = await get(http, rival, "videos", part="id", id=video_id)
    clock.advance(601)
    listed = await posts(http)
    after = await seen(http, rival, video_id, "snippet,status")

    assert before["status"]["privacyStatus"] == "private"
    assert unseen.json()["items"] == []
    assert after["status"]["privacyStatus"] == "public"
    assert "publishAt" not in after["status"]
    assert after["snippet"]["publishedAt"] == before["status"]["publishAt"]
    assert listed[0]["details"] == {"privacy": "public"}


async def test_a_promise_can_be_moved_and_taken_back(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    video_id = await due_in(http, acme, clock, minutes=10)
    later = (clock.now() + timedelta(minutes=30)).isoformat()

    await change(http, acme, video_id, status={**PRIVATE, "publishAt": later})
    clock.advance(1_200)
    moved = (await posts(http))[0]["details"]
    await change(http, acme, video_id, status=PRIVATE)
    clock.advance(1_200)

    assert moved == {"privacy": "private"}
    assert (await posts(http))[0]["details"] == {"privacy": "private"}


async def test_a_published_video_takes_no_promise(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    video_id = await uploaded(http, acme)
    due = (clock.now() + timedelta(hours=1)).isoformat()

    answer = await change(http, acme, video_id, status={**PRIVATE, "publishAt": due})

    assert reason(answer) == (400, "invalidPublishAt")


async def test_a_deleted_video_is_gone_for_everybody(http: httpx.AsyncClient, acme: Person) -> None:
    video_id = await uploaded(http, acme)
    url = (await posts(http))[0]["url"]

    answer, again = await delete(http, acme, video_id), await delete(http, acme, video_id)

    assert (answer.status_code, answer.content) == (204, b"")
    assert reason(again) == (404, "videoNotFound")
    assert (await get(http, acme, "videos", part="id", id=video_id)).json()["items"] == []
    assert await posts(http) == []
    assert (await http.get(url)).status_code == 404


async def test_a_deleted_promise_is_not_kept(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    await delete(http, acme, await due_in(http, acme, clock, minutes=10))
    clock.advance(601)

    assert await posts(http) == []


async def test_only_its_owner_changes_a_video(
    http: httpx.AsyncClient, acme: Person, rival: Person
) -> None:
    public = await uploaded(http, acme)
    private = await uploaded(http, acme, status=PRIVATE)

    assert reason(await change(http, rival, public, snippet=NOON)) == (403, "forbidden")
    assert reason(await delete(http, rival, public)) == (403, "forbidden")
    assert reason(await delete(http, rival, private)) == (404, "videoNotFound")
    assert reason(await change(http, rival, "gone", snippet=NOON)) == (404, "videoNotFound")


async def test_a_failed_video_takes_no_change_and_can_be_deleted(
    http: httpx.AsyncClient, acme: Person
) -> None:
    video_id = await uploaded(http, acme, b"not a film")

    assert reason(await change(http, acme, video_id, snippet=NOON)) == (404, "videoNotFound")
    assert (await delete(http, acme, video_id)).status_code == 204
