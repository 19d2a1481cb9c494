from __future__ import annotations

from typing import Any

import httpx

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.hands import Person, account, posts

POSTS = "/twitter/2/tweets"


async def tweet(http: httpx.AsyncClient, who: Person, **body: Any) -> httpx.Response:
    return await http.post(POSTS, json=body, headers=who.auth)


async def test_a_deleted_text_may_be_posted_again(http: httpx.AsyncClient, acme: Person) -> None:
    first = await tweet(http, acme, text="Hello")
    await http.delete(f"{POSTS}/{first.json()['data']['id']}", headers=acme.auth)

    again = await tweet(http, acme, text="Hello")

    assert again.status_code == 201


async def test_a_reply_to_oneself_makes_a_thread(http: httpx.AsyncClient, acme: Person) -> None:
    first = (await tweet(http, acme, text="1/2")).json()["data"]["id"]

    second = await tweet(http, acme, text="2/2", reply={"in_reply_to_tweet_id": first})

    assert second.status_code == 201


async def test_a_reply_to_a_stranger_is_refused(
    http: httpx.AsyncClient, acme: Person, rival: Person
) -> None:
    theirs = (await tweet(http, rival, text="Hello all")).json()["data"]["id"]

    answer = await tweet(http, acme, text="Hi", reply={"in_reply_to_tweet_id": theirs})

    assert answer.status_code == 403
    assert answer.json()["type"].endswith("/not-authorized-for-resource")


async def test_a_reply_to_one_who_mentioned_us_is_taken(
    http: httpx.AsyncClient, acme: Person, rival: Person
) -> None:
    theirs = (await tweet(http, rival, text="Hello @Acme")).json()["data"]["id"]

    answer = await tweet(http, acme, text="Hi", reply={"in_reply_to_tweet_id": theirs})

    assert answer.status_code == 201


async def test_a_reply_to_a_deleted_post_is_refused(http: httpx.AsyncClient, acme: Person) -> None:
    gone = (await tweet(http, acme, text="1/2")).json()["data"]["id"]
    await http.delete(f"{POSTS}/{gone}", headers=acme.auth)

    answer = await tweet(http, acme, text="2/2", reply={"in_reply_to_tweet_id": gone})

    assert answer.status_code == 404
    assert answer.json()["type"].endswith("/resource-not-found")


async def test_editing_wants_a_premium_account(http: httpx.AsyncClient, acme: Person) -> None:
    first = (await tweet(http, acme, text="Helo")).json()["data"]["id"]

    answer = await tweet(http, acme, text="Hello", edit_options={"previous_post_id": first})

    assert answer.status_code == 403


async def test_an_edit_replaces_the_post_for_an_hour(
    http: httpx.AsyncClient, clock: OffsetClock
) -> None:
    blue = await account(http, "twitter", "blue", details={"verified_type": "blue"})
    first = (await tweet(http, blue, text="Helo")).json()["data"]["id"]

    edited = await tweet(http, blue, text="Hello", edit_options={"previous_post_id": first})
    clock.advance(3_601)
    second = edited.json()["data"]["id"]
    late = await tweet(http, blue, text="Hello!", edit_options={"previous_post_id": second})

    assert edited.json()["data"]["edit_history_tweet_ids"] == [first, second]
    assert [post["text"] for post in await posts(http)] == ["Hello"]
    assert late.status_code == 403


async def test_a_deleted_post_is_gone_for_everyone(http: httpx.AsyncClient, acme: Person) -> None:
    post_id = (await tweet(http, acme, text="Hello")).json()["data"]["id"]

    first = await http.delete(f"{POSTS}/{post_id}", headers=acme.auth)
    again = await http.delete(f"{POSTS}/{post_id}", headers=acme.auth)
    page = await http.get(f"/twitter/acme/status/{post_id}")

    assert first.json() == again.json() == {"data": {"deleted": True}}
    assert page.status_code == 404
    assert await posts(http) == []


async def test_a_post_of_another_cannot_be_deleted(
    http: httpx.AsyncClient, acme: Person, rival: Person
) -> None:
    post_id = (await tweet(http, rival, text="Hello")).json()["data"]["id"]

    answer = await http.delete(f"{POSTS}/{post_id}", headers=acme.auth)

    assert answer.status_code == 403
    assert len(await posts(http)) == 1


async def test_a_post_that_never_was_cannot_be_deleted(
    http: httpx.AsyncClient, acme: Person
) -> None:
    answer = await http.delete(f"{POSTS}/12345", headers=acme.auth)

    assert answer.status_code == 404


async def test_hiding_a_reply_needs_its_own_scope(http: httpx.AsyncClient, acme: Person) -> None:
    first = (await tweet(http, acme, text="1")).json()["data"]["id"]
    reply = (await tweet(http, acme, text="2", reply={"in_reply_to_tweet_id": first})).json()
    moderator = await account(
        http, "twitter", "acme", scopes="tweet.read users.read tweet.moderate.write"
    )
    path = f"{POSTS}/{reply['data']['id']}/hidden"

    refused = await http.put(path, json={"hidden": True}, headers=acme.auth)
    taken = await http.put(path, json={"hidden": True}, headers=moderator.auth)
    wrong = await http.put(path, json={"hide": True}, headers=moderator.auth)

    assert (refused.status_code, taken.status_code, wrong.status_code) == (403, 200, 400)


async def test_a_posts_link_shows_it_to_people(http: httpx.AsyncClient, acme: Person) -> None:
    await tweet(http, acme, text="Hello <b>world</b> & co")
    url = (await posts(http))[0]["url"]

    page = await http.get(url)

    assert url.startswith("http://sandbox.test/twitter/acme/status/")
    assert page.status_code == 200
    assert "Hello &lt;b&gt;world&lt;/b&gt; &amp; co" in page.text
