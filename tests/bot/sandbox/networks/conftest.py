from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp

from bot.sandbox.clock import OffsetClock
from bot.sandbox.networks.app import build_networks
from bot.serving import listen
from tests.bot.sandbox.networks.hosting import Answering, Files, MediaHost

BASE = "http://sandbox.test"


@pytest.fixture
def clock(tmp_path: Path) -> OffsetClock:
    return OffsetClock(tmp_path / "clock.json")


@pytest.fixture
def app(tmp_path: Path, clock: OffsetClock) -> Starlette:
    return build_networks(data_dir=tmp_path / "networks", clock=clock)


@pytest.fixture
async def http(app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    async with talking_to(app) as client:
        yield client


@pytest.fixture(scope="session")
def file_server() -> Iterator[Files]:
    with Files(("127.0.0.1", 0), Answering) as server:
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def host(file_server: Files) -> MediaHost:
    file_server.host = MediaHost(f"http://127.0.0.1:{file_server.server_port}")
    return file_server.host


def talking_to(app: ASGIApp) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=BASE)


@asynccontextmanager
async def served(app: ASGIApp) -> AsyncIterator[str]:
    """Run ``app`` under a real uvicorn and give its address."""
    with listen("127.0.0.1", 0, hint="run the tests again") as listening:
        config = uvicorn.Config(app, lifespan="off", log_level="critical", timeout_keep_alive=1)
        server = uvicorn.Server(config)
        config.load()
        server.lifespan = config.lifespan_class(config)
        await server.startup(sockets=[listening])
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            await server.shutdown(sockets=[listening])
