"""
The app's subscription to events: how many Slack sends, and when it gives up on an app.

https://docs.slack.dev/apis/events-api/#failure-limits
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Literal

from bot.sandbox.slack.documents import Shelf
from bot.sandbox.slack.records import Json

HOUR_S = 3600.0
LEAST_SHARE_OK = 0.05
_NOTE = "subscriptions"
Admitted = Literal["yes", "no", "no longer"]


@dataclass(frozen=True, slots=True)
class Allowance:
    """Slack's figures: deliveries an hour to a workspace, and how many it takes to judge an app."""

    deliveries_per_h: int = 30_000
    judged_from: int = 1_000


class Subscriptions:
    """Counts deliveries of the last hour; an app that answers almost none is switched off."""

    def __init__(self, notes: Shelf[Json], allowance: Allowance) -> None:
        self._notes = notes
        self._allowance = allowance
        self._sent: dict[str, deque[float]] = {}
        self._limited_minute: dict[str, int] = {}
        self._attempts: deque[tuple[float, bool]] = deque()

    @property
    def are_on(self) -> bool:
        """Whether events are delivered at all."""
        return not (self._notes.get(_NOTE) or {}).get("off", False)

    def switch_on(self) -> None:
        """Deliver events again and judge the app anew."""
        self._attempts.clear()
        self._notes.put(_NOTE, {"off": False})

    def admit(self, team: str, now_s: float) -> Admitted:
        """Count one event for a workspace; ``no longer`` is said once in each minute of refusal."""
        sent = self._sent.setdefault(team, deque())
        while sent and sent[0] <= now_s - HOUR_S:
            sent.popleft()
        if len(sent) < self._allowance.deliveries_per_h:
            sent.append(now_s)
            return "yes"
        minute = int(now_s // 60)
        is_new = self._limited_minute.get(team) != minute
        self._limited_minute[team] = minute
        return "no longer" if is_new else "no"

    def judge(self, now_s: float, *, ok: bool) -> bool:
        """Count one attempt; return whether it made Slack give up on the app."""
        self._attempts.append((now_s, ok))
        while self._attempts[0][0] <= now_s - HOUR_S:
            self._attempts.popleft()
        good = sum(was_ok for _, was_ok in self._attempts)
        enough = len(self._attempts) >= self._allowance.judged_from
        if not (self.are_on and enough and good < LEAST_SHARE_OK * len(self._attempts)):
            return False
        self._notes.put(_NOTE, {"off": True})
        return True

    def shown(self) -> Json:
        """Return what the control interface tells of them."""
        return {
            "on": self.are_on,
            "attempts_last_hour": len(self._attempts),
            "failed_last_hour": sum(not ok for _, ok in self._attempts),
        }
