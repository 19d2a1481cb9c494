"""Acting as those who run a workspace: members of channels, accounts, and the app itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.sandbox.slack import installation
from bot.sandbox.slack.control.fields import text
from bot.sandbox.slack.interactions import membership
from bot.sandbox.slack.interactions.payloads import (
    CannotAct,
    person,
    refuse_where_not_installed,
)
from bot.sandbox.slack.records import Json
from bot.sandbox.slack.sandbox import Sandbox

Act = Callable[[Sandbox, Json], Awaitable[Json]]


async def invite(sandbox: Sandbox, body: Json) -> Json:
    """Bring somebody or the bot into a channel."""
    membership.invite(sandbox, channel_id=text(body, "channel"), user_id=text(body, "user"))
    return {}


async def join(sandbox: Sandbox, body: Json) -> Json:
    """Come into a public channel."""
    membership.join(sandbox, channel_id=text(body, "channel"), user_id=text(body, "user"))
    return {}


async def leave(sandbox: Sandbox, body: Json) -> Json:
    """Leave a channel; of the bot, remove it."""
    membership.leave(sandbox, channel_id=text(body, "channel"), user_id=text(body, "user"))
    return {}


async def group(sandbox: Sandbox, body: Json) -> Json:
    """Open direct messages with several people and the bot."""
    others = body.get("users")
    if not isinstance(others, list) or not all(isinstance(one, str) for one in others):
        raise CannotAct("Send users as a list of ids.")
    opened = membership.group(sandbox, user_id=text(body, "user"), others=others)
    return {"channel": opened.id}


async def archive(sandbox: Sandbox, body: Json) -> Json:
    """Close a channel for writing."""
    membership.archive(sandbox, channel_id=text(body, "channel"))
    return {}


async def unarchive(sandbox: Sandbox, body: Json) -> Json:
    """Open an archived channel again."""
    membership.unarchive(sandbox, channel_id=text(body, "channel"))
    return {}


async def deactivate(sandbox: Sandbox, body: Json) -> Json:
    """Close somebody's account."""
    membership.deactivate(sandbox, user_id=text(body, "user"))
    return {}


async def connect(sandbox: Sandbox, body: Json) -> Json:
    """Share a channel with another company."""
    membership.connect(sandbox, channel_id=text(body, "channel"))
    return {}


async def uninstall(sandbox: Sandbox, body: Json) -> Json:
    """Remove the app from the workspace, as an admin can."""
    _admin(sandbox, body, "Only an admin can remove an app from the workspace.")
    refuse_where_not_installed(sandbox)
    installation.uninstall(sandbox)
    return {}


async def install(sandbox: Sandbox, body: Json) -> Json:
    """Put a removed app back, as an admin can."""
    _admin(sandbox, body, "Only an admin can install an app in the workspace.")
    if not sandbox.tokens.issued:
        raise CannotAct("The app has no token here; give the stand-in one when it starts.")
    installation.install(sandbox)
    return {}


def _admin(sandbox: Sandbox, body: Json, otherwise: str) -> None:
    if not person(sandbox, text(body, "user")).is_admin:
        raise CannotAct(otherwise)


ACTS: Mapping[str, Act] = {
    "invite": invite,
    "join": join,
    "leave": leave,
    "group": group,
    "archive": archive,
    "unarchive": unarchive,
    "deactivate": deactivate,
    "connect": connect,
    "uninstall": uninstall,
    "install": install,
}
