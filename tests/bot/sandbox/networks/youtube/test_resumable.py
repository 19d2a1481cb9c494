from __future__ import annotations

import asyncio
import hashlib

import httpx
import pytest
from starlette.applications import Starlette

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.conftest import served
from tests.bot.sandbox.networks.hands import Person, account, arm, posts, turn
from tests.bot.sandbox.networks.youtube.calls import (
    PIECE,
    address,
    film,
    get,
    opened,
    reason,
    send,
    uploaded,
)

WHOLE = 2 * PIECE + 1_000


async def test_one_request_without_a_range_is_enough(http: httpx.AsyncClient, acme: Person) -> None:
    data = film()

    answer = await send(http, await address(http, acme, length=len(data)), data)

    (post,) = await posts(http)
    assert answer.status_code == 200
    assert answer.json()["kind"] == "youtube#video"
    assert answer.json()["status"]["uploadStatus"] == "uploaded"
    assert answer.json()["id"] == post["id"]
    assert post["media"][0]["sha256"] == hashlib.sha256(data).hexdigest()


async def test_pieces_are_acknowledged_until_the_last_makes_the_video(
    http: httpx.AsyncClient, acme: Person
) -> None:
    data = film(WHOLE)
    uri = await address(http, acme, length=WHOLE)

    nothing = await send(http, uri, span=f"*/{WHOLE}")
    first = await send(http, uri, data[:PIECE], f"0-{PIECE - 1}/{WHOLE}")
    asked = await send(http, uri, span=f"*/{WHOLE}")
    second = await send(http, uri, data[PIECE : 2 * PIECE], f"{PIECE}-{2 * PIECE - 1}/{WHOLE}")
    before = await posts(http)
    last = await send(http, uri, data[2 * PIECE :], f"{2 * PIECE}-{WHOLE - 1}/{WHOLE}")

    assert (nothing.status_code, "range" in nothing.headers) == (308, False)
    assert (first.status_code, first.headers["range"]) == (308, f"bytes=0-{PIECE - 1}")
    assert asked.headers["range"] == first.headers["range"]
    assert second.headers["range"] == f"bytes=0-{2 * PIECE - 1}"
    assert "location" not in first.headers
    assert before == []
    assert last.status_code == 200
    assert (await posts(http))[0]["media"][0]["sha256"] == hashlib.sha256(data).hexdigest()


async def test_a_length_may_be_told_only_at_the_end(http: httpx.AsyncClient, acme: Person) -> None:
    data = film(WHOLE)
    uri = await address(http, acme)

    first = await send(http, uri, data[: 2 * PIECE], f"0-{2 * PIECE - 1}/*")
    last = await send(http, uri, data[2 * PIECE :], f"{2 * PIECE}-{WHOLE - 1}/{WHOLE}")

    assert (first.status_code, last.status_code) == (308, 200)


async def test_a_piece_of_the_wrong_size_is_refused(http: httpx.AsyncClient, acme: Person) -> None:
    data = film(WHOLE)
    uri = await address(http, acme, length=WHOLE)

    answer = await send(http, uri, data[:1_000], f"0-999/{WHOLE}")

    assert reason(answer) == (400, "badRequest")
    assert "262144" in answer.json()["error"]["message"]
    assert (await send(http, uri, span=f"*/{WHOLE}")).headers.get("range") is None


@pytest.mark.parametrize(
    ("span", "size"),
    [
        ("something", 10),
        (f"0-{PIECE - 1}/{WHOLE}", PIECE - 1),
        (f"0-{PIECE - 1}/{WHOLE + 1}", PIECE),
        (f"{PIECE}-0/{WHOLE}", PIECE),
        (f"0-{WHOLE}/{WHOLE}", WHOLE + 1),
        (None, 10),
    ],
)
async def test_a_range_that_makes_no_sense_is_refused(
    http: httpx.AsyncClient, acme: Person, span: str | None, size: int
) -> None:
    uri = await address(http, acme, length=WHOLE)

    assert reason(await send(http, uri, b"x" * size, span)) == (400, "badRequest")


async def test_nothing_at_all_is_refused(http: httpx.AsyncClient, acme: Person) -> None:
    answer = await send(http, await address(http, acme))

    assert reason(answer) == (400, "mediaBodyRequired")


async def test_bytes_after_a_gap_are_not_taken(http: httpx.AsyncClient, acme: Person) -> None:
    data = film(WHOLE)
    uri = await address(http, acme, length=WHOLE)

    answer = await send(http, uri, data[PIECE:], f"{PIECE}-{WHOLE - 1}/{WHOLE}")

    assert answer.status_code == 503
    assert await posts(http) == []


async def test_bytes_that_are_here_already_are_passed_over(
    http: httpx.AsyncClient, acme: Person
) -> None:
    data = film(WHOLE)
    uri = await address(http, acme, length=WHOLE)
    await send(http, uri, data[:PIECE], f"0-{PIECE - 1}/{WHOLE}")

    again = await send(http, uri, data[:PIECE], f"0-{PIECE - 1}/{WHOLE}")
    whole = await send(http, uri, data, f"0-{WHOLE - 1}/{WHOLE}")

    assert again.headers["range"] == f"bytes=0-{PIECE - 1}"
    assert whole.status_code == 200
    assert (await posts(http))[0]["media"][0]["sha256"] == hashlib.sha256(data).hexdigest()


async def test_a_question_after_the_end_is_answered_with_the_video(
    http: httpx.AsyncClient, acme: Person
) -> None:
    data = film()
    uri = await address(http, acme, length=len(data))
    made = await send(http, uri, data)

    asked = await send(http, uri, span=f"*/{len(data)}")
    repeated = await send(http, uri, data)

    assert asked.status_code == repeated.status_code == 200
    assert asked.json()["id"] == repeated.json()["id"] == made.json()["id"]
    assert len(await posts(http)) == 1


