"""
Turns what a person types into the text and rich text that Slack's client would send.

https://docs.slack.dev/messaging/formatting-message-text
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.sandbox.slack.records import Channel, Json, User

_TOKEN = re.compile(
    r"<(?P<angle>[@#][^<>\s][^<>]*|https?://[^<>\s]+)>"
    r"|(?P<url>https?://[^\s<>]+[^\s<>.,;:!?)\]'\"])"
    r"|(?<![\w@])@(?P<user>[A-Za-z](?:[\w.-]*\w)?)"
    r"|(?<![\w&#])#(?P<channel>[a-z][a-z0-9_-]*)"
)
_BROADCASTS = ("here", "channel", "everyone")


def escape(text: str) -> str:
    """Escape the three characters that Slack treats as control characters."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class Composer:
    """Knows whom and what a typed ``@name`` or ``#name`` can mean."""

    def __init__(self, users: Iterable[User], channels: Iterable[Channel]) -> None:
        self._users = {
            name.lower(): user for user in users for name in (user.id, user.name, user.real_name)
        }
        self._channels = {
            name: channel
            for channel in channels
            if not channel.is_direct
            for name in (channel.id, channel.name)
        }

    def elements(self, typed: str) -> list[Json]:
        """Return the rich-text elements of a typed line."""
        found: list[Json] = []
        end = 0
        for match in _TOKEN.finditer(typed):
            element = self._element(match)
            if element is None:
                continue
            if match.start() > end:
                found.append({"type": "text", "text": typed[end : match.start()]})
            found.append(element)
            end = match.end()
        if end < len(typed):
            found.append({"type": "text", "text": typed[end:]})
        return found

    def text(self, typed: str, *, command: bool = False) -> str:
        """Return the escaped text with mentions and links in angle brackets."""
        return "".join(self._written(one, command=command) for one in self.elements(typed))

    def _element(self, match: re.Match[str]) -> Json | None:
        inside = (match["angle"] or "").partition("|")[0]
        url = match["url"] or (inside if inside.startswith("http") else None)
        if url:
            return {"type": "link", "url": url}
        channel = match["channel"] or (inside[1:] if inside.startswith("#") else None)
        if channel:
            return self._channel(channel)
        return self._mention(match["user"] or inside[1:])

    def _channel(self, name: str) -> Json | None:
        channel = self._channels.get(name)
        return {"type": "channel", "channel_id": channel.id} if channel else None

    def _mention(self, name: str) -> Json | None:
        if name.lower() in _BROADCASTS:
            return {"type": "broadcast", "range": name.lower()}
        user = self._users.get(name.lower())
        return {"type": "user", "user_id": user.id} if user else None

    def _written(self, element: Json, *, command: bool) -> str:
        match element["type"]:
            case "link":
                return f"<{escape(element['url'])}>"
            case "broadcast":
                return f"<!{element['range']}>"
            case "user":
                user = self._users[element["user_id"].lower()]
                return f"<@{user.id}|{user.name}>" if command else f"<@{user.id}>"
            case "channel":
                channel = self._channels[element["channel_id"]]
                return f"<#{channel.id}|{channel.name}>"
        return escape(element["text"])


def rich_text(elements: list[Json], block_id: str) -> Json:
    """Wrap elements as the block that Slack's client sends with every typed message."""
    section = {"type": "rich_text_section", "elements": elements}
    return {"type": "rich_text", "block_id": block_id, "elements": [section]}
