"""Rows to start a test from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.engine import Connection

from platforms.content import Content, Media, MediaKind, Tokens
from store import accounts, claims, posts, projects, proposals, sessions
from store.ids import new_id
from store.secrets import Keyring, new_key_text
from store.words import (
    Claim,
    FailureKind,
    Integration,
    Post,
    Project,
    Proposal,
    ProposalStatus,
    State,
)

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SOON = NOW + timedelta(hours=1)
KEYRING = Keyring.from_text(new_key_text())
WORKSPACE = "T1"
CHANNEL = "C1"
PERSON = "U1"
APPROVED = "b" * 64

PICTURE = Media(
    id="0190f5b0-0000-7000-8000-000000000001",
    kind=MediaKind.IMAGE,
    mime="image/png",
    size_bytes=1234,
    sha256="a" * 64,
    width_px=1080,
    height_px=1350,
    filename="launch.png",
    alt_text="A rocket",
)


@dataclass(frozen=True, slots=True)
class House:
    """A project with one account and one open proposal."""

    project: Project
    account: Integration
    proposal: Proposal


def furnish(db: Connection) -> House:
    """Store a project, an account, a session and an open proposal."""
    project = projects.create(
        db,
        workspace_id=WORKSPACE,
        channel_id=CHANNEL,
        name="launch",
        zone="Europe/Berlin",
        networks=("twitter", "instagram"),
        now=NOW,
    )
    account = accounts.add(
        db,
        KEYRING,
        workspace_id=WORKSPACE,
        user_id=PERSON,
        network="twitter",
        handle="acme",
        remote_id="42",
        flavour="",
        scopes=("tweet.write",),
        tokens=Tokens("access-1", "refresh-1", expires_at=SOON),
        now=NOW,
    )
    session = sessions.open_or_resume(
        db,
        workspace_id=WORKSPACE,
        project_id=project.id,
        channel_id=CHANNEL,
        thread_ts="1.0",
        user_id=PERSON,
        now=NOW,
        expires_at=NOW + timedelta(days=1),
    )
    return House(project, account, proposals.create(db, a_proposal(project, session.id)))


def a_proposal(project: Project, session_id: str | None = None, **values: Any) -> Proposal:
    """Return an open proposal that is not stored yet."""
    usual: dict[str, Any] = {
        "id": new_id(),
        "workspace_id": project.workspace_id,
        "project_id": project.id,
        "session_id": session_id,
        "user_id": PERSON,
        "channel_id": CHANNEL,
        "thread_ts": "1.0",
        "message_ts": None,
        "strategy": "optimal",
        "ask": {"days": ["mon"]},
        "notes": ("Friday is full.",),
        "status": ProposalStatus.OPEN,
        "version": 1,
        "revision": 1,
        "shown_revision": 0,
        "decided_by": None,
        "decided_at": None,
        "created_at": NOW,
    }
    return Proposal(**{**usual, **values})


def a_post(house: House, **values: Any) -> Post:
    """Return a draft with a moment that is not stored yet."""
    usual: dict[str, Any] = {
        "id": new_id(),
        "workspace_id": house.project.workspace_id,
        "user_id": PERSON,
        "project_id": house.project.id,
        "integration_id": house.account.id,
        "proposal_id": house.proposal.id,
        "platform": house.account.platform,
        "content": Content(text="We launch today", media=(PICTURE,), options={"reply": "all"}),
        "hashtags": ("launch", "now"),
        "publish_date": SOON,
        "state": State.DRAFT,
        "why": "Monday at a busy hour",
        "version": 1,
        "fence": 0,
        "attempts": 0,
        "settings": {"first_comment": "hello"},
        "error_message": None,
        "advice": None,
        "failure_kind": None,
        "retry_at": None,
        "remote_id": None,
        "permalink": None,
        "published_at": None,
        "engagement_metrics": {},
        "progress": None,
        "progress_saying": None,
        "approved_by": None,
        "created_at": NOW,
        "updated_at": NOW,
    }
    return Post(**{**usual, **values})


def a_scheduled_post(db: Connection, house: House, **values: Any) -> Post:
    """Store a post that is approved and waiting for its moment."""
    draft = posts.add(db, a_post(house, **values))
    approved_hash = draft.approved_hash or APPROVED
    return posts.schedule(db, draft.id, approved_by=PERSON, approved_hash=approved_hash, now=NOW)


def a_claimed_post(db: Connection, house: House, **values: Any) -> tuple[Post, Claim]:
    """Store a post that somebody is publishing right now."""
    post = a_scheduled_post(db, house, **values)
    claim = claim_one(db, now=SOON)
    return posts.get(db, post.id), claim


def claim_one(db: Connection, *, now: datetime, lease_s: float = 60) -> Claim:
    """Claim the one post that is due."""
    [claim] = claims.claim_due(db, now=now, lease_s=lease_s, limit=10)
    return claim


def fail(
    db: Connection,
    claim: Claim,
    *,
    kind: FailureKind = FailureKind.CONTENT,
    retry_at: datetime | None = None,
) -> Post:
    """End an attempt with a failure of this kind."""
    return claims.failed(
        db,
        claim,
        kind=kind,
        reason="The picture is too wide.",
        advice="Crop it, then press Retry.",
        retry_at=retry_at,
        now=SOON,
    )


def a_post_that_is(db: Connection, house: House, state: State) -> Post:
    """Store a post and bring it to ``state`` the way the product does."""
    if state is State.DRAFT:
        return posts.add(db, a_post(house))
    if state is State.SCHEDULED:
        return a_scheduled_post(db, house)
    if state is State.CANCELLED:
        return posts.cancel(db, a_scheduled_post(db, house).id, now=NOW)
    post, claim = a_claimed_post(db, house)
    if state is State.PUBLISHED:
        return claims.published(db, claim, remote_id="9", url="https://x.com/9", now=SOON)
    return fail(db, claim) if state is State.FAILED else post
