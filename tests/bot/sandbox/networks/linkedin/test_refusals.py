from __future__ import annotations

import httpx
import pytest

from bot.sandbox.networks.linkedin.refusals import REFUSALS
from tests.bot.sandbox.networks.hands import Person, arm, posts
from tests.bot.sandbox.networks.linkedin.calls import initialize, person, say

SAID = {
    "missing_field": (400, "MISSING_FIELD", None),
    "invalid_value": (400, "INVALID_VALUE_FOR_FIELD", None),
    "blank_field": (400, "INVALID_VALUE_BLANK_FIELD", None),
    "invalid_urn_type": (400, "INVALID_URN_TYPE", None),
    "too_long": (400, "FIELD_LENGTH_TOO_LONG", None),
    "illegal_argument": (400, "ILLEGAL_ARGUMENT", None),
    "version_missing": (400, "VERSION_MISSING", None),
    "version_dead": (426, "NONEXISTENT_VERSION", None),
    "media_failed": (400, "MEDIA_ASSET_PROCESSING_FAILED", None),
    "media_waiting": (400, "MEDIA_ASSET_WAITING_UPLOAD", None),
    "media_processing": (400, "MEDIA_ASSET_PROCESSING", None),
    "token_empty": (401, "EMPTY_ACCESS_TOKEN", None),
    "token_invalid": (401, "INVALID_ACCESS_TOKEN", 65600),
    "token_revoked": (401, "REVOKED_ACCESS_TOKEN", 65601),
    "token_expired": (401, "EXPIRED_ACCESS_TOKEN", 65602),
    "access_denied": (403, "ACCESS_DENIED", 100),
    "unpermitted_fields": (403, "ACCESS_DENIED", 100),
    "not_author": (403, "ACCESS_DENIED", 100),
    "not_found": (404, "NOT_FOUND", None),
    "conflict": (409, "CONFLICT", None),
    "duplicate": (422, None, None),
    "schema": (422, None, None),
    "daily_limit": (429, "TOO_MANY_REQUESTS", None),
    "error_500": (500, "INTERNAL_SERVER_ERROR", None),
    "error_502": (502, None, None),
    "error_504": (504, None, None),
    "error_401": (401, "EXPIRED_ACCESS_TOKEN", 65602),
    "error_503": (503, "SERVICE_UNAVAILABLE", None),
}
GENERAL = {"error_401", "error_503"}
ELSEWHERE = {
    *("upload_url_expired", "processing_failed", "token_field_missing", "code_rejected"),
    *("refresh_token_dead", "client_invalid", "error_500_after", "error_504_after"),
}


@pytest.mark.parametrize("name", sorted(SAID))
async def test_a_named_refusal_has_linkedins_status_and_codes(
    http: httpx.AsyncClient, acme: Person, name: str
) -> None:
    await arm(http, "linkedin", name, step="create")

    answer = await say(http, acme)

    body = answer.json()
    assert answer.status_code == body["status"] == SAID[name][0]
    assert (body.get("code"), body.get("serviceErrorCode")) == SAID[name][1:]
    assert body["message"]
    assert await posts(http) == []


def test_every_named_refusal_is_tried_somewhere() -> None:
    assert set(REFUSALS) == (set(SAID) - GENERAL) | ELSEWHERE


@pytest.mark.parametrize(("name", "status"), [("error_500_after", 500), ("error_504_after", 504)])
async def test_a_server_can_break_with_the_post_live(
    http: httpx.AsyncClient, acme: Person, name: str, status: int
) -> None:
    await arm(http, "linkedin", name)

    answer = await say(http, acme)

    assert answer.status_code == status
    assert len(await posts(http)) == 1


async def test_a_duplicate_can_be_claimed_of_a_post_that_nobody_sees(
    http: httpx.AsyncClient, acme: Person
) -> None:
    await arm(http, "linkedin", "duplicate")

    ghost = (await say(http, acme)).json()["message"].rpartition(" ")[2]

    assert ghost.startswith("urn:li:share:")
    assert (await http.get(f"/linkedin/feed/update/{ghost}/")).status_code == 404


async def test_an_upload_address_can_be_over_early(http: httpx.AsyncClient, acme: Person) -> None:
    value = (await initialize(http, acme, "images", person(acme))).json()["value"]
    await arm(http, "linkedin", "upload_url_expired")

    first, second = [
        await http.put(value["uploadUrl"], content=b"bytes", headers=acme.auth) for _ in range(2)
    ]

    assert (first.status_code, first.json()["code"]) == (400, "EXPIRED_UPLOAD_URL")
    assert second.status_code == 201


async def test_a_refused_day_says_so_in_words(http: httpx.AsyncClient, acme: Person) -> None:
    await arm(http, "linkedin", "daily_limit", step="create")

    assert "DAY" in (await say(http, acme)).json()["message"]
