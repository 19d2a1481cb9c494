from __future__ import annotations

from typing import Any

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.hands import Person, turn
from tests.bot.sandbox.networks.youtube.calls import get, reason, seen, uploaded

PRIVATE, UNLISTED = {"privacyStatus": "private"}, {"privacyStatus": "unlisted"}
COUNTED = {"views": 1_234, "likes": 56, "comments": 7}


def uploads(who: Person) -> str:
    return f"UU{who.id[2:]}"


async def listed(http: httpx.AsyncClient, who: Person, of: Person, **rest: Any) -> list[str]:
    answer = await get(
        http, who, "playlistItems", part="contentDetails", playlistId=uploads(of), **rest
    )
    assert answer.status_code == 200, answer.text
    return [item["contentDetails"]["videoId"] for item in answer.json()["items"]]


async def test_the_uploads_are_listed_newest_first_with_their_words(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    first = await uploaded(http, acme)
    clock.advance(60)
    second = await uploaded(http, acme, snippet={"title": "Noon", "description": "Sun"})

    answer = await get(
        http,
        acme,
        "playlistItems",
        part="snippet,contentDetails,status",
        playlistId=uploads(acme),
        maxResults=50,
    )

    newest, oldest = answer.json()["items"]
    assert newest["contentDetails"]["videoId"] == second
    assert oldest["contentDetails"]["videoId"] == first
    assert (newest["snippet"]["title"], newest["snippet"]["description"]) == ("Noon", "Sun")
    assert newest["snippet"]["resourceId"] == {"kind": "youtube#video", "videoId": second}
    assert newest["snippet"]["publishedAt"] > oldest["snippet"]["publishedAt"]
    assert newest["status"] == {"privacyStatus": "public"}


async def test_private_and_unlisted_uploads_are_listed_to_their_owner_alone(
    http: httpx.AsyncClient, acme: Person, rival: Person
) -> None:
    public = await uploaded(http, acme)
    hidden = {
        await uploaded(http, acme, status=PRIVATE),
        await uploaded(http, acme, status=UNLISTED),
    }

    assert set(await listed(http, acme, acme)) == {public, *hidden}
    assert await listed(http, rival, acme) == [public]


async def test_a_private_video_was_not_published(http: httpx.AsyncClient, acme: Person) -> None:
    await uploaded(http, acme, status=PRIVATE)

    answer = await get(http, acme, "playlistItems", part="contentDetails", playlistId=uploads(acme))

    assert "videoPublishedAt" not in answer.json()["items"][0]["contentDetails"]


async def test_uploads_come_in_pages(http: httpx.AsyncClient, acme: Person) -> None:
    made = {await uploaded(http, acme) for _ in range(3)}
    query = {"part": "contentDetails", "playlistId": uploads(acme), "maxResults": "2"}

    first = (await get(http, acme, "playlistItems", **query)).json()
    rest = await listed(http, acme, acme, pageToken=first["nextPageToken"], maxResults=2)

    assert first["pageInfo"] == {"totalResults": 3, "resultsPerPage": 2}
    assert {item["contentDetails"]["videoId"] for item in first["items"]} | set(rest) == made
    assert len(rest) == 1


async def test_the_list_can_be_late(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    await turn(http, "youtube", "read_lag_s", 60)
    video_id = await uploaded(http, acme)

    early = await listed(http, acme, acme)
    direct = await seen(http, acme, video_id, "id")
    clock.advance(61)

    assert early == []
    assert direct["id"] == video_id
    assert await listed(http, acme, acme) == [video_id]


async def test_the_list_can_miss_a_video_for_some_questions(
    http: httpx.AsyncClient, acme: Person
) -> None:
    await turn(http, "youtube", "read_lag_reads", 1)
    video_id = await uploaded(http, acme)

    assert [await listed(http, acme, acme) for _ in range(2)] == [[], [video_id]]


@pytest.mark.parametrize("playlist", ["UUnobody", "PLsomething"])
async def test_a_playlist_that_is_not_there_is_not_found(
    http: httpx.AsyncClient, acme: Person, playlist: str
) -> None:
    answer = await get(http, acme, "playlistItems", part="id", playlistId=playlist)

    assert reason(answer) == (404, "playlistNotFound")


@pytest.mark.parametrize(
    ("path", "params", "why"),
    [
        ("videos", {"id": "x"}, "missingRequiredParameter"),
        ("videos", {"part": "nonsense", "id": "x"}, "unknownPart"),
        ("videos", {"part": "status"}, "missingRequiredParameter"),
        ("videos", {"part": "id", "id": ",".join(map(str, range(51)))}, "invalidFilters"),
        ("videos:batchGetStats", {"part": "status", "id": "x"}, "unknownPart"),
        ("channels", {"part": "id"}, "missingRequiredParameter"),
        ("playlistItems", {"part": "id"}, "missingRequiredParameter"),
        ("search", {"part": "id"}, "incompatibleParameters"),
    ],
)
async def test_a_wrong_question_is_refused(
    http: httpx.AsyncClient, acme: Person, path: str, params: dict[str, str], why: str
) -> None:
    assert reason(await get(http, acme, path, **params)) == (400, why)


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("maxResults", "51", "invalidParameter"),
        ("maxResults", "many", "invalidParameter"),
        ("pageToken", "page two", "invalidPageToken"),
        ("pageToken", "ÿ", "invalidPageToken"),
    ],
)
async def test_a_wrong_page_is_refused(
    http: httpx.AsyncClient, acme: Person, name: str, value: str, why: str
) -> None:
    query = {"part": "id", "playlistId": uploads(acme), name: value}

    assert reason(await get(http, acme, "playlistItems", **query)) == (400, why)


