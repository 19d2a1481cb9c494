"""A bare TCP server that shows exactly what arrives, byte by byte, and answers as told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

OK = b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"


def answer(status: str, body: bytes = b"", *headers: str) -> bytes:
    """Write an HTTP answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@dataclass
class Listener:
    """
    How to answer, and what came in.

    ``greeting`` is said at once to whoever connects; ``on_bytes`` is told of each request's
    first bytes; ``reply=None`` hangs up.
    """

    reply: bytes | None = OK
    greeting: bytes = b""
    url: str = ""
    connections: int = 0
    requests: list[bytes] = field(default_factory=list)
    on_bytes: Callable[[], None] = lambda: None

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection until it is closed."""
        self.connections += 1
        writer.write(self.greeting)
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                self.on_bytes()
                length = [
                    int(line.split(b":")[1])
                    for line in head.split(b"\r\n")
                    if line.lower().startswith(b"content-length")
                ]
                body = await reader.readexactly(length[0]) if length else b""
                self.requests.append(head + body)
                if self.reply is None:
                    break
                writer.write(self.reply)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def listening(listener: Listener) -> AsyncIterator[Listener]:
    """Listen on a free port for the length of the block."""
    server = await asyncio.start_server(listener.talk, "127.0.0.1", 0)
    async with server:
        listener.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        yield listener
        server.close()
