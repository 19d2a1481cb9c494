"""Small right things to bend out of shape."""

from __future__ import annotations

from typing import Any

from bot.sandbox.slack.blockkit.check import block_problems
from bot.sandbox.slack.blockkit.limits import Surface

Json = dict[str, Any]


def plain(text: str = "Words") -> Json:
    """Return a plain text object."""
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "*Words*") -> Json:
    """Return a mrkdwn text object."""
    return {"type": "mrkdwn", "text": text}


def section(**more: Any) -> Json:
    """Return a section with words."""
    return {"type": "section", "text": mrkdwn(), **more}


def button(**more: Any) -> Json:
    """Return a button."""
    return {"type": "button", "action_id": "go", "text": plain("Go"), **more}


def actions(*elements: Json, **more: Any) -> Json:
    """Return an actions block."""
    return {"type": "actions", "elements": list(elements), **more}


def option(value: str = "a", **more: Any) -> Json:
    """Return an option of a menu."""
    return {"text": plain(f"Choice {value}"), "value": value, **more}


def options(count: int) -> list[Json]:
    """Return that many options."""
    return [option(str(number)) for number in range(count)]


def select(**more: Any) -> Json:
    """Return a menu with two choices."""
    return {"type": "static_select", "action_id": "pick", "options": options(2), **more}


def confirm(**more: Any) -> Json:
    """Return a confirmation dialog."""
    return {
        "title": plain("Sure?"),
        "text": plain("It is public at once."),
        "confirm": plain("Publish"),
        "deny": plain("Wait"),
        **more,
    }


def text_input(**more: Any) -> Json:
    """Return a text field."""
    return {"type": "plain_text_input", "action_id": "words", **more}


def field(element: Json | None = None, **more: Any) -> Json:
    """Return an input block."""
    return {"type": "input", "label": plain("Label"), "element": element or text_input(), **more}


def image(**more: Any) -> Json:
    """Return an image block."""
    return {
        "type": "image",
        "image_url": "https://cdn.acme.test/a.png",
        "alt_text": "A cat",
        **more,
    }


def modal(*blocks: Json, **more: Any) -> Json:
    """Return a modal."""
    return {
        "type": "modal",
        "title": plain("Edit"),
        "submit": plain("Save"),
        "blocks": list(blocks) or [section()],
        **more,
    }


def said(blocks: list[Any], surface: Surface = "message") -> list[str]:
    """Return all complaints about blocks, where no Slack file is known."""
    return [str(one) for one in block_problems(blocks, surface, lambda _id: None, "/blocks")]
