"""Edits and retries by those who may approve bind the approval to what the post says now."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update

from platforms.registry import ADAPTERS
from scheduling.approval import approved_hash
from scheduling.wishes import WhenWish
from store import claims
from store.schema import social_posts
from store.words import FailureKind, Post, State
from tests.scheduling.planner.office import ANA, BEN, MONDAY, NEXT_MONDAY, Office

NEXT_WEEK = WhenWish("window", start=MONDAY, end=NEXT_MONDAY)


def is_as_approved(post: Post) -> bool:
    sends = ADAPTERS[post.platform].compose(post.content)
    return post.approved_hash == approved_hash(post, sends)


async def test_each_approved_post_carries_the_hash_of_what_it_says(office: Office) -> None:
    draft = await office.propose("one.jpg", when=NEXT_WEEK)
    view = await office.planner.accept(ANA, draft.proposal.id, version=draft.proposal.version)

    assert [one.post.approved_hash for one in draft.posts] == [None, None]
    assert all(is_as_approved(one.post) for one in view.posts)
    assert len({one.post.approved_hash for one in view.posts}) == 2


async def test_an_edit_after_approval_is_an_approval_of_the_new_text(office: Office) -> None:
    view = await office.approved("one.jpg", when=NEXT_WEEK)
    edited, other = (one.post for one in view.posts)

    await office.planner.edit(
        BEN, view.proposal.id, version=view.proposal.version, texts={edited.id: "Changed"}
    )

    assert office.stored(edited.id).approved_hash != edited.approved_hash
    assert is_as_approved(office.stored(edited.id))
    assert office.stored(other.id).approved_hash == other.approved_hash


async def test_a_draft_that_goes_out_alone_is_approved_by_that(office: Office) -> None:
    view = await office.propose("one.jpg", when=NEXT_WEEK)

    sent = await office.planner.publish_now(ANA, view.posts[0].post.id)

    assert is_as_approved(sent.post)


async def test_retry_approves_what_the_post_says_now_and_records_who_did(office: Office) -> None:
    post = await _failed_and_changed(office, content="Changed by hand")

    tried = await office.planner.retry(BEN, post.id, version=post.version)

    assert tried.post.state is State.SCHEDULED
    assert is_as_approved(tried.post)
    assert [row.user_id for row in office.approvals()] == ["UANA", "UBEN"]


async def test_retrying_what_was_approved_already_approves_nothing_new(office: Office) -> None:
    post = await _failed_and_changed(office)

    tried = await office.planner.retry(BEN, post.id, version=post.version)

    assert tried.post.approved_hash == post.approved_hash
    assert [row.user_id for row in office.approvals()] == ["UANA"]


async def _failed_and_changed(office: Office, **columns: Any) -> Post:
    """Let an approved post fail, and change its row behind the planner's back."""
    await office.approved("one.jpg", when=NEXT_WEEK)
    office.clock.forward(days=7)
    now = office.clock.now()
    claimed, *_ = await office.database.write(
        lambda db: claims.claim_due(db, now=now, lease_s=60, limit=9)
    )
    await office.database.write(
        lambda db: claims.failed(
            db,
            claimed,
            kind=FailureKind.CONTENT,
            reason="No.",
            advice="Look.",
            retry_at=None,
            now=now,
        )
    )
    if columns:
        change = update(social_posts).where(social_posts.c.id == claimed.post_id).values(**columns)
        await office.database.write(lambda db: db.execute(change))
    return office.stored(claimed.post_id)
