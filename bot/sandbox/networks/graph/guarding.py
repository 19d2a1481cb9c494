"""What stands before every call with a token: parameters, admission, and headers that count."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import Response

from bot.sandbox.networks.graph.answers import Refused
from bot.sandbox.networks.graph.params import Params, read_params

Caller = TypeVar("Caller")
Handler = Callable[[Request], Awaitable[Response]]
Admission = Callable[[Request, Params, dict[str, str]], Caller]
"""Tells who is calling and adds the headers of the answer; raises ``Refused``."""


def guarded(
    handler: Callable[[Request, Caller], Awaitable[Response]], admit: Admission[Caller]
) -> Handler:
    """Return ``handler`` for callers that ``admit`` lets in."""

    async def answer(request: Request) -> Response:
        headers: dict[str, str] = {}
        try:
            caller = admit(request, await read_params(request), headers)
            response = await handler(request, caller)
        except Refused as refusal:
            response = refusal.answer
        response.headers.update(headers)
        return response

    return answer
