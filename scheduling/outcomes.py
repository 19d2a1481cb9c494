"""
How an attempt ends, each in one transaction: the post, its journal, what people are told.

A function here either writes all of it or, when another attempt owns the post (``StaleFence``),
nothing. Notices are delivered by whoever talks to Slack, from the store, as often as it takes.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.engine import Connection

from platforms.content import Published
from platforms.errors import OutcomeUnknown, PlatformError
from scheduling.retry import Retry, final_advice, final_kind
from store import claims, events, journal, notices
from store.words import Claim, FailureKind, Post

MISSED = "Its time passed before Callboard could send it, so it was not sent late."
MISSED_ADVICE = "Publish it now, take the next good time, or drop it."


def went_live(
    db: Connection, claim: Claim, post: Post, published: Published, *, now: datetime
) -> None:
    """Record that the post is live."""
    claims.published(
        db,
        claim,
        remote_id=published.remote_id,
        url=published.url,
        remark=published.remark,
        now=now,
    )
    _tell(db, post, "published", now=now, url=published.url)
    _track(db, post, "post.published", now=now, success=True)


def waits(
    db: Connection,
    claim: Claim,
    post: Post,
    error: PlatformError,
    retry: Retry,
    *,
    now: datetime,
) -> None:
    """Record a refusal after which Callboard tries again by itself at ``retry.at``."""
    claims.failed(
        db,
        claim,
        kind=FailureKind.RETRY_WAITING,
        reason=error.reason,
        advice=error.advice,
        retry_at=retry.at,
        now=now,
    )
    if retry.is_news:
        _tell(
            db,
            post,
            "failed",
            now=now,
            kind=FailureKind.RETRY_WAITING,
            reason=error.reason,
            advice=error.advice,
            retry_at=retry.at.isoformat(),
        )


def failed(
    db: Connection,
    claim: Claim,
    post: Post,
    *,
    kind: FailureKind,
    reason: str,
    advice: str,
    now: datetime,
) -> None:
    """Record a failure that only a person can end; nothing was published."""
    _fail(db, claim, post, "failed", kind=kind, reason=reason, advice=advice, now=now)


def refused(
    db: Connection, claim: Claim, post: Post, error: PlatformError, *, now: datetime
) -> None:
    """Record a network's definite refusal that is not tried again."""
    kind = final_kind(error)
    failed(db, claim, post, kind=kind, reason=error.reason, advice=final_advice(error), now=now)


def unknown(db: Connection, claim: Claim, post: Post, *, reason: str, now: datetime) -> None:
    """Record that the post may be live, and ask a person; nothing is sent again by itself."""
    _fail(
        db,
        claim,
        post,
        "question",
        kind=FailureKind.OUTCOME_UNKNOWN,
        reason=reason,
        advice=OutcomeUnknown.advice,
        now=now,
    )


def missed(db: Connection, claim: Claim, post: Post, *, now: datetime) -> None:
    """Record that the post's time went by before anybody could send it, and ask what to do."""
    _fail(
        db,
        claim,
        post,
        "missed",
        kind=FailureKind.MISSED,
        reason=MISSED,
        advice=MISSED_ADVICE,
        now=now,
    )


def handed_back(db: Connection, claim: Claim, *, now: datetime) -> None:
    """Return a post that was not sent to the timer, for whoever claims it next."""
    journal.settle(db, claim)
    claims.hand_back(db, claim, now=now)


def _fail(
    db: Connection,
    claim: Claim,
    post: Post,
    notice: str,
    *,
    kind: FailureKind,
    reason: str,
    advice: str,
    now: datetime,
) -> None:
    claims.failed(db, claim, kind=kind, reason=reason, advice=advice, retry_at=None, now=now)
    _tell(db, post, notice, now=now, kind=kind, reason=reason, advice=advice)
    _track(db, post, "post.failed", now=now, error=kind.value)


def _tell(db: Connection, post: Post, notice: str, *, now: datetime, **payload: object) -> None:
    notices.add(
        db,
        workspace_id=post.workspace_id,
        post_id=post.id,
        kind=notice,
        payload={"platform": post.platform, **payload},
        now=now,
    )


def _track(db: Connection, post: Post, name: str, *, now: datetime, **properties: object) -> None:
    events.track(
        db,
        workspace_id=post.workspace_id,
        name=name,
        properties={"platform": post.platform, "post": post.id, **properties},
        now=now,
    )
