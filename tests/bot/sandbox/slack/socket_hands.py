"""An app's side of Socket Mode, by hand: a real WebSocket and the frames as they are."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from tests.bot.sandbox.slack.rig import APP_TOKEN, Rig

PATIENCE_S = 5.0


@dataclass(slots=True)
class Socket:
    """One open socket; ``hello`` is what it was greeted with."""

    connection: ClientConnection
    hello: dict[str, Any] = field(default_factory=dict)

    async def next(self) -> dict[str, Any]:
        """Return the next frame; raises ``ConnectionClosed`` when there is none."""
        async with asyncio.timeout(PATIENCE_S):
            return dict(json.loads(await self.connection.recv()))

    async def send(self, **frame: object) -> None:
        """Send a frame."""
        await self.connection.send(json.dumps(frame))

    async def acknowledge(self, **more: object) -> dict[str, Any]:
        """Take the next envelope, acknowledge it and return it."""
        envelope = await self.next()
        await self.send(envelope_id=envelope["envelope_id"], **more)
        return envelope


async def address(rig: Rig) -> str:
    """Ask for the address of one socket."""
    answer = await rig.api("apps.connections.open", token=APP_TOKEN)
    assert answer["ok"], answer
    return str(answer["url"])


@asynccontextmanager
async def open_socket(rig: Rig) -> AsyncIterator[Socket]:
    """Open one socket and read its greeting."""
    async with connect(await address(rig)) as connection:
        socket = Socket(connection)
        socket.hello = await socket.next()
        yield socket
