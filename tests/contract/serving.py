"""Real HTTP servers on free ports of this machine."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn


@contextmanager
def served(app: Any, **options: Any) -> Iterator[str]:
    """
    Run ``app`` in a uvicorn of its own for the length of the block; yields its address.

    ``options`` are further ones of uvicorn's, such as certificates or headers.
    """
    listening = _listening_socket()
    started = threading.Event()
    server = _Server(
        uvicorn.Config(app, log_level="warning", ws="none", timeout_graceful_shutdown=1, **options),
        started,
    )
    thread = threading.Thread(target=lambda: asyncio.run(server.serve([listening])))
    thread.start()
    try:
        if not started.wait(10):
            raise TimeoutError("The server did not start within 10 seconds.")
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()


def _listening_socket() -> socket.socket:
    """Name the protocol: asyncio answers without delay only on sockets that say they are TCP."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.bind(("127.0.0.1", 0))
    listening.listen(128)
    return listening


class _Server(uvicorn.Server):
    """A uvicorn that says when it listens."""

    def __init__(self, config: uvicorn.Config, is_started: threading.Event) -> None:
        super().__init__(config)
        self._is_started = is_started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._is_started.set()


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])
