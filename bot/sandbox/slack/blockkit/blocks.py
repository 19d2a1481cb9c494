"""
Blocks, and which of them each surface takes.

https://docs.slack.dev/reference/block-kit/blocks
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from bot.sandbox.slack.blockkit.cards import CARDS, container
from bot.sandbox.slack.blockkit.elements import (
    IN_ACTIONS,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_MODAL_INPUT,
    IN_SECTION,
    PICTURE,
)
from bot.sandbox.slack.blockkit.limits import Surface, block_types
from bot.sandbox.slack.blockkit.objects import (
    SLACK_FILE,
    any_text,
    image_address,
    plain_text,
    url_or_file,
)
from bot.sandbox.slack.blockkit.richtext import RICH_TEXT
from bot.sandbox.slack.blockkit.schema import (
    Check,
    Json,
    Problem,
    boolean,
    by_type,
    integer,
    listing,
    record,
    string,
)
from bot.sandbox.slack.blockkit.tables import TABLES

_ID = {"block_id": string("block_id")}


def _text_or_fields(value: Json, at: str) -> Iterator[Problem]:
    if value.get("text") is None and not value.get("fields"):
        yield Problem("must define either `text` or `fields`", at)


def _image_or_text(value: Any, at: str) -> Iterator[Problem]:
    is_image = isinstance(value, dict) and value.get("type") == "image"
    yield from (PICTURE if is_image else any_text("text"))(value, at)


def _input(element: Check) -> Check:
    return record(
        {
            **_ID,
            "label": plain_text("input.label"),
            "hint": plain_text("input.hint"),
            "element": element,
            "optional": boolean,
            "dispatch_action": boolean,
        },
        required=("label", "element"),
    )


_PLAIN_BLOCKS: dict[str, Check] = {
    "section": record(
        {
            **_ID,
            "text": any_text("section.text"),
            "fields": listing(any_text("section.field"), "section.fields"),
            "accessory": IN_SECTION,
            "expand": boolean,
        },
        also=_text_or_fields,
    ),
    "header": record(
        {**_ID, "text": plain_text("header.text"), "level": integer("header.level")},
        required=("text",),
    ),
    "divider": record(_ID),
    "image": record(
        {
            **_ID,
            "image_url": image_address,
            "slack_file": SLACK_FILE,
            "alt_text": string("image.alt_text"),
            "title": plain_text("image.title"),
        },
        required=("alt_text",),
        also=url_or_file,
    ),
    "context": record(
        {**_ID, "elements": listing(_image_or_text, "context.elements")}, required=("elements",)
    ),
    "actions": record(
        {**_ID, "elements": listing(IN_ACTIONS, "actions.elements")}, required=("elements",)
    ),
    "context_actions": record(
        {**_ID, "elements": listing(IN_CONTEXT_ACTIONS, "context_actions.elements")},
        required=("elements",),
    ),
    "markdown": record({**_ID, "text": string("markdown.text")}, required=("text",)),
    "rich_text": RICH_TEXT,
    **TABLES,
    **CARDS,
}
_IN_CONTAINER = (
    "actions", "context", "divider", "file", "header", "image", "rich_text", "section", "table",
    "video",
)  # fmt: skip


@cache
def block_check(surface: Surface) -> Check:
    """Return the check of one block on a surface."""
    inputs = {"input": _input(IN_MODAL_INPUT if surface == "modal" else IN_INPUT)}
    inside = {name: _PLAIN_BLOCKS[name] for name in _IN_CONTAINER} | inputs
    known = {**_PLAIN_BLOCKS, **inputs, "container": container(by_type(inside))}
    return by_type({name: known[name] for name in block_types(surface)})
