"""
Modals and App Home.

https://docs.slack.dev/reference/views
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.sandbox.slack.blockkit.limits import Surface
from bot.sandbox.slack.blockkit.objects import plain_text
from bot.sandbox.slack.blockkit.schema import Json, Problem, boolean, record, string


def _blocks(value: Any, at: str) -> Iterator[Problem]:
    """Accept any list here; the blocks are checked on their own."""
    if not isinstance(value, list):
        yield Problem("must provide an array", at)


_SHARED = {
    "blocks": _blocks,
    "private_metadata": string("view.private_metadata"),
    "callback_id": string("view.callback_id"),
    "external_id": string("view.external_id"),
}
_MODAL = record(
    {
        **_SHARED,
        "title": plain_text("view.title"),
        "close": plain_text("view.close"),
        "submit": plain_text("view.submit"),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
        "submit_disabled": boolean,
    },
    required=("title", "blocks"),
)
_HOME = record(_SHARED, required=("blocks",))


def view_problems(view: Json, surface: Surface) -> Iterator[Problem]:
    """Yield what is wrong with a view, apart from its blocks."""
    yield from (_MODAL if surface == "modal" else _HOME)(view, "/view")
    blocks = view.get("blocks")
    if surface == "modal" and view.get("submit") is None and isinstance(blocks, list):
        for place, block in enumerate(blocks):
            if isinstance(block, dict) and block.get("type") == "input":
                yield Problem(
                    "must define `submit` to use an `input` block in modals",
                    f"/view/blocks/{place}/input",
                )
