from __future__ import annotations

from typing import Any

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.hands import Person, account, posts, turn
from tests.bot.sandbox.networks.linkedin.calls import (
    POSTS,
    encoded,
    headers,
    organization,
    person,
    published,
    say,
)


async def edit(http: httpx.AsyncClient, who: Person, urn: str, patch: object) -> httpx.Response:
    sent = headers(who, **{"X-RestLi-Method": "PARTIAL_UPDATE"})
    return await http.post(f"{POSTS}/{encoded(urn)}", json={"patch": patch}, headers=sent)


async def delete(http: httpx.AsyncClient, who: Person, urn: str) -> httpx.Response:
    return await http.delete(f"{POSTS}/{encoded(urn)}", headers=headers(who))


async def get(http: httpx.AsyncClient, who: Person, urn: str) -> httpx.Response:
    return await http.get(f"{POSTS}/{encoded(urn)}", headers=headers(who))


async def listed(http: httpx.AsyncClient, who: Person, author: str, **more: Any) -> httpx.Response:
    return await http.get(
        POSTS,
        params={"q": "author", "author": author, "count": 50, "sortBy": "LAST_MODIFIED", **more},
        headers=headers(who, **{"X-RestLi-Method": "FINDER"}),
    )


async def test_a_text_is_changed(http: httpx.AsyncClient, page: Person) -> None:
    urn = await published(http, page, organization(page))

    answer = await edit(http, page, urn, {"$set": {"commentary": r"Better \(now\)"}})

    told = (await get(http, page, urn)).json()
    assert (answer.status_code, answer.content) == (204, b"")
    assert (await posts(http))[0]["text"] == "Better (now)"
    assert told["commentary"] == r"Better \(now\)"
    assert told["lifecycleStateInfo"] == {"isEditedByAuthor": True}
    assert told["lastModifiedAt"] >= told["createdAt"]


@pytest.mark.parametrize(
    ("patch", "status", "code"),
    [
        ({"$set": {"commentary": "x" * 3_001}}, 400, "FIELD_LENGTH_TOO_LONG"),
        ({"$set": {"content": {}, "commentary": "a"}}, 403, "ACCESS_DENIED"),
        ({"$set": {}}, 422, None),
        ({}, 422, None),
    ],
)
async def test_a_wrong_change_is_refused(
    http: httpx.AsyncClient, acme: Person, patch: object, status: int, code: str | None
) -> None:
    urn = await published(http, acme, person(acme))

    answer = await edit(http, acme, urn, patch)

    assert (answer.status_code, answer.json().get("code")) == (status, code)
    assert (await posts(http))[0]["text"] == "Hello"


async def test_a_change_needs_its_method_in_a_header(http: httpx.AsyncClient, acme: Person) -> None:
    urn = await published(http, acme, person(acme))
    body = {"patch": {"$set": {"commentary": "Better"}}}

    answer = await http.post(f"{POSTS}/{encoded(urn)}", json=body, headers=headers(acme))

    assert (answer.status_code, answer.json()["code"]) == (400, "ILLEGAL_ARGUMENT")


async def test_posts_of_others_are_neither_changed_nor_deleted(
    http: httpx.AsyncClient, acme: Person, rival: Person
) -> None:
    urn = await published(http, acme, person(acme))

    changed = await edit(http, rival, urn, {"$set": {"commentary": "Mine"}})
    deleted = await delete(http, rival, urn)

    assert (changed.status_code, deleted.status_code) == (403, 403)
    assert [post["text"] for post in await posts(http)] == ["Hello"]


async def test_deleting_again_or_what_never_was_changes_nothing(
    http: httpx.AsyncClient, acme: Person
) -> None:
    urn = await published(http, acme, person(acme))
    page = (await posts(http))[0]["url"]

    answers = [await delete(http, acme, name) for name in (urn, urn, "urn:li:share:1")]

    assert [(answer.status_code, answer.content) for answer in answers] == [(204, b"")] * 3
    assert await posts(http) == []
    assert (await http.get(page)).status_code == 404


async def test_only_posts_are_deleted_here(http: httpx.AsyncClient, acme: Person) -> None:
    answer = await delete(http, acme, person(acme))

    assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_URN_TYPE")


async def test_what_is_deleted_is_not_found(http: httpx.AsyncClient, page: Person) -> None:
    urn = await published(http, page, organization(page))
    await delete(http, page, urn)

    read = await get(http, page, urn)
    changed = await edit(http, page, urn, {"$set": {"commentary": "Better"}})

    assert (read.status_code, read.json()["code"]) == (404, "NOT_FOUND")
    assert changed.status_code == 404


