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
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from handlers.slack.connections import Connections
from handlers.slack.courier import NEVER_AGAIN, Courier
from handlers.slack.refused import NO_WAY_IN, Unreachable, reason
from handlers.slack.views.proposal import proposal_blocks, proposal_text
from platforms.clock import Clock
from scheduling.errors import Gone, PlanningError
from scheduling.planner import Planner
from scheduling.views import ProposalView
from store import proposals
from store.database import Database

log = structlog.get_logger(__name__)

REDRAW_GAP_S = 1.0
"""Slack asks for no more than about one message a second and channel; the last state wins."""
LOOK_EVERY_S = 5.0
"""How often to look although nobody said that something changed (another process may have)."""
AT_ONCE = 20
STOP_WITHIN_S = 10.0
ANNOUNCING_TAKES = timedelta(seconds=40)
"""Longer than posting a message may take; a plan without one by then has to be shown later."""
ANNOUNCED_WITHIN = timedelta(days=1)
KNOCKS_AGAIN_AFTER = timedelta(minutes=10)


class NoWayIn(PlanningError):
    """The bot may not write where its plan belongs."""

    advice = "Invite me with /invite and say it again."

    def __init__(self) -> None:
        super().__init__("I am not in this channel, so I cannot show a plan here.")


@dataclass(slots=True)
class Board:
    """Draws plans and delivers notices until it is stopped."""

    planner: Planner
    database: Database
    client: AsyncWebClient
    courier: Courier
    clock: Clock
    connections: Connections
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)
    _task: asyncio.Task[None] | None = None
    _redrawing: dict[str, asyncio.Lock] = field(default_factory=dict)
    _no_way_in: dict[str, datetime] = field(default_factory=dict)
    """Plans whose channel is closed to us, and when to try it again."""

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
        await asyncio.wait({self._task})
        self._task = None

    async def refresh(self) -> None:
        """Show every plan that waits for it and deliver every waiting notice."""
        await self._announce_late()
        for proposal in await self.database.read(partial(proposals.behind, limit=AT_ONCE)):
            await self.redraw(proposal.workspace_id, proposal.id)
        await self.courier.deliver_all(limit=AT_ONCE)

    async def redraw(self, workspace_id: str, proposal_id: str) -> None:
        """
        Bring one plan's message up to date, one redraw of a plan at a time.

        Never raises for Slack's sake: what could not be drawn now stays behind and is drawn later.
        """
        async with self._redrawing.setdefault(proposal_id, asyncio.Lock()):
            await self._redraw(workspace_id, proposal_id)

    async def _redraw(self, workspace_id: str, proposal_id: str) -> None:
        try:
            view = await self.planner.view(workspace_id, proposal_id)
        except Gone:
            return
        if not view.proposal.message_ts:
            return
        update = partial(
            self.client.chat_update,
            channel=view.proposal.channel_id,
            ts=view.proposal.message_ts,
        )
        try:
            await _draw(update, view)
        except (SlackApiError, *Unreachable) as error:
            code = reason(error)
            log.warning("slack.redraw_refused", proposal=view.proposal.id, error=code)
            await self.connections.refused(workspace_id, error)
            if code not in NEVER_AGAIN:
                return
        await self._shown(view)

    async def announce(self, view: ProposalView, *, channel_id: str, thread_ts: str | None) -> None:
        """
        Post a plan's message for the first time and remember where it stands.

        When Slack is down the board does it later. Raises ``NoWayIn`` where it never can.
        """
        try:
            await self._announce(view, channel_id=channel_id, thread_ts=thread_ts)
        except (SlackApiError, *Unreachable) as error:
            code = reason(error)
            log.warning("slack.plan_not_shown", proposal=view.proposal.id, error=code)
            await self.connections.refused(view.proposal.workspace_id, error)
            if code in NO_WAY_IN:
                raise NoWayIn from None

    async def _announce(
        self, view: ProposalView, *, channel_id: str, thread_ts: str | None
    ) -> None:
        post = partial(
            self.client.chat_postMessage,
            channel=channel_id,
            thread_ts=thread_ts,
            unfurl_links=False,
            unfurl_media=False,
        )
        posted, is_complete = await _draw(post, view)
        await self.database.write(
            lambda db: proposals.place_message(
                db,
                view.proposal.id,
                channel_id=posted["channel"],
                message_ts=posted["ts"],
                thread_ts=thread_ts or posted["ts"],
            )
        )
        if is_complete:
            await self._shown(view)

    async def _announce_late(self) -> None:
        now = self.clock.now()
        waiting = partial(
            proposals.unannounced,
            after=now - ANNOUNCED_WITHIN,
            before=now - ANNOUNCING_TAKES,
            limit=AT_ONCE,
        )
        for proposal in await self.database.read(waiting):
            if self._no_way_in.get(proposal.id, now) > now:
                continue
            view = await self.planner.view(proposal.workspace_id, proposal.id)
            try:
                await self.announce(
                    view,
                    channel_id=proposal.channel_id,
                    thread_ts=proposal.thread_ts or None,
                )
            except NoWayIn:
                self._no_way_in[proposal.id] = now + KNOCKS_AGAIN_AFTER

    async def _shown(self, view: ProposalView) -> None:
        await self.database.write(
            lambda db: proposals.shown(db, view.proposal.id, view.proposal.revision)
        )

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
        except Unreachable as error:
            log.warning("slack.unreachable", error=reason(error))
        except Exception:  # whatever it was, later changes must still be shown
            log.exception("slack.board_fault")


async def _wait(event: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()


async def _draw(
    send: Callable[..., Awaitable[AsyncSlackResponse]], view: ProposalView
) -> tuple[AsyncSlackResponse, bool]:
    """
    Send the plan's message; say whether its previews are in it.

    A preview's file may be gone or not ready yet, and the plan matters more than its pictures.
    """
    text = proposal_text(view)
    try:
        return await send(text=text, blocks=proposal_blocks(view)), True
    except SlackApiError as error:
        if reason(error) != "invalid_blocks":
            raise
    return await send(text=text, blocks=proposal_blocks(view, with_previews=False)), False
