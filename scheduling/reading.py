"""Reading: plans, posts and lists as the doors show them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.engine import Connection

from scheduling import phrases
from scheduling.ask import Unplaced
from scheduling.desk import Desk
from scheduling.finding import Criteria, Matches, find
from scheduling.permission import approvers_in_words
from scheduling.plan_facts import PlanFacts
from scheduling.views import Connections, PostView, ProposalView, Upcoming
from store import accounts, assets, listing, posts, projects, proposals
from store.errors import NotFound
from store.words import Asset, Integration, Person, Post, Proposal, State

JUDGED = frozenset({State.DRAFT, State.SCHEDULED, State.FAILED})
"""Posts whose problems still matter."""

LISTED = frozenset(State) - {State.DRAFT, State.CANCELLED}
"""What "the schedule" means when nobody names a state."""

LOOKS_BACK = timedelta(days=60)
LOOKS_AHEAD = timedelta(days=400)
MOST_POSTS = 5000
"""How far around now people's words can reach: "cancel the friday post", "retry the failed one"."""


@dataclass(frozen=True, slots=True)
class _Around:
    """What is looked up once for a whole list of posts."""

    accounts: Mapping[str, Integration]
    assets: Mapping[str, Asset]
    zones: Mapping[str, str]
    facts: Mapping[str, PlanFacts]


def view(db: Connection, desk: Desk, workspace_id: str, proposal_id: str) -> ProposalView:
    """Read one proposal with all that its message shows."""
    return view_of(db, desk, proposals.get(db, workspace_id, proposal_id))


def view_of(db: Connection, desk: Desk, proposal: Proposal) -> ProposalView:
    """Read what belongs to a proposal that is at hand."""
    project = projects.get(db, proposal.workspace_id, proposal.project_id)
    facts = PlanFacts.from_json(proposal.ask)
    shown = post_views(db, desk, proposal.workspace_id, posts.of_proposal(db, proposal.id))
    return ProposalView(
        proposal=proposal,
        project=project,
        posts=shown,
        left_out=facts.left_out,
        unplaced=_summed_up(facts.unplaced),
        is_now=facts.is_now,
        is_carousel=facts.is_carousel,
        can_be_carousel=facts.can_be_carousel,
        approvers_in_words=approvers_in_words(project),
        is_late=not facts.is_now and any(_is_late(one.post, desk.now) for one in shown),
    )


def _is_late(one: Post, now: datetime) -> bool:
    is_past = one.publish_date is not None and one.publish_date < now
    return one.state is State.DRAFT and is_past


def _summed_up(unplaced: Sequence[Unplaced]) -> tuple[Unplaced, ...]:
    """Say each reason once, with how many posts it keeps out."""
    told: dict[str, list[Unplaced]] = {}
    for one in unplaced:
        told.setdefault(one.sentence, []).append(one)
    return tuple(
        replace(
            alike[0],
            sentence=f"{phrases.count(len(alike), 'post')} found no time. {alike[0].sentence}",
        )
        for alike in told.values()
    )


def post(db: Connection, desk: Desk, workspace_id: str, post_id: str) -> PostView:
    """Read one post."""
    found = posts.get(db, post_id, workspace_id=workspace_id)
    return post_views(db, desk, workspace_id, [found])[0]


def upcoming(
    db: Connection,
    desk: Desk,
    by: Person,
    *,
    start: datetime,
    end: datetime,
    project_id: str | None,
    platforms: Collection[str],
    states: Collection[State],
    offset: int,
    limit: int,
) -> Upcoming:
    """Read a page of the posts in a window, soonest first; no states named means ``LISTED``."""
    states = states or LISTED
    find = partial(
        listing.in_window,
        db,
        by.workspace_id,
        start=start,
        end=end,
        platforms=platforms,
        states=states,
        project_id=project_id,
    )
    count = partial(listing.count_in_window, *find.args, **find.keywords)
    found = find(limit=limit, offset=offset)
    return Upcoming(
        posts=post_views(db, desk, by.workspace_id, found),
        total=count(),
        offset=offset,
        limit=limit,
    )


def connections(db: Connection, desk: Desk, by: Person) -> Connections:
    """Read the workspace's connected accounts, networks in the order Callboard knows them."""
    known = list(desk.adapters)
    found = accounts.of_workspace(db, by.workspace_id)
    order = {network: spot for spot, network in enumerate(known)}
    return Connections(tuple(sorted(found, key=lambda one: order.get(one.platform, len(known)))))


def matching(
    db: Connection, desk: Desk, by: Person, criteria: Criteria, *, project_id: str | None
) -> Matches:
    """Read the posts that could be meant and let ``find`` decide which are."""
    near = listing.in_window(
        db,
        by.workspace_id,
        start=desk.now - LOOKS_BACK,
        end=desk.now + LOOKS_AHEAD,
        project_id=project_id,
        limit=MOST_POSTS,
    )
    known = {one.id for one in near}
    pointed_at = dict.fromkeys((*criteria.context, *criteria.listed))
    further = [_known(db, by, one) for one in pointed_at if one not in known]
    return find([*near, *filter(None, further)], criteria, now=desk.now)


def _known(db: Connection, by: Person, post_id: str) -> Post | None:
    """Return a post that was shown earlier, ``None`` when it has been deleted since."""
    try:
        return posts.get(db, post_id, workspace_id=by.workspace_id)
    except NotFound:
        return None


def post_views(
    db: Connection, desk: Desk, workspace_id: str, found: Sequence[Post]
) -> tuple[PostView, ...]:
    """Complete posts to what a door shows of them."""
    around = _around(db, workspace_id, found)
    return tuple(_post_view(desk, one, around) for one in found)


def _around(db: Connection, workspace_id: str, found: Sequence[Post]) -> _Around:
    plans = {one.proposal_id for one in found if one.proposal_id}
    return _Around(
        accounts={one.id: one for one in accounts.of_workspace(db, workspace_id)},
        assets=assets.known(
            db, workspace_id, (media.id for one in found for media in one.content.media)
        ),
        zones={one.id: one.zone for one in projects.of_workspace(db, workspace_id)},
        facts={
            plan_id: PlanFacts.from_json(proposals.get(db, workspace_id, plan_id).ask)
            for plan_id in sorted(plans)
        },
    )


def _post_view(desk: Desk, one: Post, around: _Around) -> PostView:
    account = around.accounts.get(one.integration_id)
    facts = around.facts.get(one.proposal_id or "", PlanFacts(zone="UTC"))
    is_open = one.state in JUDGED
    return PostView(
        post=one,
        label=desk.label(one.platform),
        handle=account.handle if account else "",
        zone=around.zones.get(one.project_id, "UTC"),
        number=facts.numbers.get(one.id, 1),
        # A post outlives a file that somebody removed.
        assets=tuple(
            around.assets[media.id] for media in one.content.media if media.id in around.assets
        ),
        composition=desk.compose(one.content, one.platform),
        problems=desk.judge(one.content, one.platform) if is_open else (),
        alternatives=facts.alternatives.get(one.id, ()),
        choices=desk.choices(one.content, one.platform),
    )
