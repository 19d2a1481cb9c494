"""
Channels and direct messages.

https://docs.slack.dev/reference/methods?family=conversations
"""

from __future__ import annotations

from dataclasses import replace

from bot.sandbox.slack.api.call import Call
from bot.sandbox.slack.api.paging import metadata, page
from bot.sandbox.slack.api.places import READ_SCOPE, to_read
from bot.sandbox.slack.events import HISTORY_SCOPE
from bot.sandbox.slack.interactions.talking import member_joined
from bot.sandbox.slack.records import Channel, Json, Message
from bot.sandbox.slack.refusal import Refusal
from bot.sandbox.slack.rendering import channel_json, message_json

_KIND_OF_TYPE = {"public_channel": "channel", "private_channel": "private", "im": "im"}


async def info(call: Call) -> Json:
    """Describe one conversation."""
    channel = _readable(call)
    return {"channel": channel_json(call.team, channel)}


async def list_all(call: Call) -> Json:
    """List the conversations of the asked kinds that the bot can see."""
    types = (call.text("types") or "public_channel").split(",")
    kinds = {_KIND_OF_TYPE[one.strip()] for one in types if one.strip() in _KIND_OF_TYPE}
    if not kinds and "mpim" not in types:
        raise Refusal("invalid_types")
    for channel_kind, event_kind in (("channel", "channel"), ("private", "group"), ("im", "im")):
        if channel_kind in kinds:
            call.require_scope(READ_SCOPE[event_kind])
    seen = [
        one
        for one in call.workspace.channels.all()
        if one.kind in kinds
        and (one.kind == "channel" or call.workspace.has_bot(one))
        and not (one.is_archived and call.flag("exclude_archived"))
    ]
    some, cursor = page(call, seen)
    return {
        "channels": [channel_json(call.team, one) for one in some],
        **metadata(cursor),
    }


async def members(call: Call) -> Json:
    """List who is in a conversation."""
    some, cursor = page(call, _readable(call).members)
    return {"members": some, **metadata(cursor)}


async def open_dm(call: Call) -> Json:
    """Open direct messages with one person; groups of people are not modelled."""
    if call.text("channel"):
        channel: Channel | None = to_read(call, call.required("channel"))
        return _opened(call, channel)
    people = [one.strip() for one in (call.text("users") or "").split(",") if one.strip()]
    if not people:
        raise Refusal("users_list_not_supplied")
    call.require_scope("im:write" if len(people) == 1 else "mpim:write")
    found = [call.workspace.users.get(one) for one in people]
    if any(user is None for user in found):
        raise Refusal("user_not_found")
    if any(user is not None and user.deleted for user in found):
        raise Refusal("user_disabled")
    if len(people) > 1:
        raise Refusal("invalid_user_combination")
    return _opened(call, call.workspace.dm_of(people[0]))


def _opened(call: Call, channel: Channel | None) -> Json:
    if channel is None or channel.kind != "im":
        raise Refusal("channel_not_found")
    shown = channel_json(call.team, channel) if call.flag("return_im") else {"id": channel.id}
    return {"no_op": True, "already_open": True, "channel": shown}


async def join(call: Call) -> Json:
    """Let the bot join a public channel by itself."""
    channel = to_read(call, call.required("channel"))
    if channel.kind != "channel":
        raise Refusal("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise Refusal("is_archived")
    if call.workspace.has_bot(channel):
        return {
            "channel": channel_json(call.team, channel),
            "warning": "already_in_channel",
        }
    joined = replace(channel, members=(*channel.members, call.team.bot_user_id))
    call.workspace.channels.put(channel.id, joined)
    member_joined(call.sandbox, joined, call.team.bot_user_id)
    return {"channel": channel_json(call.team, joined)}


async def history(call: Call) -> Json:
    """List a conversation's messages, newest first, without replies and ephemeral ones."""
    channel = _with_history(call)
    seen = [
        one
        for one in call.workspace.messages_in(channel.id)
        if one.ephemeral_to is None
        and (not one.is_reply or one.reply_broadcast)
        and _in_window(call, one)
    ]
    return _messages(call, seen[::-1])


async def replies(call: Call) -> Json:
    """List a thread, its parent first."""
    channel = _with_history(call)
    ts = call.required("ts")
    found = call.workspace.message(channel.id, ts)
    if found is None or found.ephemeral_to:
        raise Refusal("thread_not_found")
    root = found.thread_ts or ts
    seen = [
        one
        for one in call.workspace.thread(channel.id, root)
        if one.ephemeral_to is None and (one.ts == root or _in_window(call, one))
    ]
    return _messages(call, seen)


def _messages(call: Call, seen: list[Message]) -> Json:
    some, cursor = page(call, seen)
    shown = [message_json(call.workspace, one, call.base) for one in some]
    if not call.flag("include_all_metadata"):
        shown = [{name: one[name] for name in one if name != "metadata"} for one in shown]
    more = {"has_more": bool(cursor)}
    return {"messages": shown, **more, **(metadata(cursor) if cursor else {})}


def _in_window(call: Call, message: Message) -> bool:
    ts = float(message.ts)
    try:
        oldest = float(call.text("oldest") or 0)
        latest = float(call.text("latest") or "inf")
    except ValueError:
        raise Refusal("invalid_ts_oldest") from None
    if call.flag("inclusive"):
        return oldest <= ts <= latest
    return oldest < ts < latest


def _readable(call: Call) -> Channel:
    channel = to_read(call, call.required("channel"))
    call.require_scope(READ_SCOPE[channel.event_kind])
    return channel


def _with_history(call: Call) -> Channel:
    channel = to_read(call, call.required("channel"))
    call.require_scope(HISTORY_SCOPE[channel.event_kind])
    if not call.workspace.has_bot(channel):
        raise Refusal("not_in_channel")
    return channel


METHODS = {
    "conversations.info": info,
    "conversations.list": list_all,
    "conversations.members": members,
    "conversations.open": open_dm,
    "conversations.join": join,
    "conversations.history": history,
    "conversations.replies": replies,
}
