"""Proposing: a plan as drafts and one message, and fresh tries at it before it is approved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy.engine import Connection

from scheduling.ask import Plan
from scheduling.asking import still_ahead
from scheduling.desk import Desk
from scheduling.drafting import (
    Draft,
    draft,
    make_plan,
    no_room,
    remembering,
    wishes_for,
)
from scheduling.errors import NoRoom
from scheduling.permission import require_author
from scheduling.plan_facts import PlanFacts
from scheduling.staged import StagedData
from scheduling.staging import own_session
from scheduling.wishes import ANY_TIME, NO_CONSTRAINTS, Constraints, WhenWish
from store import audit, posts, projects, proposals, sessions
from store.ids import new_id
from store.words import Person, Post, Proposal, ProposalStatus, Session, State

USUAL_STRATEGY = "optimal"


@dataclass(frozen=True, slots=True)
class Proposing:
    """How a plan is asked for; ``zone`` is the zone of the words (``None``: the person's)."""

    when: WhenWish = ANY_TIME
    strategy: str | None = None
    constraints: Constraints = NO_CONSTRAINTS
    zone: str | None = None
    as_carousel: bool | None = None


def propose(db: Connection, desk: Desk, by: Person, session_id: str, asked: Proposing) -> Proposal:
    """Make a plan of what is staged; an open plan of the same session gives way to it."""
    require_author(by, doing="plan posts")
    session = own_session(db, by, session_id)
    project = projects.get(db, by.workspace_id, session.project_id)
    staged = StagedData.from_json(session.data)
    wish = staged.carousel_wish if asked.as_carousel is None else asked.as_carousel
    facts = PlanFacts(
        zone=asked.zone or by.zone,
        when=asked.when,
        constraints=asked.constraints,
        carousel_wish=wish,
    )
    strategy = asked.strategy or USUAL_STRATEGY
    made = draft(db, desk, session, project, strategy=strategy, facts=facts, staged=staged)
    _give_way(db, desk, by, session)
    proposal = proposals.create(db, _new_proposal(desk, session, strategy, made))
    _store(db, proposal, made)
    audit.record(
        db,
        workspace_id=by.workspace_id,
        who=by.user_id,
        what="plan.proposed",
        subject=proposal.id,
        before=None,
        after={"strategy": strategy, "posts": [post.id for post in made.posts]},
        now=desk.now,
    )
    return proposals.get(db, by.workspace_id, proposal.id)


def other_times(
    db: Connection, desk: Desk, by: Person, proposal_id: str, *, version: int
) -> Proposal:
    """Plan the same posts again at moments that were not offered before."""
    require_author(by, doing="change plans")
    proposal = proposals.get(db, by.workspace_id, proposal_id)
    project = projects.get(db, by.workspace_id, proposal.project_id)
    drafts = drafts_of(db, proposal)
    facts = PlanFacts.from_json(proposal.ask)
    when = still_ahead(facts.when, zone=facts.zone, now=desk.now)
    turned_down = replace(facts, when=when).turning_down(
        {post.id: post.publish_date for post in drafts if post.publish_date}
    )
    wishes = wishes_for(desk, project, drafts, facts.numbers)
    made = make_plan(db, desk, wishes, strategy=proposal.strategy, facts=turned_down)
    if made.unplaced:
        raise _no_other_times(made)
    changed = proposals.change(
        db,
        proposal_id,
        expected_version=version,
        ask=replace(remembering(turned_down, made), unplaced=facts.unplaced).to_json(),
        notes=made.notes,
    )
    place_all(db, desk, made)
    return changed


def regroup(
    db: Connection,
    desk: Desk,
    by: Person,
    proposal_id: str,
    *,
    version: int,
    as_carousel: bool,
) -> Proposal:
    """Make one post of all files, or one of each; texts that people wrote are kept."""
    require_author(by, doing="change plans")
    proposal = proposals.get(db, by.workspace_id, proposal_id)
    session = own_session_of(db, proposal)
    project = projects.get(db, by.workspace_id, proposal.project_id)
    drafts = drafts_of(db, proposal)
    facts = replace(PlanFacts.from_json(proposal.ask), carousel_wish=as_carousel)
    staged = replace(StagedData.from_json(session.data), texts=_texts(drafts))
    made = draft(db, desk, session, project, strategy=proposal.strategy, facts=facts, staged=staged)
    changed = proposals.change(
        db,
        proposal_id,
        expected_version=version,
        ask=made.facts.to_json(),
        notes=made.notes,
    )
    for post in drafts:
        posts.delete_draft(db, post.id)
    _store(db, changed, made)
    return proposals.get(db, by.workspace_id, proposal_id)


def drafts_of(db: Connection, proposal: Proposal) -> list[Post]:
    """Return the plan's posts that wait for approval."""
    return [one for one in posts.of_proposal(db, proposal.id) if one.state is State.DRAFT]


def own_session_of(db: Connection, proposal: Proposal) -> Session:
    """Return the session a plan was made of."""
    return sessions.get(db, proposal.session_id or "")


def place_all(db: Connection, desk: Desk, made: Plan) -> None:
    """Give drafts the moments of a plan."""
    for one in made.placements:
        posts.place(db, one.wish_id, publish_date=one.at, why=one.why, now=desk.now)


def _no_other_times(made: Plan) -> NoRoom:
    refusal = no_room(made)
    refusal.advice = "Keep these times, or say in words when the posts should go out."
    return refusal


def _texts(drafts: Iterable[Post]) -> dict[str, str]:
    """Return each network's text: that of its first post, which people may have edited."""
    texts: dict[str, str] = {}
    for post in drafts:
        texts.setdefault(post.platform, post.content.text)
    return texts


def _give_way(db: Connection, desk: Desk, by: Person, session: Session) -> None:
    """Discard the session's older open plans: the same files must not go out twice."""
    thread = proposals.in_thread(db, session.workspace_id, session.channel_id, session.thread_ts)
    for older in thread:
        if older.session_id != session.id or older.status is not ProposalStatus.OPEN:
            continue
        for post in drafts_of(db, older):
            posts.delete_draft(db, post.id)
        proposals.decide(
            db,
            older.id,
            expected_version=older.version,
            status=ProposalStatus.DISCARDED,
            by=by.user_id,
            now=desk.now,
        )


def _new_proposal(desk: Desk, session: Session, strategy: str, made: Draft) -> Proposal:
    return Proposal(
        id=new_id(),
        workspace_id=session.workspace_id,
        project_id=session.project_id,
        session_id=session.id,
        user_id=session.user_id,
        channel_id=session.channel_id,
        thread_ts=session.thread_ts,
        message_ts=None,
        strategy=strategy,
        ask=made.facts.to_json(),
        notes=made.notes,
        status=ProposalStatus.OPEN,
        version=1,
        revision=1,
        shown_revision=0,
        decided_by=None,
        decided_at=None,
        created_at=desk.now,
    )


def _store(db: Connection, proposal: Proposal, made: Draft) -> None:
    for post in made.posts:
        posts.add(db, replace(post, proposal_id=proposal.id))
