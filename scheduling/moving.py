"""Where a post goes when a person moves it: exact words are honoured, a choice is planned."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

from sqlalchemy.engine import Connection

from scheduling.asking import exact_moment, shifted
from scheduling.desk import Desk
from scheduling.drafting import make_plan, no_room, wishes_for
from scheduling.errors import BadValue
from scheduling.local_time import instant, local
from scheduling.plan_facts import PlanFacts
from scheduling.wishes import WhenWish
from store.words import Person, Post, Project

BY_HAND = "the time you asked for"


def new_moment(
    db: Connection,
    desk: Desk,
    by: Person,
    post: Post,
    project: Project,
    *,
    when: WhenWish,
    strategy: str | None,
) -> tuple[datetime, str]:
    """Return the moment that the words mean for this post, and why."""
    if strategy is None:
        if when.type == "open":
            raise BadValue("You did not say when.", field="when", advice="Say a day or a time.")
        at, note = _as_said(post, when, zone=by.zone, now=desk.now)
        if at is not None:
            return at, ", ".join(filter(None, (BY_HAND, note)))
    return _planned(db, desk, by, post, project, when=when, strategy=strategy or "optimal")


def _as_said(
    post: Post, when: WhenWish, *, zone: str, now: datetime
) -> tuple[datetime | None, str]:
    """A day keeps the time of day, a time keeps the day, a shift counts from where it stands."""
    if post.publish_date is None:
        return exact_moment(when, zone=zone, now=now), ""
    there = local(post.publish_date, zone)
    match when:
        case WhenWish(type="date", date=date() as day):
            return instant(day, there.time(), zone)
        case WhenWish(type="time", time=time() as clock):
            return instant(there.date(), clock, zone)
        case WhenWish(type="shift"):
            return shifted(post.publish_date, when, zone=zone), ""
    return exact_moment(when, zone=zone, now=now), ""


def _planned(
    db: Connection,
    desk: Desk,
    by: Person,
    post: Post,
    project: Project,
    *,
    when: WhenWish,
    strategy: str,
) -> tuple[datetime, str]:
    """Let a strategy choose, anywhere but where the post stands now."""
    facts = PlanFacts(zone=by.zone, when=when)
    if post.publish_date is not None:
        facts = replace(facts, refused=frozenset({(post.id, post.publish_date)}))
    wishes = wishes_for(desk, project, [post], {})
    made = make_plan(db, desk, wishes, strategy=strategy, facts=facts, leaving=[post])
    if not made.placements:
        raise no_room(made)
    return made.placements[0].at, made.placements[0].why