async def test_several_videos_are_looked_up_and_missing_ones_left_out(
    http: httpx.AsyncClient, acme: Person, rival: Person
) -> None:
    mine, theirs = await uploaded(http, acme), await uploaded(http, rival)
    hidden = await uploaded(http, rival, status=PRIVATE)

    answer = await get(
        http, acme, "videos", part="snippet", id=f"{mine},{theirs},{hidden},gone,{mine}"
    )

    items = answer.json()["items"]
    assert [item["id"] for item in items] == [mine, theirs]
    assert items[1]["snippet"]["channelTitle"] == "Rival"


async def test_counters_are_texts(http: httpx.AsyncClient, acme: Person, rival: Person) -> None:
    video_id = await uploaded(http, acme)
    await http.post(
        "/_sandbox/counters", json={"network": "youtube", "id": video_id, "counters": COUNTED}
    )

    own = (await seen(http, acme, video_id, "statistics"))["statistics"]
    others = (await seen(http, rival, video_id, "statistics"))["statistics"]

    shared = {"viewCount": "1234", "likeCount": "56", "commentCount": "7", "favoriteCount": "0"}
    assert own == {**shared, "dislikeCount": "0"}
    assert others == shared


async def test_hidden_counters_are_left_out(
    http: httpx.AsyncClient, acme: Person, rival: Person
) -> None:
    shy = {"publicStatsViewable": False, "selfDeclaredMadeForKids": True}
    video_id = await uploaded(http, acme, status=shy)

    shown = (await seen(http, rival, video_id, "statistics"))["statistics"]

    assert set(shown) == {"viewCount", "favoriteCount"}


async def test_counters_of_many_videos_come_at_once(http: httpx.AsyncClient, acme: Person) -> None:
    video_id = await uploaded(http, acme)
    await http.post(
        "/_sandbox/counters", json={"network": "youtube", "id": video_id, "counters": COUNTED}
    )

    answer = await get(
        http, acme, "videos:batchGetStats", part="snippet,contentDetails,statistics", id=video_id
    )

    (item,) = answer.json()["items"]
    assert item["id"] == video_id
    assert item["statistics"] == {"viewCount": "1234", "likeCount": "56", "commentCount": "7"}
    assert item["contentDetails"] == {"duration": "4s"}
    assert item["snippet"]["publishTime"].endswith("Z")


async def test_the_search_learns_of_a_video_late(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    video_id = await uploaded(http, acme)
    query = {"part": "snippet", "forMine": "true", "type": "video", "q": "DAWN harbour"}

    early = (await get(http, acme, "search", **query)).json()["items"]
    clock.advance(601)
    late = (await get(http, acme, "search", **query)).json()["items"]
    other = (await get(http, acme, "search", **{**query, "q": "noon"})).json()["items"]

    assert (early, other) == ([], [])
    assert [item["id"]["videoId"] for item in late] == [video_id]
    assert late[0]["snippet"]["title"] == "Harbour at dawn"


async def test_another_channel_is_shown_by_its_id(
    http: httpx.AsyncClient, acme: Person, rival: Person
) -> None:
    await uploaded(http, rival)

    answer = await get(http, acme, "channels", part="snippet,statistics", id=f"{rival.id},UCx")

    (channel,) = answer.json()["items"]
    assert channel["snippet"]["title"] == "Rival"
    assert channel["statistics"]["videoCount"] == "1"
