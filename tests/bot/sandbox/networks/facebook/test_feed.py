from __future__ import annotations

from typing import Any

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.facebook.calls import V, ask, kept, said, say, taken
from tests.bot.sandbox.networks.graph.calls import codes
from tests.bot.sandbox.networks.hands import Person, posts, turn


async def test_a_text_is_public_at_once_under_the_pages_own_id(
    http: httpx.AsyncClient, acme: Person
) -> None:
    post_id = await said(http, acme, message="Hello")

    listed = await posts(http)
    page = await http.get(listed[0]["url"])
    number = post_id.removeprefix(f"{acme.id}_")
    assert (listed[0]["id"], listed[0]["text"]) == (post_id, "Hello")
    assert listed[0]["url"] == f"http://sandbox.test/facebook/acme/posts/{number}"
    assert "Hello" in page.text


async def test_a_browser_is_led_from_the_id_to_the_post(
    http: httpx.AsyncClient, acme: Person
) -> None:
    post_id = await said(http, acme, message="Hello")

    led = await http.get(f"/facebook/{post_id}", headers={"accept": "text/html"})

    assert (led.status_code, led.headers["location"]) == (302, (await posts(http))[0]["url"])


async def test_a_link_is_shared(http: httpx.AsyncClient, acme: Person) -> None:
    link = "https://example.com/shop"

    post_id = await said(http, acme, message="Look", link=link)

    read = taken(await ask(http, acme, post_id, fields="status_type,attachments{url,target}"))
    assert read["status_type"] == "shared_story"
    assert read["attachments"]["data"] == [{"url": link, "target": {"url": link}}]


@pytest.mark.parametrize("way", ["json", "data", "params"])
async def test_parameters_come_in_json_a_form_or_the_query(
    http: httpx.AsyncClient, acme: Person, way: str
) -> None:
    body: dict[str, Any] = {way: {"message": "Hello"}}

    answer = await http.post(f"{V}/{acme.id}/feed", headers=acme.auth, **body)

    assert answer.status_code == 200


async def test_me_is_the_page_itself(http: httpx.AsyncClient, acme: Person) -> None:
    answer = await http.post(f"{V}/me/feed", json={"message": "Hello"}, headers=acme.auth)

    assert answer.json()["id"].startswith(acme.id)


async def test_fields_of_the_new_post_can_be_asked_for_in_the_same_call(
    http: httpx.AsyncClient, acme: Person
) -> None:
    path = f"{V}/{acme.id}/feed?fields=id,permalink_url"

    answer = await http.post(path, json={"message": "Hello"}, headers=acme.auth)

    assert answer.json()["permalink_url"] == (await posts(http))[0]["url"]


async def test_a_message_may_be_as_long_as_it_may_be(http: httpx.AsyncClient, acme: Person) -> None:
    right = await say(http, acme, message="😀" * 31_603)
    wrong = await say(http, acme, message="😀" * 31_603 + "x")

    assert right.status_code == 200
    assert codes(wrong) == (100, None)


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, (100, None)),
        ({"message": ""}, (100, None)),
        ({"link": "shop"}, (100, 2061006)),
        ({"link": "https://"}, (100, 2061006)),
        ({"link": "https://[broken"}, (100, 2061006)),
        ({"link": "https://exam ple.com"}, (100, 2061006)),
        ({"link": "https://www.facebook.com/acme"}, (100, 1609008)),
        ({"link": "https://facebook.com/acme"}, (100, 1609008)),
        ({"message": "x", "published": False, "unpublished_content_type": "X"}, (100, 1349125)),
        ({"message": "x", "attached_media": "none"}, (100, None)),
        ({"message": "x", "attached_media": [{"id": "1"}]}, (100, None)),
        ({"message": "x", "attached_media": [{"media_fbid": "1"}]}, (100, 33)),
    ],
)
async def test_a_wrong_post_is_refused(
    http: httpx.AsyncClient, acme: Person, params: dict[str, Any], expected: tuple[int, int | None]
) -> None:
    answer = await say(http, acme, **params)

    assert (answer.status_code, codes(answer)) == (400, expected)
    assert answer.json()["error"]["error_user_msg"]
    assert await posts(http) == []


async def test_json_that_is_none_is_refused(http: httpx.AsyncClient, acme: Person) -> None:
    headers = {**acme.auth, "content-type": "application/json"}

    answer = await http.post(f"{V}/{acme.id}/feed", content=b"{", headers=headers)

    assert codes(answer) == (100, None)


async def test_a_link_and_photos_do_not_go_together(http: httpx.AsyncClient, acme: Person) -> None:
    photo_id = await kept(http, acme)

    answer = await say(
        http, acme, link="https://example.com", attached_media=[{"media_fbid": photo_id}]
    )

    assert codes(answer) == (100, None)


async def test_the_same_words_twice_in_a_row_are_refused(
    http: httpx.AsyncClient, acme: Person, rival: Person
) -> None:
    await said(http, acme, message="Hello")

    again = await say(http, acme, message="Hello")
    elsewhere = await say(http, rival, message="Hello")

    assert codes(again) == (506, None)
    assert elsewhere.status_code == 200
    assert len(await posts(http)) == 2


async def test_the_same_words_may_come_again_after_others(
    http: httpx.AsyncClient, acme: Person
) -> None:
    for message in ("Hello", "And now", "Hello"):
        await said(http, acme, message=message)

    assert len(await posts(http)) == 3


async def test_the_same_words_with_another_link_are_not_the_same(
    http: httpx.AsyncClient, acme: Person
) -> None:
    await said(http, acme, message="Hello", link="https://example.com/a")

    other = await say(http, acme, message="Hello", link="https://example.com/b")
    same = await say(http, acme, message="Hello", link="https://example.com/b")

    assert other.status_code == 200
    assert codes(same) == (506, None)


async def test_a_deleted_post_may_be_said_again(http: httpx.AsyncClient, acme: Person) -> None:
    post_id = await said(http, acme, message="Hello")
    await http.delete(f"{V}/{post_id}", headers=acme.auth)

    again = await say(http, acme, message="Hello")

    assert again.status_code == 200


async def test_a_page_that_posts_too_fast_is_stopped_for_a_while(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    await turn(http, "facebook", "posts_in_ten_minutes", 2)
    for number in range(2):
        await said(http, acme, message=f"Hello {number}")

    fast = await say(http, acme, message="Hello again")
    clock.advance(601)
    later = await say(http, acme, message="Hello again")

    assert codes(fast) == (368, 1390008)
    assert later.status_code == 200


async def test_a_lifted_quota_lets_a_page_post_as_fast_as_it_likes(
    http: httpx.AsyncClient, acme: Person
) -> None:
    await turn(http, "facebook", "posts_in_ten_minutes", 1)
    await http.post("/_sandbox/quotas", json={"network": "facebook", "factor": None})

    for number in range(3):
        await said(http, acme, message=f"Hello {number}")

    assert len(await posts(http)) == 3
