from __future__ import annotations

import hashlib

import httpx
import pytest
from starlette.applications import Starlette

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.conftest import served
from tests.bot.sandbox.networks.files import padded
from tests.bot.sandbox.networks.hands import Person, account, arm, posts, turn
from tests.bot.sandbox.networks.tiktok.calls import (
    POST,
    call,
    cut,
    ended,
    film,
    init,
    moderated,
    put,
    state,
    whole,
)

CHUNK = 5_000_000
TOTAL = 2 * CHUNK + 123


def big_film() -> bytes:
    return padded(film(), TOTAL)


async def opened(http: httpx.AsyncClient, who: Person) -> tuple[str, str]:
    """Open a film of two pieces; return its publish_id and its address."""
    made = (await init(http, who, cut(TOTAL, CHUNK, 2))).json()["data"]
    return made["publish_id"], made["upload_url"]


async def test_a_film_is_sent_in_pieces_without_a_token_and_is_live_with_the_last(
    http: httpx.AsyncClient, acme: Person
) -> None:
    data = big_film()
    publish_id, url = await opened(http, acme)

    first = await put(http, url, data[:CHUNK], 0, TOTAL)
    half = await state(http, acme, publish_id)
    before = await posts(http)
    last = await put(http, url, data[CHUNK:], CHUNK, TOTAL)

    (post,) = await posts(http)
    assert (first.status_code, last.status_code) == (206, 201)
    assert first.headers["content-range"] == f"bytes 0-{CHUNK}/{TOTAL}"
    assert last.headers["content-range"] == f"bytes 0-{TOTAL}/{TOTAL}"
    assert (half["status"], half["uploaded_bytes"]) == ("PROCESSING_UPLOAD", CHUNK)
    assert before == []
    assert post["media"] == [{"sha256": hashlib.sha256(data).hexdigest(), "kind": "video"}]
    assert await moderated(http, acme, publish_id) == int(post["id"])


async def test_a_piece_out_of_order_is_refused_with_the_progress(
    http: httpx.AsyncClient, acme: Person
) -> None:
    data = big_film()
    _, url = await opened(http, acme)

    ahead = await put(http, url, data[CHUNK:], CHUNK, TOTAL)
    await put(http, url, data[:CHUNK], 0, TOTAL)
    again = await put(http, url, data[:CHUNK], 0, TOTAL)
    resumed = await put(http, url, data[CHUNK:], CHUNK, TOTAL)
    after = await put(http, url, data[CHUNK:], CHUNK, TOTAL)

    assert [a.status_code for a in (ahead, again, resumed, after)] == [416, 416, 201, 416]
    assert ahead.headers["content-range"] == f"bytes 0-0/{TOTAL}"
    assert again.headers["content-range"] == f"bytes 0-{CHUNK}/{TOTAL}"
    assert after.headers["content-range"] == f"bytes 0-{TOTAL}/{TOTAL}"
    assert len(await posts(http)) == 1


async def test_the_progress_may_name_the_last_byte_instead(
    http: httpx.AsyncClient, acme: Person
) -> None:
    await turn(http, "tiktok", "progress_is_last_byte", value=True)
    _, url = await opened(http, acme)

    answer = await put(http, url, big_film()[:CHUNK], 0, TOTAL)

    assert answer.headers["content-range"] == f"bytes 0-{CHUNK - 1}/{TOTAL}"


@pytest.mark.parametrize(
    "headers",
    [
        {"content-range": ""},
        {"content-range": "0-999/1000"},
        {"content-range": f"bytes 0-{TOTAL}/{TOTAL}"},
        {"content-range": f"bytes 0-{CHUNK - 1}/{TOTAL + 1}"},
        {"content-range": f"bytes 0-{CHUNK}/{TOTAL}"},
        {"content-range": f"bytes 9-3/{TOTAL}"},
        {"content-type": "application/octet-stream"},
        {"content-type": ""},
    ],
)
async def test_a_wrong_header_is_refused(
    http: httpx.AsyncClient, acme: Person, headers: dict[str, str]
) -> None:
    _, url = await opened(http, acme)

    answer = await put(http, url, big_film()[:CHUNK], 0, TOTAL, **headers)

    assert (answer.status_code, answer.content) == (400, b"")


@pytest.mark.parametrize("size", [CHUNK - 1, CHUNK + 1, 1])
async def test_a_piece_of_another_size_than_announced_is_refused(
    http: httpx.AsyncClient, acme: Person, size: int
) -> None:
    _, url = await opened(http, acme)

    answer = await put(http, url, big_film()[:size], 0, TOTAL)

    assert answer.status_code == 400


