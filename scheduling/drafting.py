"""Drafts of a plan: which posts, at which moments; nothing is written here but read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from platforms.content import NOTHING
from platforms.text import hashtags
from scheduling import phrases
from scheduling.arranging import Arrangement, Piece, arrange
from scheduling.ask import Ask, Plan, Wish
from scheduling.asking import ask_for
from scheduling.desk import Desk
from scheduling.errors import BadValue, NoAccount, NoRoom, Nothing
from scheduling.placing import plan
from scheduling.plan_facts import PlanFacts
from scheduling.staged import StagedData
from scheduling.strategies import STRATEGIES
from scheduling.views import LeftOut
from store import accounts, assets, listing
from store.ids import new_id
from store.words import Post, Project, Session, State

AROUND = timedelta(days=8)
"""Posts this far from a plan still count for its gaps, days and weeks."""

ONE_INSTANT = frozenset({"now", "at", "time", "shift"})


@dataclass(frozen=True, slots=True)
class Draft:
    """The posts of a plan, not stored yet, and what the plan is to remember."""

    posts: tuple[Post, ...]
    facts: PlanFacts
    notes: tuple[str, ...]


def draft(
    db: Connection,
    desk: Desk,
    session: Session,
    project: Project,
    *,
    strategy: str,
    facts: PlanFacts,
    staged: StagedData,
) -> Draft:
    """Arrange and place what is staged; raise when not even one post comes of it."""
    if staged.is_empty:
        raise Nothing("There is nothing to publish yet.")
    arrangement = _arrangement(db, desk, session, staged, facts)
    numbers = {new_id(): piece.number for piece in arrangement.pieces}
    fresh = {
        post_id: _new_post(desk, session, post_id, piece)
        for post_id, piece in zip(numbers, arrangement.pieces, strict=True)
    }
    wishes = wishes_for(desk, project, fresh.values(), numbers)
    made = make_plan(db, desk, wishes, strategy=strategy, facts=facts)
    if not made.placements:
        raise no_room(made)
    placed = tuple(
        replace(fresh[one.wish_id], publish_date=one.at, why=one.why) for one in made.placements
    )
    facts = replace(
        remembering(facts, made),
        is_carousel=arrangement.is_carousel,
        can_be_carousel=arrangement.can_be_carousel,
        left_out=arrangement.left_out,
        numbers=numbers,
    )
    return Draft(placed, facts, made.notes)


def wishes_for(
    desk: Desk, project: Project, wanted: Iterable[Post], numbers: Mapping[str, int]
) -> tuple[Wish, ...]:
    """Return what the pure planner is told of these posts, with their networks' limits."""
    return tuple(
        Wish(
            id=post.id,
            network=post.platform,
            kind=post.content.kind,
            account_id=post.integration_id,
            zone=project.zone,
            group=str(numbers.get(post.id, post.id)),
            best_times=desk.rules(post.platform).best_times,
            min_gap=desk.rules(post.platform).min_gap,
            per_day=desk.rules(post.platform).posts_per_day,
            label=desk.label(post.platform),
        )
        for post in wanted
    )


def make_plan(
    db: Connection,
    desk: Desk,
    wishes: tuple[Wish, ...],
    *,
    strategy: str,
    facts: PlanFacts,
    leaving: Sequence[Post] = (),
) -> Plan:
    """Plan around everything that stands, except the posts that are ``leaving`` their places."""
    if strategy not in STRATEGIES:
        known = phrases.listed([one.label for one in STRATEGIES.values()], last="or")
        raise BadValue(
            f"There is no strategy called {strategy!r}.", field="strategy", advice=f"Say {known}."
        )
    ask = ask_for(
        wishes,
        when=facts.when,
        constraints=facts.constraints,
        strategy=strategy,
        zone=facts.zone,
        now=desk.now,
    )
    ask = replace(ask, occupied=_occupied(db, ask, leaving), refused=facts.refused, seed=facts.seed)
    return plan(ask)


def remembering(facts: PlanFacts, made: Plan) -> PlanFacts:
    """Return the facts with what a fresh plan says beside its moments."""
    return replace(
        facts,
        alternatives={one.wish_id: one.alternatives for one in made.placements},
        unplaced=made.unplaced,
    )


def _arrangement(
    db: Connection, desk: Desk, session: Session, staged: StagedData, facts: PlanFacts
) -> Arrangement:
    media = [
        assets.media_of(one) for one in assets.many(db, session.workspace_id, staged.asset_ids)
    ]
    arrangement = arrange(
        desk,
        replace(staged, carousel_wish=facts.carousel_wish),
        media,
        accounts.of_workspace(db, session.workspace_id),
        is_one_instant=facts.when.type in ONE_INSTANT,
    )
    if not arrangement.pieces:
        raise _all_left_out(arrangement.left_out)
    return arrangement


def _all_left_out(left_out: Sequence[LeftOut]) -> NoAccount | Nothing:
    if not left_out:
        return NoAccount(
            "No account is connected yet, so there is nowhere to publish.",
            networks=(),
            advice="Connect an account first, then ask again.",
        )
    sentence = " ".join(one.sentence for one in left_out)
    advice = " ".join(dict.fromkeys(one.advice for one in left_out))
    if all(one.code == "no_account" for one in left_out):
        return NoAccount(sentence, networks=[one.network for one in left_out], advice=advice)
    return Nothing(sentence, advice=advice)


def no_room(made: Plan) -> NoRoom:
    """Return the refusal of a plan in which nothing found a moment."""
    sentences = dict.fromkeys(one.sentence for one in made.unplaced)
    return NoRoom(" ".join(sentences), unplaced=made.unplaced)


def _occupied(
    db: Connection, ask: Ask, leaving: Sequence[Post]
) -> Mapping[str, tuple[datetime, ...]]:
    found = {}
    for account_id in dict.fromkeys(wish.account_id for wish in ask.wishes):
        taken = listing.occupied(
            db, account_id, start=min(ask.start, ask.now) - AROUND, end=ask.end + AROUND
        )
        for post in leaving:
            if post.integration_id == account_id and post.publish_date in taken:
                taken.remove(post.publish_date)
        found[account_id] = tuple(taken)
    return found


def _new_post(desk: Desk, session: Session, post_id: str, piece: Piece) -> Post:
    return Post(
        id=post_id,
        workspace_id=session.workspace_id,
        user_id=session.user_id,
        project_id=session.project_id,
        integration_id=piece.account.id,
        proposal_id=None,
        platform=piece.network,
        content=piece.content,
        hashtags=tuple(hashtags(piece.content.text)),
        publish_date=None,
        state=State.DRAFT,
        why="",
        version=1,
        fence=0,
        attempts=0,
        settings=NOTHING,
        error_message=None,
        advice=None,
        failure_kind=None,
        retry_at=None,
        remote_id=None,
        permalink=None,
        published_at=None,
        engagement_metrics=NOTHING,
        progress=None,
        progress_saying=None,
        approved_by=None,
        created_at=desk.now,
        updated_at=desk.now,
    )
