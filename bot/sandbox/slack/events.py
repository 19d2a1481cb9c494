"""
Which happenings the app hears of, and how they are wrapped and retried.

https://docs.slack.dev/apis/events-api
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.slack.delivery import queueing
from bot.sandbox.slack.records import Channel, Json, Message
from bot.sandbox.slack.rendering import connect_file_json, message_json

if TYPE_CHECKING:
    from bot.sandbox.slack.sandbox import Sandbox

HISTORY_SCOPE = {
    "channel": "channels:history",
    "group": "groups:history",
    "im": "im:history",
    "mpim": "mpim:history",
}
MESSAGE_SUBSCRIPTION = {
    "channel": "message.channels",
    "group": "message.groups",
    "im": "message.im",
    "mpim": "message.mpim",
}
SCOPE_OF_EVENT = {
    "app_mention": "app_mentions:read",
    "file_shared": "files:read",
    "file_deleted": "files:read",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "channel_left": "channels:read",
    "channel_archive": "channels:read",
    "channel_unarchive": "channels:read",
    "group_left": "groups:read",
    "group_archive": "groups:read",
    "group_unarchive": "groups:read",
}
"""Scopes as the event reference lists them; https://docs.slack.dev/reference/events."""


def message_posted(sandbox: Sandbox, message: Message) -> None:
    """Tell the app of a new message: as a message, and as a mention where it is one."""
    channel = _heard_channel(sandbox, message)
    if channel is None:
        return
    _message_event(sandbox, channel, _described(sandbox, message, channel))
    if (
        channel.kind != "im"
        and f"<@{sandbox.workspace.team.bot_user_id}>" in message.text
        and not message.bot_id
    ):
        mention = _described(sandbox, message, channel) | {"type": "app_mention"}
        mention.pop("channel_type")
        mention.pop("subtype", None)
        announce(sandbox, mention)


def message_changed(sandbox: Sandbox, before: Message, after: Message) -> None:
    """Tell the app that a message reads differently now."""
    channel = _heard_channel(sandbox, after)
    if channel is None:
        return
    event = _hidden(sandbox, channel, "message_changed") | {
        "message": _inner(sandbox, after, channel),
        "previous_message": _inner(sandbox, before, channel),
    }
    _message_event(sandbox, channel, event)


def message_deleted(sandbox: Sandbox, before: Message) -> None:
    """Tell the app that a message is gone."""
    channel = _heard_channel(sandbox, before)
    if channel is None:
        return
    event = _hidden(sandbox, channel, "message_deleted") | {
        "deleted_ts": before.ts,
        "previous_message": _inner(sandbox, before, channel),
    }
    _message_event(sandbox, channel, event)


def file_shared(sandbox: Sandbox, file_id: str, channel: Channel, user_id: str, ts: str) -> None:
    """Tell the app the id of a file that appeared in a channel it is in."""
    if sandbox.workspace.team.bot_user_id in channel.members:
        announce(
            sandbox,
            {
                "type": "file_shared",
                "file_id": file_id,
                "user_id": user_id,
                "file": {"id": file_id},
                "channel_id": channel.id,
                "event_ts": ts,
            },
        )


def membership_changed(sandbox: Sandbox, kind: str, channel: Channel, user_id: str) -> None:
    """Tell the app that somebody came into a channel or left it."""
    scope = "channels:read" if channel.kind == "channel" else "groups:read"
    if scope not in sandbox.workspace.manifest.scopes:
        return
    announce(
        sandbox,
        {
            "type": kind,
            "user": user_id,
            "channel": channel.id,
            "channel_type": "C" if channel.kind == "channel" else "G",
            "team": sandbox.workspace.team.id,
            "event_ts": sandbox.next_ts(),
        },
    )


def announce(sandbox: Sandbox, event: Json, *, subscription: str | None = None) -> None:
    """Deliver an event if the app subscribed to it and holds the scope it needs."""
    manifest = sandbox.workspace.manifest
    kind = event["type"]
    scope = SCOPE_OF_EVENT.get(kind)
    if not sandbox.tokens.installed or (subscription or kind) not in manifest.events:
        return
    if scope and scope not in manifest.scopes:
        return
    queueing.enqueue(sandbox, event)


def _message_event(sandbox: Sandbox, channel: Channel, event: Json) -> None:
    if HISTORY_SCOPE[channel.event_kind] in sandbox.workspace.manifest.scopes:
        announce(sandbox, event, subscription=MESSAGE_SUBSCRIPTION[channel.event_kind])


def _heard_channel(sandbox: Sandbox, message: Message) -> Channel | None:
    channel = sandbox.workspace.channels.get(message.channel)
    if (
        channel is None
        or message.ephemeral_to
        or sandbox.workspace.team.bot_user_id not in channel.members
    ):
        return None
    return channel


def _inner(sandbox: Sandbox, message: Message, channel: Channel) -> Json:
    shown = message_json(sandbox.workspace, message, sandbox.addresses.for_bot)
    if channel.is_ext_shared and message.file_ids:
        found = (sandbox.workspace.files.get(one) for one in message.file_ids)
        shown["files"] = [connect_file_json(one) for one in found if one is not None]
    return shown


def _described(sandbox: Sandbox, message: Message, channel: Channel) -> Json:
    return _inner(sandbox, message, channel) | {
        "channel": channel.id,
        "channel_type": channel.event_kind,
        "event_ts": message.ts,
    }


def _hidden(sandbox: Sandbox, channel: Channel, subtype: str) -> Json:
    ts = sandbox.next_ts()
    return {
        "type": "message",
        "subtype": subtype,
        "hidden": True,
        "channel": channel.id,
        "channel_type": channel.event_kind,
        "ts": ts,
        "event_ts": ts,
    }
