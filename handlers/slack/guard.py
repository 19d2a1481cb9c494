"""The last line: whatever a flow raises becomes one clear answer where the person is."""

from __future__ import annotations

import asyncio
import secrets
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.error import BoltUnhandledRequestError
from slack_sdk.errors import SlackApiError

from handlers.slack.answers import Answer, Place, answer_here, answer_in_place, thread_of
from handlers.slack.desk import Desk
from handlers.slack.inbox import Inbox
from handlers.slack.refused import Unreachable, reason
from handlers.slack.views.help import refusal
from scheduling.errors import PlanningError
from store.errors import StoreError

log = structlog.get_logger(__name__)

ACK_SETTLES_S = 0.05
"""
bolt looks for an ack every 10 ms and forgets one that is followed by an error before that:
Slack would wait three seconds and show a failure for a request that was answered.
"""

TOO_LATE_FOR_A_FORM = "expired_trigger_id"
"""A form can be opened for three seconds after a press, so never for one taken up again."""


def guard(app: AsyncApp, desk: Desk, inbox: Inbox) -> None:
    """Let every error end as a sentence for the person, and as one line in the log."""

    @app.error
    async def explain(error: Exception, body: dict[str, Any], context: AsyncBoltContext) -> None:
        if isinstance(error, BoltUnhandledRequestError):
            log.info("slack.not_for_us", kind=_kind(body))
            await inbox.answered(context)
            return
        await asyncio.sleep(ACK_SETTLES_S)
        answer = _worded(error, body)
        try:
            await _tell(desk, answer, body, context)
        except (SlackApiError, *Unreachable) as refused:
            log.warning("slack.answer_refused", error=reason(refused))


def _worded(error: Exception, body: dict[str, Any]) -> Answer:
    if isinstance(error, PlanningError):
        return Answer(*refusal(error.sentence, error.advice))
    if isinstance(error, StoreError):
        return Answer(*refusal(error.reason, error.advice))
    if isinstance(error, SlackApiError) and reason(error) == TOO_LATE_FOR_A_FORM:
        return Answer(
            *refusal("That took too long, so Slack does not open the form.", "Try again.")
        )
    if isinstance(error, (SlackApiError, *Unreachable)):
        log.warning("slack.refused", kind=_kind(body), error=reason(error))
        return Answer(
            *refusal(
                f"Slack did not let me finish this ({reason(error)}).",
                "Try once more in a moment.",
            )
        )
    reference = secrets.token_hex(4)
    log.error(
        "slack.fault",
        reference=reference,
        kind=_kind(body),
        exc_info=error,
    )
    return Answer(
        *refusal(
            "Something went wrong on my side, so I stopped there.",
            f"Try once more; if it happens again, give whoever runs Callboard this code: "
            f"{reference}.",
        )
    )


def _kind(body: dict[str, Any]) -> str:
    return str(body.get("type") or body.get("command"))


async def _tell(
    desk: Desk, answer: Answer, body: dict[str, Any], context: AsyncBoltContext
) -> None:
    if context.respond is not None and context.response_url:
        await answer_here(context.respond, answer, thread_ts=thread_of(body))
        return
    user_id = context.user_id
    if not user_id:
        return
    event = body.get("event") or {}
    channel_id = context.channel_id or user_id
    thread_ts = str(event.get("thread_ts") or "")
    place = Place(channel_id, thread_ts, has_replies=bool(thread_ts))
    if channel_id == user_id:  # from a form or the Home tab: a direct message is left
        await desk.client.chat_postMessage(channel=user_id, text=answer.text, blocks=answer.blocks)
        return
    await answer_in_place(desk.client, answer, place=place, user_id=user_id)
