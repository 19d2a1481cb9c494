"""The one way a Web API method says no."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """An ``ok: false`` answer: Slack's error code and what goes with it."""

    def __init__(self, error: str, *messages: str, **extra: Any) -> None:
        super().__init__(error)
        self.error = error
        self.messages = messages
        self.extra = extra

    def body(self) -> dict[str, Any]:
        """Return the JSON that the caller gets."""
        body: dict[str, Any] = {"ok": False, "error": self.error, **self.extra}
        if self.messages:
            body["response_metadata"] = {"messages": [f"[ERROR] {one}" for one in self.messages]}
        return body


class TooFast(Refusal):
    """A call too many: an answer with status 429 that says how long to wait."""

    def __init__(self, wait_s: int) -> None:
        super().__init__("ratelimited")
        self.wait_s = wait_s
