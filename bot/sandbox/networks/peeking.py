"""Looking into a small body: some calls are told apart only by what is inside."""

from __future__ import annotations

import json
import re
from typing import Any

from starlette.requests import Request
from starlette.types import Message, Receive, Scope

from bot.sandbox.networks.breaking import drain

MAX_PEEKED_BYTES = {
    "application/json": 262_144,
    "application/x-www-form-urlencoded": 262_144,
    "multipart/form-data": 8_388_608,
}
BODY = "callboard.body"


async def peek(scope: Scope, receive: Receive) -> Receive:
    """Keep a small body in ``scope`` and return a ``receive`` that still hands it out."""
    headers = dict(scope["headers"])
    size = headers.get(b"content-length", b"")
    kind = headers.get(b"content-type", b"").decode("latin-1").partition(";")[0].strip()
    if not size.isdigit() or int(size) > MAX_PEEKED_BYTES.get(kind, -1):
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


def peeked_word(request: Request, name: str) -> str:
    """Return a parameter that is one word, from the query, a form or JSON; else ``""``."""
    if name in request.query_params:
        return request.query_params[name]
    key = re.escape(name).encode()
    patterns = (
        rb'"%b"\s*:\s*"?(\w+)' % key,
        rb"(?:^|&)%b=(\w+)" % key,
        rb'name="%b"\r\n(?:[^\r\n]+\r\n)*\r\n(\w+)' % key,
    )
    body = request.scope.get(BODY, b"")
    found = next(filter(None, (re.search(pattern, body) for pattern in patterns)), None)
    return found.group(1).decode() if found else ""
