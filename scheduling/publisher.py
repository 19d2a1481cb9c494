"""
One claimed post: token, media, network, record, tell.

``publish(post_id, fence)`` is the one entry, wherever it runs. It sends only what it owns and
never sends twice: a post that an earlier attempt left with an announced request and no answer
becomes a question to people, and nothing that happens after a post is live can fail it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random

import structlog
from sqlalchemy.engine import Connection

from platforms.adapter import Adapter, Delivery
from platforms.content import Published
from platforms.errors import (
    NeedsReconnect,
    OutcomeUnknown,
    PlatformError,
    Rejected,
    Step,
    TokenExpired,
)
from scheduling import outcomes
from scheduling.accounts import AccountTokens
from scheduling.approval import approved_hash
from scheduling.journaling import PostJournal
from scheduling.leases import Leases
from scheduling.networks import Networks
from scheduling.renditions import Renditions
from scheduling.retry import next_try
from store import accounts, journal, posts
from store.database import Database
from store.errors import NotFound, StaleFence
from store.words import AccountStatus, Claim, FailureKind, Integration, JournalEntry, Post

log = structlog.get_logger(__name__)

OUR_FAULT = "Callboard ran into a fault of its own while publishing; nothing was sent."
OUR_FAULT_IN_DOUBT = "Callboard ran into a fault of its own while it was sending the post."
OUR_FAULT_ADVICE = (
    "Press Retry. If it happens again, ask whoever runs Callboard to look at the log."
)
CHANGED = "This post was changed after it was approved, so it was not sent."
APPROVE_AGAIN = "Look at it as it is now, then press Retry to approve it again."


@dataclass(frozen=True, slots=True)
class _Opened:
    """What is known about a claimed post before anything is done for it."""

    post: Post
    integration: Integration | None
    entry: JournalEntry

    @property
    def is_in_doubt(self) -> bool:
        return self.entry.send_state != "ready"

    @property
    def checkpoints(self) -> Mapping[str, str]:
        return self.entry.checkpoints


class Publisher:
    """Publishes claimed posts. ``rng`` spreads retries; a seeded one repeats itself."""

    def __init__(
        self,
        *,
        database: Database,
        networks: Networks,
        tokens: AccountTokens,
        renditions: Renditions,
        leases: Leases,
        rng: Random,
    ) -> None:
        self.leases = leases
        self._database = database.behind()
        self._networks = networks
        self._clock = networks.clock
        self._tokens = tokens
        self._renditions = renditions
        self._rng = rng

    async def publish(self, post_id: str, fence: int) -> None:
        """Publish the post if attempt ``fence`` still owns it; otherwise do nothing."""
        now = self._clock.now()
        claim = Claim(post_id=post_id, fence=fence, due=now)
        try:
            with self.leases.held(claim, now=now):
                opened = await self._database.write(lambda db: _open(db, claim))
                await self._attempt(claim, opened)
        except (StaleFence, NotFound) as error:
            log.info("post.not_ours", post=post_id, fence=fence, reason=error.reason)

    async def _attempt(self, claim: Claim, opened: _Opened) -> None:
        post = opened.post
        if opened.is_in_doubt:
            label = self._networks.label(post.platform)
            reason = f"Callboard was stopped while it was sending this {label} post."
            await self._ask(claim, post, reason)
            return
        log.info("post.publishing", **_ids(post), attempt=post.attempts)
        journaled = PostJournal(
            database=self._database,
            clock=self._clock,
            claim=claim,
            lease=self.leases.lease,
            checkpoints=opened.checkpoints,
        )
        try:
            published = await self._send(opened, journaled)
        except StaleFence:
            raise
        except PlatformError as error:
            await self._after_refusal(claim, post, error)
        except asyncio.CancelledError:
            await self._let_go(claim, post, is_in_doubt=journaled.is_in_doubt)
            raise
        except Exception:  # the last line: whatever it was, people are told
            log.exception("post.fault", **_ids(post))
            await self._after_our_fault(claim, post, is_in_doubt=journaled.is_in_doubt)
        else:
            await self._went_live(claim, post, published)
        finally:
            await journaled.close()

    async def _send(self, opened: _Opened, journaled: PostJournal) -> Published:
        post = opened.post
        adapter = self._networks.adapters[post.platform]
        _refuse_unapproved(post, adapter)
        wire = self._networks.wire(post.platform, journaled)
        account = await self._tokens.ready(_connected(opened, self._networks.label(post.platform)))
        files = await self._renditions.of(post.content, adapter.rules)
        delivery = Delivery(post.id, post.content, account, files)
        try:
            return await adapter.publish(delivery, wire)
        except TokenExpired:
            await journaled.answered()
            account = await self._tokens.after_refusal(account)
        return await adapter.publish(replace(delivery, account=account), wire)

    async def _went_live(self, claim: Claim, post: Post, published: Published) -> None:
        now = self._clock.now()
        try:
            await self._database.write(
                lambda db: outcomes.went_live(db, claim, post, published, now=now)
            )
        except Exception:
            # The post is live, but the disk does not know: the log is the only witness.
            log.exception("post.outcome_not_kept", **_ids(post), remote_id=published.remote_id)
            raise
        log.info("post.published", **_ids(post), remote_id=published.remote_id, url=published.url)

    async def _after_refusal(self, claim: Claim, post: Post, error: PlatformError) -> None:
        if isinstance(error, OutcomeUnknown):
            await self._ask(claim, post, error.reason)
            return
        if isinstance(error, NeedsReconnect | TokenExpired):
            await self._tokens.give_up(post.integration_id)
        now, jitter = self._clock.now(), self._rng.random()
        retry = next_try(error, step=error.step, attempts=post.attempts, now=now, jitter=jitter)
        facts = {"error": type(error).__name__, "step": error.step, "code": error.code}
        if retry is None:
            await self._database.write(lambda db: outcomes.refused(db, claim, post, error, now=now))
            log.warning("post.failed", **_ids(post), **facts)
        else:
            await self._database.write(
                lambda db: outcomes.waits(db, claim, post, error, retry, now=now)
            )
            log.info("post.waits", **_ids(post), **facts, retry_at=retry.at.isoformat())

    async def _after_our_fault(self, claim: Claim, post: Post, *, is_in_doubt: bool) -> None:
        if is_in_doubt:
            await self._ask(claim, post, OUR_FAULT_IN_DOUBT)
            return
        now = self._clock.now()
        await self._database.write(
            lambda db: outcomes.failed(
                db,
                claim,
                post,
                kind=FailureKind.UNAVAILABLE,
                reason=OUR_FAULT,
                advice=OUR_FAULT_ADVICE,
                now=now,
            )
        )

    async def _ask(self, claim: Claim, post: Post, reason: str) -> None:
        now = self._clock.now()
        await self._database.write(
            lambda db: outcomes.unknown(db, claim, post, reason=reason, now=now)
        )
        log.warning("post.outcome_unknown", **_ids(post))

    async def _let_go(self, claim: Claim, post: Post, *, is_in_doubt: bool) -> None:
        """Stop in the middle: give the post back, or ask when it may have gone out already."""
        if is_in_doubt:
            label = self._networks.label(post.platform)
            reason = f"Callboard was stopped while it was sending this {label} post."
            await self._ask(claim, post, reason)
            return
        now = self._clock.now()
        await self._database.write(lambda db: outcomes.handed_back(db, claim, now=now))
        log.info("post.handed_back", **_ids(post))


def _open(db: Connection, claim: Claim) -> _Opened:
    entry = journal.begin(db, claim)
    post = posts.get(db, claim.post_id)
    return _Opened(post, accounts.get(db, post.integration_id), entry)


def _refuse_unapproved(post: Post, adapter: Adapter) -> None:
    """Raise when what would be sent is not what somebody approved."""
    if approved_hash(post, adapter.compose(post.content)) != post.approved_hash:
        raise Rejected(CHANGED, network=post.platform, step=Step.PREPARE, advice=APPROVE_AGAIN)


def _connected(opened: _Opened, label: str) -> str:
    """Return the account's id, or raise when a person has to connect it first."""
    found = opened.integration
    if found is not None and found.status is AccountStatus.ACTIVE:
        return found.id
    raise NeedsReconnect(
        f"The {label} account for this post is no longer connected.",
        network=opened.post.platform,
    )


def _ids(post: Post) -> dict[str, str | int]:
    return {"post": post.id, "platform": post.platform, "fence": post.fence}
