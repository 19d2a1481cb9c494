"""Editing, deleting and commenting."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.bot.sandbox.networks.facebook.calls import (
    V,
    ask,
    attached,
    call,
    kept,
    post_of,
    reel,
    said,
    sent,
    taken,
)
from tests.bot.sandbox.networks.graph.calls import codes
from tests.bot.sandbox.networks.hands import Person, account, posts


async def remove(http: httpx.AsyncClient, who: Person, object_id: str) -> httpx.Response:
    return await http.delete(f"{V}/{object_id}", headers=who.auth)


async def test_the_words_of_a_post_can_be_changed(http: httpx.AsyncClient, acme: Person) -> None:
    post_id = await said(http, acme, message="Helo")

    answer = await call(http, acme, post_id, message="Hello")

    assert answer.json() == {"success": True}
    assert [post["text"] for post in await posts(http)] == ["Hello"]


@pytest.mark.parametrize("params", [{}, {"link": "https://x.y"}, {"message": "x" * 63_207}])
async def test_a_wrong_change_is_refused(
    http: httpx.AsyncClient, acme: Person, params: dict[str, Any]
) -> None:
    post_id = await said(http, acme, message="Hello")

    answer = await call(http, acme, post_id, **params)

    assert codes(answer) == (100, None)
    assert (await posts(http))[0]["text"] == "Hello"


async def test_a_deleted_post_is_gone(http: httpx.AsyncClient, acme: Person) -> None:
    post_id = await said(http, acme, message="Hello")
    url = (await posts(http))[0]["url"]

    gone, again = await remove(http, acme, post_id), await remove(http, acme, post_id)

    assert gone.json() == {"success": True}
    assert codes(again) == codes(await ask(http, acme, post_id)) == (100, 33)
    assert await posts(http) == []
    assert (await http.get(url)).status_code == 404


async def test_a_deleted_photo_takes_its_post_with_it(
    http: httpx.AsyncClient, acme: Person
) -> None:
    made = taken(await sent(http, acme))

    await remove(http, acme, made["id"])

    assert await posts(http) == []


async def test_a_deleted_photo_leaves_the_album_it_was_in(
    http: httpx.AsyncClient, acme: Person
) -> None:
    ids = [await kept(http, acme), await kept(http, acme)]
    await said(http, acme, attached_media=attached(*ids))

    await remove(http, acme, ids[0])

    assert len(await posts(http)) == 1


async def test_a_deleted_post_takes_its_reel_with_it(http: httpx.AsyncClient, acme: Person) -> None:
    video_id = await reel(http, acme)

    await remove(http, acme, await post_of(http, acme, video_id))

    assert codes(await ask(http, acme, video_id)) == (100, 33)


async def test_changing_and_deleting_need_the_scope_to_publish(http: httpx.AsyncClient) -> None:
    rich = await account(http, "facebook", "acme")
    post_id = await said(http, rich, message="Hello")
    poor = await account(http, "facebook", "acme", scopes="pages_read_engagement")

    answers = [await call(http, poor, post_id, message="X"), await remove(http, poor, post_id)]

    assert {codes(answer) for answer in answers} == {(200, None)}


async def test_a_first_comment_is_made_and_listed(http: httpx.AsyncClient, acme: Person) -> None:
    post_id = await said(http, acme, message="Hello")

    made = taken(await call(http, acme, f"{post_id}/comments", message="First"))
    listed = taken(await ask(http, acme, f"{post_id}/comments", fields="id,message"))["data"]

    assert made["id"].startswith(f"{post_id.partition('_')[2]}_")
    assert listed == [{"id": made["id"], "message": "First"}]


async def test_a_comment_may_be_a_picture(http: httpx.AsyncClient, acme: Person) -> None:
    post_id = await said(http, acme, message="Hello")
    url = "https://example.com/a.jpg"

    await call(http, acme, f"{post_id}/comments", attachment_url=url)

    listed = taken(await ask(http, acme, f"{post_id}/comments", fields="attachment"))["data"]
    assert listed[0]["attachment"] == {"url": url}


@pytest.mark.parametrize(
    ("params", "expected"),
    [({"message": " "}, (100, None)), ({"attachment_url": "a.jpg"}, (100, 2061006))],
)
async def test_an_empty_comment_is_refused(
    http: httpx.AsyncClient, acme: Person, params: dict[str, str], expected: tuple[int, int | None]
) -> None:
    post_id = await said(http, acme, message="Hello")

    answer = await call(http, acme, f"{post_id}/comments", **params)

    assert codes(answer) == expected


async def test_nobody_comments_on_what_nobody_sees(http: httpx.AsyncClient, acme: Person) -> None:
    post_id = await said(http, acme, message="Hello", published=False)

    answer = await call(http, acme, f"{post_id}/comments", message="First")

    assert codes(answer) == (100, 33)


async def test_commenting_needs_the_task_on_the_page(http: httpx.AsyncClient) -> None:
    author = await account(http, "facebook", "acme", details={"tasks": "CREATE_CONTENT"})
    post_id = await said(http, author, message="Hello")

    answer = await call(http, author, f"{post_id}/comments", message="First")

    assert codes(answer) == (1, 2853006)
