"""A real connection whose requests and answers can be read afterwards."""

from __future__ import annotations

import json
import ssl
from dataclasses import dataclass
from functools import cache
from urllib.parse import parse_qs

import httpx

from platforms.connections import Connections


@dataclass(slots=True)
class Exchange:
    """A request and its answer; ``None`` as long as, or because, there was none."""

    request: httpx.Request
    answer: httpx.Response | None = None


class Overheard(httpx.AsyncBaseTransport):
    """Passes every request on to the network and remembers it, and what came back."""

    def __init__(self) -> None:
        self._connections = Connections(context=_context())
        self.exchanges: list[Exchange] = []

    @property
    def requests(self) -> list[httpx.Request]:
        """What was asked, in order."""
        return [exchange.request for exchange in self.exchanges]

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Remember, then send."""
        await request.aread()
        exchange = Exchange(request)
        self.exchanges.append(exchange)
        answer = await self._connections.handle_async_request(request)
        await answer.aread()
        exchange.answer = answer
        return answer

    async def aclose(self) -> None:
        """Close all connections."""
        await self._connections.aclose()

    def bodies(self, path_end: str) -> list[dict[str, object]]:
        """Return the fields of all POSTs to a path, read as JSON or as a form."""
        return [
            _fields(request)
            for request in self.requests
            if request.method == "POST" and request.url.path.endswith(path_end)
        ]


@cache
def _context() -> ssl.SSLContext:
    """Read the certificates once for all tests; they take longer than most of them."""
    return httpx.create_ssl_context()


def _fields(request: httpx.Request) -> dict[str, object]:
    if request.headers["content-type"].startswith("application/json"):
        return dict(json.loads(request.content))
    return {name: values[0] for name, values in parse_qs(request.content.decode()).items()}
