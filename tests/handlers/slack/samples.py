"""Read models as the planner hands them to the views."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from platforms.composition import Composition, Part
from platforms.content import Content
from scheduling.views import PostView, ProposalView
from store.words import Asset, FailureKind, Post, Project, Proposal, ProposalStatus, State

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)

PROJECT = Project(
    id="project-1",
    workspace_id="T1",
    channel_id="C1",
    name="launch",
    zone="Europe/Berlin",
    networks=("twitter", "instagram"),
    approvers="members",
)


def asset(number: int, **changes: object) -> Asset:
    made = Asset(
        id=f"asset-{number}",
        workspace_id="T1",
        user_id="U1",
        sha256="0" * 64,
        kind="image",
        mime="image/jpeg",
        size_bytes=1000,
        width_px=1080,
        height_px=1080,
        duration_s=None,
        filename=f"picture {number}.jpg",
        alt_text="",
        slack_file_id=None,
        source_url=None,
        created_at=NOW,
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # samples name their fields


def post(number: int = 1, **changes: object) -> Post:
    made = Post(
        id=f"post-{number}",
        workspace_id="T1",
        user_id="U1",
        project_id="project-1",
        integration_id="account-1",
        proposal_id="plan-1",
        platform="twitter",
        content=Content("Doors open at nine"),
        hashtags=(),
        publish_date=NOW + timedelta(days=1),
        state=State.DRAFT,
        why="one of X's usual best times",
        version=3,
        fence=0,
        attempts=0,
        settings={},
        error_message=None,
        advice=None,
        failure_kind=None,
        retry_at=None,
        remote_id=None,
        permalink=None,
        published_at=None,
        engagement_metrics={},
        progress=None,
        progress_saying=None,
        approved_by=None,
        created_at=NOW,
        updated_at=NOW,
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # samples name their fields


def post_view(number: int = 1, *, text: str = "Doors open at nine", **changes: object) -> PostView:
    return PostView(
        post=post(number, content=Content(text), **changes),
        label="X",
        handle="acme",
        zone="Europe/Berlin",
        number=number,
        assets=(asset(number),),
        composition=Composition("twitter", (Part(text),), {}),
        problems=(),
    )


def proposal_view(
    *posts: PostView, status: ProposalStatus = ProposalStatus.OPEN, **changes: object
) -> ProposalView:
    is_open = status is ProposalStatus.OPEN
    proposal = Proposal(
        id="plan-1",
        workspace_id="T1",
        project_id="project-1",
        session_id="session-1",
        user_id="U1",
        channel_id="C1",
        thread_ts="1.0",
        message_ts="2.0",
        strategy="optimal",
        ask={},
        notes=(),
        status=status,
        version=4,
        revision=4,
        shown_revision=4,
        decided_by=None if is_open else "U2",
        decided_at=None if is_open else NOW,
        created_at=NOW,
    )
    view = ProposalView(
        proposal=proposal,
        project=PROJECT,
        posts=posts,
        left_out=(),
        unplaced=(),
        is_now=False,
        is_carousel=False,
        can_be_carousel=False,
        approvers_in_words="every full member of this channel",
    )
    return replace(view, **changes)  # type: ignore[arg-type]  # samples name their fields


EVERY_STATE = (
    {"state": State.DRAFT},
    {"state": State.SCHEDULED},
    {"state": State.PUBLISHING, "progress": 0.4, "progress_saying": "uploading"},
    {"state": State.PUBLISHED, "permalink": "https://x.com/acme/status/1"},
    {"state": State.PUBLISHED, "permalink": None},
    {"state": State.CANCELLED},
    *(
        {
            "state": State.FAILED,
            "failure_kind": kind,
            "error_message": "X said no.",
            "retry_at": NOW,
        }
        for kind in FailureKind
    ),
)
