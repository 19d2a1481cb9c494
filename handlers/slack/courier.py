"""Delivers notices: what happened to a post, said in its thread and, for failures, where asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.connections import Connections
from handlers.slack.refused import Unreachable, reason
from handlers.slack.text import Block, link
from handlers.slack.views.notices import notice_blocks, notice_text
from platforms.clock import Clock
from scheduling.errors import Gone, PlanningError
from scheduling.planner import Planner
from scheduling.views import PostView
from store import notices
from store.database import Database
from store.errors import StoreError
from store.words import Notice, Post, Proposal, State

log = structlog.get_logger(__name__)

NEVER_AGAIN = frozenset(
    "message_not_found channel_not_found is_archived not_in_channel missing_scope "
    "restricted_action user_is_restricted ekm_access_denied "
    "thread_not_found cant_update_message edit_window_closed msg_too_long".split()
)
"""Answers after which trying the same message again is pointless."""

NO_PLACE = "channel_not_found"
TOLD_IN_THREAD = "told_in_thread"
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=10)
SAID_WITHIN = timedelta(minutes=5)
"""Longer than a notice takes to reach all its places; then another process may try."""


@dataclass(slots=True)
class Courier:
    """
    Brings each notice to its places.

    A notice stays in the outbox until every place has it; what a place already has is
    remembered, so that a Slack outage in between repeats nothing. Whoever brings it claims it
    first, because another process may look into the same outbox.
    """

    planner: Planner
    database: Database
    client: AsyncWebClient
    clock: Clock
    connections: Connections
    _tries: dict[str, int] = field(default_factory=dict)
    """How often Slack refused a notice that waits."""
    _has_begun: bool = False

    async def deliver_all(self, *, limit: int) -> None:
        """Deliver what waits, oldest first; one that cannot be delivered now lets others pass."""
        if not self._has_begun:
            await self._begin()
        now = self.clock.now()
        waiting = partial(notices.pending, limit=limit, now=now)
        for waits in await self.database.read(waiting):
            claim = partial(notices.claim, notice_id=waits.id, now=now, until=now + SAID_WITHIN)
            notice = await self.database.write(claim)
            if notice is None:  # another process was faster
                continue
            try:
                is_over = await self._deliver(notice)
            except (PlanningError, StoreError, SlackApiError) as error:
                log.warning("notice.not_delivered", notice=notice.id, error=type(error).__name__)
                is_over = False
            except Unreachable:
                await self._wait(notice)
                raise
            await (self._done(notice) if is_over else self._wait(notice))

    async def _begin(self) -> None:
        """On SQLite this process is alone: what its predecessor claimed is free."""
        if self.database.dialect == "sqlite":
            await self.database.write(notices.release_all)
        self._has_begun = True

    async def _wait(self, notice: Notice) -> None:
        """Try again later, each time twice as long."""
        tries = self._tries.get(notice.id, 0)
        self._tries[notice.id] = tries + 1
        until = self.clock.now() + min(FIRST_PAUSE * 2**tries, LONGEST_PAUSE)
        await self.database.write(partial(notices.put_off, notice_id=notice.id, until=until))

    async def _deliver(self, notice: Notice) -> bool:
        """Bring a notice to each of its places; say whether all of them have it."""
        try:
            view = await self.planner.post(notice.workspace_id, notice.post_id)
        except Gone:
            return True
        if not _is_true_still(notice, view.post):  # a person or a retry was faster than Slack
            return True
        home = await self._home(view)
        told = notice.payload.get(TOLD_IN_THREAD) or await self._tell_thread(notice, view, home)
        return bool(told) and (view.post.state is State.PUBLISHED or await self._report(view, home))

    async def _tell_thread(self, notice: Notice, view: PostView, home: Proposal | None) -> bool:
        text, blocks = notice_text(view), notice_blocks(view)
        workspace_id, code = view.post.workspace_id, NO_PLACE
        if home and home.channel_id:
            thread_ts = home.thread_ts or home.message_ts
            code = await self._post(
                workspace_id, home.channel_id, text, blocks, thread_ts=thread_ts
            )
        if code in NEVER_AGAIN and view.post.state is State.FAILED:
            # Nobody would hear of a failure: tell whoever answers for the post.
            answers_for_it = view.post.approved_by or view.post.user_id
            code = await self._post(workspace_id, answers_for_it, text, blocks)
        if code and code not in NEVER_AGAIN:
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
        code = await self._post(
            view.post.workspace_id,
            channel_id,
            f":warning: {notice_text(view, names_content=False)}{where}",
        )
        return not code or code in NEVER_AGAIN

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
        workspace_id: str,
        channel_id: str,
        text: str,
        blocks: list[Block] | None = None,
        *,
        thread_ts: str | None = None,
    ) -> str:
        """Post a message; return why Slack refused it, or nothing."""
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
            await self.connections.refused(workspace_id, error)
            if blocks and code.startswith(("invalid_blocks", "msg_blocks")):
                return await self._post(workspace_id, channel_id, text, thread_ts=thread_ts)
            return code
        return ""

    async def _home(self, view: PostView) -> Proposal | None:
        if not view.post.proposal_id:
            return None
        found = await self.planner.view(view.post.workspace_id, view.post.proposal_id)
        return found.proposal

    async def _done(self, notice: Notice) -> None:
        self._tries.pop(notice.id, None)
        now = self.clock.now()
        await self.database.write(lambda db: notices.sent(db, notice.id, now=now))


def _is_true_still(notice: Notice, post: Post) -> bool:
    """Whether the post still stands where it stood when the notice was left."""
    if post.state is State.FAILED:
        return notice.payload.get("kind") == post.failure_kind
    return post.state is State.PUBLISHED and notice.kind == "published"
