"""Our web door between a person's browser and the networks' stand-ins."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import httpx
from fastapi import FastAPI

from bot.sandbox.clock import OffsetClock
from platforms.registry import ADAPTERS
from scheduling.consents import Consents
from scheduling.views import Connected
from store import accounts
from store.database import Database
from store.words import Integration, Person
from tests.bot.sandbox.networks.consenting import answer_consent

OURS, THEIRS = "https://callboard.test", "http://networks.test"
ANA = Person("T0DEMO", "U0ANA", name="Ana", zone="Europe/Lisbon")
LOGINS = [(name, flavour) for name, one in ADAPTERS.items() for flavour in one.logins]


class Forgetful(httpx.AsyncBaseTransport):
    """Leads to the stand-ins; answers with tokens can come back with a field ``left_out``."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner
        self.left_out = ""
        self.fields: set[str] = set()
        """What the answers with tokens held."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Pass a request on, and its answer back."""
        response = await self._inner.handle_async_request(request)
        if not response.headers.get("content-type", "").startswith("application/json"):
            return response
        held = json.loads(await response.aread())
        if not isinstance(held, dict) or "access_token" not in held:
            return response
        self.fields |= held.keys()
        held.pop(self.left_out, None)
        return httpx.Response(response.status_code, json=held)


@dataclass
class Ground:
    """Our web door, the networks' stand-ins, and browsers to walk between them."""

    database: Database
    clock: OffsetClock
    consents: Consents
    app: FastAPI
    networks: httpx.AsyncClient
    transport: Forgetful
    told: list[Connected] = field(default_factory=list)

    def browser(self) -> httpx.AsyncClient:
        """Open a browser that knows nobody yet."""
        return httpx.AsyncClient(transport=httpx.ASGITransport(app=self.app), base_url=OURS)

    async def asked(self, network: str = "twitter", flavour: str = "") -> str:
        """Press Connect in Slack; return the link."""
        return await self.consents.ask(ANA, network, flavour, reply_to={"channel": "C1"})

    async def at_network(self, browser: httpx.AsyncClient, link: str, **form: object) -> httpx.URL:
        """Follow the link to the network's page, answer there, and return the way back."""
        page = httpx.URL((await browser.get(link)).headers["location"])
        path, asked = str(page.copy_with(query=None)), dict(page.params.items())
        answer = await answer_consent(self.networks, path, asked, **{"handle": "acme", **form})
        return httpx.URL(answer.headers["location"])

    async def known(self) -> list[Integration]:
        """Return what is connected."""
        return await self.database.read(lambda db: accounts.of_workspace(db, "T0DEMO"))

    async def heard(self, connected: Connected) -> None:
        """Listen as Slack's door does."""
        self.told.append(connected)
