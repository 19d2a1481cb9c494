"""What the engine's tests stand on: a clock moved by hand, accounts, posts, a job store."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from platforms.content import Tokens
from platforms.registry import ADAPTERS
from scheduling.approval import approved_hash
from store import accounts, posts
from store.database import Database
from store.ids import new_id
from store.words import Integration, Post
from tests.store.samples import (
    KEYRING,
    NOW,
    PERSON,
    WORKSPACE,
    House,
    a_post,
    a_scheduled_post,
    furnish,
)


class HandClock:
    """A clock that stands still until it is moved; waiting costs it no time."""

    def __init__(self, now: datetime = NOW) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    async def sleep(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)
        await asyncio.sleep(0)

    def advance(self, by: timedelta) -> datetime:
        self._now += by
        return self._now


class Bench:
    """A furnished database, with as many accounts as a test asks for; ``start`` is its noon."""

    def __init__(
        self, database: Database, clock: HandClock | None = None, *, start: datetime = NOW
    ) -> None:
        self.database = database
        self.clock = clock or HandClock(start)
        self.start = start
        self.house: House = database.write_now(furnish)
        self._count = 0

    def account(self, *, network: str = "twitter") -> Integration:
        """Connect one more account."""
        self._count += 1
        number = self._count

        def add(db: Connection) -> Integration:
            return accounts.add(
                db,
                KEYRING,
                workspace_id=WORKSPACE,
                user_id=PERSON,
                network=network,
                handle=f"acme{number}",
                remote_id=f"10{number}",
                flavour="",
                scopes=(),
                tokens=Tokens(f"access-of-{number}", f"refresh-of-{number}"),
                now=NOW,
            )

        return self.database.write_now(add)

    def scheduled(
        self, after: timedelta, *, account: Integration | None = None, **values: object
    ) -> Post:
        """Schedule a post that long after the start; it gets an account of its own unless told."""
        account = account or self.account()
        facts: dict[str, object] = {
            "publish_date": self.start + after,
            "integration_id": account.id,
            "platform": account.platform,
        }
        facts = {**facts, "id": new_id(), **values}
        draft = a_post(self.house, **facts)
        composition = ADAPTERS[draft.platform].compose(draft.content)
        facts["approved_hash"] = approved_hash(draft, composition)
        return self.database.write_now(lambda db: a_scheduled_post(db, self.house, **facts))

    def post(self, post_id: str) -> Post:
        """Return the post as it is now."""
        return self.database.read_now(lambda db: posts.get(db, post_id))
