"""
Messages: mentions, direct messages, files in a channel, replies in threads of ours.

One upload comes as several events, in any order and sometimes twice: ``message`` with the
files, ``app_mention`` with the same words, ``file_shared`` with an id alone. The first that
says something is heard; ``file_shared`` only counts when no message followed.
"""

from __future__ import annotations

import re
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackApiError

from handlers.slack.answers import Answer, Place
from handlers.slack.desk import Desk
from handlers.slack.hearing import Said, files_of
from handlers.slack.refused import reason
from handlers.slack.views.help import refusal
from scheduling.errors import PlanningError
from store import proposals, sessions

log = structlog.get_logger(__name__)

FILE_GRACE_S = 4.0
"""How long a ``file_shared`` waits for the message that tells more."""
HEARD_SUBTYPES = frozenset({None, "file_share", "thread_broadcast"})
WORKING = "eyes"


def register(app: AsyncApp, desk: Desk) -> None:
    """Attach the events. The specific ones come first: only the first that fits is called."""

    @app.event("app_mention")
    async def mention(
        body: dict[str, Any], event: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        if await _is_new(desk, body):
            await _hear(desk, body, event, context, is_addressed=True)

    @app.event("file_shared")
    async def file_shared(body: dict[str, Any], event: dict[str, Any]) -> None:
        if await _is_new(desk, body):
            desk.later(_hear_lone_file(desk, body, event))

    @app.event("message")
    async def message(
        body: dict[str, Any], event: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        if event.get("subtype") not in HEARD_SUBTYPES or event.get("bot_id"):
            return
        if not await _is_new(desk, body):
            return
        is_direct = event.get("channel_type") == "im"
        in_our_thread = await _is_our_thread(desk, body, event)
        is_mentioned = f"<@{context.bot_user_id}>" in str(event.get("text") or "")
        if is_direct or in_our_thread or is_mentioned or event.get("files"):
            is_addressed = is_direct or in_our_thread or is_mentioned
            await _hear(desk, body, event, context, is_addressed=is_addressed)


async def _hear(
    desk: Desk,
    body: dict[str, Any],
    event: dict[str, Any],
    context: AsyncBoltContext,
    *,
    is_addressed: bool,
) -> None:
    files = files_of(event)
    channel_id, ts = str(event["channel"]), str(event["ts"])
    team_id = str(body["team_id"])
    if not await desk.is_first(f"said:{team_id}:{channel_id}:{ts}:{len(files)}"):
        return
    for file_id in files:
        key = _file_key(team_id, channel_id, file_id)
        await desk.is_first(key)
        desk.lone_files.heard(key)
    by = await desk.people.person(team_id, str(event["user"]), channel_id=channel_id)
    thread_ts = str(event.get("thread_ts") or "")
    place = Place(channel_id, thread_ts or ts, has_replies=bool(thread_ts))
    text = re.sub(rf"<@{context.bot_user_id}(\|[^>]*)?>", " ", str(event.get("text") or "")).strip()
    await _react(desk, channel_id, ts)
    said = Said(by, place, await _name(desk, channel_id), text, files, is_addressed)
    await desk.deliver(await desk.conversation.hear(said), by=by, place=place)


async def _hear_lone_file(desk: Desk, body: dict[str, Any], event: dict[str, Any]) -> None:
    """Take a file whose message never came: an app without the right to read the channel."""
    team_id, file_id = str(body["team_id"]), str(event["file_id"])
    channel_id = str(event.get("channel_id") or "")
    key = _file_key(team_id, channel_id, file_id)
    if not channel_id or await desk.is_known(key):
        return
    if await desk.lone_files.is_heard(key, within_s=FILE_GRACE_S):
        return
    if not await desk.is_first(key):
        return
    by = await desk.people.person(team_id, str(event["user_id"]), channel_id=channel_id)
    place = Place(channel_id)
    said = Said(by, place, await _name(desk, channel_id), "", {file_id: ""}, is_addressed=False)
    try:
        replies = await desk.conversation.hear(said)
    except PlanningError as error:  # bolt explains only what happens before its request ends
        replies = [Answer(*refusal(error.sentence, error.advice))]
    await desk.deliver(replies, by=by, place=place)


async def _is_new(desk: Desk, body: dict[str, Any]) -> bool:
    """Say whether this event was not delivered before; Slack repeats what it thinks got lost."""
    is_first = await desk.is_first(f"event:{body['team_id']}:{body['event_id']}")
    if not is_first:
        log.info("slack.repeated_event", event_id=body["event_id"])
    return is_first


async def _is_our_thread(desk: Desk, body: dict[str, Any], event: dict[str, Any]) -> bool:
    thread_ts = event.get("thread_ts")
    if not thread_ts:
        return False
    team_id, channel_id = str(body["team_id"]), str(event["channel"])
    return await desk.database.read(
        lambda db: (
            bool(proposals.in_thread(db, team_id, channel_id, thread_ts))
            or sessions.is_known_thread(
                db, workspace_id=team_id, channel_id=channel_id, thread_ts=thread_ts
            )
        )
    )


async def _react(desk: Desk, channel_id: str, ts: str) -> None:
    try:
        await desk.client.reactions_add(channel=channel_id, timestamp=ts, name=WORKING)
    except SlackApiError as error:
        if reason(error) != "already_reacted":
            log.info("slack.not_reacted", error=reason(error))


async def _name(desk: Desk, channel_id: str) -> str:
    if channel_id.startswith("D"):
        return "direct message"
    return await desk.people.channel_name(channel_id)


def _file_key(team_id: str, channel_id: str, file_id: str) -> str:
    return f"file:{team_id}:{channel_id}:{file_id}"
