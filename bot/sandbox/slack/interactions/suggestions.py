"""
Options that an app offers while a person types.

https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox.slack.interactions.actions import view_part
from bot.sandbox.slack.interactions.payloads import CannotAct, common, person, send
from bot.sandbox.slack.interactions.values import find
from bot.sandbox.slack.records import Json

if TYPE_CHECKING:
    from bot.sandbox.slack.sandbox import Sandbox

MOST_OPTIONS = 100
_KINDS = ("external_select", "multi_external_select")


async def suggest(
    sandbox: Sandbox, *, user_id: str, view_id: str, block_id: str, action_id: str, typed: str
) -> Json:
    """Ask the app for options in a view; returns what it offers."""
    user = person(sandbox, user_id)
    view = sandbox.workspace.views.get(view_id)
    if view is None or view.user != user.id:
        raise CannotAct("That view is closed.")
    placed = find(view.body["blocks"], block_id, action_id)
    if placed.element["type"] not in _KINDS:
        raise CannotAct("Only selects with options from the app ask it for some.")
    payload = common(sandbox, "block_suggestion", user) | view_part(sandbox, view)
    payload |= {"action_id": action_id, "block_id": block_id, "value": typed}
    answer = await send(sandbox, f"block_suggestion {action_id}", payload)
    return _offered(answer.json() if answer.ok else None)


def _offered(answer: Any) -> Json:
    for name in ("options", "option_groups"):
        found = answer.get(name) if isinstance(answer, dict) else None
        if isinstance(found, list):
            return {name: found[:MOST_OPTIONS]}
    return {"options": [], "failure": "The app offered no options in time."}
