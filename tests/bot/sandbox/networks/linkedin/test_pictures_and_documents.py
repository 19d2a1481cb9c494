from __future__ import annotations

import hashlib
import io
import zipfile
from typing import Any

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.files import animation, padded, picture, video
from tests.bot.sandbox.networks.hands import Person, posts, turn
from tests.bot.sandbox.networks.linkedin.calls import (
    PDF,
    REST,
    headers,
    initialize,
    organization,
    person,
    poll,
    say,
    uploaded,
)

MEGABYTE = 1024 * 1024


def office(part: str) -> bytes:
    """Return what Word and PowerPoint save, as far as it is looked at."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(part, "<xml/>")
    return out.getvalue()


def pdf(pages: int) -> bytes:
    return b"%PDF-1.7\n" + b"1 0 obj << /Type /Page >> endobj\n" * pages + b"%%EOF\n"


@pytest.mark.parametrize("collection", ["images", "documents"])
async def test_an_announced_file_gets_a_name_and_an_address(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock, collection: str
) -> None:
    kind = collection.removesuffix("s")

    answer = await initialize(http, acme, collection, person(acme))

    value = answer.json()["value"]
    assert answer.status_code == 200
    assert set(value) == {"uploadUrlExpiresAt", "uploadUrl", kind}
    assert value[kind].startswith(f"urn:li:{kind}:")
    assert "/linkedin/dms-uploads/" in value["uploadUrl"]
    assert value["uploadUrlExpiresAt"] > clock.now().timestamp() * 1000


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 422, None),
        ({"initializeUploadRequest": {}}, 422, None),
        ({"initializeUploadRequest": {"owner": 1}}, 422, None),
        ({"initializeUploadRequest": {"owner": "urn:li:company:1"}}, 400, "INVALID_URN_TYPE"),
        ({"initializeUploadRequest": {"owner": "acme"}}, 400, "INVALID_URN_TYPE"),
        ({"initializeUploadRequest": {"owner": "urn:li:person:other"}}, 403, "ACCESS_DENIED"),
        (
            {"initializeUploadRequest": {"owner": "urn:li:person:x", "size": 1}},
            *(403, "ACCESS_DENIED"),
        ),
    ],
)
async def test_a_wrong_announcement_is_refused(
    http: httpx.AsyncClient, acme: Person, body: dict[str, Any], status: int, code: str | None
) -> None:
    answer = await http.post(
        f"{REST}/images?action=initializeUpload", json=body, headers=headers(acme)
    )

    assert (answer.status_code, answer.json().get("code")) == (status, code)


@pytest.mark.parametrize(
    ("collection", "action"),
    [("images", ""), ("images", "registerUpload"), ("documents", "finalizeUpload")],
)
async def test_an_unknown_action_is_refused(
    http: httpx.AsyncClient, acme: Person, collection: str, action: str
) -> None:
    answer = await http.post(
        f"{REST}/{collection}", params={"action": action}, json={}, headers=headers(acme)
    )

    assert (answer.status_code, answer.json()["code"]) == (400, "ILLEGAL_ARGUMENT")


async def test_a_member_needs_the_scope_to_post_before_sending_files(
    http: httpx.AsyncClient, acme: Person, page: Person
) -> None:
    by_page = await initialize(http, page, "images", person(acme))
    by_member = await initialize(http, acme, "images", organization(page))

    assert (by_page.status_code, by_member.status_code) == (403, 403)


async def test_a_picture_goes_up_and_into_a_post(http: httpx.AsyncClient, acme: Person) -> None:
    urn = await uploaded(http, acme, person(acme))

    made = await say(http, acme, content={"media": {"id": urn, "altText": "A gradient"}})

    assert made.status_code == 201
    digest = hashlib.sha256(picture()).hexdigest()
    assert (await posts(http))[0]["media"] == [{"sha256": digest, "kind": "image"}]


async def test_a_pictures_address_wants_the_token_again(
    http: httpx.AsyncClient, acme: Person, rival: Person
) -> None:
    value = (await initialize(http, acme, "images", person(acme))).json()["value"]

    silent = await http.put(value["uploadUrl"], content=picture())
    foreign = await http.put(value["uploadUrl"], content=picture(), headers=rival.auth)

    assert (silent.status_code, silent.json()["code"]) == (401, "EMPTY_ACCESS_TOKEN")
    assert foreign.status_code == 403


async def test_a_documents_address_is_secret_enough(http: httpx.AsyncClient, acme: Person) -> None:
    value = (await initialize(http, acme, "documents", person(acme))).json()["value"]

    assert (await http.put(value["uploadUrl"], content=PDF)).status_code == 201


async def test_an_address_takes_no_bytes_after_its_time(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    await turn(http, "linkedin", "upload_url_lives_s", 600)
    value = (await initialize(http, acme, "images", person(acme))).json()["value"]
    clock.advance(601)

    answer = await http.put(value["uploadUrl"], content=picture(), headers=acme.auth)

    assert (answer.status_code, answer.json()["code"]) == (400, "EXPIRED_UPLOAD_URL")


async def test_an_address_takes_neither_nothing_nor_anything_unannounced(
    http: httpx.AsyncClient, acme: Person
) -> None:
    value = (await initialize(http, acme, "images", person(acme))).json()["value"]

    empty = await http.put(value["uploadUrl"], headers=acme.auth)
    unknown = await http.put(f"{value['uploadUrl']}x", content=picture(), headers=acme.auth)

    assert (empty.status_code, unknown.status_code) == (400, 404)


async def test_sending_a_picture_again_changes_nothing(
    http: httpx.AsyncClient, acme: Person
) -> None:
    value = (await initialize(http, acme, "images", person(acme))).json()["value"]

    puts = [
        await http.put(value["uploadUrl"], content=picture(), headers=acme.auth) for _ in range(2)
    ]

    made = await say(http, acme, content={"media": {"id": value["image"]}})
    assert [put.status_code for put in puts] == [201, 201]
    assert made.status_code == 201


@pytest.mark.parametrize("collection", ["images", "documents"])
async def test_a_member_may_not_ask_how_far_a_picture_or_document_is(
    http: httpx.AsyncClient, acme: Person, collection: str
) -> None:
    data = picture() if collection == "images" else PDF
    urn = await uploaded(http, acme, person(acme), data, collection)

    answer = await poll(http, acme, urn, collection)

    assert answer.status_code == 403
    assert "forbidden" in answer.json()["message"]


@pytest.mark.parametrize("collection", ["images", "documents"])
async def test_a_page_may_ask_how_far_its_picture_or_document_is(
    http: httpx.AsyncClient, page: Person, collection: str
) -> None:
    await turn(http, "linkedin", f"{collection.removesuffix('s')}_polls", 2)
    owner = organization(page)
    waiting = (await initialize(http, page, collection, owner)).json()["value"]
    data = picture() if collection == "images" else PDF
    urn = await uploaded(http, page, owner, data, collection)

    before = await poll(http, page, waiting[collection.removesuffix("s")], collection)
    states = [(await poll(http, page, urn, collection)).json()["status"] for _ in range(2)]

    assert before.json()["status"] == "WAITING_UPLOAD"
    assert states == ["PROCESSING", "AVAILABLE"]


async def test_files_of_others_and_unknown_ones_are_not_told_about(
    http: httpx.AsyncClient, page: Person, rival: Person
) -> None:
    foreign = await uploaded(http, rival, person(rival))

    hidden = await poll(http, page, foreign, "images")
    unknown = await poll(http, page, "urn:li:image:C4E10AQnothing", "images")

    assert (hidden.status_code, unknown.status_code) == (403, 404)


@pytest.mark.parametrize(
    ("collection", "data"),
    [
        ("images", picture(kind="PNG")),
        ("images", animation()),
        ("images", animation(16, 16, 250)),
        ("documents", PDF),
        ("documents", pdf(300)),
        ("documents", office("word/document.xml")),
        ("documents", office("ppt/presentation.xml")),
        ("documents", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old office"),
    ],
)
async def test_all_formats_of_the_list_are_taken(
    http: httpx.AsyncClient, acme: Person, collection: str, data: bytes
) -> None:
    urn = await uploaded(http, acme, person(acme), data, collection)

    made = await say(http, acme, content={"media": {"id": urn, "title": "Plan"}})

    assert made.status_code == 201, made.text


@pytest.mark.parametrize(
    ("collection", "data"),
    [
        ("images", b"not a picture"),
        ("images", picture()[:400]),
        ("images", picture(kind="WEBP")),
        ("images", animation(16, 16, 251)),
        ("images", padded(picture(), 10 * MEGABYTE + 1)),
        ("images", picture(6_100, 6_000, quality=1)),
        ("images", video()),
        ("documents", b"just text"),
        ("documents", picture()),
        ("documents", pdf(301)),
        ("documents", office("xl/workbook.xml")),
    ],
)
async def test_a_file_outside_the_rules_is_taken_and_fails_later(
    http: httpx.AsyncClient, acme: Person, collection: str, data: bytes
) -> None:
    urn = await uploaded(http, acme, person(acme), data, collection)

    made = await say(http, acme, content={"media": {"id": urn, "title": "Plan"}})

    assert (made.status_code, made.json()["code"]) == (400, "MEDIA_ASSET_PROCESSING_FAILED")
    assert await posts(http) == []


async def test_a_page_is_told_why_its_file_failed(http: httpx.AsyncClient, page: Person) -> None:
    urn = await uploaded(http, page, organization(page), b"not a picture")

    told = (await poll(http, page, urn, "images")).json()

    assert told["status"] == "PROCESSING_FAILED"
    assert told["processingFailureReason"]
