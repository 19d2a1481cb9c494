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
    task: asyncio.Task[object] | None


class Leases:
    """
    The claims this process works on.

    Whoever claims more extends these first, in the same transaction: so a process never takes
    its own work from itself, not even when somebody moves the clock by days.
    """

    def __init__(self, *, lease_s: float) -> None:
        self.lease = timedelta(seconds=lease_s)
        self._held: dict[str, _Held] = {}

    @contextmanager
    def held(self, claim: Claim, *, now: datetime) -> Iterator[None]:
        """Keep ``claim`` alive while the block runs; if it is lost, the current task is stopped."""
        held = _Held(claim, now + self.lease, asyncio.current_task())
        self._held[claim.post_id] = held
        try:
            yield
        finally:
            if self._held.get(claim.post_id) is held:
                del self._held[claim.post_id]

    def used_up(self, now: datetime) -> list[Claim]:
        """Return the claims of which a third of the time has gone by: they need extending."""
        rest = self.lease * 2 / 3
        return [held.claim for held in self._held.values() if held.until - now < rest]

    def extended(self, claims: Iterable[Claim], *, until: datetime) -> None:
        """Note that these now last until ``until``."""
        for held in self._matching(claims):
            held.until = until

    def lost(self, claims: Iterable[Claim]) -> None:
        """Stop the tasks that work on these: somebody else owns the posts now."""
        for held in self._matching(claims):
            if held.task is not None:
                held.task.cancel("the lease is lost")

    def _matching(self, claims: Iterable[Claim]) -> list[_Held]:
        found = (self._held.get(claim.post_id) for claim in claims)
        fences = {claim.post_id: claim.fence for claim in claims}
        return [held for held in found if held and held.claim.fence == fences[held.claim.post_id]]
