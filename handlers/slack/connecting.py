"""Connecting and disconnecting accounts: the form, the network's answer, the way out."""

from __future__ import annotations

from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.errors import SlackApiError

from handlers.slack.desk import Desk
from handlers.slack.home import show_home
from handlers.slack.refused import Unreachable, reason
from handlers.slack.text import Block, section
from handlers.slack.views import accounts as views
from handlers.slack.views.accounts import Way
from scheduling.consents import Tell
from scheduling.permission import require_author
from scheduling.views import Connected
from store.words import Person

log = structlog.get_logger(__name__)


def register(app: AsyncApp, desk: Desk) -> None:
    """Attach the buttons."""

    @app.action(views.OPEN)
    async def opened(ack: AsyncAck, body: dict[str, Any]) -> None:
        """The browser follows the link; it is good for one answer, so the form gets new ones."""
        await ack()
        shown = body["view"]
        view = await _form(desk, await desk.person(body), shown["private_metadata"])
        try:
            await desk.client.views_update(view_id=shown["id"], view=view)
        except SlackApiError as refused:
            log.info("slack.form_gone", error=reason(refused))

    @app.action(views.CONNECT)
    async def connect(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await open_connect(desk, await desk.person(body), body)

    @app.action(views.DISCONNECT)
    async def disconnect(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        by = await desk.person(body)
        gone = await desk.consents.disconnect(by, str(body["actions"][0]["value"]))
        text = views.disconnected_text(gone, desk.planner.labels)
        await desk.client.chat_postMessage(channel=by.user_id, text=text, blocks=[section(text)])
        await show_home(desk, by)


async def open_connect(desk: Desk, by: Person, body: dict[str, Any]) -> None:
    """Open the form with a fresh link for every login that works here."""
    view = await _form(desk, by, str(body.get("channel_id") or ""))
    await desk.client.views_open(trigger_id=body["trigger_id"], view=view)


async def _form(desk: Desk, by: Person, channel_id: str) -> Block:
    require_author(by, doing="connect accounts")
    ways = []
    for offer in desk.consents.offers():
        url = ""
        if not offer.obstacle:
            url = await desk.consents.ask(
                by, offer.network, offer.login.flavour, reply_to={"channel": channel_id}
            )
        ways.append(Way(offer, url))
    known = (await desk.planner.connections(by)).accounts
    return views.connect_modal(ways, known, asked_in=channel_id)


def teller(desk: Desk) -> Tell:
    """Return what says in Slack that an account was connected."""

    async def tell(connected: Connected) -> None:
        request = connected.request
        text = views.connected_text(connected, desk.planner.labels)
        by = await desk.people.person(request.workspace_id, request.user_id)
        try:
            await _say(desk, by, str(request.reply_to.get("channel") or ""), text)
            await show_home(desk, by)
        except (SlackApiError, *Unreachable) as refused:
            log.warning("slack.connected_untold", error=reason(refused))

    return tell


async def _say(desk: Desk, by: Person, channel_id: str, text: str) -> None:
    """Say it where it was asked, to the one who asked; a direct message is always possible."""
    blocks = [section(f":white_check_mark: {text}")]
    if channel_id and not channel_id.startswith("D"):
        try:
            await desk.client.chat_postEphemeral(
                channel=channel_id, user=by.user_id, text=text, blocks=blocks
            )
        except SlackApiError as refused:
            log.info("slack.no_way_in", error=reason(refused))
        else:
            return
    await desk.client.chat_postMessage(channel=by.user_id, text=text, blocks=blocks)
