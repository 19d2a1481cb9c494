"""
Trigger ids: three seconds on the machine's own watch, one use.

https://docs.slack.dev/interactivity/handling-user-interaction/#modal_responses
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, replace

from bot.sandbox.slack.refusal import Refusal

_FORGET_AFTER_S = 3600.0


@dataclass(frozen=True, slots=True)
class Trigger:
    """What one interaction allows: opening one view for one person."""

    user: str
    issued_s: float
    from_view: str | None = None
    used: bool = False


class Triggers:
    """Issues triggers and exchanges each at most once."""

    def __init__(self, lifetime_s: float) -> None:
        self._lifetime_s = lifetime_s
        self._issued: dict[str, Trigger] = {}

    def issue(self, user: str, *, from_view: str | None = None) -> str:
        """Return a fresh trigger id; ``from_view`` is the modal that the person acted in."""
        now_s = time.monotonic()
        self._issued = {
            key: one for key, one in self._issued.items() if now_s - one.issued_s < _FORGET_AFTER_S
        }
        key = f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._issued[key] = Trigger(user, now_s, from_view)
        return key

    def exchange(self, key: str) -> Trigger:
        """Use a trigger up and return what it stands for."""
        trigger = self._issued.get(key)
        if trigger is None:
            raise Refusal("invalid_trigger_id")
        if trigger.used:
            raise Refusal("exchanged_trigger_id")
        if time.monotonic() - trigger.issued_s > self._lifetime_s:
            raise Refusal("expired_trigger_id")
        self._issued[key] = replace(trigger, used=True)
        return trigger
