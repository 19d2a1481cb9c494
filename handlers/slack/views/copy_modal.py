"""The form that edits each network's copy, with each problem at its own field."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from handlers.slack.text import Block, clip, context, escape, plain
from handlers.slack.views.ids import Ticket
from handlers.slack.views.settings_fields import flags_shown, place_of, settings_blocks
from platforms.rules import Problem
from scheduling.views import PostView, ProposalView

CALLBACK = "copy_modal"
INPUT = "text"
FIELD = "post:"

MOST_BLOCKS = 100
"""What Slack takes in a form; a field of ours may need a second block for its remarks."""
INPUT_CHARS = 3000
"""Slack's own limit for a text field; longer copy is edited in parts by words."""


@dataclass(frozen=True, slots=True)
class Notice:
    """The message about a failed post that the form was opened from."""

    post: str
    channel: str
    ts: str


def copy_modal(view: ProposalView, *, notice: Notice | None = None) -> Block:
    """Draw the form with what each network will get now."""
    editable = [post for post in view.posts if _fits(post)]
    settings = settings_blocks(editable)
    editable = editable[: (MOST_BLOCKS - 1 - len(settings)) // 2]
    blocks: list[Block] = []
    for post in editable:
        blocks.append(_field(post))
        blocks.extend(_remarks(post))
    left = len(view.posts) - len(editable)
    if left:
        blocks.append(context(f"{left} more cannot be edited in this form."))
    blocks.extend(settings)
    ticket = Ticket(view.proposal.id, view.proposal.version)
    about = {"proposal": str(ticket), "flags": flags_shown(editable)}
    if notice:
        about["notice"] = asdict(notice)
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": json.dumps(about),
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


def read_flags(private_metadata: str) -> dict[str, list[str]]:
    """Return the yes-or-no settings that the form showed, by network."""
    try:
        found = json.loads(private_metadata).get("flags", {})
    except (ValueError, AttributeError):
        return {}
    return found if isinstance(found, dict) else {}


def read_notice(private_metadata: str) -> Notice | None:
    """Return the message that the form was opened from, if it was a notice."""
    try:
        return Notice(**json.loads(private_metadata)["notice"])
    except (ValueError, KeyError, TypeError):
        return None


def field_errors(
    problems: Mapping[str, Sequence[Problem]],
    networks: Mapping[str, str],
    flags: Mapping[str, Sequence[str]],
) -> dict[str, str]:
    """
    Turn problems by post id into the errors that Slack shows under the fields.

    ``networks`` says which network a post is for, ``flags`` what the form showed of it.
    """
    said: dict[str, list[str]] = {}
    for post_id, found in problems.items():
        for problem in found:
            if problem.is_warning:
                continue
            network = networks.get(post_id, "")
            is_text = problem.field == "text"
            place = f"{FIELD}{post_id}" if is_text else place_of(network, problem.field, flags)
            said.setdefault(place, []).append(f"{problem.sentence} {problem.fix}")
    return {place: clip(" ".join(dict.fromkeys(words)), 400) for place, words in said.items()}


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
