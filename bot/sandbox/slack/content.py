"""
What an app may say in a message: the rules for text, blocks, attachments and metadata.

https://docs.slack.dev/reference/methods/chat.postMessage
https://docs.slack.dev/changelog/2018-04-truncating-really-long-messages
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.slack.blockkit.check import checked_message_blocks
from bot.sandbox.slack.records import Json
from bot.sandbox.slack.refusal import Refusal
from bot.sandbox.slack.workspace import Workspace

TEXT_CUT_CHARS = 40_000
UPDATE_TEXT_BYTES = 4_000
MARKDOWN_CHARS = 12_000
MAX_ATTACHMENTS = 100
METADATA_BYTES = 16_000
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt);)")


@dataclass(frozen=True, slots=True)
class Content:
    """What a message says, checked."""

    text: str
    blocks: tuple[Json, ...] | None
    attachments: tuple[Json, ...] | None
    metadata: Json | None


def read_content(workspace: Workspace, args: Mapping[str, Any]) -> Content:
    """Check and return the content of a new message; raises ``Refusal``."""
    text, markdown = str(args.get("text") or ""), str(args.get("markdown_text") or "")
    if markdown and (text or args.get("blocks")):
        raise Refusal("markdown_text_conflict")
    if len(markdown) > MARKDOWN_CHARS:
        raise Refusal("msg_too_long")
    blocks = checked_message_blocks(args.get("blocks"), workspace.files.get)
    attachments = _attachments(args.get("attachments"), workspace)
    if not (text.strip() or markdown.strip() or blocks or attachments):
        raise Refusal("no_text")
    if markdown:
        text = markdown
        blocks = checked_message_blocks(
            [{"type": "markdown", "text": markdown}], workspace.files.get
        )
    return Content(
        text=text[:TEXT_CUT_CHARS],
        blocks=blocks or None,
        attachments=attachments or None,
        metadata=_metadata(args.get("metadata")),
    )


def refuse_long_update(text: str) -> None:
    """Refuse the text of an update that is too long; counted in bytes after escaping."""
    escaped = _ENTITY.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")
    if len(escaped.encode()) > UPDATE_TEXT_BYTES:
        raise Refusal("msg_too_long")


def _attachments(given: Any, workspace: Workspace) -> tuple[Json, ...]:
    if not given:
        return ()
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise Refusal("invalid_attachments")
    if len(given) > MAX_ATTACHMENTS:
        raise Refusal("too_many_attachments")
    return tuple(
        {**one, "blocks": list(checked_message_blocks(one["blocks"], workspace.files.get))}
        if one.get("blocks")
        else one
        for one in given
    )


def _metadata(given: Any) -> Json | None:
    if not given:
        return None
    if not isinstance(given, dict):
        raise Refusal("invalid_metadata_format")
    if not isinstance(given.get("event_type"), str) or "event_payload" not in given:
        raise Refusal("invalid_metadata_schema")
    if not isinstance(given["event_payload"], dict):
        raise Refusal("invalid_metadata_schema")
    if len(json.dumps(given).encode()) > METADATA_BYTES:
        raise Refusal("metadata_too_large")
    return given