async def test_the_last_piece_must_take_all_that_is_left(
    http: httpx.AsyncClient, acme: Person
) -> None:
    _, url = await opened(http, acme)
    await put(http, url, big_film()[:CHUNK], 0, TOTAL)

    answer = await put(http, url, big_film()[CHUNK : 2 * CHUNK], CHUNK, TOTAL)

    assert answer.status_code == 400


async def test_an_address_is_good_for_an_hour(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    _, url = await opened(http, acme)
    clock.advance(3_590)
    in_time = await put(http, url, big_film()[:CHUNK], 0, TOTAL)
    clock.advance(11)

    late = await put(http, url, big_film()[CHUNK:], CHUNK, TOTAL)

    assert (in_time.status_code, late.status_code) == (206, 403)
    assert await posts(http) == []


@pytest.mark.parametrize("spoilt", ["upload_token=x", "upload_id=1"])
async def test_an_unknown_address_leads_nowhere(
    http: httpx.AsyncClient, acme: Person, spoilt: str
) -> None:
    _, url = await opened(http, acme)
    name, _, value = spoilt.partition("=")
    wrong = httpx.URL(url).copy_set_param(name, value)

    answer = await put(http, str(wrong), big_film()[:CHUNK], 0, TOTAL)

    assert answer.status_code == 404


async def test_a_cancelled_film_takes_no_more_bytes(http: httpx.AsyncClient, acme: Person) -> None:
    publish_id, url = await opened(http, acme)
    await call(http, acme, f"{POST}/cancel/", publish_id=publish_id)

    answer = await put(http, url, big_film()[:CHUNK], 0, TOTAL)

    assert answer.status_code == 403


async def test_the_same_last_piece_sent_again_after_a_lost_answer_publishes_once(
    http: httpx.AsyncClient, acme: Person
) -> None:
    data = big_film()
    publish_id, url = await opened(http, acme)
    await put(http, url, data[:CHUNK], 0, TOTAL)
    await arm(http, "tiktok", "drop_after", step="create")
    with pytest.raises(httpx.RemoteProtocolError):
        await put(http, url, data[CHUNK:], CHUNK, TOTAL)

    again = await put(http, url, data[CHUNK:], CHUNK, TOTAL)

    assert again.status_code == 416
    assert len(await posts(http)) == 1
    assert (await ended(http, acme, publish_id))["status"] == "PUBLISH_COMPLETE"


async def test_a_connection_that_dies_in_the_middle_has_taken_the_piece_or_not(
    http: httpx.AsyncClient, acme: Person
) -> None:
    data = big_film()
    _, url = await opened(http, acme)
    await arm(http, "tiktok", "drop_before", step="upload")
    await arm(http, "tiktok", "drop_after", step="upload")
    for _ in range(2):
        with pytest.raises(httpx.RemoteProtocolError):
            await put(http, url, data[:CHUNK], 0, TOTAL)

    asked = await put(http, url, data[:CHUNK], 0, TOTAL)
    last = await put(http, url, data[CHUNK:], CHUNK, TOTAL)

    assert asked.headers["content-range"] == f"bytes 0-{CHUNK}/{TOTAL}"
    assert (asked.status_code, last.status_code) == (416, 201)


async def test_a_lost_answer_to_init_publishes_nothing_where_bytes_are_sent(
    http: httpx.AsyncClient, acme: Person
) -> None:
    await arm(http, "tiktok", "drop_after", step="prepare")

    with pytest.raises(httpx.RemoteProtocolError):
        await init(http, acme, whole(len(film())))

    assert await posts(http) == []


@pytest.mark.parametrize(
    ("fault", "status"), [("error_503", 503), ("error_429", 429), ("error_401", 401)]
)
async def test_general_faults_of_an_upload_come_without_a_word(
    http: httpx.AsyncClient, acme: Person, fault: str, status: int
) -> None:
    _, url = await opened(http, acme)
    await arm(http, "tiktok", fault, step="upload")

    refused = await put(http, url, big_film()[:CHUNK], 0, TOTAL)
    taken = await put(http, url, big_film()[:CHUNK], 0, TOTAL)

    assert (refused.status_code, refused.content) == (status, b"")
    assert taken.status_code == 206


async def test_pieces_go_over_a_real_server_too(app: Starlette) -> None:
    data = big_film()
    async with served(app) as base, httpx.AsyncClient(base_url=base) as http:
        acme = await account(http, "tiktok")
        publish_id, url = await opened(http, acme)
        await put(http, url, data[:CHUNK], 0, TOTAL)

        last = await put(http, url, data[CHUNK:], CHUNK, TOTAL)

        assert url.startswith(base)
        assert last.status_code == 201
        assert (await ended(http, acme, publish_id))["status"] == "PUBLISH_COMPLETE"
