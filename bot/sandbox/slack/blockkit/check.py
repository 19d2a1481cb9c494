"""Checks blocks as Slack does when they arrive, and completes what Slack completes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.sandbox.slack.records import Json, StoredFile
from bot.sandbox.slack.refusal import Refusal

FileLookup = Callable[[str], StoredFile | None]


def checked_message_blocks(given: Any, files: FileLookup | None) -> tuple[Json, ...]:
    """Return the blocks of a message, completed; raises ``Refusal``."""
    if not given:
        return ()
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise Refusal("invalid_blocks_format")
    return tuple(given)
