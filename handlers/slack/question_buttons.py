"""Buttons under a question: the press says what the words left open."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond

from handlers.slack.answers import Answer, Place, answer_here, thread_of
from handlers.slack.desk import Desk
from handlers.slack.questions import CHOOSE
from handlers.slack.text import escape, section


def register(app: AsyncApp, desk: Desk) -> None:
    """Attach the buttons of every question."""

    @app.action(re.compile(f"^{CHOOSE}"))
    async def choose(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        action = body["actions"][0]
        by = await desk.person(body)
        channel = body.get("channel") or {}
        replies = await desk.conversation.choose(
            action.get("value"), by, str(channel.get("name") or "")
        )
        label = str(action["text"]["text"])
        chosen = Answer(f"You chose: {escape(label)}", [section(f"You chose *{escape(label)}*.")])
        thread_ts = thread_of(body)
        await answer_here(respond, chosen, thread_ts=thread_ts, replacing=True)
        place = Place(str(channel["id"]), thread_ts or "")
        await desk.deliver(replies, by=by, place=place, respond=respond)
