"""
Messages: mentions, direct messages, files in a channel, replies in threads of ours.

One upload comes as several events, in any order and sometimes twice: ``message`` with the
files, ``app_mention`` with the same words, ``file_shared`` with an id alone. The inbox lets
the first pass that says something; ``file_shared`` only counts when no message followed.
"""

from __future__ import annotations

import re
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackApiError

from handlers.slack.answers import Place
from handlers.slack.desk import Desk
from handlers.slack.hearing import Said, files_of
from handlers.slack.inbox import REQUEST
from handlers.slack.refused import Unreachable, reason
from handlers.slack.work import asker_of, file_key, is_mentioned, place_of, team_of

log = structlog.get_logger(__name__)

FILE_GRACE_S = 4.0
"""How long a ``file_shared`` waits for the message that tells more."""
WORKING = "eyes"


def register(app: AsyncApp, desk: Desk) -> None:
    """Attach the events. The specific ones come first: only the first that fits is called."""

    @app.event("app_mention")
    async def mention(body: dict[str, Any], context: AsyncBoltContext) -> None:
        await _hear(desk, body, context, is_addressed=True)

    @app.event("file_shared")
    async def file_shared(body: dict[str, Any], event: dict[str, Any]) -> None:
        await _hear_lone_file(desk, body, event)

    @app.event("message")
    async def message(
        body: dict[str, Any], event: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        is_addressed = (
            event.get("channel_type") == "im"
            or is_mentioned(event, context.bot_user_id)
            or await desk.conversation.threads.is_ours(team_of(body), place_of(body))
        )
        await _hear(desk, body, context, is_addressed=is_addressed)


async def _hear(
    desk: Desk, body: dict[str, Any], context: AsyncBoltContext, *, is_addressed: bool
) -> None:
    if REQUEST not in context:  # talk that is not for us: the inbox did not keep it
        return
    event, team_id, place = body["event"], team_of(body), place_of(body)
    files = files_of(event)
    for file_id in files:
        desk.lone_files.heard(file_key(team_id, place.channel_id, file_id))
    by = await desk.people.person(team_id, asker_of(body), channel_id=place.channel_id)
    text = re.sub(rf"<@{context.bot_user_id}(\|[^>]*)?>", " ", str(event.get("text") or "")).strip()
    await _react(desk, place.channel_id, str(event["ts"]))
    said = Said(by, place, await _name(desk, place.channel_id), text, files, is_addressed)
    await desk.deliver(await desk.conversation.hear(said), by=by, place=place)


async def _hear_lone_file(desk: Desk, body: dict[str, Any], event: dict[str, Any]) -> None:
    """Take a file whose message never came: an app without the right to read the channel."""
    team_id, channel_id, file_id = team_of(body), place_of(body).channel_id, str(event["file_id"])
    key = file_key(team_id, channel_id, file_id)
    if not channel_id or not await desk.lone_files.is_alone(key, within_s=FILE_GRACE_S):
        return
    by = await desk.people.person(team_id, asker_of(body), channel_id=channel_id)
    place = Place(channel_id)
    said = Said(by, place, await _name(desk, channel_id), "", {file_id: ""}, is_addressed=False)
    await desk.deliver(await desk.conversation.hear(said), by=by, place=place)


async def _react(desk: Desk, channel_id: str, ts: str) -> None:
    """Show that the bot is at work; a missing reaction never stops the work."""
    try:
        await desk.client.reactions_add(channel=channel_id, timestamp=ts, name=WORKING)
    except (SlackApiError, *Unreachable) as error:
        if reason(error) != "already_reacted":
            log.info("slack.not_reacted", error=reason(error))


async def _name(desk: Desk, channel_id: str) -> str:
    if channel_id.startswith("D"):
        return "direct message"
    return await desk.people.channel_name(channel_id)
