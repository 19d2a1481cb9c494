"""``/callboard``: the few fixed words, and everything else in plain language."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.answers import Answer, Place, answer_here
from handlers.slack.connecting import open_connect
from handlers.slack.desk import Desk
from handlers.slack.hearing import Said
from handlers.slack.project_settings import open_project
from handlers.slack.text import channel as channel_link
from handlers.slack.text import section
from store.words import Person

COMMAND = "/callboard"

_CHANNEL = re.compile(r"<#(?P<id>[CG]\w+)(?:\|[^>]*)?>")


def register(app: AsyncApp, desk: Desk) -> None:
    """Attach the command."""

    @app.command(COMMAND)
    async def command(
        ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond, client: AsyncWebClient
    ) -> None:
        await ack()
        by = await desk.people.person(
            body["team_id"], body["user_id"], channel_id=body["channel_id"]
        )
        text = str(body.get("text") or "").strip()
        word, _, rest = text.partition(" ")
        if word == "notify":
            await answer_here(respond, await _notify(desk, by, body, rest))
        elif word in {"project", "settings"} and not rest:
            await open_project(desk, client, by, body)
        elif word == "connect":
            await open_connect(desk, by, body)
        else:
            await _hear(desk, by, body, text or "help", respond)


async def _hear(
    desk: Desk, by: Person, body: dict[str, Any], text: str, respond: AsyncRespond
) -> None:
    place = Place(body["channel_id"])
    said = Said(by, place, str(body.get("channel_name") or ""), text)
    replies = await desk.conversation.hear(said)
    await desk.deliver(replies, by=by, place=place, respond=respond)


async def _notify(desk: Desk, by: Person, body: dict[str, Any], rest: str) -> Answer:
    """Set, show or end where this project's failures are also reported."""
    project = await desk.planner.project(
        by, channel_id=body["channel_id"], channel_name=str(body.get("channel_name") or "")
    )
    named = _CHANNEL.search(rest)
    if rest.strip() in {"off", "none", "stop"}:
        await desk.planner.change_project(by, project.id, notify_channel_id=None)
        return _said("Failures are now reported in their own threads only.")
    if not named:
        now = project.notify_channel_id
        where = f"Now it is {channel_link(now)}." if now else "Now there is none."
        return _said(
            f"Name the channel that failures should also be reported in, for example "
            f"`{COMMAND} notify #alerts`, or `{COMMAND} notify off`. {where}"
        )
    await desk.planner.change_project(by, project.id, notify_channel_id=named["id"])
    return _said(
        f"Failures of this channel's posts are now also reported in {channel_link(named['id'])}. "
        "Invite me there if I am not a member."
    )


def _said(text: str) -> Answer:
    return Answer(text, [section(text)])
