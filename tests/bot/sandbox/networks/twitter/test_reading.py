from __future__ import annotations

import html
from datetime import timedelta
from typing import Any

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.files import picture
from tests.bot.sandbox.networks.hands import Person, account, turn

FIELDS = "created_at,text,entities,referenced_tweets,conversation_id,attachments,note_tweet"


async def tweet(http: httpx.AsyncClient, who: Person, **body: Any) -> str:
    answer = await http.post("/twitter/2/tweets", json=body, headers=who.auth)
    assert answer.status_code == 201, answer.text
    post_id: str = answer.json()["data"]["id"]
    return post_id


async def timeline(http: httpx.AsyncClient, who: Person, **params: Any) -> httpx.Response:
    path = f"/twitter/2/users/{who.id}/tweets"
    return await http.get(path, params=params, headers=who.auth)


async def test_an_empty_timeline_has_no_data(http: httpx.AsyncClient, acme: Person) -> None:
    answer = await timeline(http, acme)

    assert answer.json() == {"meta": {"result_count": 0}}


async def test_a_timeline_is_newest_first_with_only_what_was_asked_for(
    http: httpx.AsyncClient, acme: Person
) -> None:
    first, second = await tweet(http, acme, text="One"), await tweet(http, acme, text="Two")

    answer = await timeline(http, acme)

    assert answer.json() == {
        "data": [
            {"id": second, "text": "Two", "edit_history_tweet_ids": [second]},
            {"id": first, "text": "One", "edit_history_tweet_ids": [first]},
        ],
        "meta": {"result_count": 2, "newest_id": second, "oldest_id": first},
    }


async def test_what_was_posted_can_be_told_from_what_is_read(
    http: httpx.AsyncClient, acme: Person
) -> None:
    text = "Tom & <Jerry>: https://example.com/a?b=1 and example.org."
    up = await http.post(
        "/twitter/2/media/upload",
        files={"media": picture()},
        data={"media_category": "tweet_image"},
        headers=acme.auth,
    )
    media = up.json()["data"]
    await tweet(http, acme, text=text, media={"media_ids": [media["id"]]})

    read = (await timeline(http, acme, **{"tweet.fields": FIELDS})).json()["data"][0]

    urls = read["entities"]["urls"]
    told = read["text"]
    for url in urls:
        assert told[url["start"] : url["end"]] == url["url"]
    for url in sorted(urls, key=lambda url: -url["start"]):
        replaced = "" if "media_key" in url else url["expanded_url"]
        told = told[: url["start"]] + replaced + told[url["end"] :]
    assert html.unescape(told).strip() == text.replace("example.org", "http://example.org")
    assert read["attachments"] == {"media_keys": [media["media_key"]]}
    assert read["created_at"].endswith("Z")


async def test_a_thread_is_told_by_its_references(http: httpx.AsyncClient, acme: Person) -> None:
    first = await tweet(http, acme, text="1/2")
    await tweet(http, acme, text="2/2", reply={"in_reply_to_tweet_id": first})

    found = await timeline(http, acme, **{"tweet.fields": FIELDS})
    bare = await timeline(http, acme, exclude="replies")

    reply, root = found.json()["data"]
    assert reply["referenced_tweets"] == [{"type": "replied_to", "id": first}]
    assert reply["conversation_id"] == root["conversation_id"] == first
    assert "referenced_tweets" not in root
    assert [post["id"] for post in bare.json()["data"]] == [first]


async def test_the_newer_field_names_are_answered_too(
    http: httpx.AsyncClient, acme: Person
) -> None:
    first = await tweet(http, acme, text="1/2")
    await tweet(http, acme, text="2/2", reply={"in_reply_to_tweet_id": first})

    found = await timeline(http, acme, **{"post.fields": "referenced_posts,author_id"})

    reply = found.json()["data"][0]
    assert reply["referenced_posts"] == [{"type": "replied_to", "id": first}]
    assert reply["author_id"] == acme.id


async def test_a_long_post_is_whole_in_its_note(http: httpx.AsyncClient) -> None:
    blue = await account(http, "twitter", "blue", details={"verified_type": "blue"})
    await tweet(http, blue, text="word " * 200)

    read = (await timeline(http, blue, **{"tweet.fields": FIELDS})).json()["data"][0]

    assert read["note_tweet"]["text"] == ("word " * 200).strip()
    assert len(read["text"]) <= 280
    assert read["text"].endswith("…")


