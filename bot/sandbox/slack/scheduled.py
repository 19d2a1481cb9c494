"""Messages that an app asked Slack to post later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.slack import posting
from bot.sandbox.slack.records import Job, Message

if TYPE_CHECKING:
    from bot.sandbox.slack.sandbox import Sandbox


def post_due(sandbox: Sandbox, job: Job) -> None:
    """Post a scheduled message whose moment has come."""
    body = job.body
    posting.post(
        sandbox,
        Message(
            channel=body["channel"],
            ts=sandbox.next_ts(),
            user=sandbox.workspace.team.bot_user_id,
            bot_id=sandbox.workspace.team.bot_id,
            text=body["text"],
            blocks=tuple(body["blocks"]) if body.get("blocks") else None,
            thread_ts=body.get("thread_ts"),
            metadata=body.get("metadata"),
        ),
    )
