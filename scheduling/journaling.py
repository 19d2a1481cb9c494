"""What an adapter reports while it publishes, on disk: the journal of one attempt."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial

import structlog
from sqlalchemy.engine import Connection

from platforms.clock import Clock
from platforms.errors import Step
from store import claims, journal
from store.database import Database
from store.errors import StoreError
from store.words import Claim

log = structlog.get_logger(__name__)

SEND_WITHIN = timedelta(seconds=10)
"""An intent not followed by its first byte within this time is not followed at all."""
APART_S = 1.0
"""
People are told of progress at most this often, the first time after as long; the last word wins.

Most posts are live by then. What nobody could have read is not worth a commit, let alone a
message drawn again.
"""


class PostJournal:
    """
    The journal of one attempt at one post.

    ``is_in_doubt`` from the moment an irreversible request is announced: until the outcome of
    the attempt is on disk, whoever finds the post must not send again.
    """

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        claim: Claim,
        lease: timedelta,
        checkpoints: Mapping[str, str],
    ) -> None:
        self._database = database
        self._clock = clock
        self._claim = claim
        self._lease = lease
        self._checkpoints = dict(checkpoints)
        self._progress = _Progress(database, claim)
        self.is_in_doubt = False

    def reached(self, name: str) -> str | None:
        """Return what an earlier attempt, or this one, stored under ``name``."""
        return self._checkpoints.get(name)

    async def checkpoint(self, name: str, value: str) -> None:
        """Store a fact a later attempt can build on. It says nothing about an open intent."""
        await self._database.write(
            partial(journal.checkpoint, claim=self._claim, name=name, value=value)
        )
        self._checkpoints[name] = value

    async def intend(self, step: Step, request_hash: str) -> datetime:
        """
        Commit that an irreversible request goes out now; return its send-by deadline.

        Raises ``StaleFence`` when another attempt owns the post. The lease is extended with it,
        so that nobody else looks at this post while its request is under way. An adapter that
        announces a further request has had a clear answer to the one before.
        """
        claim, now, answers = self._claim, self._clock.now(), self.is_in_doubt
        send_by, until = now + SEND_WITHIN, now + self._lease

        def commit(db: Connection) -> None:
            if answers:
                journal.settle(db, claim)
            journal.intend(
                db, claim, step=step, request_hash=request_hash, send_by=send_by, now=now
            )
            claims.renew(db, claim, until=until)

        await self._database.write(commit)
        self.is_in_doubt = True
        return send_by

    async def answered(self) -> None:
        """Note that the announced request got a clear answer, so that nothing is in doubt."""
        if self.is_in_doubt:
            await self._database.write(partial(journal.settle, claim=self._claim))
            self.is_in_doubt = False

    async def progress(self, done: float, saying: str) -> None:
        """Tell people how far the post is, at most once a second."""
        await self._progress.tell(done, saying)

    async def close(self) -> None:
        """Say nothing more about progress: what comes next is the outcome."""
        await self._progress.close()


class _Progress:
    """Writes the latest progress, ``APART_S`` apart."""

    def __init__(self, database: Database, claim: Claim) -> None:
        self._database = database
        self._claim = claim
        self._latest: tuple[float, str] | None = None
        self._writing: asyncio.Task[None] | None = None

    async def tell(self, done: float, saying: str) -> None:
        self._latest = (done, saying)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())

    async def close(self) -> None:
        self._latest = None
        if self._writing is not None:
            self._writing.cancel()
            await asyncio.wait({self._writing})

    async def _write(self) -> None:
        while self._latest is not None:
            await asyncio.sleep(APART_S)
            (done, saying), self._latest = self._latest, None
            try:
                await self._database.write(
                    partial(claims.progress, claim=self._claim, done=done, saying=saying)
                )
            except StoreError as error:
                log.info("post.progress_not_kept", post=self._claim.post_id, reason=error.reason)
                return
