"""
One open WebSocket of the app: greeted, used in turn, warned, and one day ended.

https://docs.slack.dev/apis/events-api/using-socket-mode
"""

from __future__ import annotations

import asyncio
import json
import uuid
from dataclasses import dataclass
from typing import Literal

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from bot.sandbox.slack.delivery.letters import Letter, Reply, Undelivered
from bot.sandbox.slack.journal import Journal
from bot.sandbox.slack.records import Json
from bot.sandbox.slack.world import APP_ID

Reason = Literal["warning", "refresh_requested", "link_disabled", "too_many_websockets"]
_TYPE = {"event": "events_api", "command": "slash_commands", "interactive": "interactive"}
_WITH_PAYLOAD = ("view_submission", "block_suggestion")
_REASON = {"http_timeout": "timeout", "http_error": "http_error"}


@dataclass(frozen=True, slots=True)
class Lifetime:
    """How long Slack keeps a socket, and how long before the end it warns."""

    lives_s: float
    warns_s: float


class Link:
    """One socket, as long as it is open."""

    def __init__(self, socket: WebSocket, lifetime: Lifetime, journal: Journal) -> None:
        self._socket = socket
        self._lifetime = lifetime
        self._journal = journal
        self._acks: dict[str, asyncio.Future[Reply]] = {}
        self._over = asyncio.Event()
        self._says_goodbye = True

    async def run(self, open_links: int) -> None:
        """Greet the app and listen to it until either side has had enough."""
        await self.send(_hello(open_links, self._lifetime))
        self._note("hello")
        tasks = [
            asyncio.create_task(self._listen()),
            asyncio.create_task(self._grow_old()),
            asyncio.create_task(self._over.wait()),
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self._forsake()
        is_open = self._socket.client_state is WebSocketState.CONNECTED
        if self._says_goodbye and is_open:
            await self._socket.close()

    async def carry(self, letter: Letter) -> Reply:
        """Send one envelope and wait for its acknowledgement; raises ``Undelivered``."""
        envelope_id = str(uuid.uuid4())
        ack: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._acks[envelope_id] = ack
        try:
            await self.send(_envelope(letter, envelope_id))
            return await ack
        except WebSocketDisconnect:
            raise Undelivered("connection_failed") from None
        finally:
            self._acks.pop(envelope_id, None)

    async def part(self, reason: Reason) -> None:
        """Tell the app that this socket ends, and end it unless this is only the warning."""
        self._note(f"disconnect {reason}")
        await self.send(goodbye(reason))
        if reason != "warning":
            self._over.set()

    def end(self) -> None:
        """Close the connection properly."""
        self._over.set()

    def drop(self) -> None:
        """Let the connection die without a word, as a network does."""
        self._note("dropped")
        self._says_goodbye = False
        self._over.set()

    async def send(self, frame: Json) -> None:
        """Send one frame."""
        await self._socket.send_text(json.dumps(frame, ensure_ascii=False))

    async def _listen(self) -> None:
        while True:
            message = await self._socket.receive()
            if message["type"] == "websocket.disconnect":
                return
            self._heard(message.get("text") or "")

    def _heard(self, text: str) -> None:
        envelope_id, payload = _read_ack(text)
        ack = self._acks.get(envelope_id)
        if ack is None or ack.done():
            self._note("unexpected frame", error="late_or_unknown_envelope", request=text)
            return
        ack.set_result(Reply(200, payload))

    async def _grow_old(self) -> None:
        await asyncio.sleep(max(self._lifetime.lives_s - self._lifetime.warns_s, 0.0))
        await self.part("warning")
        await asyncio.sleep(self._lifetime.warns_s)
        await self.part("refresh_requested")

    def _forsake(self) -> None:
        for ack in self._acks.values():
            if not ack.done():
                ack.set_exception(Undelivered("connection_failed"))

    def _note(self, name: str, *, error: str | None = None, request: object = None) -> None:
        self._journal.note("socket", name, status=None, ms=0, error=error, request=request)


def goodbye(reason: Reason) -> Json:
    """Return the frame that announces an end and why."""
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-sandbox"}}


def _hello(open_links: int, lifetime: Lifetime) -> Json:
    return {
        "type": "hello",
        "num_connections": open_links,
        "connection_info": {"app_id": APP_ID},
        "debug_info": {
            "host": "applink-sandbox",
            "build_number": 1,
            "approximate_connection_time": round(lifetime.lives_s),
        },
    }


def _envelope(letter: Letter, envelope_id: str) -> Json:
    envelope: Json = {
        "envelope_id": envelope_id,
        "type": _TYPE[letter.kind],
        "accepts_response_payload": _accepts_payload(letter),
        "payload": letter.shown,
    }
    if letter.kind == "event":
        reason = letter.retry_reason or ""
        envelope |= {
            "retry_attempt": letter.retry_num or 0,
            "retry_reason": _REASON.get(reason, reason),
        }
    return envelope


def _accepts_payload(letter: Letter) -> bool:
    return letter.kind == "command" or letter.shown.get("type") in _WITH_PAYLOAD


def _read_ack(text: str) -> tuple[str, bytes]:
    """Return the envelope an ack is for, and its payload as an HTTP body would hold it."""
    try:
        ack = json.loads(text)
    except ValueError:
        return "", b""
    if not isinstance(ack, dict) or not isinstance(ack.get("envelope_id"), str):
        return "", b""
    payload = ack.get("payload")
    if isinstance(payload, str):
        return ack["envelope_id"], payload.encode()
    return ack["envelope_id"], json.dumps(payload).encode() if payload else b""
