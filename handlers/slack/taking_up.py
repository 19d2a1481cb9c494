"""Taking up what a kill cut off: answered late, or, when it is too late, asked for again."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.connections import Connections
from handlers.slack.inbox import REQUEST, Inbox
from handlers.slack.refused import Unreachable, reason
from handlers.slack.work import asker_of, place_of
from platforms.clock import Clock
from store import inbox
from store.database import Database
from store.errors import StoreError
from store.inbox import Unanswered

log = structlog.get_logger(__name__)

STILL_WANTED = timedelta(minutes=15)
"""Whoever waited longer has gone on; acting on old words would surprise them."""
WORTH_A_WORD = timedelta(days=1)
ANSWERED_WITHIN = timedelta(minutes=10)
"""Longer than any answer takes: what another process has had for so long, it has lost."""
LOOK_EVERY_S = 30.0
AT_ONCE = 50


@dataclass(slots=True)
class TakingUp:
    """Looks through the inbox at the start, and then every so often until it is stopped."""

    app: AsyncApp
    client: AsyncWebClient
    database: Database
    clock: Clock
    inbox: Inbox
    connections: Connections
    _task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to look."""
        self._task = asyncio.create_task(self._watch(), name="slack-inbox")

    async def stop(self) -> None:
        """Stop looking; what is being answered is not touched."""
        if self._task:
            self._task.cancel()
            await asyncio.wait({self._task})
            self._task = None

    async def look(self, *, before: datetime) -> None:
        """Take up what was heard before that and is answered by nobody, in its order."""
        found = partial(inbox.heard_before, moment=before, limit=AT_ONCE)
        for request in await self.database.read(found):
            if self.inbox.is_at_work(request):
                continue
            if request.tries or self.clock.now() - request.heard_at > STILL_WANTED:
                await self._give_up(request)
            else:
                log.info("slack.taken_up", request=request.id, heard_at=str(request.heard_at))
                await self._again(request)

    async def _watch(self) -> None:
        """On SQLite this process is alone, so what it finds at its start was cut off for sure."""
        started_at = self.clock.now()
        is_alone = self.database.dialect == "sqlite"
        is_known = False
        while True:
            try:
                is_known = is_known or await self.connections.look()
                await self.look(
                    before=started_at if is_alone else self.clock.now() - ANSWERED_WITHIN
                )
            except StoreError as error:
                log.warning("slack.inbox_unread", error=error.reason)
            await asyncio.sleep(LOOK_EVERY_S)

    async def _again(self, request: Unanswered) -> None:
        """Let bolt hear the request once more; its signature was checked the first time."""
        body = dict(request.body)
        again = AsyncBoltRequest(mode="socket_mode", body=body, context={REQUEST: request})
        await self.app.async_dispatch(again)
        await self.inbox.ended(request)  # a reply may build on the message before it

    async def _give_up(self, request: Unanswered) -> None:
        """Say once that a request was missed; its person knows best whether it still matters."""
        if not await self.database.write(lambda db: inbox.take_up(db, request)):
            return
        if self.clock.now() - request.heard_at <= WORTH_A_WORD:
            try:
                await self._tell(request.body)
            except Unreachable as error:
                log.warning("slack.unreachable", error=reason(error))
                return
            except SlackApiError as error:
                log.warning("slack.answer_refused", error=reason(error))
        log.warning("slack.missed", request=request.id, heard_at=str(request.heard_at))
        await self.inbox.let_go(request)

    async def _tell(self, body: Mapping[str, Any]) -> None:
        """Answer a message in its thread; what only its person saw, in a direct message."""
        place = place_of(body)
        if "event" in body:
            missed, channel_id, thread_ts = "this", place.channel_id, place.thread_ts
        else:
            missed, channel_id, thread_ts = _named(body), asker_of(body), ""
        text = f"I was restarted and missed {missed}. Please send it again if it still matters."
        await self.client.chat_postMessage(
            channel=channel_id, thread_ts=thread_ts or None, text=text
        )


def _named(body: Mapping[str, Any]) -> str:
    if command := body.get("command"):
        return f"your {command}"
    return "your press of a button or a shortcut"
