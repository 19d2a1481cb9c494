"""Which conversation an argument means, and whether the bot may read or write there."""

from __future__ import annotations

import re

from bot.sandbox.slack.api.call import Call
from bot.sandbox.slack.records import Channel, Message
from bot.sandbox.slack.refusal import Refusal

_TS = re.compile(r"\d+\.\d{6}")
READ_SCOPE = {
    "channel": "channels:read",
    "group": "groups:read",
    "im": "im:read",
    "mpim": "mpim:read",
}


def to_read(call: Call, value: str) -> Channel:
    """Return the conversation of that id; names are not resolved, foreign private ones unseen."""
    channel = call.workspace.channels.get(value)
    if channel is None or (channel.kind != "channel" and not call.workspace.has_bot(channel)):
        raise Refusal("channel_not_found")
    return channel


def readable(call: Call) -> Channel:
    """Return the conversation that a call is about; each kind needs its own scope."""
    channel = to_read(call, call.required("channel"))
    call.require_scope(READ_SCOPE[channel.event_kind])
    return channel


def to_write(call: Call, value: str) -> Channel:
    """Return where a message goes: an id, a name, or a person, whose direct messages it opens."""
    workspace = call.workspace
    if workspace.users.get(value) is not None:
        channel = workspace.dm_of(value)
    else:
        channel = workspace.channels.get(value) or workspace.channel_named(value)
    if channel is None or (channel.kind != "channel" and not call.workspace.has_bot(channel)):
        raise Refusal("channel_not_found")
    if channel.is_archived:
        raise Refusal("is_archived")
    if not call.workspace.has_bot(channel) and not call.has_scope("chat:write.public"):
        raise Refusal("not_in_channel")
    if channel.kind == "im" and not workspace.manifest.messages_tab:
        raise Refusal("messages_tab_disabled")
    return channel


def visible_message(call: Call, channel: Channel, ts: str) -> Message:
    """Return a message that everybody sees; an ephemeral one does not exist for the API."""
    message = call.workspace.message(channel.id, ts)
    if message is None or message.ephemeral_to or message.deleted:
        raise Refusal("message_not_found")
    return message


def thread_root(call: Call, channel: Channel) -> str | None:
    """Return the thread a message is meant for; raises ``Refusal`` where none can be."""
    thread_ts = call.text("thread_ts")
    if thread_ts is None:
        return None
    if not _TS.fullmatch(thread_ts):
        raise Refusal("invalid_thread_ts", f"{thread_ts} is not a valid thread_ts")
    parent = call.workspace.message(channel.id, thread_ts)
    if parent is None:
        raise Refusal("thread_not_found")
    if parent.ephemeral_to or parent.is_reply:
        raise Refusal("cannot_reply_to_message")
    return thread_ts
