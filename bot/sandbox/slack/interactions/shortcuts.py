"""
Shortcuts: from anywhere, or from a message's menu.

https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.slack import posting
from bot.sandbox.slack.delivery.letters import Answer
from bot.sandbox.slack.interactions.actions import silence
from bot.sandbox.slack.interactions.payloads import (
    CannotAct,
    channel_label,
    common,
    person,
    place,
    response_url,
    send,
)
from bot.sandbox.slack.manifest import Shortcut
from bot.sandbox.slack.records import Json, User
from bot.sandbox.slack.rendering import message_json

if TYPE_CHECKING:
    from bot.sandbox.slack.sandbox import Sandbox


async def run_global(sandbox: Sandbox, *, user_id: str, callback_id: str) -> Answer:
    """Use a shortcut from the composer's menu."""
    user = person(sandbox, user_id)
    _known(sandbox, callback_id, "global")
    return await _send(
        sandbox, user, common(sandbox, "shortcut", user) | {"callback_id": callback_id}
    )


async def run_on_message(
    sandbox: Sandbox, *, user_id: str, callback_id: str, channel_id: str, message_ts: str
) -> Answer:
    """Use a shortcut from a message's menu; the app gets the message, wherever it is."""
    user = person(sandbox, user_id)
    channel = place(sandbox, channel_id, user)
    _known(sandbox, callback_id, "message")
    message = sandbox.workspace.message(channel_id, message_ts)
    if message is None or message.ephemeral_to or message.deleted:
        raise CannotAct("That message is gone or has no shortcuts.")
    payload = common(sandbox, "message_action", user) | {
        "callback_id": callback_id,
        "channel": {"id": channel.id, "name": channel_label(channel)},
        "message": message_json(sandbox.workspace, message, sandbox.addresses.for_bot),
        "message_ts": message.ts,
        "response_url": response_url(
            sandbox, channel=channel.id, user=user.id, kind="shortcut", message_ts=message.ts
        ),
    }
    return await _send(sandbox, user, payload)


def _known(sandbox: Sandbox, callback_id: str, kind: str) -> Shortcut:
    shortcut = sandbox.workspace.manifest.shortcut(callback_id)
    if shortcut is None or shortcut.kind != kind:
        raise CannotAct(f"The manifest has no {kind} shortcut {callback_id}.")
    return shortcut


async def _send(sandbox: Sandbox, user: User, payload: Json) -> Answer:
    moment = {
        "trigger_id": sandbox.triggers.issue(user.id),
        "action_ts": sandbox.next_ts(),
    }
    answer = await send(sandbox, f"{payload['type']} {payload['callback_id']}", payload | moment)
    if not answer.ok:
        posting.notify_failure(sandbox, user.id, silence(answer), None)
    return answer
