"""Ending a request without an answer, as a network does whose connection dies."""

from __future__ import annotations

import httpx
from starlette.types import Message, Receive, Send

UNSENDABLE = [(b"x-broken", b"\r\n")]
"""A header no HTTP server will write."""


async def drop(send: Send) -> None:
    """
    Make the server close the connection without a single byte of answer.

    ASGI has no word for that. A server that is handed a header it cannot write has neither
    sent anything nor may it send another answer, so it closes the connection, and the caller
    sees what it would see if the network had died. In-process transports keep the header
    without looking; there the broken connection is raised as the error it would have been.
    """
    try:
        await send({"type": "http.response.start", "status": 500, "headers": UNSENDABLE})
    except Exception:  # noqa: BLE001 - each server has an error of its own; any is the wanted one
        return
    raise httpx.RemoteProtocolError("Server disconnected without sending a response.")


async def drain(receive: Receive) -> bytes:
    """Read a request to its end, so that the caller has sent all of it before anything breaks."""
    chunks = []
    while (message := await receive())["type"] == "http.request":
        chunks.append(message.get("body", b""))
        if not message.get("more_body", False):
            break
    return b"".join(chunks)


async def unheard(message: Message) -> None:
    """Take an answer that nobody will read."""
    _ = message


def replaying(body: bytes) -> Receive:
    """Return a ``receive`` that hands out ``body`` once and then says that the caller is gone."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        return messages.pop() if messages else {"type": "http.disconnect"}

    return receive
