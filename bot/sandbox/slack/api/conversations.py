"""
Reading channels and direct messages.

https://docs.slack.dev/reference/methods?family=conversations
"""

from __future__ import annotations

from bot.sandbox.slack.api.call import Call
from bot.sandbox.slack.api.paging import metadata, page
from bot.sandbox.slack.api.places import READ_SCOPE, readable, to_read
from bot.sandbox.slack.events import HISTORY_SCOPE
from bot.sandbox.slack.records import Channel, Json, Message
from bot.sandbox.slack.refusal import Refusal
from bot.sandbox.slack.rendering import channel_json, message_json

_KIND_OF_TYPE = {
    "public_channel": "channel",
    "private_channel": "private",
    "im": "im",
    "mpim": "mpim",
}


async def info(call: Call) -> Json:
    """Describe one conversation."""
    shown = channel_json(call.team, readable(call))
    if not call.flag("include_num_members"):
        shown.pop("num_members", None)
    return {"channel": shown}


async def list_all(call: Call) -> Json:
    """List the conversations of the asked kinds that the bot can see."""
    kinds = _asked_kinds(call)
    return _listed(call, [one for one in call.workspace.channels.all() if _shows(call, one, kinds)])


async def list_own(call: Call) -> Json:
    """List the conversations of the asked kinds that somebody, usually the bot, is in."""
    user_id = call.text("user") or call.team.bot_user_id
    if call.workspace.users.get(user_id) is None:
        raise Refusal("user_not_found")
    kinds = _asked_kinds(call)
    theirs = [one for one in call.workspace.channels.all() if user_id in one.members]
    return _listed(call, [one for one in theirs if _shows(call, one, kinds)])


def _asked_kinds(call: Call) -> frozenset[str]:
    asked = [one.strip() for one in (call.text("types") or "public_channel").split(",")]
    if any(one not in _KIND_OF_TYPE for one in asked):
        raise Refusal("invalid_types")
    kinds = frozenset(_KIND_OF_TYPE[one] for one in asked)
    for kind in sorted(kinds):
        call.require_scope(READ_SCOPE["group" if kind == "private" else kind])
    return kinds


def _shows(call: Call, channel: Channel, kinds: frozenset[str]) -> bool:
    if channel.is_archived and call.flag("exclude_archived"):
        return False
    is_seen = channel.kind == "channel" or call.workspace.has_bot(channel)
    return is_seen and channel.kind in kinds


def _listed(call: Call, seen: list[Channel]) -> Json:
    some, cursor = page(call, seen)
    return {"channels": [channel_json(call.team, one) for one in some], **metadata(cursor)}


async def members(call: Call) -> Json:
    """List who is in a conversation."""
    some, cursor = page(call, readable(call).members)
    return {"members": some, **metadata(cursor)}


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
    "users.conversations": list_own,
    "conversations.history": history,
    "conversations.replies": replies,
}
