"""Puts messages into channels, changes and removes them, and tells pages and the app."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.sandbox.slack import events, world
from bot.sandbox.slack.pinging import pinged_by
from bot.sandbox.slack.records import Message

if TYPE_CHECKING:
    from bot.sandbox.slack.sandbox import Sandbox

_TOMBSTONE = "This message was deleted."


def post(sandbox: Sandbox, draft: Message) -> Message:
    """Show a new message to everybody in the channel and tell the app of it."""
    channel = sandbox.workspace.channels.get(draft.channel)
    message = sandbox.workspace.put_message(
        replace(draft, pinged=pinged_by(sandbox.workspace, channel, draft))
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
