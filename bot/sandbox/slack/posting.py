"""Puts messages into channels, changes and removes them, and tells pages and the app."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.sandbox.slack import events, world
from bot.sandbox.slack.records import Channel, Message
from bot.sandbox.slack.workspace import Workspace

if TYPE_CHECKING:
    from bot.sandbox.slack.sandbox import Sandbox

_BROADCAST = re.compile(r'<!(channel|here|everyone)(\|[^>]*)?>|"type": "broadcast"')
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(\|[^>]*)?>")
_TOMBSTONE = "This message was deleted."


def post(sandbox: Sandbox, draft: Message) -> Message:
    """Show a new message to everybody in the channel and tell the app of it."""
    channel = sandbox.workspace.channels.get(draft.channel)
    message = sandbox.workspace.put_message(
        replace(draft, pinged=_pinged(sandbox.workspace, channel, draft))
    )
    sandbox.stream.tell(type="message", channel=message.channel, ts=message.ts)
    events.message_posted(sandbox, message)
    return message


def change(sandbox: Sandbox, before: Message, after: Message) -> Message:
    """Let a message read differently in place; nobody is pinged again by an edit."""
    sandbox.workspace.put_message(after)
    sandbox.stream.tell(type="messages", channel=after.channel, ts=after.ts)
    events.message_changed(sandbox, before, after)
    return after


def delete(sandbox: Sandbox, message: Message) -> None:
    """Remove a message; a parent with replies leaves a tombstone, as in Slack."""
    if sandbox.workspace.replies(message.channel, message.ts):
        sandbox.workspace.put_message(
            replace(
                message,
                text=_TOMBSTONE,
                blocks=None,
                file_ids=(),
                deleted=True,
                subtype="tombstone",
                user=world.SLACKBOT_ID,
                reactions={},
            )
        )
    else:
        sandbox.workspace.drop_message(message)
    sandbox.stream.tell(type="messages", channel=message.channel, ts=message.ts)
    events.message_deleted(sandbox, message)


def whisper(sandbox: Sandbox, message: Message) -> Message:
    """Show a message to one person only; such messages cause no events."""
    sandbox.workspace.put_message(message)
    sandbox.stream.tell(type="message", channel=message.channel, ts=message.ts)
    return message


def notify_failure(sandbox: Sandbox, user: str, text: str, channel: str | None) -> None:
    """Show a person that something they did came to nothing."""
    sandbox.stream.tell(type="notice", user=user, text=text, channel=channel)


def slackbot_says(sandbox: Sandbox, *, channel: str, user: str, text: str, failure: str) -> Message:
    """Tell one person that the app did not answer, as Slackbot does, and notify open pages."""
    notify_failure(sandbox, user, text, channel)
    return whisper(
        sandbox,
        Message(
            channel=channel,
            ts=sandbox.next_ts(),
            user=world.SLACKBOT_ID,
            text=text,
            username="Slackbot",
            ephemeral_to=user,
            failure=failure,
        ),
    )


def _pinged(workspace: Workspace, channel: Channel | None, message: Message) -> tuple[str, ...]:
    """Return everybody whose device rings: mentioned by name, or by ``@channel`` and the like."""
    said = message.text + json.dumps(message.blocks or (), ensure_ascii=False)
    members = channel.members if channel is not None else ()
    rung = set(members) if _BROADCAST.search(said) else set()
    if channel is not None and channel.kind == "im" and channel.user:
        rung.add(channel.user)
    rung |= {found for found, _ in _MENTION.findall(said)}
    rung |= set(re.findall(r'"user_id": "([UW][A-Z0-9]+)"', said))
    known = (workspace.users.get(one) for one in sorted(rung - {message.user}))
    return tuple(user.id for user in known if user is not None and not user.is_bot)
