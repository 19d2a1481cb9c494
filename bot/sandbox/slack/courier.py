"""
Carries signed requests to the bot and judges the answer by the three-second rule.

https://docs.slack.dev/authentication/verifying-requests-from-slack
https://docs.slack.dev/apis/events-api/#responding
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import httpx

from bot.sandbox.slack.faults import Fault, Faults
from bot.sandbox.slack.journal import Journal
from bot.sandbox.slack.records import Json
from platforms.clock import Clock

MAX_REDIRECTS = 2
FORM = "application/x-www-form-urlencoded"
Trouble = Literal["http_timeout", "http_error", "connection_failed", "too_many_redirects"]


@dataclass(frozen=True, slots=True)
class Letter:
    """One request to the bot."""

    kind: Literal["event", "command", "interactive"]
    name: str
    content: bytes
    shown: Json
    content_type: str = FORM
    retry_num: int | None = None
    retry_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and what Slack would call the trouble if there was one."""

    ms: int
    status: int | None = None
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    trouble: Trouble | None = None

    @property
    def ok(self) -> bool:
        """Whether the bot acknowledged in time."""
        return self.trouble is None

    def json(self) -> Any:
        """Return the body as JSON, or ``None`` when it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None


class Courier:
    """Delivers letters over real HTTP; one slow letter never holds up another."""

    def __init__(
        self,
        *,
        bot_url: str,
        signing_secret: str,
        ack_s: float,
        journal: Journal,
        faults: Faults,
        machine_clock: Clock,
    ) -> None:
        self._url = f"{bot_url.rstrip('/')}/slack/events"
        self._secret = signing_secret.encode()
        self._ack_s = ack_s
        self._journal = journal
        self._faults = faults
        self._machine_clock = machine_clock
        self._http: httpx.AsyncClient | None = None

    async def close(self) -> None:
        """Close the connections to the bot."""
        if self._http is not None:
            await self._http.aclose()
            self._http = None

    async def deliver(self, letter: Letter) -> Answer:
        """Sign and send a letter, and log how the bot took it."""
        started_s = time.monotonic()
        answer = await self._attempt(letter, started_s)
        self._journal.note(
            letter.kind,
            letter.name,
            status=answer.status,
            ms=answer.ms,
            error=answer.trouble,
            retry_num=letter.retry_num,
            request=letter.shown,
            response=_shown(answer),
        )
        return answer

    async def _attempt(self, letter: Letter, started_s: float) -> Answer:
        fault = self._faults.strike(
            "delivery", letter.name,
            "429", "500", "503", "timeout", "reset", "slow", "lost_ack", "bad_signature",
        )  # fmt: skip
        if fault is not None and fault.fault in ("429", "500", "503"):
            return Answer(ms=0, status=int(fault.fault), trouble="http_error")
        if fault is not None and fault.fault == "reset":
            return Answer(ms=0, trouble="connection_failed")
        if fault is not None and fault.fault == "slow":
            await asyncio.sleep(fault.seconds or 1.0)
        answer = await self._send(letter, fault, started_s)
        if fault is not None and fault.fault in ("timeout", "lost_ack"):
            return Answer(ms=answer.ms, trouble="http_timeout")
        return answer

    async def _send(self, letter: Letter, fault: Fault | None, started_s: float) -> Answer:
        try:
            async with asyncio.timeout(self._ack_s):
                reply = await self._client().post(
                    self._url, content=letter.content, headers=self._headers(letter, fault)
                )
        except TimeoutError:
            return Answer(ms=_since(started_s), trouble="http_timeout")
        except httpx.TooManyRedirects:
            return Answer(ms=_since(started_s), trouble="too_many_redirects")
        except httpx.HTTPError:
            return Answer(ms=_since(started_s), trouble="connection_failed")
        return Answer(
            ms=_since(started_s),
            status=reply.status_code,
            body=reply.content,
            headers=reply.headers,
            trouble=None if reply.is_success else "http_error",
        )

    def _headers(self, letter: Letter, fault: Fault | None) -> dict[str, str]:
        # The machine's clock, not the demo's: the bot compares this stamp with its own watch.
        stamp = str(int(self._machine_clock.now().timestamp()))
        forged = fault is not None and fault.fault == "bad_signature"
        headers = {
            "Content-Type": letter.content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": signature(
                b"someone-else" if forged else self._secret, stamp, letter.content
            ),
        }
        if letter.retry_num is not None:
            headers["X-Slack-Retry-Num"] = str(letter.retry_num)
            headers["X-Slack-Retry-Reason"] = letter.retry_reason or "unknown_error"
        return headers

    def _client(self) -> httpx.AsyncClient:
        if self._http is None:
            self._http = httpx.AsyncClient(
                timeout=None,  # noqa: S113 - asyncio.timeout bounds the whole exchange
                follow_redirects=True,
                max_redirects=MAX_REDIRECTS,
                trust_env=False,
                verify=self._url.startswith("https://"),
                limits=httpx.Limits(max_connections=None),
            )
        return self._http


def signature(secret: bytes, stamp: str, content: bytes) -> str:
    """Return the value of ``X-Slack-Signature`` for a body."""
    digest = hmac.new(secret, b"v0:" + stamp.encode() + b":" + content, hashlib.sha256)
    return f"v0={digest.hexdigest()}"


def _since(started_s: float) -> int:
    return round((time.monotonic() - started_s) * 1000)


def _shown(answer: Answer) -> Any:
    if answer.status is None:
        return None
    return answer.json() if answer.json() is not None else answer.body.decode(errors="replace")
