"""Turning the pages of a list."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond

from handlers.slack.answers import Place, answer_here, thread_of
from handlers.slack.desk import Desk
from handlers.slack.hearing import Said
from handlers.slack.views import listing


def register(app: AsyncApp, desk: Desk) -> None:
    """Attach the two buttons of a list."""

    async def turn(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        offset, query = listing.read_turn(body["actions"][0].get("value"))
        by = await desk.person(body)
        channel = body["channel"]
        place = Place(str(channel["id"]), thread_of(body) or "")
        said = Said(by, place, str(channel.get("name") or ""), query)
        answer = await desk.conversation.turn_page(said, offset)
        await answer_here(respond, answer, thread_ts=thread_of(body), replacing=True)

    app.action(listing.PREVIOUS)(turn)
    app.action(listing.NEXT)(turn)
