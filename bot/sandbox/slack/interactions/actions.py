"""
Clicks and choices on elements in messages and views.

https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.sandbox.slack import posting, views
from bot.sandbox.slack.delivery.letters import Answer
from bot.sandbox.slack.interactions.payloads import (
    CannotAct,
    channel_label,
    common,
    person,
    place,
    response_url,
    send,
    view_json,
)
from bot.sandbox.slack.interactions.values import (
    SHAPES,
    Placed,
    State,
    accepted,
    current_state,
    find,
)
from bot.sandbox.slack.records import Channel, Json, Message, User, View
from bot.sandbox.slack.rendering import message_json

if TYPE_CHECKING:
    from bot.sandbox.slack.sandbox import Sandbox

SILENCE = "The app did not answer within 3 seconds. Nothing may have happened; try again."
ERROR = "The app answered with an error. Nothing may have happened; try again."


@dataclass(frozen=True, slots=True)
class Deed:
    """Which element a person used, and what they put into it."""

    block_id: str
    action_id: str
    value: Json


async def on_message(
    sandbox: Sandbox, *, user_id: str, channel_id: str, message_ts: str, deed: Deed
) -> Answer | None:
    """Act on an element of a message; ``None`` when the app is not told."""
    user = person(sandbox, user_id)
    channel = place(sandbox, channel_id, user)
    message = sandbox.workspace.message(channel_id, message_ts)
    if message is None or message.ephemeral_to not in (None, user.id):
        raise CannotAct("That message is gone.")
    placed = find(message.blocks or (), deed.block_id, deed.action_id)
    value = accepted(placed.element, deed.value, sandbox.workspace.files.get)
    state = _with(
        current_state(message.blocks or (), message.state.get(user.id, {})), placed, value
    )
    sandbox.workspace.put_message(replace(message, state={**message.state, user.id: state}))
    if not placed.dispatches:
        return None
    payload = common(sandbox, "block_actions", user) | _message_part(
        sandbox, channel, message, user
    )
    payload |= {
        "trigger_id": sandbox.triggers.issue(user.id),
        "state": {"values": state},
        "actions": [_action(sandbox, placed, value)],
    }
    return await _send(sandbox, user, channel.id, payload)


async def on_view(sandbox: Sandbox, *, user_id: str, view_id: str, deed: Deed) -> Answer | None:
    """Act on an element of a modal or App Home; ``None`` when the app is not told."""
    user = person(sandbox, user_id)
    view = sandbox.workspace.views.get(view_id)
    if view is None or view.user != user.id:
        raise CannotAct("That view is closed.")
    placed = find(view.body["blocks"], deed.block_id, deed.action_id)
    value = accepted(placed.element, deed.value, sandbox.workspace.files.get)
    after = views.remember_input(sandbox, view, _with(view.state, placed, value))
    if not placed.dispatches:
        return None
    payload = common(sandbox, "block_actions", user) | view_part(sandbox, after)
    payload |= {
        "trigger_id": sandbox.triggers.issue(user.id, from_view=view.id),
        "actions": [_action(sandbox, placed, value)],
    }
    return await _send(sandbox, user, None, payload)


def view_part(sandbox: Sandbox, view: View) -> Json:
    """Return what payloads tell of the view that a person acted in."""
    return {
        "container": {"type": "view", "view_id": view.id},
        "view": view_json(sandbox.workspace.team, view),
    }


def _message_part(sandbox: Sandbox, channel: Channel, message: Message, user: User) -> Json:
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.ephemeral_to is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    part: Json = {
        "container": container,
        "channel": {"id": channel.id, "name": channel_label(channel)},
        "response_url": response_url(
            sandbox, channel=channel.id, user=user.id, kind="action", message_ts=message.ts
        ),
    }
    if message.ephemeral_to is None:
        base = sandbox.addresses.for_bot
        part["message"] = message_json(sandbox.workspace, message, base)
    return part


def _action(sandbox: Sandbox, placed: Placed, value: Json) -> Json:
    element = placed.element
    echoed = ("text", "value", "url", "style", "confirm") if element["type"] == "button" else ()
    return {
        **value,
        **{name: element[name] for name in echoed if name in element},
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": placed.block["block_id"],
        "action_ts": sandbox.next_ts(),
    }


def _with(state: State, placed: Placed, value: Json) -> State:
    if placed.element["type"] not in SHAPES:
        return state
    block_id, action_id = placed.block["block_id"], placed.element["action_id"]
    return {**state, block_id: {**state.get(block_id, {}), action_id: value}}


async def _send(sandbox: Sandbox, user: User, channel: str | None, payload: Json) -> Answer:
    name = payload["actions"][0]["action_id"]
    answer = await send(sandbox, f"block_actions {name}", payload)
    if not answer.ok:
        posting.notify_failure(sandbox, user.id, silence(answer), channel)
    return answer


def silence(answer: Answer) -> str:
    """Return what a person reads when the app did not acknowledge."""
    return ERROR if answer.trouble == "http_error" else SILENCE
