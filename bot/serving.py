"""Serving over HTTP: a socket that is really ours, then uvicorn on it."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable

import uvicorn
from starlette.types import ASGIApp

from bot import garbage
from bot.failures import Stopped

GRACEFUL_S = 5


def listen(host: str, port: int, *, hint: str) -> socket.socket:
    """Take the port, or stop with one line whose ``hint`` is the command that helps."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio turns Nagle's algorithm off, 40 ms a request, only on sockets that name TCP
    ours = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        ours.bind((host, port))
    except OSError as error:
        ours.close()
        if error.errno == errno.EADDRINUSE:
            raise Stopped(f"Port {port} is in use by another program. Try: {hint}") from None
        if error.errno == errno.EACCES:
            raise Stopped(f"Port {port} is not allowed for this user. Try: {hint}") from None
        raise Stopped(f"Cannot listen on {host}:{port}: {error.strerror}. Try: {hint}") from None
    ours.listen(2048)
    return ours


class _Server(uvicorn.Server):
    """uvicorn that says when it answers requests and leaves signals to us."""

    def __init__(self, app: ASGIApp, *, sockets: bool) -> None:
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="websockets-sansio" if sockets else "none",
            timeout_graceful_shutdown=GRACEFUL_S,
            timeout_keep_alive=30,
        )
        super().__init__(config)
        self.capture_signals = contextlib.nullcontext  # type: ignore[method-assign,assignment]  # no signals
        self.answers = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to answer, then say so."""
        await super().startup(sockets)
        self.answers.set()


@contextlib.asynccontextmanager
async def serving(
    app: ASGIApp, listening: socket.socket, *, sockets: bool = False
) -> AsyncIterator[None]:
    """Serve in the background for as long as the block runs; ``sockets`` takes WebSockets too."""
    server = _Server(app, sockets=sockets)
    task = asyncio.create_task(server.serve(sockets=[listening]))
    await server.answers.wait()
    try:
        yield
    finally:
        server.should_exit = True
        await task


async def serve_until_signal(
    app: ASGIApp,
    listening: socket.socket,
    *,
    start: Callable[[], Awaitable[None]],
    stop: Callable[[], Awaitable[None]],
    sockets: bool = False,
) -> None:
    """
    Serve until SIGINT or SIGTERM; ``start`` and ``stop`` run while requests are answered.

    What is finished at the end still needs the server: networks fetch media from it. A signal
    during ``start`` ends it.
    """
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signal_ in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(signal_, asked.set)
    async with serving(app, listening, sockets=sockets):
        starting = asyncio.ensure_future(start())
        stopping = asyncio.ensure_future(asked.wait())
        try:
            await asyncio.wait({starting, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if starting.done():
                starting.result()
                garbage.from_now_on()
            await stopping
        finally:
            for task in (starting, stopping):
                task.cancel()
            await asyncio.wait({starting, stopping})
            await stop()
