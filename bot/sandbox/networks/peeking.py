"""Looking into a small JSON body: some calls are told apart only by what is inside."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request
from starlette.types import Message, Receive, Scope

from bot.sandbox.networks.breaking import drain

MAX_PEEKED_BYTES = 65_536
BODY = "callboard.body"


async def peek(scope: Scope, receive: Receive) -> Receive:
    """Keep a small JSON body in ``scope`` and return a ``receive`` that still hands it out."""
    headers = dict(scope["headers"])
    size = headers.get(b"content-length", b"")
    is_json = headers.get(b"content-type", b"").startswith(b"application/json")
    if not is_json or not size.isdigit() or int(size) > MAX_PEEKED_BYTES:
        return receive
    body = await drain(receive)
    scope[BODY] = body
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return messages.pop() if messages else await receive()

    return again


def peeked_json(request: Request) -> dict[str, Any]:
    """Return the JSON object that a call brought; empty when it brought none."""
    try:
        body = json.loads(request.scope.get(BODY, b"{}"))
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
