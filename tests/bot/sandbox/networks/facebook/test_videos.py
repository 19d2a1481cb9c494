"""The old call for videos, and the files that are sent before it."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.facebook.calls import (
    V,
    ask,
    call,
    film,
    status,
    taken,
    wait,
)
from tests.bot.sandbox.networks.files import video
from tests.bot.sandbox.networks.graph.calls import codes
from tests.bot.sandbox.networks.hands import Person, posts, turn
from tests.bot.sandbox.networks.hosting import MediaHost


def wide(**facts: Any) -> bytes:
    return video(**{"width": 320, "height": 180, **facts})


async def give(http: httpx.AsyncClient, who: Person, data: bytes, **form: str) -> httpx.Response:
    return await http.post(
        f"{V}/{who.id}/videos", data=form, files={"source": data}, headers=who.auth
    )


async def opened(http: httpx.AsyncClient, who: Person, size_bytes: int) -> str:
    made = await http.post(
        f"{V}/app-1/uploads",
        params={"file_name": "a.mp4", "file_length": size_bytes, "file_type": "video/mp4"},
        headers=who.auth,
    )
    upload_id: str = taken(made)["id"]
    return upload_id


async def put(
    http: httpx.AsyncClient, who: Person, upload_id: str, data: bytes, offset: int
) -> httpx.Response:
    headers = {"authorization": f"OAuth {who.access_token}", "file_offset": str(offset)}
    return await http.post(f"{V}/{upload_id}", content=data, headers=headers)


async def test_a_wide_video_is_public_once_it_is_processed(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    url = host.put("a.mp4", wide())
    made = taken(
        await call(http, acme, f"{acme.id}/videos", file_url=url, description="Look", title="T")
    )
    hidden = await posts(http)
    await wait(http, acme, made["id"])

    post = (await posts(http))[0]
    assert hidden == []
    assert post["text"] == "Look"
    assert post["url"] == f"http://sandbox.test/facebook/acme/videos/{made['id']}"
    assert (await http.get(post["url"])).status_code == 200


async def test_a_video_may_come_in_a_form_and_needs_no_question(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    await give(http, acme, wide())

    clock.advance(121)

    assert len(await posts(http)) == 1


async def test_a_vertical_video_ends_as_a_draft_that_nobody_sees(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    made = taken(await give(http, acme, film(), description="Look"))
    told = await wait(http, acme, made["id"])
    clock.advance(86_400)

    assert told["video_status"] == "ready"
    assert told["publishing_phase"] == {"status": "not_started", "publish_status": "draft"}
    assert await posts(http) == []


async def test_the_trap_can_be_taken_away(http: httpx.AsyncClient, acme: Person) -> None:
    await turn(http, "facebook", "draft_trap", False)
    made = taken(await give(http, acme, film()))

    await wait(http, acme, made["id"])

    assert len(await posts(http)) == 1


async def test_an_unpublished_video_stays_unseen(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    made = taken(await give(http, acme, wide(), published="false"))
    clock.advance(1_000)

    assert (await status(http, acme, made["id"]))["publishing_phase"]["publish_status"] == "draft"
    assert await posts(http) == []


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"file_url": "http://127.0.0.1:1/a.mp4", "fbuploader_video_file_chunk": "4:x"},
        {"description": "Look"},
    ],
)
async def test_a_video_comes_one_way(
    http: httpx.AsyncClient, acme: Person, params: dict[str, Any]
) -> None:
    answer = await call(http, acme, f"{acme.id}/videos", **params)

    assert codes(answer) == (100, None)


async def test_an_address_that_is_none_is_refused(http: httpx.AsyncClient, acme: Person) -> None:
    answer = await call(http, acme, f"{acme.id}/videos", file_url="a.mp4")

    assert codes(answer) == (100, 2061006)


@pytest.mark.parametrize(
    "data", [b"no film", wide(width=640, height=180)], ids=["text", "too wide"]
)
async def test_a_file_that_is_no_fit_video_fails_in_processing(
    http: httpx.AsyncClient, acme: Person, data: bytes
) -> None:
    made = taken(await give(http, acme, data))

    told = await wait(http, acme, made["id"])

    assert told["processing_phase"]["error"]["code"] == 6000
    assert await posts(http) == []


async def test_an_address_without_a_file_is_told_by_the_status(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    url = f"{host.base}/missing.mp4"
    made = taken(await call(http, acme, f"{acme.id}/videos", file_url=url))

    told = await wait(http, acme, made["id"])

    assert told["uploading_phase"]["status"] == "error"


async def test_a_large_file_is_sent_in_pieces_and_used_by_its_handle(
    http: httpx.AsyncClient, acme: Person
) -> None:
    data = wide()
    upload_id = await opened(http, acme, len(data))
    first = await put(http, acme, upload_id, data[:1000], 0)
    told = taken(await ask(http, acme, upload_id))
    last = taken(await put(http, acme, upload_id, data[1000:], 1000))
    made = await call(http, acme, f"{acme.id}/videos", fbuploader_video_file_chunk=last["h"])
    await wait(http, acme, taken(made)["id"])

    assert first.status_code == 400
    assert told == {"id": upload_id, "file_offset": 1000}
    assert len(await posts(http)) == 1


async def test_pieces_come_in_order_and_no_more_than_promised(
    http: httpx.AsyncClient, acme: Person
) -> None:
    upload_id = await opened(http, acme, 100)

    gap = await put(http, acme, upload_id, b"x" * 50, 50)
    more = await put(http, acme, upload_id, b"x" * 101, 0)

    assert gap.json()["debug_info"]["type"] == "OffsetInvalidError"
    assert more.status_code == 400


@pytest.mark.parametrize(
    "params",
    [{"file_type": "video/mp4"}, {"file_length": 10, "file_type": "text/plain"}],
)
async def test_a_promise_without_length_or_type_is_refused(
    http: httpx.AsyncClient, acme: Person, params: dict[str, str | int]
) -> None:
    answer = await http.post(f"{V}/app-1/uploads", params=params, headers=acme.auth)

    assert codes(answer) == (100, None)


async def test_an_invented_handle_and_anothers_upload_are_refused(
    http: httpx.AsyncClient, acme: Person, rival: Person
) -> None:
    upload_id = await opened(http, acme, 10)

    handle = await call(http, acme, f"{acme.id}/videos", fbuploader_video_file_chunk="4:none")
    foreign = await put(http, rival, upload_id, b"x" * 10, 0)

    assert codes(handle) == (100, 2069019)
    assert codes(foreign) == (100, 33)
