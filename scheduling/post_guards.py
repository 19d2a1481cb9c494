"""The frame around every action on one post: who, which version, may it, and the audit line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Connection

from scheduling import phrases
from scheduling.checks import refuse_problems, refuse_removed_accounts
from scheduling.desk import Desk
from scheduling.errors import (
    OutcomeOpen,
    PlanningError,
    TimesPassed,
    TooLate,
)
from scheduling.permission import require_approver, require_author
from store import accounts, audit, posts, projects
from store.errors import Stale
from store.words import AccountStatus, FailureKind, Person, Post, Project, State


@dataclass(frozen=True, slots=True)
class Action:
    """One post, the person who acts on it, and the version that person has seen (if any)."""

    by: Person
    post: Post
    project: Project
    version: int | None


def begin(
    db: Connection,
    by: Person,
    post_id: str,
    *,
    version: int | None,
    doing: str,
    drafts_by_authors: bool = False,
) -> Action:
    """
    Read the post, and check permission and version before anything is decided.

    ``doing`` ends "You cannot …". ``drafts_by_authors``: what was not approved yet may be
    changed by everybody who may write.
    """
    post = posts.get(db, post_id, workspace_id=by.workspace_id)
    project = projects.get(db, by.workspace_id, post.project_id)
    if post.state is State.DRAFT and drafts_by_authors:
        require_author(by, doing=doing)
    else:
        require_approver(by, project, doing=doing)
    if version is not None and version != post.version:
        raise Stale("post", expected=version, actual=post.version)
    return Action(by, post, project, version)


def refuse_unfit(db: Connection, desk: Desk, post: Post) -> None:
    """
    Raise when a network would refuse the post or its account was removed.

    A connection that was given up gets another chance, because a person asks for it: networks
    refuse tokens in passing too, and the try shows whether this one is mended.
    """
    refuse_problems(desk, [post])
    refuse_removed_accounts(db, desk, [post])
    account = accounts.get(db, post.integration_id)
    if account is not None and account.status is AccountStatus.EXPIRED:
        accounts.set_status(db, account.id, AccountStatus.ACTIVE, now=desk.now)


def refuse_if_gone_out(post: Post) -> None:
    """Raise ``TooLate`` for a post that is on its way or live."""
    if post.state is State.PUBLISHING:
        raise TooLate(
            "This post is going out right now, so it is too late to change it.",
            advice="Wait for the result in its message.",
        )
    if post.state is State.PUBLISHED:
        raise TooLate("This post is already live.")


def refuse_open_outcome(post: Post) -> None:
    """Raise ``OutcomeOpen`` while nobody knows whether the post is live."""
    if post.failure_kind is FailureKind.OUTCOME_UNKNOWN:
        raise OutcomeOpen("Nobody knows yet whether this post is live.")


def refuse_past(desk: Desk, action: Action, at: datetime | None) -> None:
    """Raise ``TimesPassed`` for a moment that has gone by."""
    if at is not None and at < desk.now:
        when = phrases.moment(at, action.project.zone)
        refusal: PlanningError = TimesPassed(
            f"{when} has already gone by, so nothing was changed.", post_ids=[action.post.id]
        )
        refusal.advice = "Say a time that lies ahead, for example: tomorrow at 9am."
        raise refusal


def record(
    db: Connection,
    desk: Desk,
    action: Action,
    what: str,
    after: Mapping[str, object] | None = None,
) -> None:
    """Write the audit line of an action: who did what, and how the post stood before."""
    post = action.post
    before = {
        "state": post.state,
        "publish_date": post.publish_date.isoformat() if post.publish_date else None,
    }
    audit.record(
        db,
        workspace_id=post.workspace_id,
        who=action.by.user_id,
        what=what,
        subject=post.id,
        before=before,
        after=after,
        now=desk.now,
    )
