from __future__ import annotations

import hashlib
from typing import Any

import httpx
import pytest

from tests.bot.sandbox.networks.hands import Person, posts, turn
from tests.bot.sandbox.networks.linkedin.calls import (
    KIBIBYTE,
    PART_BYTES,
    REST,
    begun,
    film,
    finalize,
    headers,
    initialize,
    person,
    poll,
    processed,
    say,
    send_pieces,
    sent_film,
)

MEGABYTE = 1024 * KIBIBYTE


async def test_each_piece_of_a_film_has_an_address_of_its_own(
    http: httpx.AsyncClient, acme: Person
) -> None:
    value = await begun(http, acme, person(acme), 2 * PART_BYTES + 1)

    pieces = value["uploadInstructions"]
    assert [(piece["firstByte"], piece["lastByte"]) for piece in pieces] == [
        (0, PART_BYTES - 1),
        (PART_BYTES, 2 * PART_BYTES - 1),
        (2 * PART_BYTES, 2 * PART_BYTES),
    ]
    assert len({piece["uploadUrl"] for piece in pieces}) == 3
    assert value["video"].startswith("urn:li:video:")
    assert value["uploadToken"] == ""
    assert value["uploadUrlsExpireAt"] > 0
    assert not {"captionsUploadUrl", "thumbnailUploadUrl"} & set(value)


async def test_a_film_of_exactly_one_piece_has_one_address(
    http: httpx.AsyncClient, acme: Person
) -> None:
    value = await begun(http, acme, person(acme), PART_BYTES)

    assert len(value["uploadInstructions"]) == 1


async def test_a_film_goes_up_in_pieces_and_is_processed(
    http: httpx.AsyncClient, acme: Person
) -> None:
    data = film(PART_BYTES + 100)
    urn = await sent_film(http, acme, person(acme), data)

    told = [(await poll(http, acme, urn)).json() for _ in range(3)]
    made = await say(http, acme, content={"media": {"id": urn, "title": "A film"}})

    assert [each["status"] for each in told] == ["PROCESSING", "PROCESSING", "AVAILABLE"]
    assert (told[0]["id"], told[0]["owner"]) == (urn, person(acme))
    assert told[2]["duration"] == 3_500
    assert (told[2]["aspectRatioWidth"], told[2]["aspectRatioHeight"]) == (96, 160)
    assert made.headers["x-restli-id"].startswith("urn:li:ugcPost:")
    digest = hashlib.sha256(data).hexdigest()
    assert (await posts(http))[0]["media"] == [{"sha256": digest, "kind": "video"}]


async def test_an_available_film_can_be_fetched_once_it_is_public(
    http: httpx.AsyncClient, acme: Person
) -> None:
    data = film()
    urn = await processed(http, acme, person(acme), data)
    await say(http, acme, content={"media": {"id": urn}})

    told = (await poll(http, acme, urn)).json()

    assert (await http.get(told["downloadUrl"])).content == data


async def test_a_film_waits_for_its_bytes(http: httpx.AsyncClient, acme: Person) -> None:
    value = await begun(http, acme, person(acme), 80 * KIBIBYTE)
    before = await poll(http, acme, value["video"])
    await send_pieces(http, value, film())

    between = await poll(http, acme, value["video"])

    assert before.json()["status"] == between.json()["status"] == "WAITING_UPLOAD"


@pytest.mark.parametrize(("quoted", "mark"), [(True, '"'), (False, "")])
async def test_each_piece_is_answered_with_an_etag(
    http: httpx.AsyncClient, acme: Person, quoted: bool, mark: str
) -> None:
    await turn(http, "linkedin", "quoted_etags", quoted)
    data = film(PART_BYTES + 100)
    value = await begun(http, acme, person(acme), len(data))
    pieces = value["uploadInstructions"]

    puts = [
        await http.put(piece["uploadUrl"], content=data[piece["firstByte"] : piece["lastByte"] + 1])
        for piece in pieces
    ]

    etags = [put.headers["etag"] for put in puts]
    assert [put.status_code for put in puts] == [200, 200]
    assert len(set(etags)) == 2
    assert all(etag == mark + etag.strip('"') + mark for etag in etags)


@pytest.mark.parametrize("size_bytes", [80 * KIBIBYTE - 1, 80 * KIBIBYTE + 1, 10])
async def test_a_piece_of_another_size_is_refused(
    http: httpx.AsyncClient, acme: Person, size_bytes: int
) -> None:
    value = await begun(http, acme, person(acme), 80 * KIBIBYTE)

    answer = await http.put(value["uploadInstructions"][0]["uploadUrl"], content=b"x" * size_bytes)

    assert (answer.status_code, answer.json()["code"]) == (400, "ILLEGAL_ARGUMENT")
    assert "etag" not in answer.headers


