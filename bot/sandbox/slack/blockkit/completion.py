"""What Slack adds to blocks that it accepts: missing ids and the defaults of texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.sandbox.slack.blockkit.elements import INTERACTIVE
from bot.sandbox.slack.ids import fresh_block_id

_TEXT_DEFAULTS = {"plain_text": ("emoji", True), "mrkdwn": ("verbatim", False)}


def completed(blocks: Sequence[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    """Return the blocks as they are stored and handed back."""
    return tuple({"block_id": fresh_block_id(), **_completed_object(block)} for block in blocks)


def _completed(value: Any) -> Any:
    if isinstance(value, dict):
        return _completed_object(value)
    if isinstance(value, list):
        return [_completed(one) for one in value]
    return value


def _completed_object(value: dict[str, Any]) -> dict[str, Any]:
    kind = value.get("type")
    inner = {name: _completed(one) for name, one in value.items() if one is not None}
    if isinstance(kind, str) and kind in INTERACTIVE:
        return {"action_id": fresh_block_id(), **inner}
    if isinstance(kind, str) and kind in _TEXT_DEFAULTS:
        name, default = _TEXT_DEFAULTS[kind]
        return {name: default, **inner}
    return inner
