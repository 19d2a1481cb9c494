"""
Submitting and closing modals.

https://docs.slack.dev/surfaces/modals#response_actions
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.sandbox.slack import posting, views
from bot.sandbox.slack.interactions.actions import view_part
from bot.sandbox.slack.interactions.payloads import (
    CannotAct,
    common,
    person,
    response_url,
    send,
    view_json,
)
from bot.sandbox.slack.interactions.values import (
    State,
    accepted,
    complaint,
    current_state,
    elements_of,
    is_empty,
)
from bot.sandbox.slack.records import Json, User, View
from bot.sandbox.slack.refusal import Refusal
from bot.sandbox.slack.rendering import file_json

if TYPE_CHECKING:
    from bot.sandbox.slack.sandbox import Sandbox

TROUBLE = "We had some trouble connecting. Try again?"
EMPTY_FIELD = "Please complete this required field."


async def submit(sandbox: Sandbox, *, user_id: str, view_id: str, state: Mapping[str, Any]) -> Json:
    """Send a filled modal; returns what the page must show: errors, a failure, or nothing."""
    user = person(sandbox, user_id)
    view = _top(sandbox, user, view_id)
    view = views.remember_input(sandbox, view, _filled(sandbox, view, state))
    if errors := _complaints(view):
        return {"response_action": "errors", "errors": errors}
    payload = common(sandbox, "view_submission", user) | {
        "trigger_id": sandbox.triggers.issue(user.id, from_view=view.id),
        "view": view_json(
            sandbox.workspace.team, replace(view, state=_with_whole_files(sandbox, view.state))
        ),
        "response_urls": _response_urls(sandbox, view),
    }
    answer = await send(sandbox, f"view_submission {view.body.get('callback_id', '')}", payload)
    if not answer.ok:
        return _failed(sandbox, user, TROUBLE)
    try:
        return _react(sandbox, view, answer.body, answer.json())
    except Refusal as refusal:
        said = refusal.messages[0] if refusal.messages else refusal.error
        return _failed(sandbox, user, f"{TROUBLE} The app answered wrongly: {said}.")


def close(sandbox: Sandbox, *, user_id: str, view_id: str, whole_stack: bool) -> None:
    """Close the visible modal, or all of the stack; an app that asked for it is told."""
    user = person(sandbox, user_id)
    top = _top(sandbox, user, view_id)
    cleared = whole_stack or bool(top.body.get("clear_on_close"))
    closing = sandbox.workspace.modals_of(user.id)[::-1] if cleared else [top]
    for view in closing:
        views.close_top(sandbox, view)
        if view.body.get("notify_on_close"):
            sandbox.errands.run(_tell_closed(sandbox, user, view, cleared))


async def _tell_closed(sandbox: Sandbox, user: User, view: View, is_cleared: bool) -> None:
    payload = (
        common(sandbox, "view_closed", user) | view_part(sandbox, view) | {"is_cleared": is_cleared}
    )
    payload.pop("container")
    await send(sandbox, f"view_closed {view.body.get('callback_id', '')}", payload)


def _top(sandbox: Sandbox, user: User, view_id: str) -> View:
    stack = sandbox.workspace.modals_of(user.id)
    if not stack or stack[-1].id != view_id:
        raise CannotAct("That modal is closed or lies below another one.")
    return stack[-1]


def _filled(sandbox: Sandbox, view: View, given: Mapping[str, Any]) -> State:
    """Return the state of every input: as given with the submission, else as it stood."""
    state = current_state(view.body["blocks"], view.state)
    for placed in elements_of(view.body["blocks"]):
        block_id, action_id = placed.block["block_id"], placed.element["action_id"]
        of_block = given.get(block_id)
        value = of_block.get(action_id) if isinstance(of_block, dict) else None
        if isinstance(value, dict) and action_id in state.get(block_id, {}):
            state[block_id][action_id] = accepted(
                placed.element, value, sandbox.workspace.files.get
            )
    _give_files(sandbox, state)
    return state


def _give_files(sandbox: Sandbox, state: State) -> None:
    """Let the app see the files that were put into its file inputs."""
    files = [
        file["id"]
        for actions in state.values()
        for value in actions.values()
        if value["type"] == "file_input"
        for file in value["files"]
    ]
    if files:
        known = (sandbox.workspace.notes.get("given_files") or {}).get("ids", [])
        sandbox.workspace.notes.put("given_files", {"ids": [*known, *files]})


def _with_whole_files(sandbox: Sandbox, state: State) -> State:
    """Return the state with file objects in the place of file ids."""

    def whole(value: Json) -> Json:
        if value["type"] != "file_input":
            return value
        found = (sandbox.workspace.files.get(one["id"]) for one in value["files"])
        base = sandbox.addresses.for_bot
        return {
            **value,
            "files": [
                file_json(sandbox.workspace.team, one, base) for one in found if one is not None
            ],
        }

    return {
        block_id: {action_id: whole(value) for action_id, value in actions.items()}
        for block_id, actions in state.items()
    }


def _complaints(view: View) -> dict[str, str]:
    errors: dict[str, str] = {}
    for placed in elements_of(view.body["blocks"]):
        block_id = placed.block["block_id"]
        value = view.state.get(block_id, {}).get(placed.element["action_id"])
        if value is None or placed.block["type"] != "input":
            continue
        if is_empty(value):
            if not placed.is_optional:
                errors[block_id] = EMPTY_FIELD
        elif said := complaint(placed.element, value):
            errors[block_id] = said
    return errors


def _response_urls(sandbox: Sandbox, view: View) -> list[Json]:
    urls: list[Json] = []
    for placed in elements_of(view.body["blocks"]):
        if not placed.element.get("response_url_enabled"):
            continue
        block_id, action_id = placed.block["block_id"], placed.element["action_id"]
        value = view.state[block_id][action_id]
        channel = value.get("selected_conversation") or value.get("selected_channel")
        if channel:
            url = response_url(sandbox, channel=channel, user=view.user, kind="submission")
            urls.append(
                {
                    "block_id": block_id,
                    "action_id": action_id,
                    "channel_id": channel,
                    "response_url": url,
                }
            )
    return urls


def _react(sandbox: Sandbox, view: View, body: bytes, answer: Any) -> Json:
    """Do what the acknowledgement asks; raises ``Refusal`` when it asks for nonsense."""
    if not body.strip():
        views.close_top(sandbox, view)
        return {}
    action = answer.get("response_action") if isinstance(answer, dict) else None
    match action:
        case "errors":
            return {"response_action": "errors", "errors": _known_errors(view, answer)}
        case "update":
            views.update_view(sandbox, view, answer.get("view"))
        case "push":
            views.push_modal(sandbox, view.user, answer.get("view"))
        case "clear":
            views.close_stack(sandbox, view.user)
        case _:
            raise Refusal("invalid_response", "the body is neither empty nor a response_action")
    return {"response_action": action}


def _known_errors(view: View, answer: Json) -> Json:
    errors = answer.get("errors")
    inputs = {one["block_id"] for one in view.body["blocks"] if one["type"] == "input"}
    if not isinstance(errors, dict) or not errors:
        raise Refusal("invalid_errors", "errors must name at least one input block")
    if unknown := sorted(set(errors) - inputs):
        raise Refusal("invalid_errors", f"no input block has the id {unknown[0]}")
    if not all(isinstance(said, str) and said for said in errors.values()):
        raise Refusal("invalid_errors", "every error must be text")
    return errors


def _failed(sandbox: Sandbox, user: User, said: str) -> Json:
    posting.notify_failure(sandbox, user.id, said, None)
    return {"failure": said}
