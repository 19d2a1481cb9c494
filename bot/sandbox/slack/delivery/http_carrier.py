"""
Signed requests to the app's request URL.

https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

from __future__ import annotations

import hashlib
import hmac

import httpx

from bot.sandbox.slack.delivery.letters import Letter, Reply, Undelivered
from bot.sandbox.slack.faults import Fault
from platforms.clock import Clock

MAX_REDIRECTS = 2
STALE_BY_S = 600.0
"""How old a stale stamp is; apps refuse what is older than five minutes."""


class HttpCarrier:
    """Carries letters over real HTTP; one slow letter never holds up another."""

    def __init__(self, *, bot_url: str, signing_secret: str, machine_clock: Clock) -> None:
        self._url = f"{bot_url.rstrip('/')}/slack/events"
        self._secret = signing_secret.encode()
        self._machine_clock = machine_clock
        self._http: httpx.AsyncClient | None = None

    async def close(self) -> None:
        """Close the connections to the app."""
        if self._http is not None:
            await self._http.aclose()
            self._http = None

    async def carry(self, letter: Letter, fault: Fault | None) -> Reply:
        """Sign and send a letter."""
        headers = self._headers(letter, fault)
        try:
            reply = await self._client().post(self._url, content=letter.content, headers=headers)
        except httpx.TooManyRedirects:
            raise Undelivered("too_many_redirects") from None
        except httpx.HTTPError:
            raise Undelivered("connection_failed") from None
        return Reply(reply.status_code, reply.content, reply.headers)

    def _headers(self, letter: Letter, fault: Fault | None) -> dict[str, str]:
        # The machine's clock, not the demo's: the bot compares this stamp with its own watch.
        moment_s = self._machine_clock.now().timestamp()
        wrong = fault.fault if fault is not None else None
        if fault is not None and wrong == "stale_signature":
            moment_s -= fault.seconds or STALE_BY_S
        stamp = str(int(moment_s))
        secret = b"someone-else" if wrong == "bad_signature" else self._secret
        headers = {
            "Content-Type": letter.content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": signature(secret, stamp, letter.content),
        }
        if letter.retry_num is not None:
            headers["X-Slack-Retry-Num"] = str(letter.retry_num)
            headers["X-Slack-Retry-Reason"] = letter.retry_reason or "unknown_error"
        return headers

    def _client(self) -> httpx.AsyncClient:
        if self._http is None:
            self._http = httpx.AsyncClient(
                timeout=None,  # noqa: S113 - the courier bounds the whole exchange
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
