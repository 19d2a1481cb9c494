"""The message shortcut "Stage this": takes a message's files and words for publishing."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond

from handlers.slack.answers import Answer, Place, answer_here
from handlers.slack.desk import Desk
from handlers.slack.hearing import Said, files_of
from handlers.slack.text import section

STAGE_THIS = "stage_this"


def register(app: AsyncApp, desk: Desk) -> None:
    """Attach the shortcut."""

    @app.shortcut({"type": "message_action", "callback_id": STAGE_THIS})
    async def stage_this(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        by = await desk.person(body)
        message, channel = body["message"], body["channel"]
        files = files_of(message)
        words = str(message.get("text") or "").strip()
        if not files and not words:
            nothing = "That message has neither files nor words, so there is nothing to stage."
            await answer_here(respond, Answer(nothing, [section(nothing)]))
            return
        place = Place(str(channel["id"]), str(message.get("thread_ts") or message["ts"]))
        said = Said(by, place, str(channel.get("name") or ""), words, files)
        replies = await desk.conversation.stage_message(said)
        await desk.deliver(replies, by=by, place=place, respond=respond)
