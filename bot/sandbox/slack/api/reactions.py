"""
Emoji under messages.

https://docs.slack.dev/reference/methods?family=reactions
"""

from __future__ import annotations

import re

from bot.sandbox.slack.api.call import Call
from bot.sandbox.slack.api.places import to_read, visible_message
from bot.sandbox.slack.interactions.talking import toggle_reaction
from bot.sandbox.slack.records import Json, Message
from bot.sandbox.slack.refusal import Refusal

MOST_PER_MESSAGE = 23
"""Different emoji one person may put; https://docs.slack.dev/reference/methods/reactions.add."""
_NAME = re.compile(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?")


async def add(call: Call) -> Json:
    """React as the bot."""
    message, name = _target(call)
    if call.team.bot_user_id in message.reactions.get(name, ()):
        raise Refusal("already_reacted")
    own = [one for one in message.reactions.values() if call.team.bot_user_id in one]
    if len(own) >= MOST_PER_MESSAGE:
        raise Refusal("too_many_emoji")
    toggle_reaction(call.sandbox, message, call.team.bot_user_id, name)
    return {}


async def remove(call: Call) -> Json:
    """Take the bot's reaction away."""
    message, name = _target(call)
    if call.team.bot_user_id not in message.reactions.get(name, ()):
        raise Refusal("no_reaction")
    toggle_reaction(call.sandbox, message, call.team.bot_user_id, name)
    return {}


def _target(call: Call) -> tuple[Message, str]:
    name = call.required("name").strip(":")
    if not _NAME.fullmatch(name):
        raise Refusal("invalid_name")
    channel_id, ts = call.text("channel"), call.text("timestamp")
    if channel_id is None or ts is None:
        raise Refusal("no_item_specified")
    if not re.fullmatch(r"\d+\.\d{6}", ts):
        raise Refusal("bad_timestamp")
    channel = to_read(call, channel_id)
    if channel.is_archived:
        raise Refusal("is_archived")
    if not call.workspace.has_bot(channel):
        raise Refusal("not_in_channel")
    return visible_message(call, channel, ts), name


METHODS = {"reactions.add": add, "reactions.remove": remove}
