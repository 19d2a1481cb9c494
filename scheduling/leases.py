"""What this process is sending now, and how long it may: leases are extended while work goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from store.words import Claim


@dataclass(slots=True)
class _Held:
    claim: Claim
    until: datetime
    task: asyncio.Task[object] | None = None


class Leases:
    """
    The claims this process works on.

    Whoever claims more extends these first, in the same transaction: so a process never takes
    its own work from itself, not even when somebody moves the clock by days.
    """

    def __init__(self, *, lease_s: float) -> None:
        self.lease = timedelta(seconds=lease_s)
        self._held: dict[tuple[str, int], _Held] = {}

    def taken(self, claims: Iterable[Claim], *, until: datetime) -> None:
        """Note fresh claims with the end they have on disk; their tasks are about to start."""
        for claim in claims:
            self._held[_key(claim)] = _Held(claim, until)

    @contextmanager
    def held(self, claim: Claim, *, now: datetime) -> Iterator[None]:
        """Keep ``claim`` alive while the block runs; if it is lost, the current task is stopped."""
        held = self._held.setdefault(_key(claim), _Held(claim, now + self.lease))
        held.task = asyncio.current_task()
        try:
            yield
        finally:
            self._held.pop(_key(claim), None)

    def used_up(self, now: datetime) -> list[Claim]:
        """Return the claims of which a third of the time has gone by: they need extending."""
        rest = self.lease * 2 / 3
        return [held.claim for held in self._held.values() if held.until - now < rest]

    def extended(self, claims: Iterable[Claim], *, until: datetime) -> None:
        """Note that these now last until ``until``."""
        for claim in claims:
            if held := self._held.get(_key(claim)):
                held.until = until

    def lost(self, claims: Iterable[Claim]) -> None:
        """Stop the tasks that work on these: somebody else owns the posts now."""
        for claim in claims:
            held = self._held.pop(_key(claim), None)
            if held is not None and held.task is not None:
                held.task.cancel("the lease is lost")


def _key(claim: Claim) -> tuple[str, int]:
    return claim.post_id, claim.fence
