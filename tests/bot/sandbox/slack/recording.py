"""A bot that remembers every request and answers as the test wants."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5"


@dataclass(frozen=True, slots=True)
class Heard:
    """One request that the recording bot got."""

    headers: Mapping[str, str]
    body: bytes

    @property
    def signed(self) -> bool:
        """Whether Slack's own verifier accepts the signature."""
        return SignatureVerifier(SIGNING_SECRET).is_valid_request(self.body, dict(self.headers))

    @property
    def payload(self) -> dict[str, Any]:
        """The event envelope, command fields or interactive payload."""
        if self.headers["content-type"].startswith("application/json"):
            return dict(json.loads(self.body))
        fields = {k: v[0] for k, v in parse_qs(self.body.decode(), True).items()}
        return dict(json.loads(fields["payload"])) if "payload" in fields else dict(fields)

    @property
    def event(self) -> dict[str, Any]:
        """The inner event; empty when this was none."""
        return dict(self.payload.get("event", {}))


Reply = Callable[[Heard], Awaitable[Response]]


async def _acknowledge(_heard: Heard) -> Response:
    return Response(status_code=200)


@dataclass(slots=True)
class RecordingBot:
    """Remembers every request and answers as the test wants."""

    heard: list[Heard] = field(default_factory=list)
    reply: Reply = _acknowledge
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)

    def app(self) -> Starlette:
        """Return the bot as an ASGI app."""

        async def take(request: Request) -> Response:
            heard = Heard(dict(request.headers), await request.body())
            async with self._news:
                self.heard.append(heard)
                self._news.notify_all()
            return await self.reply(heard)

        return Starlette(routes=[Route("/slack/events", take, methods=["POST"])])

    async def wait_for(
        self, wanted: Callable[[Heard], bool], *, count: int = 1, timeout_s: float = 5.0
    ) -> list[Heard]:
        """Return the first ``count`` matching requests, waiting until they have come."""
        async with asyncio.timeout(timeout_s), self._news:
            await self._news.wait_for(lambda: sum(map(wanted, self.heard)) >= count)
        return [one for one in self.heard if wanted(one)][:count]

    async def wait_for_event(self, kind: str, **fields: object) -> dict[str, Any]:
        """Return the first inner event of a kind whose fields match."""

        def wanted(heard: Heard) -> bool:
            event = heard.event
            return event.get("type") == kind and all(
                event.get(name) == value for name, value in fields.items()
            )

        return (await self.wait_for(wanted))[0].event

    def events(self, kind: str) -> list[dict[str, Any]]:
        """Return the inner events of a kind that came so far."""
        return [one.event for one in self.heard if one.event.get("type") == kind]
