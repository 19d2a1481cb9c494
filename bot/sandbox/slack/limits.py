"""
How many calls Slack takes: by tier for each method, and one message a second in a channel.

https://docs.slack.dev/apis/web-api/rate-limits
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, get_args

from platforms.clock import Clock

LimitClock = Literal["demo", "machine", "off"]
LIMIT_CLOCKS: tuple[str, ...] = get_args(LimitClock)
PER_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100}
"""Calls a minute of each tier; a minute's worth may come at once."""
SPECIAL_PER_MINUTE = 600
"""Slack names no figure for its special tier ("hundreds a minute"); this only stops loops."""
POST = "chat.postMessage"
POSTS_AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class Bucket:
    """What is left of an allowance, as of a moment."""

    left: float
    at_s: float


class RateLimits:
    """
    One bucket for each method, workspace and, for posts, channel.

    They fill with the demo's clock, so a person who jumps a day ahead is not held to the
    second that passed outside; they can be held to the machine's clock or switched off.
    """

    def __init__(self, clocks: dict[LimitClock, Clock], counts_by: LimitClock) -> None:
        self._clocks = clocks
        self._buckets: dict[tuple[str, ...], Bucket] = {}
        self.counts_by: LimitClock = counts_by

    def count_by(self, clock: LimitClock) -> None:
        """Fill the buckets by another clock from now on; everything counted so far is forgotten."""
        self.counts_by = clock
        self._buckets.clear()

    def wait_s(self, *, method: str, tier: int | None, team: str, channel: str | None) -> int:
        """Count one call; return 0, or how many whole seconds to wait when it is too many."""
        clock = self._clocks.get(self.counts_by)
        if clock is None:
            return 0
        now_s = clock.now().timestamp()
        per_minute = PER_MINUTE[tier] if tier is not None else SPECIAL_PER_MINUTE
        wants: list[tuple[tuple[str, ...], float, float]] = [
            ((method, team), float(per_minute), per_minute / 60)
        ]
        if method == POST and channel is not None:
            wants.append(((method, team, channel), float(POSTS_AT_ONCE), 1.0))
        waits = [self._wait_s(key, most, per_s, now_s) for key, most, per_s in wants]
        if any(waits):
            return math.ceil(max(waits))
        for key, most, per_s in wants:
            left = self._left(key, most, per_s, now_s)
            self._buckets[key] = Bucket(left - 1, now_s)
        return 0

    def _wait_s(self, key: tuple[str, ...], most: float, per_s: float, now_s: float) -> float:
        missing = 1 - self._left(key, most, per_s, now_s)
        return missing / per_s if missing > 1e-9 else 0.0

    def _left(self, key: tuple[str, ...], most: float, per_s: float, now_s: float) -> float:
        bucket = self._buckets.get(key)
        if bucket is None:
            return most
        return min(most, bucket.left + max(now_s - bucket.at_s, 0.0) * per_s)
