"""
Keeps Slack equal to the store: redraws plans that changed and delivers notices.

Nothing is pushed. The publisher only bumps a plan's ``revision`` or leaves a notice, in the
transaction of the change itself; the board compares what is shown with what is true. So a
crash, a Slack outage or a burst of progress loses nothing: the last state is drawn, at most
once a second.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field
from functools import partial

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.views.notices import notice_blocks, notice_text
from handlers.slack.views.proposal import proposal_blocks, proposal_text
from platforms.clock import Clock
from scheduling.errors import Gone
from scheduling.planner import Planner
from scheduling.views import ProposalView
from store import notices, proposals
from store.database import Database
from store.words import Notice, Proposal, State

log = structlog.get_logger(__name__)

REDRAW_GAP_S = 1.0
"""Slack asks for no more than about one message a second and channel; the last state wins."""
LOOK_EVERY_S = 5.0
"""How often to look although nobody said that something changed (another process may have)."""
AT_ONCE = 20
STOP_WITHIN_S = 10.0

NEVER_AGAIN = frozenset(
    {"message_not_found", "channel_not_found", "is_archived", "not_in_channel", "account_inactive"}
)
"""Answers after which trying the same message again is pointless."""


@dataclass(slots=True)
class Board:
    """Draws plans and delivers notices until it is stopped."""

    planner: Planner
    database: Database
    client: AsyncWebClient
    clock: Clock
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)
    _task: asyncio.Task[None] | None = None

    def changed(self) -> None:
        """Say that there may be something new to show; cheap, callable from the loop only."""
        self._changed.set()

    def start(self) -> None:
        """Begin to watch; the first look catches up on what happened while we were down."""
        self._task = asyncio.create_task(self._watch(), name="slack-board")

    async def stop(self) -> None:
        """Finish what is being said, show what is left to show, and stop watching."""
        if not self._task:
            return
        self._stopping.set()
        self._changed.set()
        await asyncio.wait({self._task}, timeout=STOP_WITHIN_S)
        self._task.cancel()
        self._task = None

    async def refresh(self) -> None:
        """Redraw every plan that is behind and deliver every waiting notice."""
        for proposal in await self.database.read(partial(proposals.behind, limit=AT_ONCE)):
            await self.redraw(proposal.workspace_id, proposal.id)
        for notice in await self.database.read(partial(notices.pending, limit=AT_ONCE)):
            await self._deliver(notice)

    async def redraw(self, workspace_id: str, proposal_id: str) -> None:
        """Bring one plan's message up to date."""
        try:
            view = await self.planner.view(workspace_id, proposal_id)
        except Gone:
            return
        proposal = view.proposal
        if not proposal.message_ts:
            return
        try:
            await self._update(view)
        except SlackApiError as error:
            reason = error.response["error"]
            log.warning("slack.redraw_refused", proposal=proposal.id, error=reason)
            if reason not in NEVER_AGAIN:
                return
        await self.database.write(
            partial(_mark_shown, proposal_id=proposal.id, revision=proposal.revision)
        )

    async def announce(self, view: ProposalView, *, channel_id: str, thread_ts: str | None) -> None:
        """Post a plan's message for the first time and remember where it stands."""
        posted = await self._draw(
            partial(
                self.client.chat_postMessage,
                channel=channel_id,
                thread_ts=thread_ts,
                unfurl_links=False,
                unfurl_media=False,
            ),
            view,
        )
        await self.database.write(
            lambda db: proposals.place_message(
                db,
                view.proposal.id,
                channel_id=posted["channel"],
                message_ts=posted["ts"],
                thread_ts=thread_ts or posted["ts"],
            )
        )

    async def _update(self, view: ProposalView) -> None:
        await self._draw(
            partial(
                self.client.chat_update,
                channel=view.proposal.channel_id,
                ts=view.proposal.message_ts or "",
            ),
            view,
        )

    async def _draw(self, send, view: ProposalView):  # type: ignore[no-untyped-def]
        text = proposal_text(view)
        try:
            return await send(text=text, blocks=proposal_blocks(view))
        except SlackApiError as error:
            if error.response["error"] != "invalid_blocks":
                raise
            # A preview's file may be gone or not ready; the plan matters more than its pictures.
            return await send(text=text, blocks=proposal_blocks(view, with_previews=False))

    async def _deliver(self, notice: Notice) -> None:
        try:
            view = await self.planner.post(notice.workspace_id, notice.post_id)
            home = await self._home_of(notice)
        except Gone:
            await self._sent(notice)
            return
        text, blocks = notice_text(view), notice_blocks(view)
        try:
            if home:
                await self.client.chat_postMessage(
                    channel=home.channel_id,
                    thread_ts=home.thread_ts or home.message_ts,
                    text=text,
                    blocks=blocks,
                    unfurl_links=False,
                )
            if view.post.state is State.FAILED:
                await self._report(notice, text, home)
        except SlackApiError as error:
            reason = error.response["error"]
            log.warning("slack.notice_refused", post=notice.post_id, error=reason)
            if reason not in NEVER_AGAIN:
                return
        await self._sent(notice)

    async def _report(self, notice: Notice, text: str, home: Proposal | None) -> None:
        channel_id = await self.planner.failure_channel(notice.workspace_id, notice.post_id)
        if not channel_id:
            return
        where = ""
        if home and home.message_ts:
            linked = await self.client.chat_getPermalink(
                channel=home.channel_id, message_ts=home.message_ts
            )
            where = f" <{linked['permalink']}|Open the plan>"
        await self.client.chat_postMessage(
            channel=channel_id, text=f":warning: {text}{where}", unfurl_links=False
        )

    async def _home_of(self, notice: Notice) -> Proposal | None:
        view = await self.planner.post(notice.workspace_id, notice.post_id)
        if not view.post.proposal_id:
            return None
        return (await self.planner.view(notice.workspace_id, view.post.proposal_id)).proposal

    async def _sent(self, notice: Notice) -> None:
        now = self.clock.now()
        await self.database.write(lambda db: notices.sent(db, notice.id, now=now))

    async def _watch(self) -> None:
        while not self._stopping.is_set():
            await self._look()
            await _wait(self._stopping, REDRAW_GAP_S)
            await _wait(self._changed, LOOK_EVERY_S)
            self._changed.clear()
        await self._look()

    async def _look(self) -> None:
        try:
            await self.refresh()
        except (aiohttp.ClientError, TimeoutError) as error:
            log.warning("slack.unreachable", error=type(error).__name__)


async def _wait(event: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()


def _mark_shown(db, *, proposal_id: str, revision: int) -> None:  # type: ignore[no-untyped-def]
    proposals.shown(db, proposal_id, revision)
