from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.bot.sandbox.networks.hands import Person, account, posts, turn
from tests.bot.sandbox.networks.linkedin.calls import (
    REST,
    encoded,
    headers,
    organization,
    person,
    published,
)


async def comment(
    http: httpx.AsyncClient, who: Person, urn: str, text: str = "First", **more: Any
) -> httpx.Response:
    body = {"actor": person(who), "object": urn, "message": {"text": text, "attributes": []}}
    return await http.post(
        f"{REST}/socialActions/{encoded(urn)}/comments",
        json={**body, **more},
        headers=headers(who),
    )


async def react(
    http: httpx.AsyncClient, who: Person, actor: str, urn: str, kind: str = "LIKE"
) -> httpx.Response:
    return await http.post(
        f"{REST}/reactions",
        params={"actor": actor},
        json={"root": urn, "reactionType": kind},
        headers=headers(who),
    )


async def test_a_comment_is_written_and_named(http: httpx.AsyncClient, acme: Person) -> None:
    urn = await published(http, acme, person(acme))

    answer = await comment(http, acme, urn)

    body = answer.json()
    assert answer.status_code == 201
    assert body["$URN"] == f"urn:li:comment:({body['object']},{body['id']})"
    assert answer.headers["x-restli-id"] == body["id"]
    assert body["actor"] == person(acme)
    assert body["created"]["time"] > 0


async def test_a_comment_is_plain_text_whose_backslashes_are_seen(
    http: httpx.AsyncClient, page: Person
) -> None:
    urn = await published(http, page, organization(page))
    await comment(http, page, urn, r"See \(this\)", actor=organization(page))

    answer = await http.get(f"{REST}/socialActions/{encoded(urn)}/comments", headers=headers(page))
    shown = await http.get((await posts(http))[0]["url"])

    assert answer.json()["elements"][0]["message"]["text"] == r"See \(this\)"
    assert r"See \(this\)" in shown.text


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"message": {"text": "x" * 1_251}}, 400, "FIELD_LENGTH_TOO_LONG"),
        ({"message": {"text": " "}}, 400, "INVALID_VALUE_BLANK_FIELD"),
        ({"message": {}}, 422, None),
        ({"message": {"text": "a", "colour": 1}}, 403, "ACCESS_DENIED"),
        ({"object": "urn:li:person:1"}, 400, "INVALID_URN_TYPE"),
        ({"actor": "urn:li:person:other"}, 403, "ACCESS_DENIED"),
        ({"actor": "me"}, 400, "INVALID_URN_TYPE"),
    ],
)
async def test_a_wrong_comment_is_refused(
    http: httpx.AsyncClient, acme: Person, change: dict[str, Any], status: int, code: str | None
) -> None:
    urn = await published(http, acme, person(acme))

    answer = await comment(http, acme, urn, **change)

    assert (answer.status_code, answer.json().get("code")) == (status, code)


async def test_there_is_nothing_to_comment_below_no_post(
    http: httpx.AsyncClient, acme: Person
) -> None:
    answer = await comment(http, acme, "urn:li:share:1")

    assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")


async def test_a_new_post_may_not_be_there_yet_for_comments(
    http: httpx.AsyncClient, acme: Person
) -> None:
    await turn(http, "linkedin", "comment_misses", 2)
    urn = await published(http, acme, person(acme))

    tries = [(await comment(http, acme, urn)).status_code for _ in range(3)]

    assert tries == [404, 404, 201]


@pytest.mark.parametrize(
    ("scopes", "status"),
    [("w_member_social", 403), ("w_member_social w_member_social_feed", 201)],
)
async def test_comments_may_need_a_scope_of_their_own(
    http: httpx.AsyncClient, scopes: str, status: int
) -> None:
    await turn(http, "linkedin", "comments_need_feed_scope", True)
    acme = await account(http, "linkedin", "acme", scopes=scopes)
    urn = await published(http, acme, person(acme))

    assert (await comment(http, acme, urn)).status_code == status
    assert (await react(http, acme, person(acme), urn)).status_code == status
    assert len(await posts(http)) == 1


async def test_a_member_may_write_comments_but_not_read_them(
    http: httpx.AsyncClient, acme: Person
) -> None:
    urn = await published(http, acme, person(acme))

    answer = await http.get(f"{REST}/socialActions/{encoded(urn)}/comments", headers=headers(acme))

    assert (answer.status_code, answer.json()["code"]) == (403, "ACCESS_DENIED")


@pytest.mark.parametrize(
    "kind", ["LIKE", "PRAISE", "EMPATHY", "INTEREST", "APPRECIATION", "ENTERTAINMENT"]
)
async def test_a_reaction_is_taken(http: httpx.AsyncClient, acme: Person, kind: str) -> None:
    urn = await published(http, acme, person(acme))

    answer = await react(http, acme, person(acme), urn, kind)

    assert answer.status_code == 201
    assert answer.headers["x-restli-id"] == f"({person(acme)},{urn})"


@pytest.mark.parametrize(("actor", "status"), [("urn:li:person:other", 403), ("me", 400)])
async def test_nobody_reacts_for_somebody_else(
    http: httpx.AsyncClient, acme: Person, actor: str, status: int
) -> None:
    urn = await published(http, acme, person(acme))

    assert (await react(http, acme, actor, urn)).status_code == status


async def test_a_wrong_reaction_is_refused(http: httpx.AsyncClient, acme: Person) -> None:
    urn = await published(http, acme, person(acme))

    unknown = await react(http, acme, person(acme), urn, "MAYBE")
    nowhere = await react(http, acme, person(acme), "urn:li:share:1")

    assert (unknown.status_code, unknown.json()["code"]) == (400, "INVALID_VALUE_FOR_FIELD")
    assert (nowhere.status_code, nowhere.json()["code"]) == (404, "NOT_FOUND")
