from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.bot.sandbox.networks.hands import Person, account, posts
from tests.bot.sandbox.networks.linkedin.calls import (
    ARTICLE,
    POLL,
    POSTS,
    film,
    headers,
    organization,
    person,
    post_body,
    processed,
    publish,
    published,
    say,
    sent_film,
    uploaded,
)


@pytest.mark.parametrize(
    "field", ["author", "commentary", "visibility", "distribution", "lifecycleState"]
)
async def test_a_post_without_a_field_is_refused_by_the_schema(
    http: httpx.AsyncClient, acme: Person, field: str
) -> None:
    body = post_body(person(acme))
    del body[field]

    answer = await publish(http, acme, body)

    assert answer.status_code == 422
    assert answer.json() == {
        "status": 422,
        "message": f"ERROR :: /{field} :: field is required but not found and has no default"
        " value\n",
    }


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"author": 1}, 422, None),
        ({"distribution": {}}, 422, None),
        ({"content": {"media": {}}}, 422, None),
        ({"nonsense": 1}, 403, "ACCESS_DENIED"),
        ({"content": {"media": {"id": "urn:li:image:x", "size": 1}}}, 403, "ACCESS_DENIED"),
        ({"author": "urn:li:company:1"}, 400, "INVALID_URN_TYPE"),
        ({"author": "urn:li:person:"}, 400, "INVALID_URN_TYPE"),
        ({"author": "acme"}, 400, "INVALID_URN_TYPE"),
        ({"author": "urn:li:person:other"}, 403, "ACCESS_DENIED"),
        ({"author": "urn:li:organization:1"}, 403, "ACCESS_DENIED"),
        ({"visibility": "ALL"}, 400, "INVALID_VALUE_FOR_FIELD"),
        ({"lifecycleState": "SCHEDULED"}, 400, "INVALID_VALUE_FOR_FIELD"),
        ({"lifecycleState": "DRAFT"}, 400, "INVALID_VALUE_FOR_FIELD"),
        ({"distribution": {"feedDistribution": "ALL"}}, 400, "INVALID_VALUE_FOR_FIELD"),
        ({"commentary": ""}, 400, "INVALID_VALUE_BLANK_FIELD"),
        ({"commentary": " \n"}, 400, "INVALID_VALUE_BLANK_FIELD"),
        ({"commentary": "x" * 3_001}, 400, "FIELD_LENGTH_TOO_LONG"),
        ({"commentary": "😀" * 1_501}, 400, "FIELD_LENGTH_TOO_LONG"),
        ({"content": {}}, 400, "ILLEGAL_ARGUMENT"),
        ({"content": {"article": ARTICLE, "poll": POLL}}, 400, "ILLEGAL_ARGUMENT"),
        ({"content": {"media": {"id": "urn:li:share:1"}}}, 400, "INVALID_URN_TYPE"),
        ({"content": {"media": {"id": "x"}}}, 400, "INVALID_URN_TYPE"),
        ({"content": {"media": {"id": "urn:li:image:C4E10AQno"}}}, 400, "INVALID_IMAGE_ID"),
        ({"content": {"media": {"id": "urn:li:video:C5F10AQno"}}}, 400, "INVALID_VIDEO_ID"),
        ({"reshareContext": {"parent": "urn:li:person:1"}}, 400, "INVALID_URN_TYPE"),
        ({"reshareContext": {"parent": "urn:li:share:1"}}, 404, "NOT_FOUND"),
        (
            {"reshareContext": {"parent": "urn:li:share:1"}, "content": {"article": ARTICLE}},
            *(400, "ILLEGAL_ARGUMENT"),
        ),
    ],
)
async def test_a_wrong_post_is_refused(
    http: httpx.AsyncClient, acme: Person, change: dict[str, Any], status: int, code: str | None
) -> None:
    answer = await publish(http, acme, {**post_body(person(acme)), **change})

    assert (answer.status_code, answer.json().get("code")) == (status, code)
    assert answer.json()["message"]
    assert await posts(http) == []


async def test_a_body_that_is_no_json_is_refused(http: httpx.AsyncClient, acme: Person) -> None:
    sent = headers(acme, **{"content-type": "application/json"})

    answer = await http.post(POSTS, content=b"{", headers=sent)

    assert (answer.status_code, answer.json()["code"]) == (400, "ILLEGAL_ARGUMENT")


