"""The form that edits each network's copy, with each problem at its own field."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from handlers.slack.text import Block, clip, context, escape, plain
from handlers.slack.views.ids import Ticket
from platforms.rules import Problem
from scheduling.views import PostView, ProposalView

CALLBACK = "copy_modal"
INPUT = "text"
FIELD = "post:"

MOST_FIELDS = 45
"""Slack takes 100 blocks a form; each field may need a second one for its remarks."""
INPUT_CHARS = 3000
"""Slack's own limit for a text field; longer copy is edited in parts by words."""


def copy_modal(view: ProposalView) -> Block:
    """Draw the form with what each network will get now."""
    editable = [post for post in view.posts if _fits(post)][:MOST_FIELDS]
    blocks: list[Block] = []
    for post in editable:
        blocks.append(_field(post))
        blocks.extend(_remarks(post))
    left = len(view.posts) - len(editable)
    if left:
        blocks.append(context(f"{left} more cannot be edited in this form."))
    ticket = Ticket(view.proposal.id, view.proposal.version)
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": json.dumps({"proposal": str(ticket)}),
        "title": plain("Edit the posts", 24),
        "submit": plain("Save", 24),
        "close": plain("Cancel", 24),
        "blocks": blocks,
    }


def read_copy(state: Mapping[str, Mapping[str, Mapping[str, object]]]) -> dict[str, str]:
    """Return post id → text from a submitted form; an emptied field is an empty text."""
    return {
        block_id.removeprefix(FIELD): str(fields[INPUT].get("value") or "")
        for block_id, fields in state.items()
        if block_id.startswith(FIELD) and INPUT in fields
    }


def read_ticket(private_metadata: str) -> Ticket | None:
    """Return which proposal, in which version, the form was opened for."""
    try:
        return Ticket.read(json.loads(private_metadata)["proposal"])
    except (ValueError, KeyError, TypeError):
        return None


def field_errors(problems: Mapping[str, Sequence[Problem]]) -> dict[str, str]:
    """Turn problems by post id into the errors that Slack shows under the fields."""
    return {
        f"{FIELD}{post_id}": clip(
            " ".join(
                f"{problem.sentence} {problem.fix}" for problem in found if not problem.is_warning
            ),
            400,
        )
        for post_id, found in problems.items()
        if any(not problem.is_warning for problem in found)
    }


def _fits(view: PostView) -> bool:
    return len(view.post.content.text) <= INPUT_CHARS


def _field(view: PostView) -> Block:
    names = ", ".join(asset.filename for asset in view.assets[:2])
    about = f" · {names}" if names else ""
    element: Block = {
        "type": "plain_text_input",
        "action_id": INPUT,
        "multiline": True,
        "max_length": INPUT_CHARS,
    }
    if view.post.content.text:
        element["initial_value"] = view.post.content.text
    return {
        "type": "input",
        "block_id": f"{FIELD}{view.post.id}",
        "optional": True,
        "label": plain(f"{view.label} @{view.handle}{about}", 150),
        "element": element,
    }


def _remarks(view: PostView) -> list[Block]:
    if not view.problems:
        return []
    lines = [f":warning: {escape(one.sentence)} {escape(one.fix)}" for one in view.problems]
    return [context(clip("\n".join(lines), 1000))]
