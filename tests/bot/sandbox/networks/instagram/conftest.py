from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.bot.sandbox.networks.conftest import served
from tests.bot.sandbox.networks.hands import Person, account


@dataclass
class MediaHost:
    """A web server with files, as the bot's own public address would be."""

    base: str = ""
    files: dict[str, Response] = field(default_factory=dict)
    agents: list[str] = field(default_factory=list)

    def put(self, name: str, data: bytes, *, status: int = 200) -> str:
        self.files[name] = Response(data, status_code=status)
        return f"{self.base}/{name}"

    async def serve(self, request: Request) -> Response:
        self.agents.append(request.headers["user-agent"])
        return self.files.get(request.path_params["name"], Response(status_code=404))


@pytest.fixture
async def host() -> AsyncIterator[MediaHost]:
    files = MediaHost()
    async with served(Starlette(routes=[Route("/{name}", files.serve)])) as base:
        files.base = base
        yield files


@pytest.fixture
async def acme(http: httpx.AsyncClient) -> Person:
    return await account(http, "instagram", "acme")


@pytest.fixture
async def rival(http: httpx.AsyncClient) -> Person:
    return await account(http, "instagram", "rival")


@pytest.fixture
async def paged(http: httpx.AsyncClient) -> Person:
    """The same account as ``acme``, connected with Facebook Login: a Page token."""
    return await account(http, "instagram", "acme", flavour="facebook")
