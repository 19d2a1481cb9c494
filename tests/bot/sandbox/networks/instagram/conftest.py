from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import httpx
import pytest

from tests.bot.sandbox.networks.hands import Person, account


@dataclass
class MediaHost:
    """A web server with files, as the bot's own public address would be."""

    base: str
    files: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    agents: list[str] = field(default_factory=list)

    def put(self, name: str, data: bytes, *, status: int = 200) -> str:
        self.files[f"/{name}"] = (status, data)
        return f"{self.base}/{name}"


class Files(ThreadingHTTPServer):
    """The server behind ``MediaHost``."""

    daemon_threads = True
    host: MediaHost


class Answering(BaseHTTPRequestHandler):
    server: Files

    def do_GET(self) -> None:
        self.server.host.agents.append(self.headers["user-agent"])
        status, data = self.server.host.files.get(self.path, (404, b""))
        self.send_response(status)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the tests' output clean."""


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
