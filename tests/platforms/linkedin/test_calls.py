"""LinkedIn's answers where its documents leave open how they look."""

from __future__ import annotations

import json
from typing import Any

import pytest

from platforms.adapter import Wire
from platforms.clock import SystemClock
from platforms.connections import open_client
from platforms.content import Account
from platforms.endpoints import Endpoints
from platforms.errors import NeedsReconnect, OutcomeUnknown, Unavailable
from platforms.linkedin.adapter import LinkedIn
from platforms.linkedin.calls import Calls
from tests.contract.notebook import Notebook
from tests.platforms.listening import Listener, answer, listening

PAGE = Account("1", "linkedin", "", "", "token", "organization")
MEMBER = Account("1", "linkedin", "", "7", "token", "member")


async def _asked(method: str, account: Account, reply: bytes, *arguments: Any) -> Any:
    clock = SystemClock()
    async with listening(Listener(reply=reply)) as network, open_client() as http:
        wire = Wire(http, Endpoints(network.url), clock, Notebook(clock))
        return await getattr(Calls(wire, account), method)(*arguments)


def _json(value: object) -> bytes:
    return answer("200 OK", json.dumps(value).encode())


@pytest.mark.parametrize("field", ["organization", "organizationTarget"])
async def test_a_page_is_named_in_either_field(field: str) -> None:
    rows = {"elements": [{field: "urn:li:organization:12"}, {"role": "ADMINISTRATOR"}]}

    assert await _asked("pages", PAGE, _json(rows)) == ["12"]


async def test_a_member_without_pages_is_told_so() -> None:
    clock = SystemClock()
    async with listening(Listener(reply=_json({"elements": []}))) as network, open_client() as http:
        wire = Wire(http, Endpoints(network.url), clock, Notebook(clock))
        with pytest.raises(NeedsReconnect) as refused:
            await LinkedIn().whoami(PAGE, wire)

    assert "administers no page" in refused.value.reason


@pytest.mark.parametrize("header", ["x-restli-id", "X-LinkedIn-Id"])
async def test_a_posts_name_stands_in_either_header(header: str) -> None:
    reply = answer("201 Created", b"", f"{header}: urn:li:share:9")

    assert await _asked("create_post", MEMBER, reply, {}) == "urn:li:share:9"


async def test_a_post_without_a_name_may_be_there_all_the_same() -> None:
    with pytest.raises(OutcomeUnknown):
        await _asked("create_post", MEMBER, answer("201 Created"), {})


@pytest.mark.parametrize("told", ['"abc"', "abc", 'W/"abc"'])
async def test_a_piece_is_confirmed_with_or_without_quotes(told: str) -> None:
    clock = SystemClock()
    reply = answer("200 OK", b"", f"ETag: {told}")
    async with listening(Listener(reply=reply)) as network, open_client() as http:
        wire = Wire(http, Endpoints(network.url), clock, Notebook(clock))
        etag = await Calls(wire, MEMBER).upload(f"{network.url}/dms-uploads/1", b"bytes")

    assert etag == "abc"


@pytest.mark.parametrize("value", [{}, {"value": {}}, {"value": {"image": "urn:li:image:1"}}])
async def test_an_upload_without_an_address_is_tried_later(value: object) -> None:
    with pytest.raises(Unavailable):
        await _asked("announce_image", MEMBER, _json(value))
    with pytest.raises(Unavailable):
        await _asked("announce_video", MEMBER, _json(value), 9)
