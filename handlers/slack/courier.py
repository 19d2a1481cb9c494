"""Delivers notices: what happened to a post, said in its thread and, for failures, where asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.refused import reason
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
    "message_not_found channel_not_found is_archived not_in_channel account_inactive missing_scope "
    "restricted_action user_is_restricted token_revoked invalid_auth ekm_access_denied "
    "thread_not_found cant_update_message edit_window_closed msg_too_long".split()
)
"""Answers after which trying the same message again is pointless."""

NO_PLACE = "channel_not_found"
TOLD_IN_THREAD = "told_in_thread"
LOOKED_AT = 200
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=10)


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
    _put_off: dict[str, tuple[int, datetime]] = field(default_factory=dict)
    """Notices that Slack refused just now: how often, and when to try again."""

    async def deliver_all(self, *, limit: int) -> None:
        """Deliver what waits, oldest first; one that cannot be delivered now lets others pass."""
        now = self.clock.now()
        waiting = await self.database.read(partial(notices.pending, limit=LOOKED_AT))
        due = [one for one in waiting if self._put_off.get(one.id, (0, now))[1] <= now]
        for notice in due[:limit]:
            try:
                is_over = await self._deliver(notice)
            except (PlanningError, StoreError, SlackApiError) as error:
                log.warning("notice.not_delivered", notice=notice.id, error=type(error).__name__)
                is_over = False
            if is_over:
                await self._done(notice)
            else:
                self._wait(notice)

    def _wait(self, notice: Notice) -> None:
        """Try again later, each time twice as long."""
        tries = self._put_off.get(notice.id, (0, None))[0]
        pause = min(FIRST_PAUSE * 2**tries, LONGEST_PAUSE)
        self._put_off[notice.id] = (tries + 1, self.clock.now() + pause)

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
        code = NO_PLACE
        if home and home.channel_id:
            thread_ts = home.thread_ts or home.message_ts
            code = await self._post(home.channel_id, text, blocks, thread_ts=thread_ts)
        if code in NEVER_AGAIN and view.post.state is State.FAILED:
            # Nobody would hear of a failure: tell whoever answers for the post.
            code = await self._post(view.post.approved_by or view.post.user_id, text, blocks)
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
            channel_id, f":warning: {notice_text(view, names_content=False)}{where}"
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
            if blocks and code.startswith(("invalid_blocks", "msg_blocks")):
                return await self._post(channel_id, text, thread_ts=thread_ts)
            return code
        return ""

    async def _home(self, view: PostView) -> Proposal | None:
        if not view.post.proposal_id:
            return None
        found = await self.planner.view(view.post.workspace_id, view.post.proposal_id)
        return found.proposal

    async def _done(self, notice: Notice) -> None:
        self._put_off.pop(notice.id, None)
        now = self.clock.now()
        await self.database.write(lambda db: notices.sent(db, notice.id, now=now))


def _is_true_still(notice: Notice, post: Post) -> bool:
    """Whether the post still stands where it stood when the notice was left."""
    if post.state is State.FAILED:
        return notice.payload.get("kind") == post.failure_kind
    return post.state is State.PUBLISHED and notice.kind == "published"
