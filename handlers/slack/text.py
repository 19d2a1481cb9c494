"""The one place where text for Slack is escaped, shortened and given its times and mentions."""

from __future__ import annotations

import html
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

import regex

Block = dict[str, object]

SECTION_CHARS = 2900
"""Slack takes 3,000 characters in a section; the rest is room for our own marks."""
FALLBACK_BYTES = 3900
"""``chat.update`` refuses a ``text`` of more than 4,000 bytes after escaping."""

_GRAPHEME = regex.compile(r"\X")


def escape(text: str) -> str:
    """Make text of people or networks harmless in mrkdwn: no pings, no links, no markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """Undo Slack's escaping of what a person typed, once, to get the words they meant."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def clip(text: str, limit: int) -> str:
    """Shorten to ``limit`` characters at most, never through the middle of a visible character."""
    if len(text) <= limit:
        return text
    kept: list[str] = []
    length = 0
    for match in _GRAPHEME.finditer(text):
        length += len(match.group())
        if length > limit - 1:
            break
        kept.append(match.group())
    return "".join(kept).rstrip() + "…"


def clip_bytes(text: str, limit: int = FALLBACK_BYTES) -> str:
    """Shorten so that the escaped text stays within ``limit`` bytes."""
    while len(text.encode()) > limit:
        text = clip(text, max(1, len(text) * limit // (len(text.encode()) + 1)))
    return text


def quote(text: str, limit: int = 300) -> str:
    """Show somebody's words as a quotation, escaped and shortened."""
    shown = escape(clip(text.strip(), limit))
    return "\n".join(f">{line}" for line in shown.splitlines() or [""])


def mention(user_id: str) -> str:
    """Name a person; they see their own name and are not pinged by an edit."""
    return f"<@{user_id}>"


def channel(channel_id: str) -> str:
    """Name a channel as a link."""
    return f"<#{channel_id}>"


def link(url: str, label: str) -> str:
    """Write a link whose address cannot break out of the markup."""
    safe = html.escape(url, quote=False).replace("|", "%7C").replace(" ", "%20")
    return f"<{safe}|{escape(label)}>"


def when(moment: datetime, zone: str) -> str:
    """Write an instant that every reader sees in their own zone, with ours as the fallback."""
    shown = "{date_short_pretty} at {time}"
    return f"<!date^{int(moment.timestamp())}^{shown}|{moment_in_words(moment, zone)}>"


def moment_in_words(moment: datetime, zone: str) -> str:
    """Write an instant as a wall-clock time with weekday and zone: 'Tue 24 Nov 09:00 CET'."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{local:%a} {local.day} {local:%b %H:%M %Z}"


def plain(text: str, limit: int = 150) -> Block:
    """Build a plain-text object."""
    return {"type": "plain_text", "text": clip(text, limit) or " ", "emoji": True}


def mrkdwn(text: str) -> Block:
    """Build a markup text object from text that is already escaped where needed."""
    return {"type": "mrkdwn", "text": clip(text, 3000) or " ", "verbatim": True}


def section(text: str, **more: object) -> Block:
    """Build a section block."""
    return {"type": "section", "text": mrkdwn(clip(text, SECTION_CHARS)), **more}


def context(*texts: str) -> Block:
    """Build a context line; empty texts are left out."""
    return {"type": "context", "elements": [mrkdwn(text) for text in texts if text][:10]}


def header(text: str) -> Block:
    """Build a header block."""
    return {"type": "header", "text": plain(text)}


def actions(block_id: str, elements: Iterable[Block]) -> Block:
    """Build a row of buttons and selects."""
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def button(
    label: str, action_id: str, value: str, *, style: str = "", confirm: Block | None = None
) -> Block:
    """Build a button; ``value`` is an id and a version, never data to be trusted."""
    built: Block = {
        "type": "button",
        "text": plain(label, 75),
        "action_id": action_id,
        "value": value,
    }
    if style:
        built["style"] = style
    if confirm:
        built["confirm"] = confirm
    return built


def confirm(title: str, text: str, yes: str, no: str) -> Block:
    """Build a confirmation whose buttons are verbs."""
    return {
        "title": plain(title, 100),
        "text": plain(text, 300),
        "confirm": plain(yes, 30),
        "deny": plain(no, 30),
    }


def option(label: str, value: str) -> Block:
    """Build one choice of a select."""
    return {"text": plain(label, 75), "value": value}
