from __future__ import annotations

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.hands import Person, account, arm, posts, turn
from tests.bot.sandbox.networks.linkedin.calls import (
    POSTS,
    encoded,
    headers,
    organization,
    person,
    post_body,
    publish,
    published,
    say,
    uploaded,
)


async def test_a_repeat_is_refused_with_the_name_of_the_first(
    http: httpx.AsyncClient, acme: Person
) -> None:
    first = await published(http, acme, person(acme))

    answer = await say(http, acme)

    body = answer.json()
    assert answer.status_code == body["status"] == 422
    assert body["message"].endswith(f"Content is a duplicate of {first}")
    assert body["errorDetailType"] == "com.linkedin.common.error.BadRequest"
    assert body["errorDetails"]["inputErrors"][0]["code"] == "DUPLICATE_POST"
    assert "code" not in body
    assert len(await posts(http)) == 1


async def test_a_repeat_after_a_lost_answer_tells_what_was_published(
    http: httpx.AsyncClient, acme: Person
) -> None:
    urn = await uploaded(http, acme, person(acme))
    body = post_body(person(acme), content={"media": {"id": urn}})
    await arm(http, "linkedin", "drop_after", step="create")
    with pytest.raises(httpx.RemoteProtocolError):
        await publish(http, acme, body)

    again = await publish(http, acme, body)

    assert again.status_code == 422
    assert (await posts(http))[0]["id"] in again.json()["message"]


async def test_a_post_that_says_or_shows_something_else_is_no_repeat(
    http: httpx.AsyncClient, acme: Person
) -> None:
    first = await published(http, acme, person(acme))
    article = {"source": "https://example.com", "title": "A"}

    answers = [
        await say(http, acme, "Hello again"),
        await say(http, acme, content={"article": article}),
        await say(http, acme, reshareContext={"parent": first}),
    ]

    assert [answer.status_code for answer in answers] == [201, 201, 201]


async def test_the_same_words_with_a_file_sent_anew_are_no_repeat(
    http: httpx.AsyncClient, acme: Person
) -> None:
    first, second = [await uploaded(http, acme, person(acme)) for _ in range(2)]

    answers = [
        (await say(http, acme, content={"media": {"id": urn}})).status_code
        for urn in (first, second, first)
    ]

    assert answers == [201, 201, 422]


async def test_other_authors_may_say_the_same(
    http: httpx.AsyncClient, acme: Person, rival: Person
) -> None:
    both = await account(
        http,
        "linkedin",
        "acme",
        flavour="organization",
        scopes="w_member_social w_organization_social",
    )
    answers = [
        await say(http, acme),
        await say(http, rival),
        await publish(http, both, post_body(organization(both))),
    ]

    assert [answer.status_code for answer in answers] == [201, 201, 201]


async def test_after_the_window_the_same_may_be_said_again(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    await say(http, acme)
    clock.advance(601)

    assert (await say(http, acme)).status_code == 201


async def test_the_window_can_be_set(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    await turn(http, "linkedin", "duplicate_window_s", 48 * 3_600)
    await say(http, acme)
    clock.advance(47 * 3_600)

    assert (await say(http, acme)).status_code == 422


@pytest.mark.parametrize(("ghosts", "status"), [(False, 201), (True, 422)])
async def test_a_deleted_post_may_still_be_reported(
    http: httpx.AsyncClient, acme: Person, ghosts: bool, status: int
) -> None:
    await turn(http, "linkedin", "duplicate_ghosts", ghosts)
    urn = await published(http, acme, person(acme))
    await http.delete(f"{POSTS}/{encoded(urn)}", headers=headers(acme))

    assert (await say(http, acme)).status_code == status