async def test_a_film_with_a_missing_piece_cannot_be_finalized(
    http: httpx.AsyncClient, acme: Person
) -> None:
    data = film(PART_BYTES + 100)
    value = await begun(http, acme, person(acme), len(data))
    first = value["uploadInstructions"][0]
    put = await http.put(first["uploadUrl"], content=data[:PART_BYTES])

    answer = await finalize(http, acme, value["video"], [put.headers["etag"].strip('"')])

    assert (answer.status_code, answer.json()["code"]) == (400, "MEDIA_ASSET_WAITING_UPLOAD")


async def test_etags_must_come_in_order_and_without_quotes(
    http: httpx.AsyncClient, acme: Person
) -> None:
    data = film(PART_BYTES + 100)
    value = await begun(http, acme, person(acme), len(data))
    etags = await send_pieces(http, value, data)
    wrong = [etags[::-1], [f'"{etag}"' for etag in etags], etags[:1], []]

    answers = [await finalize(http, acme, value["video"], ids) for ids in wrong]

    assert [answer.json()["code"] for answer in answers] == ["INVALID_VALUE_FOR_FIELD"] * 4
    assert (await finalize(http, acme, value["video"], etags)).status_code == 200


async def test_finalizing_again_changes_nothing(http: httpx.AsyncClient, acme: Person) -> None:
    value = await begun(http, acme, person(acme), 80 * KIBIBYTE)
    etags = await send_pieces(http, value, film())

    answers = [await finalize(http, acme, value["video"], etags) for _ in range(2)]

    assert [(answer.status_code, answer.content) for answer in answers] == [(200, b"")] * 2


async def test_nothing_goes_up_after_finalizing(http: httpx.AsyncClient, acme: Person) -> None:
    value = await begun(http, acme, person(acme), 80 * KIBIBYTE)
    etags = await send_pieces(http, value, film())
    await finalize(http, acme, value["video"], etags)

    answer = await http.put(value["uploadInstructions"][0]["uploadUrl"], content=film())

    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("video_urn", "status"),
    [("urn:li:video:C5F10AQnothing", 404), ("urn:li:image:C4E10AQ1", 400), ("film", 400)],
)
async def test_what_is_no_film_cannot_be_finalized(
    http: httpx.AsyncClient, acme: Person, video_urn: str, status: int
) -> None:
    assert (await finalize(http, acme, video_urn, [])).status_code == status


async def test_somebody_elses_film_is_neither_finalized_nor_told_about(
    http: httpx.AsyncClient, acme: Person, rival: Person
) -> None:
    value = await begun(http, acme, person(acme), 80 * KIBIBYTE)
    etags = await send_pieces(http, value, film())

    finalized = await finalize(http, rival, value["video"], etags)
    told = await poll(http, rival, value["video"])

    assert (finalized.status_code, told.status_code) == (403, 403)


@pytest.mark.parametrize(
    ("size_bytes", "status"),
    [
        (None, 422),
        ("80000", 422),
        (0, 422),
        (75 * KIBIBYTE - 1, 400),
        (75 * KIBIBYTE, 200),
        (500 * MEGABYTE, 200),
        (500 * MEGABYTE + 1, 400),
    ],
)
async def test_the_size_of_a_film_is_looked_at_first(
    http: httpx.AsyncClient, acme: Person, size_bytes: object, status: int
) -> None:
    more = {} if size_bytes is None else {"fileSizeBytes": size_bytes}

    answer = await initialize(http, acme, "videos", person(acme), **more)

    assert answer.status_code == status


@pytest.mark.parametrize("missing", ["video", "uploadToken", "uploadedPartIds"])
async def test_a_finalize_without_all_fields_is_refused(
    http: httpx.AsyncClient, acme: Person, missing: str
) -> None:
    asked: dict[str, Any] = {"video": "urn:li:video:x", "uploadToken": "", "uploadedPartIds": []}
    del asked[missing]

    answer = await http.post(
        f"{REST}/videos?action=finalizeUpload",
        json={"finalizeUploadRequest": asked},
        headers=headers(acme),
    )

    assert answer.status_code == 422
    assert missing in answer.json()["message"]


async def test_captions_and_a_cover_have_addresses_of_their_own(
    http: httpx.AsyncClient, acme: Person
) -> None:
    data = film()
    value = await begun(
        *(http, acme, person(acme), len(data)), uploadCaptions=True, uploadThumbnail=True
    )

    puts = [
        await http.put(value[name], content=b"1\n00:00:00,000 --> 00:00:01,000\nHello\n")
        for name in ("captionsUploadUrl", "thumbnailUploadUrl")
    ]
    etags = await send_pieces(http, value, data)
    done = await finalize(http, acme, value["video"], etags)

    assert [put.status_code for put in puts] == [201, 201]
    assert done.status_code == 200


async def test_a_film_announced_as_something_else_is_not_found_there(
    http: httpx.AsyncClient, page: Person, acme: Person
) -> None:
    urn = await sent_film(http, acme, person(acme), film())

    assert (await poll(http, page, urn, "images")).status_code == 404
