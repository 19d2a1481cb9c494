from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy.engine import Connection

from store import claims, journal, posts, proposals
from store.database import Database
from store.errors import StaleFence
from store.words import Claim, FailureKind, Post, State
from tests.store.samples import (
    NOW,
    SOON,
    WORKSPACE,
    House,
    a_claimed_post,
    a_post,
    a_scheduled_post,
    claim_one,
    fail,
    furnish,
)

LEASE_S = 60
LEASE_END = SOON + timedelta(seconds=LEASE_S)
RETRY_AT = SOON + timedelta(minutes=5)


@pytest.fixture(name="house")
def _house(each_database: Database) -> House:
    return each_database.write_now(furnish)


def _claimed(database: Database, house: House) -> tuple[Post, Claim]:
    return database.write_now(lambda db: a_claimed_post(db, house))


def _claims(database: Database, now: datetime, *, limit: int = 10) -> list[Claim]:
    return database.write_now(
        lambda db: claims.claim_due(db, now=now, lease_s=LEASE_S, limit=limit)
    )


def test_nothing_is_claimed_before_its_moment(each_database: Database, house: House) -> None:
    each_database.write_now(lambda db: a_scheduled_post(db, house))

    assert _claims(each_database, SOON - timedelta(microseconds=1)) == []


def test_a_due_post_is_claimed_once(each_database: Database, house: House) -> None:
    post = each_database.write_now(lambda db: a_scheduled_post(db, house))

    assert _claims(each_database, SOON) == [Claim(post.id, post.fence + 1, SOON)]
    assert _claims(each_database, SOON) == []
    taken = each_database.read_now(lambda db: posts.get(db, post.id))
    assert (taken.state, taken.attempts) == (State.PUBLISHING, 1)


def test_the_earliest_posts_are_claimed_first(each_database: Database, house: House) -> None:
    moments = [SOON + timedelta(minutes=n) for n in (3, 1, 2, 0)]
    each_database.write_now(
        lambda db: [a_scheduled_post(db, house, publish_date=moment) for moment in moments]
    )

    taken = _claims(each_database, SOON + timedelta(hours=1), limit=3)

    assert [claim.due for claim in taken] == sorted(moments)[:3]


def test_drafts_and_cancelled_posts_are_never_claimed(
    each_database: Database, house: House
) -> None:
    def lay_out(db: Connection) -> None:
        posts.add(db, a_post(house))
        posts.cancel(db, a_scheduled_post(db, house).id, now=NOW)

    each_database.write_now(lay_out)

    assert _claims(each_database, SOON + timedelta(days=1)) == []


def test_a_post_whose_lease_ran_out_is_claimed_again_with_a_higher_fence(
    each_database: Database, house: House
) -> None:
    post, claim = _claimed(each_database, house)

    assert _claims(each_database, LEASE_END - timedelta(seconds=1)) == []
    [second] = _claims(each_database, LEASE_END)

    assert second == Claim(post.id, claim.fence + 1, LEASE_END)


def test_a_renewed_lease_keeps_others_off(each_database: Database, house: House) -> None:
    post, claim = _claimed(each_database, house)
    until = LEASE_END + timedelta(minutes=1)

    assert each_database.write_now(lambda db: claims.renew(db, claim, until=until))

    assert _claims(each_database, LEASE_END) == []
    assert each_database.read_now(lambda db: posts.get(db, post.id)) == post


def test_a_lost_claim_cannot_be_renewed(each_database: Database, house: House) -> None:
    _, claim = _claimed(each_database, house)
    _claims(each_database, LEASE_END)

    assert not each_database.write_now(lambda db: claims.renew(db, claim, until=RETRY_AT))


@pytest.mark.parametrize(
    "report",
    [
        lambda db, claim: claims.published(db, claim, remote_id="1", url=None, now=SOON),
        fail,
        lambda db, claim: claims.progress(db, claim, done=0.5, saying="Halfway"),
        lambda db, claim: claims.hand_back(db, claim, now=SOON),
        journal.begin,
        lambda db, claim: journal.checkpoint(db, claim, name="media:0", value="m"),
        lambda db, claim: journal.intend(
            db, claim, step="create", request_hash="h", send_by=SOON, now=SOON
        ),
        journal.unknown,
        journal.settle,
    ],
    ids="published failed progress hand_back begin checkpoint intend unknown settle".split(),
)
def test_who_lost_the_post_can_write_nothing(
    each_database: Database, house: House, report: Callable[[Connection, Claim], object]
) -> None:
    post, claim = _claimed(each_database, house)
    [second] = _claims(each_database, LEASE_END)
    before = each_database.read_now(lambda db: posts.get(db, post.id))

    with pytest.raises(StaleFence):
        each_database.write_now(lambda db: report(db, claim))

    assert each_database.read_now(lambda db: posts.get(db, post.id)) == before
    assert each_database.read_now(lambda db: journal.load(db, post.id)) is None
    assert before.fence == second.fence


