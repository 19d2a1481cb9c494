"""
The chores beside publishing: ordinary APScheduler interval jobs in a memory store.

A chore that fails is logged and comes round again; none of them can touch a post.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from platforms.clock import Clock, SystemClock
from platforms.errors import NeedsReconnect, PlatformError
from scheduling.accounts import AccountTokens
from store import accounts, seen, sessions
from store.database import Database
from store.errors import StoreError

log = structlog.get_logger(__name__)

TOKENS_EVERY_S = 300.0
SESSIONS_EVERY_S = 60.0
SWEEP_EVERY_S = 3600.0
KEEP_SEEN = timedelta(days=2)
"""Slack repeats an event within the hour; twice a weekend's outage is plenty."""
KEEP_RENDITIONS = timedelta(days=2)
"""A rendition is made again whenever it is missing, so this only bounds the disk."""


@dataclass(frozen=True, slots=True)
class Chore:
    """Something done every so often; ``run`` takes care of its own failures."""

    name: str
    every_s: float
    run: Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Housekeeping:
    """What the chores work on. File ages are the machine's, so a moved demo clock is no age."""

    database: Database
    clock: Clock
    tokens: AccountTokens
    renditions: Path
    machine: Clock = field(default_factory=SystemClock)

    def chores(self) -> tuple[Chore, ...]:
        """Return every chore with its rhythm."""
        return (
            Chore("renew-tokens", TOKENS_EVERY_S, self.renew_tokens),
            Chore("expire-sessions", SESSIONS_EVERY_S, self.expire_sessions),
            Chore("forget-seen-events", SWEEP_EVERY_S, self.forget_seen),
            Chore("clear-renditions", SWEEP_EVERY_S, self.clear_renditions),
        )

    async def renew_tokens(self) -> None:
        """Renew every token that is about to run out, one account after another."""
        soon = self.clock.now() + timedelta(days=8)
        for account_id in await self.database.read(lambda db: accounts.running_out(db, soon)):
            try:
                await self.tokens.ready(account_id)
            except NeedsReconnect:
                await self.tokens.give_up(account_id)
            except (PlatformError, StoreError) as error:
                log.warning("account.not_renewed", account=account_id, reason=error.reason)

    async def expire_sessions(self) -> None:
        """Close staging sessions nobody came back to."""
        now = self.clock.now()
        expired = await self.database.write(lambda db: sessions.expire(db, now))
        if expired:
            log.info("sessions.expired", count=expired)

    async def forget_seen(self) -> None:
        """Forget which events were seen, once nobody repeats them."""
        before = self.clock.now() - KEEP_SEEN
        await self.database.write(lambda db: seen.forget_before(db, before))

    async def clear_renditions(self) -> None:
        """Delete renditions that have not been used for a while."""
        before = self.machine.now() - KEEP_RENDITIONS
        cleared = await asyncio.to_thread(clear_older, self.renditions, before)
        if cleared:
            log.info("renditions.cleared", count=cleared)


def clear_older(folder: Path, before: datetime) -> int:
    """Delete the files in ``folder`` that were last changed before that; return how many."""
    if not folder.is_dir():
        return 0
    old = [
        path
        for path in folder.rglob("*")
        if path.is_file() and path.stat().st_mtime < before.timestamp()
    ]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
