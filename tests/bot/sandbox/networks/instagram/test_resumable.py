from __future__ import annotations

import hashlib
from typing import Any

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.files import video
from tests.bot.sandbox.networks.graph.calls import codes, send
from tests.bot.sandbox.networks.hands import Person, posts
from tests.bot.sandbox.networks.hosting import MediaHost
from tests.bot.sandbox.networks.instagram.calls import contain, publish, status, wait


async def begun(http: httpx.AsyncClient, who: Person) -> dict[str, Any]:
    answer = await contain(
        http, who, media_type="REELS", upload_type="resumable", caption="Sent in bytes"
    )
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_bytes_are_sent_processed_and_published(
    http: httpx.AsyncClient, paged: Person
) -> None:
    made = await begun(http, paged)
    before = await status(http, paged, made["id"])
    sent = await send(http, paged, made["uri"], video())
    after = await wait(http, paged, made["id"])
    await publish(http, paged, made["id"])

    assert made["uri"].endswith(f"/instagram/ig-api-upload/v25.0/{made['id']}")
    assert before["status_code"] == "IN_PROGRESS"
    assert sent.json()["success"] is True
    assert after["status_code"] == "FINISHED"
    assert (await posts(http))[0]["media"][0]["sha256"] == hashlib.sha256(video()).hexdigest()


async def test_it_waits_for_the_bytes_however_often_it_is_asked(
    http: httpx.AsyncClient, paged: Person
) -> None:
    made = await begun(http, paged)

    seen = {(await status(http, paged, made["id"]))["status_code"] for _ in range(6)}
    early = await publish(http, paged, made["id"])

    assert seen == {"IN_PROGRESS"}
    assert codes(early) == (9007, 2207027)


async def test_a_broken_upload_goes_on_where_it_stopped(
    http: httpx.AsyncClient, paged: Person
) -> None:
    made, data = await begun(http, paged), video()
    size = str(len(data))

    first = await send(http, paged, made["uri"], data[:1000], file_size=size)
    gap = await send(http, paged, made["uri"], data[2000:], offset="2000", file_size=size)
    rest = await send(http, paged, made["uri"], data[1000:], offset="1000", file_size=size)

    assert first.json()["debug_info"]["retriable"] is True
    assert gap.json()["debug_info"]["retriable"] is True
    assert rest.json()["success"] is True
    assert (await wait(http, paged, made["id"]))["status_code"] == "FINISHED"


async def test_an_address_may_be_given_instead(
    http: httpx.AsyncClient, paged: Person, host: MediaHost
) -> None:
    made, url = await begun(http, paged), host.put("a.mp4", video())

    sent = await send(http, paged, made["uri"], b"", file_url=url)

    assert sent.json()["success"] is True
    assert (await wait(http, paged, made["id"]))["status_code"] == "FINISHED"


@pytest.mark.parametrize(
    "headers",
    [
        {"offset": "zero"},
        {"file_size": ""},
        {"file_size": "10"},
        {"offset": "5"},
        {"file_url": "http://127.0.0.1:1/missing.mp4"},
    ],
)
async def test_wrong_headers_are_refused(
    http: httpx.AsyncClient, paged: Person, headers: dict[str, str]
) -> None:
    made = await begun(http, paged)

    answer = await send(http, paged, made["uri"], video(), **headers)

    assert answer.status_code == 400
    assert answer.json()["debug_info"]["message"]


async def test_no_bytes_are_refused(http: httpx.AsyncClient, paged: Person) -> None:
    made = await begun(http, paged)

    answer = await send(http, paged, made["uri"], b"")

    assert answer.status_code == 400


async def test_the_token_is_named_oauth_here(http: httpx.AsyncClient, paged: Person) -> None:
    made = await begun(http, paged)

    answer = await send(http, paged, made["uri"], video(), **paged.auth)

    assert codes(answer) == (100, 33)


async def test_another_accounts_upload_is_not_visible(
    http: httpx.AsyncClient, paged: Person, rival: Person
) -> None:
    made = await begun(http, paged)

    answer = await send(http, rival, made["uri"], video())

    assert codes(answer) == (100, 33)


async def test_a_finished_upload_takes_no_more(http: httpx.AsyncClient, paged: Person) -> None:
    made = await begun(http, paged)
    await send(http, paged, made["uri"], video())

    again = await send(http, paged, made["uri"], video())

    assert again.status_code == 400


async def test_an_expired_upload_takes_nothing(
    http: httpx.AsyncClient, paged: Person, clock: OffsetClock
) -> None:
    made = await begun(http, paged)
    clock.advance(86_401)

    late = await send(http, paged, made["uri"], video())

    assert late.status_code == 400


async def test_bytes_that_are_no_film_end_in_error(http: httpx.AsyncClient, paged: Person) -> None:
    made = await begun(http, paged)
    await send(http, paged, made["uri"], b"not a film")

    assert (await wait(http, paged, made["id"]))["status_code"] == "ERROR"
