"""Serving over HTTP: a socket that is really ours, then uvicorn on it."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

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


class Server(uvicorn.Server):
    """uvicorn that says when it answers requests."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        on_ready: Callable[[], Awaitable[None]],
        on_exit: Callable[[], None] | None = None,
    ) -> None:
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            timeout_graceful_shutdown=GRACEFUL_S,
            timeout_keep_alive=30,
        )
        super().__init__(config)
        self._on_ready = on_ready
        self._on_exit = on_exit

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to stop; whoever holds endless answers open is told to end them."""
        if self._on_exit:
            self._on_exit()
        super().handle_exit(sig, frame)
        # uvicorn would raise the signal again once it has served, and SIGTERM would end the
        # process before the bot has finished what is in flight.
        self._captured_signals.clear()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to answer, then say so."""
        await super().startup(sockets)
        await self._on_ready()


async def serve(
    app: ASGIApp,
    listening: socket.socket,
    *,
    on_ready: Callable[[], Awaitable[None]],
    on_exit: Callable[[], None] | None = None,
) -> None:
    """Serve until a signal comes; ``on_ready`` runs once requests are answered."""
    await Server(app, on_ready=on_ready, on_exit=on_exit).serve(sockets=[listening])


@contextlib.asynccontextmanager
async def serving(app: ASGIApp, listening: socket.socket) -> AsyncIterator[None]:
    """Serve in the background for as long as the block runs; signals stay with the caller."""
    ready = asyncio.Event()

    async def say() -> None:
        ready.set()

    server = Server(app, on_ready=say)
    server.capture_signals = contextlib.nullcontext  # type: ignore[method-assign,assignment]  # the caller handles signals
    task = asyncio.create_task(server.serve(sockets=[listening]))
    await ready.wait()
    try:
        yield
    finally:
        server.should_exit = True
        await task
