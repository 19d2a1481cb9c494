"""The HTTP client that talks to networks: kept connections, and fresh ones for creating."""

from __future__ import annotations

import logging
import ssl

import httpx

FRESH = "callboard.fresh_connection"
"""A request's extension that asks for a connection of its own."""
TIMEOUT = httpx.Timeout(30.0, connect=10.0, write=120.0)


class Connections(httpx.AsyncBaseTransport):
    """
    Keeps connections alive, but opens a new one for each request that asks for it.

    A kept connection may have been closed by the server just now; a create request on it
    would fail after its first byte and leave the question whether the post is live.
    """

    def __init__(self, *, proxy: str | None = None, context: ssl.SSLContext | None = None) -> None:
        context = context or httpx.create_ssl_context()
        self._kept = httpx.AsyncHTTPTransport(verify=context, http2=False, proxy=proxy)
        self._fresh = httpx.AsyncHTTPTransport(
            verify=context,
            http2=False,
            proxy=proxy,
            limits=httpx.Limits(max_connections=100, max_keepalive_connections=0),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send over a kept or a fresh connection, as the request asks."""
        transport = self._fresh if request.extensions.get(FRESH) else self._kept
        return await transport.handle_async_request(request)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._kept.aclose()
        await self._fresh.aclose()


class _WithoutQueries(logging.Filter):
    """Cuts queries off the addresses that httpx logs: one call of Instagram has a token there."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(
                arg.copy_with(query=None) if isinstance(arg, httpx.URL) else arg
                for arg in record.args
            )
        return True


_WITHOUT_QUERIES = _WithoutQueries()


def open_client(*, proxy: str | None = None) -> httpx.AsyncClient:
    """Return the client for all networks; it speaks HTTP/1.1 and follows no redirects."""
    logging.getLogger("httpx").addFilter(_WITHOUT_QUERIES)
    return httpx.AsyncClient(
        transport=Connections(proxy=proxy),
        timeout=TIMEOUT,
        headers={"User-Agent": "Callboard"},
        follow_redirects=False,
    )
