"""Drawing a notice again after its post was changed: its buttons stand for one version."""

from __future__ import annotations

import structlog
from slack_sdk.errors import SlackApiError

from handlers.slack.desk import Desk
from handlers.slack.refused import Unreachable, reason
from handlers.slack.views.copy_modal import Notice
from handlers.slack.views.notices import notice_blocks, notice_text
from store.words import State

log = structlog.get_logger(__name__)


async def draw_notice(desk: Desk, workspace_id: str, notice: Notice) -> None:
    """Show the failure as it is now; when the post has gone on, its own messages tell of it."""
    shown = await desk.planner.post(workspace_id, notice.post)
    if shown.post.state is not State.FAILED:
        return
    try:
        await desk.client.chat_update(
            channel=notice.channel,
            ts=notice.ts,
            text=notice_text(shown),
            blocks=notice_blocks(shown),
        )
    except (SlackApiError, *Unreachable) as error:  # the change counts, whatever Slack shows
        log.warning("slack.notice_not_drawn", post=shown.post.id, error=reason(error))