async def test_two_last_bytes_at_once_make_one_video(http: httpx.AsyncClient, acme: Person) -> None:
    data = film()
    uri = await address(http, acme, length=len(data))

    answers = await asyncio.gather(*(send(http, uri, data) for _ in range(3)))

    assert len({answer.json()["id"] for answer in answers}) == 1
    assert len(await posts(http)) == 1


async def test_a_session_is_over_after_a_week(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    data = film()
    uri = await address(http, acme, length=len(data))
    done = await address(http, acme, length=len(data))
    await send(http, done, data)
    clock.advance(7 * 86_400)

    late, asked = await send(http, uri, data), await send(http, done, span=f"*/{len(data)}")
    await turn(http, "youtube", "gone_status", 410)
    gone = await send(http, uri, data)

    assert (late.status_code, asked.status_code, gone.status_code) == (404, 404, 410)


async def test_an_invented_address_is_not_found(http: httpx.AsyncClient, acme: Person) -> None:
    uri = await address(http, acme)

    assert (await send(http, uri[:-4] + "abcd", film())).status_code == 404


async def test_the_address_needs_no_token_and_a_dead_one_is_refused(
    http: httpx.AsyncClient, acme: Person
) -> None:
    uri = await address(http, acme)

    dead = await http.put(uri, content=film(), headers={"authorization": "Bearer dead"})
    good = await http.put(uri, content=film(), headers=acme.auth)

    assert reason(dead) == (401, "authError")
    assert good.status_code == 200


async def test_what_became_of_lost_bytes_is_told_by_the_range(
    http: httpx.AsyncClient, acme: Person
) -> None:
    data = film(WHOLE)
    uri = await address(http, acme, length=WHOLE)
    await arm(http, "youtube", "bytes_lost", step="upload")
    await arm(http, "youtube", "bytes_lost", step="create")

    half = await send(http, uri, data[: 2 * PIECE], f"0-{2 * PIECE - 1}/{WHOLE}")
    rest = await send(http, uri, data[PIECE:], f"{PIECE}-{WHOLE - 1}/{WHOLE}")
    last = await send(http, uri, data[PIECE:], f"{PIECE}-{WHOLE - 1}/{WHOLE}")

    assert (half.status_code, half.headers["range"]) == (308, f"bytes=0-{PIECE - 1}")
    assert (rest.status_code, rest.headers["range"]) == (308, f"bytes=0-{PIECE - 1}")
    assert last.status_code == 200


async def test_bytes_of_a_caller_who_hung_up_are_kept(app: Starlette) -> None:
    async with served(app) as base, httpx.AsyncClient(base_url=base) as http:
        acme, data = await account(http, "youtube"), film(WHOLE)
        uri = await address(http, acme, length=WHOLE)
        path = uri.removeprefix(base)
        head = f"PUT {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {WHOLE}\r\n\r\n"
        _, writer = await asyncio.open_connection("127.0.0.1", int(base.rpartition(":")[2]))
        writer.write(head.encode() + data[: PIECE + 500])
        await writer.drain()
        writer.close()
        await writer.wait_closed()

        async def stored() -> str | None:
            found: str | None = (await send(http, uri, span=f"*/{WHOLE}")).headers.get("range")
            return found

        async with asyncio.timeout(5):
            while (told := await stored()) is None:
                pass
        rest = await send(http, uri, data[PIECE:], f"{PIECE}-{WHOLE - 1}/{WHOLE}")

    assert told == f"bytes=0-{PIECE - 1}"
    assert rest.status_code == 200


async def test_the_last_answer_can_have_the_other_good_status(
    http: httpx.AsyncClient, acme: Person
) -> None:
    await turn(http, "youtube", "final_status", 201)

    assert (await send(http, await address(http, acme), film())).status_code == 201


async def test_sending_costs_nothing_of_the_day(http: httpx.AsyncClient, acme: Person) -> None:
    await http.post("/_sandbox/quotas", json={"network": "youtube", "factor": 0.01})

    first = await uploaded(http, acme)
    refused = await opened(http, acme)

    assert first
    assert reason(refused) == (403, "quotaExceeded")
    assert (await get(http, acme, "videos", part="id", id=first)).status_code == 200


@pytest.mark.parametrize(
    ("fault", "live"),
    [("drop_before", 0), ("drop_after", 1), ("error_503", 0), ("error_503_after", 1)],
)
async def test_after_a_fault_at_the_last_byte_the_session_knows_the_truth(
    http: httpx.AsyncClient, acme: Person, fault: str, live: int
) -> None:
    data = film()
    uri = await address(http, acme, length=len(data))
    await arm(http, "youtube", fault, step="create")
    try:
        first = (await send(http, uri, data)).status_code
    except httpx.RemoteProtocolError:
        first = 0

    asked = await send(http, uri, span=f"*/{len(data)}")

    assert first in {0, 503}
    assert asked.status_code == (200 if live else 308)
    assert len(await posts(http)) == live


async def test_a_late_last_byte_makes_the_video_late(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    data = film()
    uri = await address(http, acme, length=len(data))
    await arm(http, "youtube", "late_commit", step="create", seconds=30)
    with pytest.raises(httpx.RemoteProtocolError):
        await send(http, uri, data)

    early = await send(http, uri, span=f"*/{len(data)}")
    clock.advance(31)
    late = await send(http, uri, span=f"*/{len(data)}")

    assert (early.status_code, late.status_code) == (308, 200)
