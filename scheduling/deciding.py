"""Deciding: approve a plan as a whole, or discard it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.engine import Connection

from scheduling import phrases
from scheduling.approval import hash_of, hash_of_all
from scheduling.checks import refuse_dead_accounts, refuse_problems
from scheduling.desk import Desk
from scheduling.errors import Nothing, TimesPassed
from scheduling.permission import require_approver
from scheduling.plan_facts import PlanFacts
from scheduling.proposing import drafts_of
from scheduling.tracking import track_scheduled
from store import audit, posts, projects, proposals, sessions
from store.words import (
    Person,
    Post,
    Project,
    Proposal,
    ProposalStatus,
    SessionStatus,
)

TOLD_AT_MOST = 3


def accept(db: Connection, desk: Desk, by: Person, proposal_id: str, *, version: int) -> Proposal:
    """Approve exactly this version: every draft is scheduled, or nothing is changed."""
    proposal = proposals.get(db, by.workspace_id, proposal_id)
    project = projects.get(db, by.workspace_id, proposal.project_id)
    require_approver(by, project, doing="approve posts")
    drafts = drafts_of(db, proposal)
    hashed = hash_of_all(desk, drafts)
    decided = proposals.decide(
        db,
        proposal_id,
        expected_version=version,
        status=ProposalStatus.ACCEPTED,
        by=by.user_id,
        now=desk.now,
        content_hash=hashed,
    )
    if not drafts:
        raise Nothing("Nothing of this plan is left to approve.")
    refuse_problems(desk, drafts)
    refuse_dead_accounts(db, desk, drafts)
    moments = _moments(desk, project, proposal, drafts)
    for post in drafts:
        if post.publish_date != moments[post.id]:
            posts.place(db, post.id, publish_date=moments[post.id], why=post.why, now=desk.now)
        scheduled = posts.schedule(
            db,
            post.id,
            approved_by=by.user_id,
            approved_hash=hash_of(desk, post),
            now=desk.now,
        )
        track_scheduled(db, desk, scheduled, strategy=proposal.strategy)
    if proposal.session_id:
        sessions.finish(db, proposal.session_id, SessionStatus.COMPLETED)
    _record(db, desk, by, "plan.approved", decided, after={"content_hash": hashed})
    return decided


def discard(db: Connection, desk: Desk, by: Person, proposal_id: str, *, version: int) -> Proposal:
    """Throw the drafts away; what was staged stays, so that another plan can be asked for."""
    proposal = proposals.get(db, by.workspace_id, proposal_id)
    project = projects.get(db, by.workspace_id, proposal.project_id)
    if by.user_id != proposal.user_id or by.is_guest:
        require_approver(by, project, doing="discard somebody else's plan")
    decided = proposals.decide(
        db,
        proposal_id,
        expected_version=version,
        status=ProposalStatus.DISCARDED,
        by=by.user_id,
        now=desk.now,
    )
    for post in drafts_of(db, proposal):
        posts.delete_draft(db, post.id)
    _record(db, desk, by, "plan.discarded", decided, after=None)
    return decided


def _moments(
    desk: Desk, project: Project, proposal: Proposal, drafts: Sequence[Post]
) -> dict[str, datetime]:
    """Return when each draft goes out: a plan for "now" starts now, others must lie ahead."""
    planned = {post.id: post.publish_date for post in drafts if post.publish_date}
    if PlanFacts.from_json(proposal.ask).is_now:
        late = desk.now - min(planned.values(), default=desk.now)
        return {post_id: at + late for post_id, at in planned.items()}
    passed = [post for post in drafts if not post.publish_date or post.publish_date < desk.now]
    if passed:
        told = phrases.listed(
            [
                f"{desk.label(post.platform)} {phrases.moment(post.publish_date, project.zone)}"
                for post in passed[:TOLD_AT_MOST]
                if post.publish_date
            ]
        )
        more = len(passed) - TOLD_AT_MOST
        rest = f" (and {more} more)" if more > 0 else ""
        raise TimesPassed(
            f"Planned times have gone by: {told}{rest}. Nothing was approved.",
            post_ids=[post.id for post in passed],
        )
    return planned


def _record(
    db: Connection,
    desk: Desk,
    by: Person,
    what: str,
    proposal: Proposal,
    *,
    after: Mapping[str, object] | None,
) -> None:
    audit.record(
        db,
        workspace_id=by.workspace_id,
        who=by.user_id,
        what=what,
        subject=proposal.id,
        before={"status": ProposalStatus.OPEN, "version": proposal.version - 1},
        after={"status": proposal.status, **(after or {})},
        now=desk.now,
    )
