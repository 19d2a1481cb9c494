"""
Whose device a message rings: named, by ``@channel`` and the like, or in direct messages.

https://docs.slack.dev/messaging/formatting-message-text#advanced
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bot.sandbox.slack.records import Channel, Message
from bot.sandbox.slack.workspace import Workspace

_BROADCAST = re.compile(r"<!(channel|here|everyone)(\|[^>]*)?>")
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(\|[^>]*)?>")
_PARSED = ("mrkdwn", "markdown")
"""Kinds of text in which mentions mean something; in plain text they are only letters."""


def pinged_by(workspace: Workspace, channel: Channel | None, message: Message) -> tuple[str, ...]:
    """Return everybody who is rung; only members of a conversation hear of it."""
    if channel is None:
        return ()
    said = [message.text, *_parsed_texts(message.blocks), *_parsed_texts(message.attachments)]
    named = {found for text in said for found, _ in _MENTION.findall(text)}
    rings_all = channel.is_direct or any(_BROADCAST.search(text) for text in said)
    for element in _elements(message.blocks):
        rings_all = rings_all or element.get("type") == "broadcast"
        if element.get("type") == "user":
            named.add(str(element.get("user_id")))
    rung = set(channel.members) if rings_all else named & set(channel.members)
    known = (workspace.users.get(one) for one in sorted(rung - {message.user}))
    return tuple(user.id for user in known if user is not None and not user.is_bot)


def _parsed_texts(part: Any) -> Iterator[str]:
    for element in _elements(part):
        if element.get("type") in _PARSED and isinstance(element.get("text"), str):
            yield element["text"]


def _elements(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        yield part
        for value in part.values():
            yield from _elements(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from _elements(value)
