"""Socket Mode: the bot calls Slack, so it needs no public address."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.failures import Stopped
from bot.slack_token import is_outage
from handlers.slack.refused import Unreachable, reason

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class SocketMode:
    """
    Keeps a socket to Slack open, beside everything else.

    slack_sdk tries to connect for ever, so it runs in a task of its own: an outage of Slack
    must not keep posts from going out.
    """

    app: AsyncApp
    client: AsyncWebClient
    app_token: str = field(repr=False)
    _handler: AsyncSocketModeHandler | None = None
    _connecting: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to connect; raise ``Stopped`` when Slack refuses the app token."""
        try:
            await self.client.apps_connections_open(app_token=self.app_token)
        except (SlackApiError, *Unreachable) as error:
            if not is_outage(error):
                raise Stopped(
                    f"Slack does not take CALLBOARD_SLACK_APP_TOKEN ({reason(error)}). Make an "
                    "app-level token with the scope connections:write, or leave it empty to use "
                    "HTTP."
                ) from None
            log.warning("slack.unreachable", error=reason(error), does="trying again")
        self._handler = AsyncSocketModeHandler(self.app, self.app_token, web_client=self.client)
        self._connecting = asyncio.create_task(self._connect(self._handler), name="slack-socket")

    async def is_connected(self) -> bool:
        """Tell whether Slack can reach us over the socket now."""
        return self._handler is not None and await self._handler.client.is_connected()

    async def stop(self) -> None:
        """Stop connecting, and close what is open."""
        if self._connecting:
            self._connecting.cancel()
            await asyncio.wait({self._connecting})
        if self._handler:
            await self._handler.close_async()  # type: ignore[no-untyped-call]  # bolt has no types here

    async def _connect(self, handler: AsyncSocketModeHandler) -> None:
        await handler.connect_async()  # type: ignore[no-untyped-call]  # nor here
        log.info("slack.connected", mode="socket")
