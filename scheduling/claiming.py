"""
Taking due posts: a claim, its lease, and the rule that nothing goes out silently late.

A post is late when more than ``late_after`` has passed since the timer wanted it: since its
publish date, since the retry that people were told of, or since the lease of a process that
died over it. A moved demo clock is no exception: who moves it stops at each due moment
(``Engine.next_due``), as time itself would.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from scheduling import outcomes
from store import claims, journal, posts, turns, waiting
from store.waiting import Outlook
from store.words import Claim


@dataclass(frozen=True, slots=True)
class Taken:
    """
    What a round brought: posts to publish now, posts that came too late, leases kept or lost.

    ``outlook`` is the table as the round left it.
    """

    outlook: Outlook
    claims: tuple[Claim, ...] = ()
    missed: tuple[Claim, ...] = ()
    extended: tuple[Claim, ...] = ()
    lost: tuple[Claim, ...] = ()


def take(
    db: Connection,
    *,
    now: datetime,
    limit: int,
    lease: timedelta,
    late_after: timedelta,
    used_up: tuple[Claim, ...] = (),
) -> Taken:
    """Extend the leases in ``used_up``, then claim up to ``limit`` due posts."""
    until = now + lease
    kept = {claim: claims.renew(db, claim, until=until) for claim in used_up}
    fresh, missed = [], []
    for claim in _due(db, now=now, lease=lease, limit=limit):
        if is_late(claim.due, now, late_after) and _nothing_was_sent(db, claim):
            outcomes.missed(db, claim, posts.get(db, claim.post_id), now=now)
            missed.append(claim)
        else:
            fresh.append(claim)
    return Taken(
        outlook=waiting.outlook(db, now),
        claims=tuple(sorted(fresh, key=lambda claim: (claim.due, claim.post_id))),
        missed=tuple(missed),
        extended=tuple(claim for claim, is_kept in kept.items() if is_kept),
        lost=tuple(claim for claim, is_kept in kept.items() if not is_kept),
    )


def _due(db: Connection, *, now: datetime, lease: timedelta, limit: int) -> list[Claim]:
    if not limit:
        return []
    ids = turns.in_turn(db, now=now, limit=limit)
    return claims.claim_due(db, now=now, lease_s=lease.total_seconds(), limit=limit, among=ids)


def is_late(due: datetime, now: datetime, late_after: timedelta) -> bool:
    """Tell whether a post wanted at ``due`` may no longer go out without asking."""
    return now - due > late_after


def _nothing_was_sent(db: Connection, claim: Claim) -> bool:
    """Tell whether an earlier attempt left no doubt; if it did, the publisher asks about that."""
    entry = journal.load(db, claim.post_id)
    return entry is None or entry.send_state == "ready"
