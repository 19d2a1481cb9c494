from __future__ import annotations

from typing import Any

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.hands import Person, account, posts, turn

POSTS = "/twitter/2/tweets"


async def tweet(http: httpx.AsyncClient, who: Person, **body: Any) -> httpx.Response:
    return await http.post(POSTS, json=body, headers=who.auth)


async def test_a_post_is_created_with_201_and_is_public(
    http: httpx.AsyncClient, acme: Person
) -> None:
    answer = await tweet(http, acme, text="Hello")

    post_id = answer.json()["data"]["id"]
    assert answer.status_code == 201
    assert answer.json() == {
        "data": {"id": post_id, "text": "Hello", "edit_history_tweet_ids": [post_id]}
    }
    assert [(p["account"], p["text"], p["media"]) for p in await posts(http)] == [
        ("acme", "Hello", [])
    ]


async def test_the_id_tells_when_the_post_was_made(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    answer = await tweet(http, acme, text="Hello")

    made_ms = (int(answer.json()["data"]["id"]) >> 22) + 1_288_834_974_657
    assert abs(made_ms / 1000 - clock.now().timestamp()) < 5


async def test_links_come_back_as_t_co(http: httpx.AsyncClient, acme: Person) -> None:
    answer = await tweet(http, acme, text="See https://example.com/a?b=1. And file.py & more")

    text = answer.json()["data"]["text"]
    assert text.startswith("See https://t.co/")
    assert ". And https://t.co/" in text
    assert text.endswith(" &amp; more")
    assert "example" not in text


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({"text": "x", "schedule_at": "tomorrow"}, "$.schedule_at"),
        ({"text": "x", "media": {"media_ids": ["1"], "alt": "a"}}, "$.media.alt"),
        ({"text": "x", "reply": {"in_reply_to_tweet_id": "1", "quote": True}}, "$.reply.quote"),
        ({"text": "x", "poll": {"options": ["a", "b"], "duration_minutes": 5, "z": 1}}, "$.poll.z"),
        ({"text": "x", "geo": {"place_id": "1", "lat": 3}}, "$.geo.lat"),
    ],
)
async def test_an_unknown_field_is_refused(
    http: httpx.AsyncClient, acme: Person, body: dict[str, Any], names: str
) -> None:
    answer = await tweet(http, acme, **body)

    assert answer.status_code == 400
    assert answer.json()["title"] == "Invalid Request"
    assert answer.json()["type"].endswith("/problems/invalid-request")
    assert names in answer.json()["errors"][0]["parameters"]
    assert "schema does not allow additional properties" in answer.json()["errors"][0]["message"]
    assert await posts(http) == []


@pytest.mark.parametrize(
    "body",
    [
        {"text": None},
        {"text": 5},
        {"text": "x", "reply_settings": "everyone"},
        {"text": "x", "made_with_ai": "yes"},
        {"text": "x", "media": {"media_ids": []}},
        {"text": "x", "media": {"media_ids": [123]}},
        {"text": "x", "media": {"media_ids": ["1", "2", "3", "4", "5"]}},
        {"text": "x", "media": {"media_ids": ["1"], "tagged_user_ids": ["1"] * 11}},
        {"text": "x", "poll": {"options": ["only one"], "duration_minutes": 5}},
        {"text": "x", "poll": {"options": ["a", "b", "c", "d", "e"], "duration_minutes": 5}},
        {"text": "x", "poll": {"options": ["a" * 26, "b"], "duration_minutes": 5}},
        {"text": "x", "poll": {"options": ["a", "b"], "duration_minutes": 4}},
        {"text": "x", "poll": {"options": ["a", "b"], "duration_minutes": 10_081}},
        {"text": "x", "reply": {}},
        {"text": "x", "reply": {"in_reply_to_tweet_id": "not a number"}},
        {},
        {"text": ""},
        {"text": "  \n "},
    ],
)
async def test_a_body_outside_the_schema_is_refused(
    http: httpx.AsyncClient, acme: Person, body: dict[str, Any]
) -> None:
    answer = await tweet(http, acme, **body)

    assert answer.status_code == 400
    assert answer.json()["type"].endswith("/invalid-request")


