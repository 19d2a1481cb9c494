"""Cursors: a page of a list and how to ask for the next."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import TypeVar

from bot.sandbox.slack.api.call import Call
from bot.sandbox.slack.refusal import Refusal

MOST = 1000
Item = TypeVar("Item")


def page(call: Call, items: Sequence[Item], *, usual: int = 100) -> tuple[list[Item], str]:
    """Return one page and the cursor of the next, empty after the last."""
    limit = call.number("limit", 0) or usual
    if not 0 < limit <= MOST:
        raise Refusal("invalid_limit")
    start = _offset(call.text("cursor"))
    end = start + limit
    return list(items[start:end]), _cursor(end) if end < len(items) else ""


def metadata(cursor: str) -> dict[str, dict[str, str]]:
    """Return the part of an answer that carries the cursor."""
    return {"response_metadata": {"next_cursor": cursor}}


def _cursor(offset: int) -> str:
    return base64.b64encode(f"offset:{offset}".encode()).decode()


def _offset(cursor: str | None) -> int:
    if cursor is None:
        return 0
    try:
        name, _, number = base64.b64decode(cursor, validate=True).decode().partition(":")
        if name == "offset":
            return int(number)
    except ValueError:
        pass
    raise Refusal("invalid_cursor")
