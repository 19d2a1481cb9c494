"""What people do with single posts: cancel, restore, move, publish now."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.engine import Connection

from scheduling import approval
from scheduling.desk import Desk
from scheduling.moving import new_moment
from scheduling.plan_facts import PlanFacts
from scheduling.post_guards import (
    Action,
    begin,
    record,
    refuse_if_gone_out,
    refuse_open_outcome,
    refuse_past,
    refuse_unfit,
)
from scheduling.tracking import track_scheduled
from scheduling.wishes import WhenWish
from store import posts, proposals
from store.words import Person, Post, ProposalStatus, State


def cancel(db: Connection, desk: Desk, by: Person, post_id: str, *, version: int | None) -> None:
    """Take a post out of the schedule: a draft leaves its plan, a failed post is given up."""
    action = begin(db, by, post_id, version=version, doing="cancel posts", drafts_by_authors=True)
    if action.post.state is State.DRAFT:
        _change_plan(db, action.post)
        posts.delete_draft(db, post_id)
    else:
        if action.post.state is State.FAILED:
            _revive(db, desk, action.post)
            version = None
        posts.cancel(db, post_id, now=desk.now, expected_version=version)
    record(db, desk, action, "post.cancelled")


def restore(db: Connection, desk: Desk, by: Person, post_id: str, *, version: int | None) -> Post:
    """Undo a cancellation, at the old moment; one that has gone by needs a new one."""
    action = begin(db, by, post_id, version=version, doing="restore posts")
    refuse_past(desk, action, action.post.publish_date)
    if action.post.state is State.CANCELLED:
        refuse_unfit(db, desk, action.post)
    restored = posts.restore(db, post_id, now=desk.now, expected_version=version)
    record(db, desk, action, "post.restored")
    return restored


def reschedule(
    db: Connection,
    desk: Desk,
    by: Person,
    post_id: str,
    *,
    when: WhenWish,
    strategy: str | None,
    version: int | None,
) -> Post:
    """Move a post to another moment: an exact one is honoured, otherwise a strategy chooses."""
    action = begin(db, by, post_id, version=version, doing="move posts", drafts_by_authors=True)
    refuse_if_gone_out(action.post)
    at, why = new_moment(db, desk, by, action.post, action.project, when=when, strategy=strategy)
    refuse_past(desk, action, at)
    moved = _moved(db, desk, action, at, why)
    record(db, desk, action, "post.rescheduled", {"publish_date": at.isoformat()})
    return moved


def publish_now(
    db: Connection, desk: Desk, by: Person, post_id: str, *, version: int | None
) -> Post:
    """Schedule a post for now: the same path as any other moment."""
    action = begin(db, by, post_id, version=version, doing="publish posts")
    refuse_if_gone_out(action.post)
    refuse_open_outcome(action.post)
    refuse_unfit(db, desk, action.post)
    post = action.post
    if post.state is State.DRAFT:
        posts.place(db, post.id, publish_date=desk.now, why=post.why, now=desk.now)
        sent = posts.schedule(
            db,
            post.id,
            approved_by=by.user_id,
            approved_hash=approval.hash_of(desk, post),
            now=desk.now,
        )
        _approve_alone(db, desk, action, sent)
    else:
        sent = _moved(db, desk, action, desk.now, "as soon as possible")
    record(db, desk, action, "post.published_now")
    return sent


def _moved(db: Connection, desk: Desk, action: Action, at: datetime, why: str) -> Post:
    """Give a post a moment in the way its state allows."""
    post, version = action.post, action.version
    match post.state:
        case State.DRAFT:
            _change_plan(db, post)
            return posts.place(db, post.id, publish_date=at, why=why, now=desk.now)
        case State.FAILED:
            refuse_open_outcome(post)
            refuse_unfit(db, desk, post)
            return posts.retry(db, post.id, publish_date=at, now=desk.now, expected_version=version)
        case State.CANCELLED:
            refuse_unfit(db, desk, post)
            return posts.restore(
                db, post.id, publish_date=at, now=desk.now, expected_version=version
            )
    return posts.reschedule(
        db, post.id, publish_date=at, why=why, now=desk.now, expected_version=version
    )


def _change_plan(db: Connection, post: Post) -> None:
    """A draft was moved by hand: the plan's old buttons no longer show what would happen."""
    if post.proposal_id is None:
        return
    proposal = proposals.get(db, post.workspace_id, post.proposal_id)
    facts = PlanFacts.from_json(proposal.ask)
    alternatives = {key: at for key, at in facts.alternatives.items() if key != post.id}
    ask = replace(facts, alternatives=alternatives).to_json()
    if proposal.status is ProposalStatus.OPEN:
        proposals.change(db, proposal.id, expected_version=proposal.version, ask=ask)


def _revive(db: Connection, desk: Desk, post: Post) -> None:
    """Failed posts are cancelled by way of the schedule, within one transaction."""
    refuse_open_outcome(post)
    posts.retry(db, post.id, publish_date=post.publish_date or desk.now, now=desk.now)


def _approve_alone(db: Connection, desk: Desk, action: Action, post: Post) -> None:
    """Record the approval of one draft that goes out before the rest of its plan."""
    strategy = "now"
    if post.proposal_id is not None:
        _change_plan(db, post)
        proposal = proposals.get(db, post.workspace_id, post.proposal_id)
        approval.record(db, desk, action.by, proposal, [post])
        strategy = proposal.strategy
    track_scheduled(db, desk, post, strategy=strategy)
