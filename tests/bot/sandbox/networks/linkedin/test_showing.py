from __future__ import annotations

import httpx

from tests.bot.sandbox.networks.files import picture
from tests.bot.sandbox.networks.hands import Person, posts
from tests.bot.sandbox.networks.linkedin.calls import (
    PDF,
    encoded,
    organization,
    person,
    published,
    say,
    uploaded,
)


async def shown(http: httpx.AsyncClient, position: int = 0) -> str:
    answer = await http.get((await posts(http))[position]["url"])
    assert answer.status_code == 200
    return answer.text


async def test_the_page_shows_the_text_and_the_picture(
    http: httpx.AsyncClient, acme: Person
) -> None:
    urn = await uploaded(http, acme, person(acme))
    await say(http, acme, r"1 \< 2", content={"media": {"id": urn, "altText": "A gradient"}})

    text = await shown(http)

    assert "1 &lt; 2" in text
    assert 'alt="A gradient"' in text
    digest = (await posts(http))[0]["media"][0]["sha256"]
    assert (await http.get(f"/_media/{digest}")).content == picture()


async def test_the_page_tells_what_was_cut(http: httpx.AsyncClient, acme: Person) -> None:
    await say(http, acme, "Big news (really) <now>")
    await say(http, acme, "All of it")

    cut, whole = await shown(http, 0), await shown(http, 1)

    assert "Not shown: <code>(really) &lt;now&gt;</code>" in cut
    assert "Not shown" not in whole


async def test_the_page_is_found_by_every_name_with_and_without_a_slash(
    http: httpx.AsyncClient, acme: Person
) -> None:
    urn = await published(http, acme, person(acme))

    answers = [
        await http.get(f"/linkedin/feed/update/{name}") for name in (urn, f"{urn}/", encoded(urn))
    ]

    assert [answer.status_code for answer in answers] == [200] * 3
    assert (await http.get("/linkedin/feed/update/urn:li:share:1/")).status_code == 404


async def test_the_page_shows_cards_polls_documents_and_reshares(
    http: httpx.AsyncClient, acme: Person
) -> None:
    article = {"source": "https://example.com/a?b&c", "title": "A <title>", "description": "About"}
    poll = {
        "question": "Which one?",
        "options": [{"text": "This"}, {"text": "That"}],
        "settings": {"duration": "ONE_DAY"},
    }
    document = await uploaded(http, acme, person(acme), PDF, "documents")
    first = await published(http, acme, person(acme), content={"article": article})
    await say(http, acme, content={"poll": poll})
    await say(http, acme, content={"media": {"id": document, "title": "The plan"}})
    await say(http, acme, "Look", reshareContext={"parent": first})

    card, asked, paper, again = [await shown(http, position) for position in range(4)]

    assert '<a href="https://example.com/a?b&amp;c"' in card
    assert "A &lt;title&gt;" in card
    assert "<li>This<li>That" in asked
    assert ">The plan</a>" in paper
    assert first in again


async def test_a_pages_post_names_the_page(http: httpx.AsyncClient, page: Person) -> None:
    await published(http, page, organization(page))

    assert "LinkedIn page Acme Company" in await shown(http)
