"""
All sockets of the app: who may open one, which carries the next payload, how they end.

https://docs.slack.dev/apis/events-api/using-socket-mode
"""

from __future__ import annotations

import secrets
import time

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.sandbox.slack.delivery.letters import Letter, Reply, Undelivered
from bot.sandbox.slack.faults import Fault
from bot.sandbox.slack.journal import Journal
from bot.sandbox.slack.refusal import Refusal
from bot.sandbox.slack.sockets.link import Lifetime, Link, Reason, goodbye

MOST_LINKS = 10
TICKET_S = 30.0


class SocketHub:
    """Carries each letter over one of the open sockets."""

    def __init__(self, *, lifetime: Lifetime, is_on: bool, journal: Journal) -> None:
        self._lifetime = lifetime
        self._is_on = is_on
        self._journal = journal
        self._tickets: dict[str, float] = {}
        self._links: list[Link] = []
        self._is_disabled = False

    def ticket(self) -> str:
        """Return a short-lived permission to open one socket."""
        if not self._is_on or self._is_disabled:
            # The reference names no error for this case; this is the general one for it.
            raise Refusal("access_denied")
        now_s = time.monotonic()
        self._tickets = {key: at for key, at in self._tickets.items() if now_s - at < TICKET_S}
        ticket = secrets.token_urlsafe(24)
        self._tickets[ticket] = now_s
        return ticket

    async def serve(self, socket: WebSocket) -> None:
        """Let the app in with its ticket, and stay as long as the socket is open."""
        issued_s = self._tickets.pop(socket.query_params.get("ticket", ""), None)
        if issued_s is None or time.monotonic() - issued_s > TICKET_S or self._is_disabled:
            await socket.close()
            return
        await socket.accept()
        link = Link(socket, self._lifetime, self._journal)
        if len(self._links) >= MOST_LINKS:
            await link.send(goodbye("too_many_websockets"))
            await socket.close()
            return
        self._links.append(link)
        try:
            await link.run(len(self._links))
        except WebSocketDisconnect:
            return
        finally:
            self._links.remove(link)

    async def carry(self, letter: Letter, fault: Fault | None) -> Reply:
        """Send a letter over the socket whose turn it is; raises ``Undelivered`` without one."""
        del fault
        if not self._links:
            raise Undelivered("connection_failed")
        link = self._links.pop(0)
        self._links.append(link)
        return await link.carry(letter)

    async def part_all(self, reason: Reason) -> None:
        """Announce an end to every socket; a disabled link lets nobody in until enabled again."""
        self._is_disabled = self._is_disabled or reason == "link_disabled"
        for link in list(self._links):
            await link.part(reason)

    def drop_all(self) -> None:
        """Let every connection die without a word."""
        for link in self._links:
            link.drop()

    def enable(self) -> None:
        """Let the app in again."""
        self._is_disabled = False

    async def close(self) -> None:
        """End every socket, because the stand-in stops."""
        for link in self._links:
            link.end()