@pytest.mark.parametrize(
    ("name", "change", "code"),
    [
        ("source", "no address", "INVALID_VALUE_FOR_FIELD"),
        ("source", "ftp://example.com", "INVALID_VALUE_FOR_FIELD"),
        ("title", None, "MISSING_FIELD"),
        ("title", " ", "MISSING_FIELD"),
        ("title", "x" * 401, "FIELD_LENGTH_TOO_LONG"),
        ("thumbnail", "urn:li:video:C5F10AQno", "INVALID_URN_TYPE"),
        ("thumbnail", "urn:li:image:C4E10AQno", "INVALID_IMAGE_ID"),
    ],
)
async def test_a_wrong_card_is_refused(
    http: httpx.AsyncClient, acme: Person, name: str, change: str | None, code: str
) -> None:
    answer = await say(http, acme, content={"article": {**ARTICLE, name: change}})

    assert (answer.status_code, answer.json()["code"]) == (400, code)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"question": " "}, "INVALID_VALUE_BLANK_FIELD"),
        ({"question": "x" * 141}, "FIELD_LENGTH_TOO_LONG"),
        ({"options": [{"text": "One"}]}, "INVALID_VALUE_FOR_FIELD"),
        ({"options": [{"text": str(n)} for n in range(5)]}, "INVALID_VALUE_FOR_FIELD"),
        ({"options": [{"text": ""}, {"text": "b"}]}, "INVALID_VALUE_BLANK_FIELD"),
        ({"options": [{"text": "x" * 31}, {"text": "b"}]}, "FIELD_LENGTH_TOO_LONG"),
        ({"settings": {"duration": "TWO_DAYS"}}, "INVALID_VALUE_FOR_FIELD"),
        (
            {"settings": {"duration": "ONE_DAY", "voteSelectionType": "MANY"}},
            "INVALID_VALUE_FOR_FIELD",
        ),
    ],
)
async def test_a_wrong_poll_is_refused(
    http: httpx.AsyncClient, acme: Person, change: dict[str, Any], code: str
) -> None:
    answer = await say(http, acme, content={"poll": {**POLL, **change}})

    assert (answer.status_code, answer.json()["code"]) == (400, code)


@pytest.mark.parametrize(("number", "status"), [(1, 400), (2, 201), (20, 201), (21, 400)])
async def test_two_to_twenty_pictures_go_together(
    http: httpx.AsyncClient, acme: Person, number: int, status: int
) -> None:
    urn = await uploaded(http, acme, person(acme))

    answer = await say(http, acme, content={"multiImage": {"images": [{"id": urn}] * number}})

    assert answer.status_code == status


async def test_only_pictures_go_together(http: httpx.AsyncClient, acme: Person) -> None:
    picture_urn = await uploaded(http, acme, person(acme))
    images = [{"id": picture_urn}, {"id": await processed(http, acme, person(acme), film())}]

    answer = await say(http, acme, content={"multiImage": {"images": images}})

    assert answer.json()["code"] == "INVALID_URN_TYPE"


async def test_an_alternative_text_has_a_limit(http: httpx.AsyncClient, acme: Person) -> None:
    media = {"id": await uploaded(http, acme, person(acme)), "altText": "x" * 4_087}

    answer = await say(http, acme, content={"media": media})

    assert answer.json()["code"] == "FIELD_LENGTH_TOO_LONG"


async def test_a_file_must_belong_to_the_author(
    http: httpx.AsyncClient, acme: Person, page: Person
) -> None:
    by_page = await uploaded(http, page, organization(page))

    answer = await say(http, acme, content={"media": {"id": by_page}})

    assert answer.status_code == 403
    assert "forbidden" in answer.json()["message"]


async def test_a_file_that_was_announced_and_not_sent_is_refused(
    http: httpx.AsyncClient, acme: Person
) -> None:
    made = await http.post(
        "/linkedin/rest/images?action=initializeUpload",
        json={"initializeUploadRequest": {"owner": person(acme)}},
        headers=headers(acme),
    )

    answer = await say(http, acme, content={"media": {"id": made.json()["value"]["image"]}})

    assert (answer.status_code, answer.json()["code"]) == (400, "MEDIA_ASSET_WAITING_UPLOAD")


async def test_a_film_that_is_still_processed_cannot_be_posted(
    http: httpx.AsyncClient, acme: Person
) -> None:
    urn = await sent_film(http, acme, person(acme), film())

    answer = await say(http, acme, content={"media": {"id": urn}})

    assert (answer.status_code, answer.json()["code"]) == (400, "MEDIA_ASSET_PROCESSING")
    assert await posts(http) == []


async def test_reshares_can_be_forbidden(
    http: httpx.AsyncClient, acme: Person, rival: Person
) -> None:
    parent = await published(http, acme, person(acme), isReshareDisabledByAuthor=True)

    answer = await say(http, rival, reshareContext={"parent": parent})

    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("flavour", "scopes"),
    [("member", "openid profile"), ("organization", "w_member_social r_organization_social")],
)
async def test_posting_needs_its_scope(http: httpx.AsyncClient, flavour: str, scopes: str) -> None:
    poor = await account(http, "linkedin", flavour=flavour, scopes=scopes)
    author = person(poor) if flavour == "member" else organization(poor)

    answer = await publish(http, poor, post_body(author))

    assert (answer.status_code, answer.json()["code"]) == (403, "ACCESS_DENIED")
    assert "posts.CREATE" in answer.json()["message"]


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("ADMINISTRATOR", 201),
        ("CONTENT_ADMINISTRATOR", 201),
        ("DIRECT_SPONSORED_CONTENT_POSTER", 201),
        ("ANALYST", 403),
        ("", 403),
    ],
)
async def test_posting_for_a_page_needs_a_role_there(
    http: httpx.AsyncClient, role: str, status: int
) -> None:
    page = await account(http, "linkedin", flavour="organization", details={"role": role})

    assert (await publish(http, page, post_body(organization(page)))).status_code == status
