"""
Opening direct messages, and coming into channels, leaving and closing them, as the bot.

https://docs.slack.dev/reference/methods?family=conversations
"""

from __future__ import annotations

from bot.sandbox.slack.api.call import Call
from bot.sandbox.slack.api.places import to_read
from bot.sandbox.slack.interactions.membership import (
    GENERAL,
    MOST_IN_A_GROUP,
    close,
    enter,
    go_out,
    group_of,
)
from bot.sandbox.slack.records import Channel, Json, User
from bot.sandbox.slack.refusal import Refusal
from bot.sandbox.slack.rendering import channel_json

MANAGE_SCOPE = {
    "channel": "channels:manage",
    "group": "groups:write",
    "im": "im:write",
    "mpim": "mpim:write",
}


async def open_direct(call: Call) -> Json:
    """Open direct messages with one person, or with several."""
    if call.text("channel"):
        return _opened(call, to_read(call, call.required("channel")), was_open=True)
    ids = [one.strip() for one in (call.text("users") or "").split(",") if one.strip()]
    if not ids:
        raise Refusal("users_list_not_supplied")
    people = _people(call, ids)
    call.require_scope("im:write" if len(people) == 1 else "mpim:write")
    if len(people) == 1:
        return _opened(call, call.workspace.dm_of(people[0].id), was_open=True)
    if len(people) > MOST_IN_A_GROUP:
        raise Refusal("too_many_users")
    known = {one.id for one in call.workspace.channels.all()}
    opened = group_of(call.sandbox, people)
    return _opened(call, opened, was_open=opened.id in known)


def _people(call: Call, ids: list[str]) -> list[User]:
    others = [one for one in dict.fromkeys(ids) if one != call.team.bot_user_id]
    found = [call.workspace.users.get(one) for one in others]
    people = [one for one in found if one is not None]
    if len(people) < len(found) or not people:
        raise Refusal("user_not_found")
    if any(one.deleted for one in people):
        raise Refusal("user_disabled")
    return people


def _opened(call: Call, channel: Channel | None, *, was_open: bool) -> Json:
    if channel is None:
        raise Refusal("channel_not_found")
    if not channel.is_direct:
        raise Refusal("method_not_supported_for_channel_type")
    full = call.flag("return_im")
    shown = channel_json(call.team, channel) if full else {"id": channel.id}
    return {**({"no_op": True, "already_open": True} if was_open else {}), "channel": shown}


async def close_direct(call: Call) -> Json:
    """Close direct messages; they open again with the next message."""
    channel = to_read(call, call.required("channel"))
    if not channel.is_direct:
        raise Refusal("method_not_supported_for_channel_type")
    call.require_scope(MANAGE_SCOPE[channel.event_kind])
    return {}


async def join(call: Call) -> Json:
    """Let the bot come into a public channel by itself."""
    channel = to_read(call, call.required("channel"))
    if channel.kind != "channel":
        raise Refusal("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise Refusal("is_archived")
    if call.workspace.has_bot(channel):
        return {
            "channel": channel_json(call.team, channel),
            "warning": "already_in_channel",
            "response_metadata": {"warnings": ["already_in_channel"]},
        }
    joined = enter(call.sandbox, channel, call.team.bot_user_id)
    return {"channel": channel_json(call.team, joined)}


async def leave(call: Call) -> Json:
    """Let the bot go out of a channel."""
    channel = _manageable(call)
    if channel.is_archived:
        raise Refusal("is_archived")
    if not call.workspace.has_bot(channel):
        return {"not_in_channel": True}
    if channel.name == GENERAL:
        raise Refusal("cant_leave_general")
    if len(channel.members) == 1:
        raise Refusal("last_member")
    go_out(call.sandbox, channel, call.team.bot_user_id)
    return {}


async def archive(call: Call) -> Json:
    """Close a channel for writing."""
    channel = _manageable(call)
    if channel.name == GENERAL:
        raise Refusal("cant_archive_general")
    if channel.is_archived:
        raise Refusal("already_archived")
    if not call.workspace.has_bot(channel):
        raise Refusal("not_in_channel")
    close(call.sandbox, channel, is_archived=True)
    return {}


async def unarchive(call: Call) -> Json:
    """Open an archived channel again; a bot can do so only where it is still a member."""
    channel = _manageable(call)
    if not channel.is_archived:
        raise Refusal("not_archived")
    if not call.workspace.has_bot(channel):
        raise Refusal("not_in_channel")
    close(call.sandbox, channel, is_archived=False)
    return {}


def _manageable(call: Call) -> Channel:
    channel = to_read(call, call.required("channel"))
    if channel.is_direct:
        raise Refusal("method_not_supported_for_channel_type")
    call.require_scope(MANAGE_SCOPE[channel.event_kind])
    return channel


METHODS = {
    "conversations.open": open_direct,
    "conversations.close": close_direct,
    "conversations.join": join,
    "conversations.leave": leave,
    "conversations.archive": archive,
    "conversations.unarchive": unarchive,
}
