"""What is sent to the app, what comes back, and what Slack calls the trouble if there is one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from bot.sandbox.slack.faults import Fault
from bot.sandbox.slack.records import Json

FORM = "application/x-www-form-urlencoded"
Trouble = Literal["http_timeout", "http_error", "connection_failed", "too_many_redirects"]


@dataclass(frozen=True, slots=True)
class Letter:
    """One thing to tell the app; ``shown`` is what it says, ``content`` how HTTP says it."""

    kind: Literal["event", "command", "interactive"]
    name: str
    content: bytes
    shown: Json
    content_type: str = FORM
    retry_num: int | None = None
    retry_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What the app sent back."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """How a delivery went, and what came back if anything did."""

    ms: int
    status: int | None = None
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    trouble: Trouble | None = None

    @property
    def ok(self) -> bool:
        """Whether the app acknowledged in time."""
        return self.trouble is None

    def json(self) -> Any:
        """Return the body as JSON, or ``None`` when it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None


class Undelivered(Exception):
    """The app could not be reached."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble: Trouble = trouble


class Carrier(Protocol):
    """Brings letters to the app by one way."""

    async def carry(self, letter: Letter, fault: Fault | None) -> Reply:
        """Return the app's reply, however long it takes; raises ``Undelivered``."""

    async def close(self) -> None:
        """Let go of open connections."""
