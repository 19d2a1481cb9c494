"""
The inbox: what is heard is kept before Slack gets its answer, until the person has theirs.

Slack sends an event again only until it was acknowledged, and a command or a press never. So
whatever asks for work is written down first, in the same commit that finds repetitions; what a
kill has cut off is taken up again at the next start.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import structlog
from slack_bolt.async_app import AsyncBoltContext
from slack_bolt.response import BoltResponse

from handlers.slack.threads import Threads
from handlers.slack.work import Work, asker_of, place_of, work_in
from platforms.clock import Clock
from store import disconnections, inbox, proposals, seen
from store.database import Database
from store.inbox import Unanswered

log = structlog.get_logger(__name__)

REQUEST = "callboard_request"
"""Where bolt's context carries the kept request from the middleware to the listener's end."""


@dataclass(slots=True)
class Inbox:
    """A bolt middleware; ``closed`` sends requests back to Slack, which repeats events later."""

    database: Database
    clock: Clock
    threads: Threads
    closed: bool = False
    _working: dict[str, asyncio.Event] = field(default_factory=dict)

    async def hear(
        self, body: dict[str, Any], context: AsyncBoltContext, next_: Callable[[], Awaitable[Any]]
    ) -> BoltResponse | None:
        """Let a request pass once it is kept; stop one that needs no answer (any more)."""
        if self.closed:
            return BoltResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
        request = context.get(REQUEST)
        if request is None:
            work = work_in(body, bot_user_id=context.bot_user_id)
            if work is None:
                await next_()
                return None
            request = await self._keep(work, body)
        elif not await self._take_up(request):
            request = None
        if request is None:
            return BoltResponse(status=HTTPStatus.OK)
        self._working[request.id] = asyncio.Event()
        context[REQUEST] = request
        await next_()
        return None

    async def answered(self, context: AsyncBoltContext) -> None:
        """Let go of the request in ``context``: its person has an answer."""
        request = context.get(REQUEST)
        if request is not None:
            await self.let_go(request)

    async def let_go(self, request: Unanswered) -> None:
        """Forget a request for good."""
        await self.database.write(lambda db: inbox.answered(db, request.id))
        if ended := self._working.pop(request.id, None):
            ended.set()

    def is_at_work(self, request: Unanswered) -> bool:
        """Whether a request is being answered right now, by this process."""
        return request.id in self._working

    async def ended(self, request: Unanswered) -> None:
        """Wait until nobody here is at work on a request."""
        if working := self._working.get(request.id):
            await working.wait()

    async def _keep(self, work: Work, body: dict[str, Any]) -> Unanswered | None:
        if work.thread and not await self.threads.is_ours(work.workspace_id, work.thread):
            return None
        now = self.clock.now()
        kept = {name: value for name, value in body.items() if name != "token"}

        def write(db: Any) -> Unanswered | None:
            disconnections.end(db, work.workspace_id)
            is_first = [seen.first_time(db, key, now=now) for key in work.once]
            for key in work.marks:
                seen.first_time(db, key, now=now)
            if not all(is_first) or seen.is_known(db, work.part_of):
                return None
            return inbox.keep(db, workspace_id=work.workspace_id, body=kept, now=now)

        request = await self.database.write(write)
        if request is None:
            log.info("slack.repeated", event_id=body.get("event_id"))
        return request

    async def _take_up(self, request: Unanswered) -> bool:
        """Claim a request for another try, unless its plan was made and only its end is missing."""
        place, user_id = place_of(request.body), asker_of(request.body)

        def write(db: Any) -> bool:
            is_done = proposals.was_made_since(
                db,
                request.workspace_id,
                place.channel_id,
                user_id=user_id,
                thread_ts=place.thread_ts,
                moment=request.heard_at,
            )
            if is_done:
                inbox.answered(db, request.id)
            return not is_done and inbox.take_up(db, request)

        return await self.database.write(write)
