"""Delivers notices: what happened to a post, said in its thread and, for failures, where asked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.refused import reason
from handlers.slack.text import Block, link
from handlers.slack.views.notices import notice_blocks, notice_text
from platforms.clock import Clock
from scheduling.errors import Gone
from scheduling.planner import Planner
from scheduling.views import PostView
from store import notices
from store.database import Database
from store.words import Notice, Proposal, State

log = structlog.get_logger(__name__)

NEVER_AGAIN = frozenset(
    "message_not_found channel_not_found thread_not_found is_archived not_in_channel "
    "account_inactive cant_update_message edit_window_closed invalid_blocks msg_too_long "
    "msg_blocks_too_long".split()
)
"""Answers after which trying the same message again is pointless."""

TOLD_IN_THREAD = "told_in_thread"


@dataclass(frozen=True, slots=True)
class Courier:
    """
    Brings each notice to its places.

    A notice stays in the outbox until every place has it; what a place already has is
    remembered, so that a Slack outage in between repeats nothing.
    """

    planner: Planner
    database: Database
    client: AsyncWebClient
    clock: Clock

    async def deliver_all(self, *, limit: int) -> None:
        """Deliver what waits, oldest first."""
        for notice in await self.database.read(partial(notices.pending, limit=limit)):
            await self._deliver(notice)

    async def _deliver(self, notice: Notice) -> None:
        try:
            view = await self.planner.post(notice.workspace_id, notice.post_id)
        except Gone:
            await self._done(notice)
            return
        is_true_still = (view.post.state is State.PUBLISHED) == (notice.kind == "published")
        if not is_true_still or view.post.state not in {State.PUBLISHED, State.FAILED}:
            await self._done(notice)  # a person or a retry was faster than Slack
            return
        home = await self._home(view)
        told = notice.payload.get(TOLD_IN_THREAD) or await self._tell_thread(notice, view, home)
        if told and (view.post.state is State.PUBLISHED or await self._report(view, home)):
            await self._done(notice)

    async def _tell_thread(self, notice: Notice, view: PostView, home: Proposal | None) -> bool:
        if home and home.channel_id:
            is_over = await self._post(
                home.channel_id,
                notice_text(view),
                notice_blocks(view),
                thread_ts=home.thread_ts or home.message_ts,
            )
            if not is_over:
                return False
        await self.database.write(
            lambda db: notices.remember(db, notice.id, {**notice.payload, TOLD_IN_THREAD: True})
        )
        return True

    async def _report(self, view: PostView, home: Proposal | None) -> bool:
        channel_id = await self.planner.failure_channel(view.post.workspace_id, view.post.id)
        if not channel_id:
            return True
        where = f" {await self._link_to(home)}" if home and home.message_ts else ""
        return await self._post(channel_id, f":warning: {notice_text(view)}{where}")

    async def _link_to(self, home: Proposal) -> str:
        try:
            found = await self.client.chat_getPermalink(
                channel=home.channel_id, message_ts=home.message_ts or ""
            )
        except SlackApiError:
            return ""
        return link(str(found["permalink"]), "Open the plan")

    async def _post(
        self,
        channel_id: str,
        text: str,
        blocks: list[Block] | None = None,
        *,
        thread_ts: str | None = None,
    ) -> bool:
        """Post a message; say whether that is over (said, or pointless to try again)."""
        try:
            await self.client.chat_postMessage(
                channel=channel_id,
                thread_ts=thread_ts,
                text=text,
                blocks=blocks,
                unfurl_links=False,
            )
        except SlackApiError as error:
            code = reason(error)
            log.warning("slack.notice_refused", channel=channel_id, error=code)
            if blocks and code.startswith(("invalid_blocks", "msg_blocks")):
                return await self._post(channel_id, text, thread_ts=thread_ts)
            return code in NEVER_AGAIN
        return True

    async def _home(self, view: PostView) -> Proposal | None:
        if not view.post.proposal_id:
            return None
        found = await self.planner.view(view.post.workspace_id, view.post.proposal_id)
        return found.proposal

    async def _done(self, notice: Notice) -> None:
        now = self.clock.now()
        await self.database.write(lambda db: notices.sent(db, notice.id, now=now))
