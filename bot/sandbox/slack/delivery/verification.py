"""
Proving that a request URL is the app's, as its settings do when somebody saves the address.

https://docs.slack.dev/reference/events/url_verification
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.sandbox.slack.delivery.letters import Answer, Letter
from bot.sandbox.slack.delivery.queueing import VERIFICATION_TOKEN
from bot.sandbox.slack.ids import fresh_secret

if TYPE_CHECKING:
    from bot.sandbox.slack.sandbox import Sandbox


async def verify(sandbox: Sandbox) -> str | None:
    """Challenge the app; events are on again when it passes. Return what is wrong otherwise."""
    if sandbox.workspace.manifest.socket_mode:
        sandbox.subscriptions.switch_on()
        return None
    challenge = fresh_secret()
    asked = {"token": VERIFICATION_TOKEN, "challenge": challenge, "type": "url_verification"}
    letter = Letter(
        kind="event",
        name="url_verification",
        content=json.dumps(asked).encode(),
        shown=asked,
        content_type="application/json",
    )
    answer = await sandbox.courier.deliver(letter)
    if not answer.ok:
        return f"Your request URL gave no good answer ({answer.status or answer.trouble})."
    if challenge not in _said(answer):
        return "Your request URL did not answer with the value of the challenge."
    sandbox.subscriptions.switch_on()
    return None


def _said(answer: Answer) -> tuple[str, ...]:
    """Return the challenge as an app may give it: bare, or as a field of JSON."""
    body = answer.json()
    named = body.get("challenge") if isinstance(body, dict) else None
    return (answer.body.decode(errors="replace").strip(), str(named))
