"""Frozen words of what is remembered: no behaviour, known to all layers above."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from platforms.content import NOTHING, Content


class State(StrEnum):
    """The life of a post, as the specification draws it."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    PUBLISHING = "publishing"
    PUBLISHED = "published"
    FAILED = "failed"
    CANCELLED = "cancelled"


LEGAL_MOVES: Mapping[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SCHEDULED}),
    State.SCHEDULED: frozenset({State.PUBLISHING, State.CANCELLED}),
    State.PUBLISHING: frozenset({State.PUBLISHED, State.FAILED}),
    State.FAILED: frozenset({State.PUBLISHING, State.SCHEDULED, State.PUBLISHED}),
    State.CANCELLED: frozenset({State.SCHEDULED}),
    State.PUBLISHED: frozenset(),
}
"""
The one table of legal moves; every change of state is checked against it.

failed → publishing is the timer's automatic retry, failed → scheduled a person's Retry,
failed → published a person saying "it is there"; cancelled → scheduled is Undo.
"""


class FailureKind(StrEnum):
    """Why a post is ``failed``, which decides what may happen next."""

    RETRY_WAITING = "retry_waiting"
    OUTCOME_UNKNOWN = "outcome_unknown"
    AUTH = "auth"
    OWNER = "owner"
    CONTENT = "content"
    UNAVAILABLE = "unavailable"
    MISSED = "missed"


class AccountStatus(StrEnum):
    """Whether a connection works."""

    ACTIVE = "active"
    EXPIRED = "expired"
    REVOKED = "revoked"


class SessionStatus(StrEnum):
    """The life of a staging session."""

    ACTIVE = "active"
    COMPLETED = "completed"
    ABANDONED = "abandoned"


class ProposalStatus(StrEnum):
    """The life of a proposal message."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class Person:
    """
    Who asks. ``is_guest`` covers Slack's single- and multi-channel guests.

    ``memberships`` says of channels, by their ids, whether this person is a member. Of a
    channel that is not there nobody knows: it was not asked about, or Slack did not answer.
    """

    workspace_id: str
    user_id: str
    zone: str = "UTC"
    is_guest: bool = False
    name: str = ""
    memberships: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Workspace:
    """A Slack workspace and its settings; ``id`` is Slack's team id."""

    id: str
    name: str
    settings: Mapping[str, object] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class Project:
    """What a Slack channel belongs to: its zone, default networks and who may approve."""

    id: str
    workspace_id: str
    channel_id: str
    name: str
    zone: str
    networks: tuple[str, ...]
    approvers: str
    """``members`` (default), ``listed`` (only ``approver_ids``) or ``anyone`` (never guests)."""
    approver_ids: tuple[str, ...] = ()
    notify_channel_id: str | None = None
    settings: Mapping[str, object] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class Asset:
    """A kept file: bytes under ``sha256`` in the data folder, facts from its bytes."""

    id: str
    workspace_id: str
    user_id: str
    sha256: str
    kind: str
    mime: str
    size_bytes: int
    width_px: int
    height_px: int
    duration_s: float | None
    filename: str
    alt_text: str
    slack_file_id: str | None
    source_url: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """One person's staging in one thread; ``data`` is what has been staged so far."""

    id: str
    workspace_id: str
    project_id: str
    channel_id: str
    thread_ts: str
    user_id: str
    data: Mapping[str, object]
    status: SessionStatus
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Integration:
    """A connected account without its tokens."""

    id: str
    workspace_id: str
    user_id: str
    platform: str
    handle: str
    remote_id: str
    flavour: str
    scopes: tuple[str, ...]
    expires_at: datetime | None
    status: AccountStatus


@dataclass(frozen=True, slots=True)
class ConsentRequest:
    """Somebody was asked whether Callboard may act for an account; ``reply_to`` is the door's."""

    id: str
    workspace_id: str
    user_id: str
    network: str
    flavour: str
    reply_to: Mapping[str, object]
    verifier: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Post:
    """
    One network's post. ``version`` grows with every change a person could notice.

    ``approved_hash`` says exactly what was approved; nothing else is sent.
    """

    id: str
    workspace_id: str
    user_id: str
    project_id: str
    integration_id: str
    proposal_id: str | None
    platform: str
    content: Content
    hashtags: tuple[str, ...]
    publish_date: datetime | None
    state: State
    why: str
    version: int
    fence: int
    attempts: int
    settings: Mapping[str, object]
    error_message: str | None
    advice: str | None
    failure_kind: FailureKind | None
    retry_at: datetime | None
    remote_id: str | None
    permalink: str | None
    published_at: datetime | None
    engagement_metrics: Mapping[str, object]
    progress: float | None
    progress_saying: str | None
    approved_by: str | None
    created_at: datetime
    updated_at: datetime
    approved_hash: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """
    One message with a plan. ``version`` guards buttons; ``revision`` counts what is to be shown.

    The message shows ``shown_revision``; when it is behind ``revision`` it is redrawn.
    """

    id: str
    workspace_id: str
    project_id: str
    session_id: str | None
    user_id: str
    channel_id: str
    thread_ts: str | None
    message_ts: str | None
    strategy: str
    ask: Mapping[str, object]
    notes: tuple[str, ...]
    status: ProposalStatus
    version: int
    revision: int
    shown_revision: int
    decided_by: str | None
    decided_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to say in Slack about a post that must arrive once, even after a crash."""

    id: str
    workspace_id: str
    post_id: str
    kind: str
    payload: Mapping[str, object]
    created_at: datetime
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """
    One attempt's ownership of a post, ended by a higher ``fence`` or a lease that ran out.

    ``due`` is the moment the timer wanted it: its publish date, its retry time, or the end
    of the lease it was taken over from.
    """

    post_id: str
    fence: int
    due: datetime


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """What one attempt at one post left on disk: checkpoints, and the last intent if any."""

    post_id: str
    fence: int
    step: str
    send_state: str
    """``ready``, ``sending`` (intent committed) or ``unknown`` (no clear answer)."""
    request_hash: str
    send_by: datetime | None
    checkpoints: Mapping[str, str]
    intended_at: datetime | None = None