async def test_a_body_that_is_no_json_is_refused(http: httpx.AsyncClient, acme: Person) -> None:
    answer = await http.post(POSTS, content=b"text=hello", headers=acme.auth)

    assert answer.status_code == 400


async def test_a_poll_and_media_exclude_each_other(http: httpx.AsyncClient, acme: Person) -> None:
    poll = {"options": ["a", "b"], "duration_minutes": 5}

    answer = await tweet(http, acme, text="x", poll=poll, media={"media_ids": ["1"]})

    assert answer.status_code == 400


async def test_a_poll_is_taken(http: httpx.AsyncClient, acme: Person) -> None:
    poll = {"options": ["a", "b"], "duration_minutes": 60}

    answer = await tweet(http, acme, text="Which", poll=poll)

    assert answer.status_code == 201


@pytest.mark.parametrize(
    "text", ["x" * 280, "日" * 140, "👨‍👩‍👧‍👦" * 140, "https://example.com/" + "a" * 300]
)
async def test_a_text_of_280_is_taken(http: httpx.AsyncClient, acme: Person, text: str) -> None:
    answer = await tweet(http, acme, text=text)

    assert answer.status_code == 201


@pytest.mark.parametrize(
    "text", ["x" * 281, "日" * 141, "👍🏽" * 141, "x" * 257 + " https://e.com"]
)
async def test_a_text_above_280_is_refused(
    http: httpx.AsyncClient, acme: Person, text: str
) -> None:
    answer = await tweet(http, acme, text=text)

    assert answer.status_code == 403
    assert "too long" in answer.json()["detail"]
    assert await posts(http) == []


async def test_a_premium_account_may_write_25000(http: httpx.AsyncClient) -> None:
    blue = await account(http, "twitter", "blue", details={"verified_type": "blue"})

    taken = await tweet(http, blue, text="x" * 25_000)
    refused = await tweet(http, blue, text="y" * 25_001)

    assert (taken.status_code, refused.status_code) == (201, 403)


async def test_a_forbidden_character_is_refused(http: httpx.AsyncClient, acme: Person) -> None:
    answer = await tweet(http, acme, text="hello \ufeff")

    assert answer.status_code == 400


async def test_the_same_text_soon_again_is_refused(http: httpx.AsyncClient, acme: Person) -> None:
    await tweet(http, acme, text="Hello")

    again = await tweet(http, acme, text="Hello ")

    assert again.status_code == 403
    assert again.json() == {
        "detail": "You are not allowed to create a Tweet with duplicate content.",
        "type": "about:blank",
        "title": "Forbidden",
        "status": 403,
    }
    assert len(await posts(http)) == 1


async def test_the_same_text_is_taken_after_the_window(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    await tweet(http, acme, text="Hello")
    clock.advance(86_401)
    fresh = await account(http, "twitter", "acme")

    again = await tweet(http, fresh, text="Hello")

    assert again.status_code == 201


async def test_the_duplicate_window_can_be_set(http: httpx.AsyncClient, acme: Person) -> None:
    await turn(http, "twitter", "duplicate_window_s", 0)
    await tweet(http, acme, text="Hello")

    again = await tweet(http, acme, text="Hello")

    assert again.status_code == 201


async def test_another_account_may_say_the_same(
    http: httpx.AsyncClient, acme: Person, rival: Person
) -> None:
    await tweet(http, acme, text="Hello")

    answer = await tweet(http, rival, text="Hello")

    assert answer.status_code == 201


async def test_a_quote_is_refused(http: httpx.AsyncClient, acme: Person) -> None:
    answer = await tweet(http, acme, text="Look", quote_tweet_id="1")

    assert answer.status_code == 403
    assert "Quoting this post is not allowed" in answer.json()["detail"]


async def test_two_cashtags_are_refused(http: httpx.AsyncClient, acme: Person) -> None:
    one = await tweet(http, acme, text="Buy $ACME for $5 or $6.50")
    two = await tweet(http, acme, text="Buy $ACME or $RIVL")

    assert (one.status_code, two.status_code) == (201, 403)
    assert "maximum of one cashtag" in two.json()["detail"]
