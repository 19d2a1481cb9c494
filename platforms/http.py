"""
The one place that sends a request to a network and says what a failure means.

A request that creates something comes with a journal. Its intent is committed at the last
moment before its first byte, inside httpcore's trace event, so that a connection that was
never made is a definite "not sent", and everything after the first byte that is not a clear
answer is "outcome unknown".

https://www.encode.io/httpcore/extensions/#trace
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx

from platforms.adapter import Journal
from platforms.clock import Clock
from platforms.connections import FRESH
from platforms.errors import NotSent, OutcomeUnknown, PlatformError, Step, Unavailable

Classify = Callable[[httpx.Response, Step, datetime], PlatformError]
"""Turns a refusing answer into the error that says how to react."""

_NEVER_CONNECTED = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)


async def send(
    http: httpx.AsyncClient,
    request: httpx.Request,
    *,
    network: str,
    step: Step,
    classify: Classify,
    clock: Clock,
    journal: Journal | None = None,
    accepts: frozenset[int] = frozenset(),
) -> httpx.Response:
    """
    Send ``request`` and return its 2xx answer; raise a ``PlatformError`` for everything else.

    ``accepts`` are further statuses that are an answer and no refusal.

    With ``journal`` the request is one that cannot be undone: its intent is committed right
    before it goes out. What the journal raises then passes through, and nothing is sent.
    """
    intent = None
    if journal is not None:
        intent = _Intent(journal, clock, step, request_hash(request), network)
        request.extensions = {**request.extensions, "trace": intent.on_event, FRESH: True}
    try:
        response = await http.send(request)
    except _NEVER_CONNECTED as error:
        raise _not_sent(network, step, error) from None
    except httpx.RequestError as error:
        raise _broken_off(network, step, error, intent) from None
    if intent is not None and not intent.is_committed:
        raise RuntimeError("The HTTP client must be built on httpcore: it reported no request.")
    if response.is_success or response.status_code in accepts:
        return response
    raise classify(response, step, clock.now())


@dataclass(slots=True)
class _Intent:
    """Commits the intent of one request when httpcore is about to write its first byte."""

    journal: Journal
    clock: Clock
    step: Step
    request_hash: str
    network: str
    send_by: datetime | None = None

    @property
    def is_committed(self) -> bool:
        return self.send_by is not None

    async def on_event(self, event: str, info: dict[str, Any]) -> None:
        if event == "http11.send_request_headers.started" and not _is_for_proxy(info):
            self.send_by = await self.journal.intend(self.step, self.request_hash)
            self._refuse_when_late()
        elif event == "http11.send_request_body.started":
            self._refuse_when_late()

    def _refuse_when_late(self) -> None:
        """Stop a process that was paused: by now someone else may own the post."""
        if self.send_by is not None and self.clock.now() > self.send_by:
            raise NotSent(
                "This attempt was held up for too long and was stopped before it was sent.",
                network=self.network,
                step=self.step,
            )


def request_hash(request: httpx.Request) -> str:
    """Return a fingerprint of what is asked, without headers, where tokens live."""
    digest = hashlib.sha256(f"{request.method} {request.url.path}\n".encode())
    digest.update(request.content)
    return digest.hexdigest()


def json_of(response: httpx.Response, *, network: str, step: Step) -> dict[str, Any]:
    """Return a 2xx answer's JSON object; anything else there is no clear answer."""
    try:
        answer = response.json()
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise no_clear_answer(network, step)
    return answer


def no_clear_answer(network: str, step: Step, *, code: str = "") -> PlatformError:
    """Return what a garbled or 5xx answer means: unknown for a create call, else try again."""
    if step is Step.CREATE:
        reason = "The network gave no clear answer, so nobody knows yet whether it took the post."
        return OutcomeUnknown(reason, network=network, step=step, code=code)
    reason = "The network is out of order at the moment."
    return Unavailable(reason, network=network, step=step, code=code)


def _is_for_proxy(info: dict[str, Any]) -> bool:
    return bool(info["request"].method == b"CONNECT")


def _not_sent(network: str, step: Step, error: httpx.RequestError) -> NotSent:
    return NotSent(
        "The network could not be reached; nothing was sent.",
        network=network,
        step=step,
        code=type(error).__name__,
    )


def _broken_off(
    network: str, step: Step, error: httpx.RequestError, intent: _Intent | None
) -> PlatformError:
    """Name what a lost connection means; the client's own message is left out, it may hold URLs."""
    code = type(error).__name__
    if intent is None:
        reason = "The connection to the network broke off."
        return Unavailable(reason, network=network, step=step, code=code)
    if not intent.is_committed:
        return _not_sent(network, step, error)
    reason = "The connection broke off after the post was sent, before the network answered."
    return OutcomeUnknown(reason, network=network, step=step, code=code)