def test_a_published_post_has_its_link_and_sleeps(each_database: Database, house: House) -> None:
    post, claim = _claimed(each_database, house)

    live = each_database.write_now(
        lambda db: claims.published(
            db, claim, remote_id="99", url="https://x.com/a/status/99", now=SOON
        )
    )

    assert live == replace(
        post,
        state=State.PUBLISHED,
        version=post.version + 1,
        remote_id="99",
        permalink="https://x.com/a/status/99",
        published_at=SOON,
    )
    assert each_database.read_now(claims.next_wake) is None


def test_a_failure_says_why_and_waits_for_a_person(each_database: Database, house: House) -> None:
    _, claim = _claimed(each_database, house)

    failed = each_database.write_now(lambda db: fail(db, claim))

    assert (failed.state, failed.failure_kind) == (State.FAILED, FailureKind.CONTENT)
    assert failed.error_message == "The picture is too wide."
    assert failed.advice == "Crop it, then press Retry."
    assert each_database.read_now(claims.next_wake) is None


def test_a_failure_that_waits_is_tried_again_by_itself(
    each_database: Database, house: House
) -> None:
    post, claim = _claimed(each_database, house)
    each_database.write_now(
        lambda db: fail(db, claim, kind=FailureKind.RETRY_WAITING, retry_at=RETRY_AT)
    )

    assert each_database.read_now(claims.next_wake) == RETRY_AT
    [again] = _claims(each_database, RETRY_AT)

    retried = each_database.read_now(lambda db: posts.get(db, post.id))
    assert again == Claim(post.id, claim.fence + 1, RETRY_AT)
    assert (retried.state, retried.attempts) == (State.PUBLISHING, 2)
    assert (retried.failure_kind, retried.error_message, retried.retry_at) == (None, None, None)


def test_a_retry_without_a_moment_is_a_mistake_of_ours(database: Database) -> None:
    _, claim = database.write_now(lambda db: a_claimed_post(db, furnish(db)))

    with pytest.raises(ValueError, match="retry_at"):
        database.write_now(lambda db: fail(db, claim, kind=FailureKind.RETRY_WAITING))


def test_a_post_handed_back_is_due_at_once_and_costs_no_attempt(
    each_database: Database, house: House
) -> None:
    post, claim = _claimed(each_database, house)

    each_database.write_now(lambda db: claims.hand_back(db, claim, now=SOON))

    assert each_database.read_now(claims.next_wake) == SOON
    [again] = _claims(each_database, SOON)
    assert again.fence > claim.fence + 1
    assert each_database.read_now(lambda db: posts.get(db, post.id)).attempts == 1


def test_progress_is_shown_and_forgotten_at_the_end(each_database: Database, house: House) -> None:
    _, claim = _claimed(each_database, house)

    half = each_database.write_now(
        lambda db: claims.progress(db, claim, done=0.5, saying="Uploading")
    )
    failed = each_database.write_now(lambda db: fail(db, claim))

    assert (half.progress, half.progress_saying) == (0.5, "Uploading")
    assert (failed.progress, failed.progress_saying) == (None, None)


def test_a_claim_has_the_proposal_redrawn(each_database: Database, house: House) -> None:
    each_database.write_now(
        lambda db: [a_scheduled_post(db, house, proposal_id=house.proposal.id) for _ in "12"]
    )
    before = each_database.read_now(lambda db: proposals.get(db, WORKSPACE, house.proposal.id))

    assert len(_claims(each_database, SOON)) == 2

    after = each_database.read_now(lambda db: proposals.get(db, WORKSPACE, house.proposal.id))
    assert after.revision > before.revision


def test_the_next_moment_is_that_of_the_earliest_post(
    each_database: Database, house: House
) -> None:
    each_database.write_now(
        lambda db: [
            a_scheduled_post(db, house, publish_date=SOON + timedelta(hours=n)) for n in (2, 1, 3)
        ]
    )

    assert each_database.read_now(claims.next_wake) == SOON + timedelta(hours=1)


def test_every_claim_has_a_higher_fence(each_database: Database, house: House) -> None:
    each_database.write_now(lambda db: a_scheduled_post(db, house))

    first = each_database.write_now(lambda db: claim_one(db, now=SOON))
    second = each_database.write_now(lambda db: claim_one(db, now=LEASE_END))
    third = each_database.write_now(lambda db: claim_one(db, now=LEASE_END + timedelta(minutes=2)))

    assert first.fence < second.fence < third.fence
