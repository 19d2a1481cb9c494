from __future__ import annotations

import hashlib
from typing import Any

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.facebook.calls import (
    V,
    ask,
    attached,
    call,
    kept,
    said,
    say,
    sent,
    taken,
)
from tests.bot.sandbox.networks.files import animation, padded, picture
from tests.bot.sandbox.networks.graph.calls import codes
from tests.bot.sandbox.networks.hands import Person, posts, turn
from tests.bot.sandbox.networks.hosting import MediaHost

FOUR_MB = 4 * 1024 * 1024


async def give(http: httpx.AsyncClient, who: Person, data: bytes) -> httpx.Response:
    return await http.post(f"{V}/{who.id}/photos", files={"source": data}, headers=who.auth)


async def test_a_photo_is_fetched_and_public_at_once(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    url = host.put("a.jpg", picture())

    made = taken(
        await call(http, acme, f"{acme.id}/photos", url=url, caption="Hi", alt_text_custom="Sea")
    )

    post = (await posts(http))[0]
    photo = taken(await ask(http, acme, made["id"], fields="alt_text_custom,page_story_id,name"))
    assert post["id"] == made["post_id"]
    assert post["text"] == "Hi"
    assert post["media"] == [{"sha256": hashlib.sha256(picture()).hexdigest(), "kind": "image"}]
    assert photo == {
        "alt_text_custom": "Sea",
        "page_story_id": made["post_id"],
        "name": "Hi",
        "id": made["id"],
    }
    assert host.agents == ["facebookexternalhit/1.1"]


async def test_a_photo_may_come_in_a_form(http: httpx.AsyncClient, acme: Person) -> None:
    made = taken(await sent(http, acme, message="Hi"))

    page = await http.get((await posts(http))[0]["url"])
    assert (await posts(http))[0]["id"] == made["post_id"]
    assert "<img" in page.text


async def test_a_photo_that_is_sent_ahead_is_seen_by_nobody(
    http: httpx.AsyncClient, acme: Person
) -> None:
    made = taken(await sent(http, acme, published="false"))

    assert set(made) == {"id"}
    assert await posts(http) == []
    assert taken(await ask(http, acme, made["id"]))["id"] == made["id"]


async def test_several_photos_are_one_post_in_their_order(
    http: httpx.AsyncClient, acme: Person
) -> None:
    first, second = await kept(http, acme, alt_text_custom="One"), await kept(http, acme)

    post_id = await said(http, acme, message="Two", attached_media=attached(second, first))

    fields = "status_type,attachments{media_type,subattachments{target{id}}}"
    read = taken(await ask(http, acme, post_id, fields=fields))
    album = read["attachments"]["data"][0]
    targets = [item["target"]["id"] for item in album["subattachments"]["data"]]
    assert read["status_type"] == "added_photos"
    assert (album["media_type"], targets) == ("album", [second, first])
    assert len((await posts(http))[0]["media"]) == 2


async def test_a_single_attached_photo_is_the_target_itself(
    http: httpx.AsyncClient, acme: Person
) -> None:
    photo_id = await kept(http, acme)

    post_id = await said(http, acme, attached_media=attached(photo_id))

    read = taken(await ask(http, acme, post_id, fields="attachments{target{id}}"))
    assert read["attachments"]["data"] == [{"target": {"id": photo_id}}]


async def test_attached_photos_may_be_numbered_in_a_form(
    http: httpx.AsyncClient, acme: Person
) -> None:
    ids = [await kept(http, acme), await kept(http, acme)]
    form = {f"attached_media[{n}]": f'{{"media_fbid":"{i}"}}' for n, i in enumerate(ids)}

    answer = await http.post(f"{V}/{acme.id}/feed", data=form, headers=acme.auth)

    assert answer.status_code == 200
    assert len((await posts(http))[0]["media"]) == 2


async def test_a_photo_is_posted_once(http: httpx.AsyncClient, acme: Person) -> None:
    photo_id = await kept(http, acme)
    await said(http, acme, message="Hello", attached_media=attached(photo_id))

    again = await say(http, acme, message="Hello", attached_media=attached(photo_id))

    assert codes(again) == (100, 1366051)
    assert len(await posts(http)) == 1


async def test_a_published_photo_is_not_attached_again(
    http: httpx.AsyncClient, acme: Person
) -> None:
    made = taken(await sent(http, acme))

    again = await say(http, acme, attached_media=attached(made["id"]))

    assert codes(again) == (100, 1366051)


async def test_a_photo_is_attached_once_to_one_post(http: httpx.AsyncClient, acme: Person) -> None:
    photo_id = await kept(http, acme)

    twice = await say(http, acme, attached_media=attached(photo_id, photo_id))

    assert codes(twice) == (100, None)


async def test_more_photos_than_allowed_are_refused(http: httpx.AsyncClient, acme: Person) -> None:
    await turn(http, "facebook", "attached_max", 1)
    ids = [await kept(http, acme), await kept(http, acme)]

    answer = await say(http, acme, attached_media=attached(*ids))

    assert codes(answer) == (100, None)


async def test_a_temporary_photo_is_gone_after_a_day(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    brief, lasting = await kept(http, acme, temporary="true"), await kept(http, acme)
    clock.advance(86_401)

    late = await say(http, acme, attached_media=attached(brief))
    still = await say(http, acme, attached_media=attached(lasting))

    assert codes(late) == (100, 33)
    assert still.status_code == 200


@pytest.mark.parametrize(
    "data",
    [picture(kind="PNG"), picture(kind="BMP"), picture(kind="TIFF"), picture(kind="WEBP")],
    ids=["png", "bmp", "tiff", "webp"],
)
async def test_the_usual_formats_are_taken(
    http: httpx.AsyncClient, acme: Person, data: bytes
) -> None:
    assert (await give(http, acme, data)).status_code == 200


async def test_a_gif_is_taken(http: httpx.AsyncClient, acme: Person) -> None:
    assert (await give(http, acme, animation())).status_code == 200


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (padded(picture(), FOUR_MB + 1), (100, 1366046)),
        (picture(kind="ICO"), (100, 1366046)),
        (picture(30_001, 1), (100, 1366046)),
        (b"no picture", (324, None)),
        (picture()[:200], (324, None)),
    ],
    ids=["heavy", "ico", "long", "text", "cut"],
)
async def test_a_file_that_is_no_fit_photo_is_refused(
    http: httpx.AsyncClient, acme: Person, data: bytes, expected: tuple[int, int | None]
) -> None:
    answer = await give(http, acme, data)

    assert codes(answer) == expected
    assert await posts(http) == []