async def test_a_timeline_can_be_cut_by_time_and_id(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    ids = []
    for text in ("one", "two", "three"):
        ids.append(await tweet(http, acme, text=text))
        clock.advance(60)
    start = (clock.now() - timedelta(seconds=130)).strftime("%Y-%m-%dT%H:%M:%SZ")
    end = (clock.now() - timedelta(seconds=70)).strftime("%Y-%m-%dT%H:%M:%SZ")

    async def found(**params: Any) -> list[str]:
        body = (await timeline(http, acme, **params)).json()
        return [post["id"] for post in body.get("data", [])]

    assert await found(start_time=start) == [ids[2], ids[1]]
    assert await found(end_time=end) == [ids[1], ids[0]]
    assert await found(since_id=ids[0]) == [ids[2], ids[1]]
    assert await found(until_id=ids[1]) == [ids[0]]


async def test_a_long_timeline_comes_in_pages(http: httpx.AsyncClient, acme: Person) -> None:
    ids = [await tweet(http, acme, text=f"number {n}") for n in range(7)]

    first = (await timeline(http, acme, max_results=5)).json()
    token = first["meta"]["next_token"]
    second = (await timeline(http, acme, max_results=5, pagination_token=token)).json()

    assert [post["id"] for post in first["data"]] == ids[:1:-1]
    assert [post["id"] for post in second["data"]] == ids[1::-1]
    assert "next_token" not in second["meta"]


@pytest.mark.parametrize(
    "params",
    [
        {"max_results": 4},
        {"max_results": 101},
        {"max_results": "many"},
        {"start_time": "yesterday"},
        {"start_time": "2026-01-01T00:00:00+00:00"},
        {"tweet.fields": "created_at,nonsense"},
        {"post.fields": "nonsense"},
        {"limit": 5},
    ],
)
async def test_a_wrong_question_is_refused(
    http: httpx.AsyncClient, acme: Person, params: dict[str, Any]
) -> None:
    await tweet(http, acme, text="One")

    answer = await timeline(http, acme, **params)

    assert answer.status_code == 400
    assert answer.json()["type"].endswith("/invalid-request")


async def test_an_unknown_person_is_a_partial_error(http: httpx.AsyncClient, acme: Person) -> None:
    answer = await http.get("/twitter/2/users/12345/tweets", headers=acme.auth)

    assert answer.status_code == 200
    assert answer.json()["errors"][0]["type"].endswith("/resource-not-found")


async def test_reads_can_lag_by_time(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    await turn(http, "twitter", "read_lag_s", 20)
    await tweet(http, acme, text="Hello")

    early = (await timeline(http, acme)).json()
    clock.advance(21)
    late = (await timeline(http, acme)).json()

    assert early == {"meta": {"result_count": 0}}
    assert late["meta"]["result_count"] == 1


async def test_reads_can_lag_by_questions(http: httpx.AsyncClient, acme: Person) -> None:
    await turn(http, "twitter", "read_lag_reads", 2)
    await tweet(http, acme, text="Hello")

    seen = [(await timeline(http, acme)).json()["meta"]["result_count"] for _ in range(3)]

    assert seen == [0, 0, 1]


async def test_posts_are_looked_up_and_lost_ones_named(
    http: httpx.AsyncClient, acme: Person
) -> None:
    post_id = await tweet(http, acme, text="One")

    some = await http.get("/twitter/2/tweets", params={"ids": f"{post_id},999"}, headers=acme.auth)
    none = await http.get("/twitter/2/tweets", params={"ids": "999"}, headers=acme.auth)
    one = await http.get(f"/twitter/2/tweets/{post_id}", headers=acme.auth)
    lost = await http.get("/twitter/2/tweets/999", headers=acme.auth)

    assert [post["id"] for post in some.json()["data"]] == [post_id]
    assert [error["resource_id"] for error in some.json()["errors"]] == ["999"]
    assert "data" not in none.json()
    assert one.json()["data"]["text"] == "One"
    assert lost.status_code == 404


@pytest.mark.parametrize("ids", ["", "abc", ",".join(str(n) for n in range(101))])
async def test_wrong_ids_are_refused(http: httpx.AsyncClient, acme: Person, ids: str) -> None:
    answer = await http.get("/twitter/2/tweets", params={"ids": ids}, headers=acme.auth)

    assert answer.status_code == 400


async def test_counters_are_told_as_public_metrics(http: httpx.AsyncClient, acme: Person) -> None:
    post_id = await tweet(http, acme, text="One")
    await tweet(http, acme, text="Two", reply={"in_reply_to_tweet_id": post_id})
    counters = {"likes": 3, "reposts": 2, "impressions": 90}
    await http.post(
        "/_sandbox/counters", json={"network": "twitter", "id": post_id, "counters": counters}
    )

    answer = await http.get(
        "/twitter/2/tweets",
        params={"ids": post_id, "tweet.fields": "public_metrics,non_public_metrics"},
        headers=acme.auth,
    )

    read = answer.json()["data"][0]
    assert read["public_metrics"]["like_count"] == 3
    assert read["public_metrics"]["retweet_count"] == 2
    assert read["public_metrics"]["reply_count"] == 1
    assert read["non_public_metrics"]["impression_count"] == 90


async def test_private_metrics_are_for_the_owner_and_thirty_days(
    http: httpx.AsyncClient, acme: Person, rival: Person, clock: OffsetClock
) -> None:
    post_id = await tweet(http, acme, text="One")
    asked = {"ids": post_id, "tweet.fields": "public_metrics,non_public_metrics"}

    other = await http.get("/twitter/2/tweets", params=asked, headers=rival.auth)
    clock.advance(31 * 86_400)
    later = await account(http, "twitter", "acme")
    old = await http.get("/twitter/2/tweets", params=asked, headers=later.auth)

    for answer in (other, old):
        assert answer.status_code == 200
        assert "public_metrics" in answer.json()["data"][0]
        assert "non_public_metrics" not in answer.json()["data"][0]
        assert answer.json()["errors"][0]["type"].endswith("/not-authorized-for-field")


async def test_me_tells_what_was_asked_for(http: httpx.AsyncClient) -> None:
    blue = await account(http, "twitter", "blue", details={"verified_type": "blue"})

    bare = await http.get("/twitter/2/users/me", headers=blue.auth)
    more = await http.get(
        "/twitter/2/users/me", params={"user.fields": "verified_type"}, headers=blue.auth
    )
    wrong = await http.get(
        "/twitter/2/users/me", params={"user.fields": "shoe_size"}, headers=blue.auth
    )
    odd = await http.get("/twitter/2/users/me", params={"fields": "id"}, headers=blue.auth)

    assert bare.json()["data"] == {"id": blue.id, "name": "Blue", "username": "blue"}
    assert more.json()["data"]["verified_type"] == "blue"
    assert (wrong.status_code, odd.status_code) == (400, 400)
