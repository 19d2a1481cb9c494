"""When an intent is committed, what counts as sent, and what a broken connection means."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from platforms.clock import SystemClock
from platforms.connections import open_client
from platforms.errors import (
    NotSent,
    OutcomeUnknown,
    PlatformError,
    RateLimited,
    Rejected,
    Step,
    TokenExpired,
    Unavailable,
)
from platforms.http import Classify, json_of, request_hash, send
from platforms.statuses import by_status, retry_after
from tests.contract.notebook import LostPost, Notebook
from tests.contract.serving import free_port
from tests.platforms.listening import Listener, answer, listening

CLOCK = SystemClock()
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def _classify(response: httpx.Response, step: Step, now: datetime) -> PlatformError:
    return by_status(response, step, now, network="test", label="Test")


async def _create(
    http: httpx.AsyncClient, url: str, notebook: Notebook, classify: Classify = _classify
) -> httpx.Response:
    request = http.build_request(
        "POST", f"{url}/create?a=1", json={"text": "hi"}, headers={"Authorization": "Bearer s3cret"}
    )
    return await send(
        http,
        request,
        network="test",
        step=Step.CREATE,
        classify=classify,
        clock=CLOCK,
        journal=notebook,
    )


async def _read(http: httpx.AsyncClient, url: str) -> httpx.Response:
    request = http.build_request("GET", f"{url}/read")
    return await send(
        http, request, network="test", step=Step.STATUS, classify=_classify, clock=CLOCK
    )


async def test_the_intent_is_on_record_before_the_first_byte_arrives() -> None:
    notebook = Notebook(CLOCK)
    intents_at_first_byte: list[int] = []
    listener = Listener(on_bytes=lambda: intents_at_first_byte.append(len(notebook.intents)))

    async with listening(listener), open_client() as http:
        await _create(http, listener.url, notebook)

    assert intents_at_first_byte == [1]
    assert notebook.intents[0][0] is Step.CREATE


async def test_creating_never_uses_a_kept_connection_and_reading_does() -> None:
    notebook = Notebook(CLOCK)

    async with listening(Listener()) as listener, open_client() as http:
        for _ in range(3):
            await _read(http, listener.url)
        connections_for_reading = listener.connections
        for _ in range(3):
            await _create(http, listener.url, notebook)

    assert connections_for_reading == 1
    assert listener.connections == 1 + 3


async def test_a_refused_connection_is_not_sent_and_leaves_no_intent() -> None:
    notebook = Notebook(CLOCK)

    async with open_client() as http:
        with pytest.raises(NotSent):
            await _create(http, f"http://127.0.0.1:{free_port()}", notebook)

    assert notebook.intents == []


async def test_a_host_without_address_is_not_sent() -> None:
    async with open_client() as http:
        with pytest.raises(NotSent):
            await _create(http, "http://no-such-host.invalid", Notebook(CLOCK))


async def test_a_server_without_tls_is_not_sent() -> None:
    notebook = Notebook(CLOCK)

    async with listening(Listener(greeting=b"220 no TLS\r\n")) as listener, open_client() as http:
        with pytest.raises(NotSent):
            await _create(http, listener.url.replace("http:", "https:"), notebook)

    assert notebook.intents == []


async def test_silence_after_creating_is_an_unknown_outcome() -> None:
    async with listening(Listener(reply=None)) as listener, open_client() as http:
        with pytest.raises(OutcomeUnknown):
            await _create(http, listener.url, Notebook(CLOCK))


async def test_silence_after_reading_is_tried_again() -> None:
    async with listening(Listener(reply=None)) as listener, open_client() as http:
        with pytest.raises(Unavailable):
            await _read(http, listener.url)


async def test_an_attempt_past_its_deadline_writes_no_byte() -> None:
    notebook = Notebook(CLOCK, send_within=timedelta(seconds=-1))

    async with listening(Listener()) as listener, open_client() as http:
        with pytest.raises(NotSent):
            await _create(http, listener.url, notebook)

    assert listener.requests == []


async def test_an_attempt_that_lost_its_post_writes_no_byte() -> None:
    async with listening(Listener()) as listener, open_client() as http:
        with pytest.raises(LostPost):
            await _create(http, listener.url, Notebook(CLOCK, is_lost=True))

    assert listener.requests == []


async def test_a_client_that_cannot_tell_when_it_sends_is_a_mistake() -> None:
    async def application(_scope: object, _receive: object, respond: object) -> None:
        await respond({"type": "http.response.start", "status": 200, "headers": []})  # type: ignore[operator]  # ASGI's send
        await respond({"type": "http.response.body", "body": b"{}"})  # type: ignore[operator]  # ASGI's send

    transport = httpx.ASGITransport(application)
    async with httpx.AsyncClient(transport=transport) as http:
        with pytest.raises(RuntimeError, match="httpcore"):
            await _create(http, "http://in-process", Notebook(CLOCK))


async def test_errors_hold_no_token() -> None:
    async with listening(Listener(reply=None)) as listener, open_client() as http:
        with pytest.raises(OutcomeUnknown) as broken:
            await _create(http, listener.url, Notebook(CLOCK))

    assert "s3cret" not in f"{broken.value!r} {broken.value.__dict__} {broken.value.__context__!r}"


async def test_addresses_are_logged_without_their_query(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, logger="httpx")

    async with listening(Listener()) as listener, open_client() as http:
        await http.get(f"{listener.url}/refresh", params={"access_token": "s3cret"})

    assert "/refresh" in caplog.text
    assert "s3cret" not in caplog.text


def test_the_request_hash_sees_the_body_and_not_the_token() -> None:
    def request(text: str, token: str) -> httpx.Request:
        headers = {"Authorization": f"Bearer {token}"}
        return httpx.Request("POST", "https://a.b/c", json={"text": text}, headers=headers)

    assert request_hash(request("hi", "a")) == request_hash(request("hi", "b"))
    assert request_hash(request("hi", "a")) != request_hash(request("ho", "a"))


@pytest.mark.parametrize(
    ("status", "step", "reaction"),
    [
        (400, Step.CREATE, Rejected),
        (401, Step.CREATE, TokenExpired),
        (404, Step.UPLOAD, Rejected),
        (408, Step.CREATE, OutcomeUnknown),
        (408, Step.UPLOAD, Unavailable),
        (422, Step.CREATE, Rejected),
        (429, Step.CREATE, RateLimited),
        (500, Step.CREATE, OutcomeUnknown),
        (503, Step.UPLOAD, Unavailable),
        (302, Step.CREATE, OutcomeUnknown),
    ],
)
async def test_a_status_alone_says_how_to_react(
    status: int, step: Step, reaction: type[PlatformError]
) -> None:
    error = by_status(httpx.Response(status), step, NOW, network="test", label="Test")

    assert type(error) is reaction


async def test_a_garbled_answer_to_creating_is_an_unknown_outcome() -> None:
    garbled = httpx.Response(200, content=b"<html>")

    with pytest.raises(OutcomeUnknown):
        json_of(garbled, network="test", step=Step.CREATE)
    with pytest.raises(Unavailable):
        json_of(garbled, network="test", step=Step.STATUS)


async def test_a_redirect_is_not_followed() -> None:
    elsewhere = answer("302 Found", b"", "Location: http://127.0.0.1:1/")

    async with listening(Listener(reply=elsewhere)) as listener, open_client() as http:
        with pytest.raises(OutcomeUnknown):
            await _create(http, listener.url, Notebook(CLOCK))

    assert len(listener.requests) == 1


@pytest.mark.parametrize(
    ("header", "moment"),
    [
        ("120", NOW + timedelta(seconds=120)),
        ("Sun, 22 Nov 2026 12:05:00 GMT", NOW + timedelta(minutes=5)),
        ("soon", None),
        ("", None),
    ],
)
def test_retry_after_is_read_in_both_its_forms(header: str, moment: datetime | None) -> None:
    response = httpx.Response(429, headers={"Retry-After": header})

    assert retry_after(response, NOW) == moment