async def test_a_photo_of_exactly_the_limit_is_taken(http: httpx.AsyncClient, acme: Person) -> None:
    assert (await give(http, acme, padded(picture(), FOUR_MB))).status_code == 200


async def test_a_heavy_photo_behind_an_address_is_refused_for_its_weight(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    url = host.put("a.jpg", padded(picture(), FOUR_MB + 1))

    answer = await call(http, acme, f"{acme.id}/photos", url=url)

    assert codes(answer) == (100, 1366046)


async def test_the_limit_can_be_set_to_what_the_stories_page_says(
    http: httpx.AsyncClient, acme: Person
) -> None:
    await turn(http, "facebook", "photo_max_mb", 10)

    answer = await give(http, acme, padded(picture(), FOUR_MB + 1))

    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, (324, None)),
        ({"url": "shop"}, (100, 2061006)),
        ({"url": "http://public.example/a.jpg"}, (100, 2061006)),
        ({"url": "http://127.0.0.1:1/a.jpg"}, (324, None)),
    ],
)
async def test_an_address_without_a_picture_is_refused(
    http: httpx.AsyncClient, acme: Person, params: dict[str, Any], expected: tuple[int, int | None]
) -> None:
    answer = await call(http, acme, f"{acme.id}/photos", **params)

    assert codes(answer) == expected


async def test_an_address_that_answers_404_is_refused(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    url = host.put("a.jpg", picture(), status=404)

    answer = await call(http, acme, f"{acme.id}/photos", url=url)

    assert codes(answer) == (324, None)


async def test_an_address_and_a_file_do_not_go_together(
    http: httpx.AsyncClient, acme: Person
) -> None:
    answer = await sent(http, acme, url="http://127.0.0.1:1/a.jpg")

    assert codes(answer) == (100, None)