async def test_a_member_may_not_read_their_own_posts(http: httpx.AsyncClient, acme: Person) -> None:
    urn = await published(http, acme, person(acme))

    answers = [await get(http, acme, urn), await listed(http, acme, person(acme))]

    for answer in answers:
        assert answer.status_code == 403
        assert (answer.json()["code"], answer.json()["serviceErrorCode"]) == ("ACCESS_DENIED", 100)


async def test_a_closed_scope_lets_members_read(http: httpx.AsyncClient, acme: Person) -> None:
    urn = await published(http, acme, person(acme))
    trusted = await account(http, "linkedin", "acme", scopes="r_member_social")

    answers = [await get(http, trusted, urn), await listed(http, trusted, person(acme))]

    assert [answer.status_code for answer in answers] == [200, 200]


async def test_a_page_reads_its_posts_newest_first(
    http: httpx.AsyncClient, page: Person, clock: OffsetClock
) -> None:
    first = await published(http, page, organization(page), commentary=r"One \(1\)")
    clock.advance(60)
    article = {"source": "https://example.com", "title": "A"}
    second = await published(
        http, page, organization(page), commentary="Two", content={"article": article}
    )

    elements = (await listed(http, page, organization(page))).json()["elements"]

    assert [element["id"] for element in elements] == [second, first]
    assert elements[1]["commentary"] == r"One \(1\)"
    assert elements[0]["content"]["article"]["source"] == "https://example.com"
    assert elements[0]["author"] == organization(page)
    assert elements[0]["lifecycleState"] == "PUBLISHED"
    assert elements[0]["createdAt"] == elements[0]["publishedAt"]
    assert elements[0]["createdAt"] - elements[1]["createdAt"] >= 60_000


async def test_an_edited_post_comes_first_by_modification_only(
    http: httpx.AsyncClient, page: Person, clock: OffsetClock
) -> None:
    first = await published(http, page, organization(page), commentary="One")
    clock.advance(60)
    second = await published(http, page, organization(page), commentary="Two")
    clock.advance(60)
    await edit(http, page, first, {"$set": {"commentary": "One, better"}})

    modified = await listed(http, page, organization(page))
    created = await listed(http, page, organization(page), sortBy="CREATED")

    assert [element["id"] for element in modified.json()["elements"]] == [first, second]
    assert [element["id"] for element in created.json()["elements"]] == [second, first]


async def test_a_page_does_not_read_what_its_member_posted(
    http: httpx.AsyncClient, acme: Person, page: Person
) -> None:
    urn = await published(http, acme, person(acme))

    assert (await get(http, page, urn)).status_code == 403
    assert (await listed(http, page, organization(page))).json()["elements"] == []
    assert (await listed(http, page, person(acme))).status_code == 403


async def test_a_listing_comes_in_pieces(http: httpx.AsyncClient, page: Person) -> None:
    for number in range(3):
        await published(http, page, organization(page), commentary=f"Post {number}")

    first = (await listed(http, page, organization(page), count=2)).json()
    rest = (await listed(http, page, organization(page), count=2, start=2)).json()

    assert [len(first["elements"]), len(rest["elements"])] == [2, 1]
    assert first["paging"]["total"] == 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"q": "all"},
        {"count": 101},
        {"count": 0},
        {"count": "many"},
        {"sortBy": "LIKES"},
        {"author": "urn:li:share:1"},
    ],
)
async def test_a_wrong_listing_is_refused(
    http: httpx.AsyncClient, page: Person, wrong: dict[str, Any]
) -> None:
    answer = await listed(http, page, **{"author": organization(page), **wrong})

    assert answer.status_code == 400


async def test_a_post_can_be_missing_from_the_listing_for_a_while(
    http: httpx.AsyncClient, page: Person, clock: OffsetClock
) -> None:
    await turn(http, "linkedin", "read_lag_reads", 1)
    await published(http, page, organization(page))

    counts = [
        len((await listed(http, page, organization(page))).json()["elements"]) for _ in range(2)
    ]
    await turn(http, "linkedin", "read_lag_s", 30)
    hidden = (await listed(http, page, organization(page))).json()["elements"]
    clock.advance(31)
    shown = (await listed(http, page, organization(page))).json()["elements"]

    assert counts == [0, 1]
    assert (len(hidden), len(shown)) == (0, 1)


async def test_a_post_answers_to_the_name_of_its_activity(
    http: httpx.AsyncClient, acme: Person, page: Person
) -> None:
    urn = await published(http, page, organization(page))
    comment = await http.post(
        f"/linkedin/rest/socialActions/{encoded(urn)}/comments",
        json={"actor": organization(page), "object": urn, "message": {"text": "First"}},
        headers=headers(page),
    )

    found = await get(http, page, comment.json()["object"])

    assert comment.json()["object"].startswith("urn:li:activity:")
    assert found.json()["id"] == urn
    assert (await say(http, acme)).status_code == 201
