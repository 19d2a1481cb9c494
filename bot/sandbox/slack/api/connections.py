"""
The way into Socket Mode.

https://docs.slack.dev/reference/methods/apps.connections.open
"""

from __future__ import annotations

from urllib.parse import urlencode

from bot.sandbox.slack.api.call import Call
from bot.sandbox.slack.records import Json
from bot.sandbox.slack.world import APP_ID


async def open_connection(call: Call) -> Json:
    """Return an address that opens one socket, soon and once."""
    query = urlencode({"ticket": call.sandbox.sockets.ticket(), "app_id": APP_ID})
    return {"url": f"{call.base.replace('http', 'ws', 1)}/link?{query}"}


METHODS = {"apps.connections.open": open_connection}
