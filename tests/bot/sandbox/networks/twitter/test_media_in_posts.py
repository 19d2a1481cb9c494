from __future__ import annotations

from typing import Any

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.files import picture, video
from tests.bot.sandbox.networks.hands import Person, account, posts
from tests.bot.sandbox.networks.twitter.calls import (
    UPLOAD,
    append,
    finalize,
    processed,
    tweet,
    upload,
)


@pytest.mark.parametrize("call", ["append", "finalize", "status", "metadata", "post"])
async def test_another_accounts_upload_cannot_be_used(
    http: httpx.AsyncClient, acme: Person, rival: Person, call: str
) -> None:
    media_id = (await upload(http, acme, picture())).json()["data"]["id"]
    body = {"id": media_id, "metadata": {"alt_text": {"text": "x"}}}
    answers = {
        "append": append(http, rival, media_id, 0, b"data"),
        "finalize": finalize(http, rival, media_id),
        "status": http.get(
            UPLOAD, params={"command": "STATUS", "media_id": media_id}, headers=rival.auth
        ),
        "metadata": http.post("/twitter/2/media/metadata", json=body, headers=rival.auth),
        "post": tweet(http, rival, media_id),
    }

    answer = await answers.pop(call)

    for unused in answers.values():
        unused.close()
    assert answer.status_code == 400


async def test_an_additional_owner_may_post_it(
    http: httpx.AsyncClient, acme: Person, rival: Person
) -> None:
    up = await upload(http, acme, picture(), additional_owners=rival.id, shared="true")

    assert (await tweet(http, rival, up.json()["data"]["id"])).status_code == 201


async def test_an_upload_is_useless_after_a_day(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    media_id = (await upload(http, acme, picture())).json()["data"]["id"]
    clock.advance(86_401)
    fresh = await account(http, "twitter", "acme")

    assert (await tweet(http, fresh, media_id)).status_code == 400


async def test_an_upload_may_be_used_twice(http: httpx.AsyncClient, acme: Person) -> None:
    media_id = (await upload(http, acme, picture())).json()["data"]["id"]
    await tweet(http, acme, media_id)
    body = {"text": "Again", "media": {"media_ids": [media_id]}}

    again = await http.post("/twitter/2/tweets", json=body, headers=acme.auth)

    assert again.status_code == 201


async def test_four_pictures_make_one_post(http: httpx.AsyncClient, acme: Person) -> None:
    ids = [(await upload(http, acme, picture())).json()["data"]["id"] for _ in range(4)]

    made = await tweet(http, acme, *ids)

    assert made.status_code == 201
    assert len((await posts(http))[0]["media"]) == 4


async def test_pictures_and_a_film_do_not_mix(http: httpx.AsyncClient, acme: Person) -> None:
    still = (await upload(http, acme, picture())).json()["data"]["id"]
    film = (await processed(http, acme, video()))["id"]

    mixed = await tweet(http, acme, still, film)
    twice = await tweet(http, acme, still, still)

    assert (mixed.status_code, twice.status_code) == (400, 400)


async def test_a_long_film_needs_a_premium_account(http: httpx.AsyncClient, acme: Person) -> None:
    data = video(seconds=141, fps=2, width=48, height=48)
    refused = await tweet(http, acme, (await processed(http, acme, data))["id"])
    blue = await account(http, "twitter", "blue", details={"verified_type": "blue"})
    taken = await tweet(http, blue, (await processed(http, blue, data))["id"])

    assert refused.status_code == 403
    assert "longer than 2 minutes" in refused.json()["detail"]
    assert taken.status_code == 201


async def test_the_same_words_with_other_pictures_are_no_duplicate(
    http: httpx.AsyncClient, acme: Person
) -> None:
    one = (await upload(http, acme, picture())).json()["data"]["id"]
    other = (await upload(http, acme, picture(64, 64))).json()["data"]["id"]

    made = [await tweet(http, acme, media_id) for media_id in (one, other, one)]

    assert [answer.status_code for answer in made] == [201, 201, 403]


async def test_alt_text_is_shown_on_the_page(http: httpx.AsyncClient, acme: Person) -> None:
    media_id = (await upload(http, acme, picture())).json()["data"]["id"]
    body = {"id": media_id, "metadata": {"alt_text": {"text": "A gradient"}}}

    answer = await http.post("/twitter/2/media/metadata", json=body, headers=acme.auth)
    await tweet(http, acme, media_id)
    page = await http.get((await posts(http))[0]["url"])

    assert answer.json() == {
        "data": {
            "id": media_id,
            "associated_metadata": {"alt_text": {"text": "A gradient"}},
        }
    }
    assert 'alt="A gradient"' in page.text


@pytest.mark.parametrize(
    "metadata",
    [
        {"alt_text": {"text": "x" * 1001}},
        {"alt_text": {"text": ""}},
        {"alt_text": "x"},
        {"title": "x"},
        {},
    ],
)
async def test_wrong_metadata_is_refused(
    http: httpx.AsyncClient, acme: Person, metadata: dict[str, Any]
) -> None:
    media_id = (await upload(http, acme, picture())).json()["data"]["id"]
    body = {"id": media_id, "metadata": metadata}

    answer = await http.post("/twitter/2/media/metadata", json=body, headers=acme.auth)

    assert answer.status_code == 400


async def test_a_film_takes_no_alt_text(http: httpx.AsyncClient, acme: Person) -> None:
    film = (await processed(http, acme, video()))["id"]
    body = {"id": film, "metadata": {"alt_text": {"text": "x"}}}

    answer = await http.post("/twitter/2/media/metadata", json=body, headers=acme.auth)

    assert answer.status_code == 400
