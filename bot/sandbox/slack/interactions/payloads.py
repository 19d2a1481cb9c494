"""
The parts that interaction payloads share.

https://docs.slack.dev/reference/interaction-payloads
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from bot.sandbox.slack import world
from bot.sandbox.slack.delivery.letters import Answer, Letter
from bot.sandbox.slack.delivery.queueing import VERIFICATION_TOKEN
from bot.sandbox.slack.ids import fresh_secret
from bot.sandbox.slack.records import Channel, Interaction, Json, ResponseUrl, User, View
from bot.sandbox.slack.world import Team

if TYPE_CHECKING:
    from bot.sandbox.slack.sandbox import Sandbox


class CannotAct(Exception):
    """A person tried what Slack's client would not let them do; the message says why."""


def person(sandbox: Sandbox, user_id: str) -> User:
    """Return the acting person, or refuse a stranger."""
    user = sandbox.workspace.users.get(user_id)
    if user is None or user.is_bot:
        raise CannotAct(f"There is no person {user_id} in this workspace.")
    if user.deleted:
        raise CannotAct(f"The account of {user.real_name} is closed.")
    return user


def place(sandbox: Sandbox, channel_id: str, user: User) -> Channel:
    """Return the channel a person acts in, or refuse one they are not in."""
    channel = sandbox.workspace.channels.get(channel_id)
    if channel is None:
        raise CannotAct(f"There is no channel {channel_id}.")
    if user.id not in channel.members:
        raise CannotAct(f"{user.real_name} is not in #{channel.name}. Invite them first.")
    return channel


def refuse_where_not_installed(sandbox: Sandbox) -> None:
    """Refuse what needs the app in a workspace that does not have it."""
    if not sandbox.tokens.installed:
        name = sandbox.workspace.bot().real_name
        raise CannotAct(f"{name} is not installed in {sandbox.workspace.team.name}.")


def channel_label(channel: Channel) -> str:
    """Return the name that payloads give to a channel; private kinds are not named."""
    return {"im": "directmessage", "private": "privategroup"}.get(channel.kind, channel.name)


def common(sandbox: Sandbox, kind: str, user: User) -> Json:
    """Return what every interactive payload carries."""
    team = sandbox.workspace.team
    return {
        "type": kind,
        "token": VERIFICATION_TOKEN,
        "api_app_id": world.APP_ID,
        "team": {"id": team.id, "domain": team.domain},
        "enterprise": None,
        "is_enterprise_install": False,
        "user": {
            "id": user.id,
            "username": user.name,
            "name": user.name,
            "team_id": team.id,
        },
    }


def response_url(
    sandbox: Sandbox, *, channel: str, user: str, kind: Interaction, message_ts: str | None = None
) -> str:
    """Issue an address to which the app may answer this interaction."""
    ticket = ResponseUrl(
        id=fresh_secret(),
        channel=channel,
        user=user,
        issued_s=sandbox.now_s(),
        kind=kind,
        message_ts=message_ts,
    )
    sandbox.workspace.response_urls.put(ticket.id, ticket)
    return f"{sandbox.addresses.for_bot}/response/{ticket.id}"


def view_json(team: Team, view: View) -> Json:
    """Return a view as answers and payloads show it."""
    return {
        **view.body,
        "id": view.id,
        "team_id": team.id,
        "type": view.kind,
        "state": {"values": view.state},
        "hash": view.hash,
        "private_metadata": view.body.get("private_metadata", ""),
        "callback_id": view.body.get("callback_id", ""),
        "external_id": view.body.get("external_id", ""),
        "title": view.body.get("title"),
        "submit": view.body.get("submit"),
        "close": view.body.get("close"),
        "clear_on_close": bool(view.body.get("clear_on_close", False)),
        "notify_on_close": bool(view.body.get("notify_on_close", False)),
        "previous_view_id": view.previous_id,
        "root_view_id": view.root_id,
        "app_id": world.APP_ID,
        "app_installed_team_id": team.id,
        "bot_id": team.bot_id,
    }


async def send(sandbox: Sandbox, name: str, payload: Json) -> Answer:
    """Deliver an interactive payload; Slack does not repeat these."""
    refuse_where_not_installed(sandbox)
    if not sandbox.workspace.manifest.interactive:
        raise CannotAct(
            "This app is not configured to handle interactive responses. "
            "Switch interactivity on in its manifest."
        )
    content = urlencode({"payload": json.dumps(payload, ensure_ascii=False)}).encode()
    return await sandbox.courier.deliver(
        Letter(kind="interactive", name=name, content=content, shown=payload)
    )
