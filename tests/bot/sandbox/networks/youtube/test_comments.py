from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.bot.sandbox.networks.hands import Person
from tests.bot.sandbox.networks.youtube.calls import API, get, reason, seen, uploaded


async def say(
    http: httpx.AsyncClient, who: Person, video_id: str, text: str = "First"
) -> httpx.Response:
    snippet = {"videoId": video_id, "topLevelComment": {"snippet": {"textOriginal": text}}}
    return await send(http, who, {"snippet": snippet})


async def send(http: httpx.AsyncClient, who: Person, body: dict[str, Any]) -> httpx.Response:
    return await http.post(
        f"{API}/commentThreads", params={"part": "snippet"}, json=body, headers=who.auth
    )


async def test_a_comment_is_written_listed_and_counted(
    http: httpx.AsyncClient, acme: Person, rival: Person
) -> None:
    video_id = await uploaded(http, acme)
    first, second = await say(http, acme, video_id), await say(http, rival, video_id, "Second")

    answer = await get(http, acme, "commentThreads", part="snippet", videoId=video_id)

    threads = answer.json()["items"]
    texts = [t["snippet"]["topLevelComment"]["snippet"]["textOriginal"] for t in threads]
    authors = [
        t["snippet"]["topLevelComment"]["snippet"]["authorChannelId"]["value"] for t in threads
    ]
    statistics = (await seen(http, acme, video_id, "statistics"))["statistics"]
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json()["kind"] == "youtube#commentThread"
    assert (texts, authors) == (["Second", "First"], [rival.id, acme.id])
    assert statistics["commentCount"] == "2"


@pytest.mark.parametrize(
    "status", [{"privacyStatus": "private"}, {"selfDeclaredMadeForKids": True}]
)
async def test_a_video_without_comments_takes_none(
    http: httpx.AsyncClient, acme: Person, status: dict[str, Any]
) -> None:
    video_id = await uploaded(http, acme, status=status)

    listed = await get(http, acme, "commentThreads", part="snippet", videoId=video_id)

    assert reason(await say(http, acme, video_id)) == (403, "commentsDisabled")
    assert reason(listed) == (403, "commentsDisabled")


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({}, "invalidCommentThreadMetadata"),
        ({"snippet": {"videoId": "x"}}, "invalidCommentThreadMetadata"),
        ({"snippet": []}, "invalidCommentThreadMetadata"),
    ],
)
async def test_a_comment_that_names_no_video_or_text_is_refused(
    http: httpx.AsyncClient, acme: Person, body: dict[str, Any], why: str
) -> None:
    assert reason(await send(http, acme, body)) == (400, why)


@pytest.mark.parametrize(
    ("text", "why"), [("  ", "commentTextRequired"), ("x" * 10_001, "commentTextTooLong")]
)
async def test_a_comment_of_the_wrong_length_is_refused(
    http: httpx.AsyncClient, acme: Person, text: str, why: str
) -> None:
    assert reason(await say(http, acme, await uploaded(http, acme), text)) == (400, why)


async def test_a_video_that_is_not_there_takes_no_comment(
    http: httpx.AsyncClient, acme: Person, rival: Person
) -> None:
    private = await uploaded(http, acme, status={"privacyStatus": "private"})
    failed = await uploaded(http, acme, b"not a film")

    for video_id in ("gone", failed):
        assert reason(await say(http, acme, video_id)) == (404, "videoNotFound")
    assert reason(await say(http, rival, private)) == (404, "videoNotFound")


async def test_a_list_of_comments_needs_a_video(http: httpx.AsyncClient, acme: Person) -> None:
    answer = await get(http, acme, "commentThreads", part="snippet")

    assert reason(answer) == (400, "missingRequiredParameter")
