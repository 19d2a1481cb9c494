"""Slack as the bot has it: the door, the way in (socket or HTTP), and whether they work."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from fastapi import FastAPI
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.failures import Stopped
from bot.foundation import Foundation
from bot.outside import of_slack
from bot.slack_token import is_outage, missing_scopes, scopes_wanted
from bot.socket_mode import SocketMode
from handlers.slack.door import SlackDoor, build_slack_door
from handlers.slack.refused import Unreachable
from platforms.clock import Clock
from scheduling.consents import Consents
from scheduling.planner import Planner

log = structlog.get_logger(__name__)

ANSWERS_WITHIN_S = 10.0
GOOD_FOR = timedelta(seconds=60)
"""How long a good answer is believed; whoever asks for readiness often costs Slack nothing."""
BAD_FOR = timedelta(seconds=5)


@dataclass(slots=True)
class SlackSide:
    """The door with its way in; ``socket`` is ``None`` where Slack calls us over HTTP."""

    door: SlackDoor
    socket: SocketMode | None
    clock: Clock
    _fault: str | None = None
    _asked_at: datetime | None = field(default=None)

    @property
    def mode(self) -> str:
        """How Slack reaches the bot."""
        return "socket" if self.socket else "http"

    def listen_on(self, web: FastAPI) -> None:
        """Take Slack's requests here, unless they come over the socket."""
        if self.socket is None:
            handler = AsyncSlackRequestHandler(self.door.app)
            web.add_route("/slack/events", handler.handle, methods=["POST"])

    async def introduce(self, *, may_wait: bool) -> None:
        """
        Ask Slack who we are; raise ``Stopped`` when it does not want us as we are.

        ``may_wait``: there are posts to publish, so an outage of Slack is no reason to stop.
        """
        try:
            fault = await self._ask()
        except (SlackApiError, *Unreachable) as error:
            fault = of_slack(error)
            if may_wait and is_outage(error):
                log.warning("slack.unreachable", why=fault, does="publishing; trying again")
                return
        if fault:
            raise Stopped(fault)

    async def start(self) -> None:
        """Begin to show and to listen."""
        self.door.start()
        if self.socket:
            await self.socket.start()

    async def hear_nothing_more(self) -> None:
        """Close the socket; over HTTP the server goes on to the end."""
        if self.socket:
            await self.socket.stop()

    async def stop(self) -> None:
        """Let what was begun finish, and show its result."""
        await self.door.stop()

    async def fault(self) -> str | None:
        """Say what is wrong between Slack and us, ``None`` when all is well."""
        now = self.clock.now()
        believed = BAD_FOR if self._fault else GOOD_FOR
        if self._asked_at is None or not timedelta() <= now - self._asked_at < believed:
            try:
                self._fault = await self._ask()
            except (SlackApiError, *Unreachable) as error:
                self._fault = of_slack(error)
            self._asked_at = now
        if self._fault or self.socket is None:
            return self._fault
        if await self.socket.is_connected():
            return None
        return (
            "The socket to Slack is not open, so nothing that people do arrives. "
            "Callboard keeps trying; check this machine's connection if it lasts."
        )

    async def _ask(self) -> str | None:
        async with asyncio.timeout(ANSWERS_WITHIN_S):
            answer = await self.door.client.auth_test()
        missing = missing_scopes(answer)
        if not missing:
            return None
        return scopes_wanted(missing)


def open_slack(ground: Foundation, planner: Planner, consents: Consents) -> SlackSide:
    """Build Slack's door as the settings say; with an app token it opens a socket."""
    settings = ground.settings
    client = AsyncWebClient(
        token=settings.slack_bot_token.get_secret_value(),
        base_url=settings.slack_api_url,
        timeout=30,
    )
    door = build_slack_door(
        client=client,
        signing_secret=settings.slack_signing_secret.get_secret_value(),
        planner=planner,
        consents=consents,
        database=ground.database,
        clock=ground.clock,
        files=ground.files,
        scratch=settings.data_dir / "scratch",
        fetch_allow=frozenset(settings.fetch_allow),
    )
    ground.database.after_commit(door.board.changed)
    app_token = settings.slack_app_token.get_secret_value()
    socket = SocketMode(door.app, client, app_token) if app_token else None
    return SlackSide(door, socket, ground.clock)
