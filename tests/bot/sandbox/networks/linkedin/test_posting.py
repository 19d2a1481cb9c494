from __future__ import annotations

import hashlib
from typing import Any

import httpx
import pytest

from tests.bot.sandbox.networks.files import picture
from tests.bot.sandbox.networks.hands import Person, posts, turn
from tests.bot.sandbox.networks.linkedin.calls import (
    ARTICLE,
    PDF,
    POLL,
    organization,
    person,
    published,
    say,
    uploaded,
)


async def test_a_text_is_published_with_an_empty_answer(
    http: httpx.AsyncClient, acme: Person
) -> None:
    answer = await say(http, acme, "Hello")

    urn = answer.headers["x-restli-id"]
    shown = (await posts(http))[0]
    assert (answer.status_code, answer.content) == (201, b"")
    assert urn.startswith("urn:li:share:")
    assert answer.headers["x-linkedin-id"] == urn
    assert (shown["id"], shown["text"], shown["account"]) == (urn, "Hello", "acme")
    assert shown["url"].endswith(f"/linkedin/feed/update/{urn}/")
    assert shown["media"] == []


async def test_a_page_posts_too(http: httpx.AsyncClient, page: Person) -> None:
    urn = await published(http, page, organization(page))

    assert [post["id"] for post in await posts(http)] == [urn]


async def test_a_reserved_character_without_backslash_cuts_the_text_silently(
    http: httpx.AsyncClient, acme: Person
) -> None:
    answer = await say(http, acme, "Big news (really): read on")

    assert answer.status_code == 201
    assert (await posts(http))[0]["text"] == "Big news "


async def test_an_escaped_text_is_shown_whole(http: httpx.AsyncClient, acme: Person) -> None:
    await say(http, acme, r"Big news \(really\): #launch")

    assert (await posts(http))[0]["text"] == "Big news (really): #launch"


async def test_several_pictures_make_one_post(http: httpx.AsyncClient, acme: Person) -> None:
    data = [picture(), picture(64, 64), picture(32, 32)]
    urns = [await uploaded(http, acme, person(acme), each) for each in data]
    images = [{"id": urn, "altText": f"Picture {n}"} for n, urn in enumerate(urns)]

    answer = await say(http, acme, content={"multiImage": {"images": images}})

    assert answer.headers["x-restli-id"].startswith("urn:li:share:")
    assert (await posts(http))[0]["media"] == [
        {"sha256": hashlib.sha256(each).hexdigest(), "kind": "image"} for each in data
    ]


async def test_a_document_needs_its_title(http: httpx.AsyncClient, acme: Person) -> None:
    urn = await uploaded(http, acme, person(acme), PDF, "documents")

    bare = await say(http, acme, content={"media": {"id": urn}})
    titled = await say(http, acme, content={"media": {"id": urn, "title": "Plan"}})

    assert (bare.status_code, bare.json()["code"]) == (400, "MISSING_FIELD")
    assert titled.status_code == 201
    assert (await posts(http))[0]["media"][0]["kind"] == "document"


async def test_a_link_is_a_card_of_what_was_sent(http: httpx.AsyncClient, acme: Person) -> None:
    thumbnail = await uploaded(http, acme, person(acme))

    bare = await say(http, acme, "Bare", content={"article": ARTICLE})
    full = await say(http, acme, "Full", content={"article": {**ARTICLE, "thumbnail": thumbnail}})

    assert (bare.status_code, full.status_code) == (201, 201)
    assert [len(post["media"]) for post in await posts(http)] == [0, 1]


async def test_a_poll_is_published(http: httpx.AsyncClient, acme: Person) -> None:
    settings = {
        "duration": "ONE_DAY",
        "voteSelectionType": "SINGLE_VOTE",
        "isVoterVisibleToAuthor": True,
    }
    poll = {**POLL, "settings": settings}

    assert (await say(http, acme, content={"poll": poll})).status_code == 201


async def test_a_post_is_reshared(http: httpx.AsyncClient, acme: Person, rival: Person) -> None:
    parent = await published(http, acme, person(acme))

    answer = await say(http, rival, "", reshareContext={"parent": parent})

    assert answer.status_code == 201
    assert len(await posts(http)) == 2


async def test_which_name_a_post_gets_cannot_be_relied_on(
    http: httpx.AsyncClient, acme: Person
) -> None:
    await turn(http, "linkedin", "post_urn", "ugcPost")

    answer = await say(http, acme)

    assert answer.headers["x-restli-id"].startswith("urn:li:ugcPost:")


@pytest.mark.parametrize(
    "change",
    [
        {"visibility": "CONNECTIONS"},
        {"visibility": "LOGGED_IN"},
        {"distribution": {"feedDistribution": "NONE"}},
        {"isReshareDisabledByAuthor": True},
    ],
)
async def test_the_other_choices_are_taken(
    http: httpx.AsyncClient, acme: Person, change: dict[str, Any]
) -> None:
    assert (await say(http, acme, **change)).status_code == 201


async def test_a_picture_can_take_its_time_and_every_try_moves_it_on(
    http: httpx.AsyncClient, acme: Person
) -> None:
    await turn(http, "linkedin", "image_polls", 3)
    urn = await uploaded(http, acme, person(acme))

    tries = [(await say(http, acme, content={"media": {"id": urn}})).status_code for _ in range(3)]

    assert tries == [400, 400, 201]
