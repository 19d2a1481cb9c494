"""A post at the stages of its life that these tests begin at."""

from __future__ import annotations

from datetime import timedelta

from scheduling.views import PostView
from scheduling.wishes import WhenWish
from store import claims
from store.words import Claim, FailureKind
from tests.scheduling.planner.office import (
    ANA,
    MONDAY,
    NEXT_MONDAY,
    Office,
)

NEXT_WEEK = WhenWish("window", start=MONDAY, end=NEXT_MONDAY)


async def scheduled(office: Office) -> PostView:
    """Approve one picture for X on Monday 09:00 in Paris."""
    at = WhenWish("at", at=MONDAY + timedelta(hours=9))
    staged = await office.stage("one.jpg", networks=["twitter"], caption="Hello")
    view = await office.planner.propose(ANA, staged.session.id, when=at)
    view = await office.planner.accept(ANA, view.proposal.id, version=view.proposal.version)
    office.woken = 0
    return view.posts[0]


async def going_out(office: Office) -> tuple[PostView, Claim]:
    shown = await scheduled(office)
    office.clock.moment = MONDAY + timedelta(hours=9)
    now = office.clock.now()
    claim = office.database.write_now(
        lambda db: claims.claim_due(db, now=now, lease_s=600, limit=1)
    )[0]
    return shown, claim


async def failed(office: Office, kind: FailureKind = FailureKind.CONTENT) -> PostView:
    shown, claim = await going_out(office)
    now = office.clock.now()
    office.database.write_now(
        lambda db: claims.failed(
            db,
            claim,
            kind=kind,
            reason="X said no.",
            advice="Press Retry.",
            retry_at=now + timedelta(hours=1) if kind is FailureKind.RETRY_WAITING else None,
            now=now,
        )
    )
    return await office.planner.post("T1", shown.post.id)
