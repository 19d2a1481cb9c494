"""An answer that promises a body and never sends it, so that the connection dies."""

from __future__ import annotations

from starlette.responses import Response
from starlette.types import Receive, Scope, Send


class CutShort(Response):
    """Ends in the middle; the server drops the connection and the client sees it die."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Announce a hundred bytes and send one."""
        del scope, receive
        headers = [(b"content-length", b"100"), (b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"{", "more_body": True})
