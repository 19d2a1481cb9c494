from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from platforms.content import Content
from store import posts, proposals
from store.columns import to_us
from store.database import Database
from store.errors import IllegalMove, NotFound, Stale
from store.schema import social_posts
from store.words import Post, State
from tests.store.samples import (
    APPROVED,
    NOW,
    SOON,
    WORKSPACE,
    House,
    a_post,
    a_post_that_is,
    furnish,
)

LATER = SOON + timedelta(hours=3)
NEW_WORDS = Content(text="We launch tomorrow")


@pytest.fixture(name="house")
def _house(each_database: Database) -> House:
    return each_database.write_now(furnish)


def _stored(database: Database, house: House, state: State) -> Post:
    return database.write_now(lambda db: a_post_that_is(db, house, state))


def _wake_at(database: Database, post: Post) -> int | None:
    query = select(social_posts.c.wake_at).where(social_posts.c.id == post.id)
    wake_at: int | None = database.read_now(lambda db: db.execute(query).scalar_one())
    return wake_at


def test_a_draft_comes_back_as_it_was_stored(each_database: Database, house: House) -> None:
    draft = a_post(house)

    each_database.write_now(lambda db: posts.add(db, draft))

    assert each_database.read_now(lambda db: posts.get(db, draft.id)) == draft


def test_a_post_is_born_a_draft(each_database: Database, house: House) -> None:
    with pytest.raises(IllegalMove):
        each_database.write_now(lambda db: posts.add(db, a_post(house, state=State.SCHEDULED)))


def test_a_draft_without_an_id_gets_one(each_database: Database, house: House) -> None:
    stored = each_database.write_now(lambda db: posts.add(db, a_post(house, id="")))

    assert each_database.read_now(lambda db: posts.get(db, stored.id)) == stored


def test_the_tables_own_columns_name_the_files(each_database: Database, house: House) -> None:
    post = _stored(each_database, house, State.DRAFT)

    query = select(social_posts.c.media_urls)
    [urls] = each_database.read_now(lambda db: db.execute(query).scalars().all())
    assert urls == (f"asset:{post.content.media[0].id}",)


def test_a_post_of_another_workspace_is_not_found(each_database: Database, house: House) -> None:
    post = _stored(each_database, house, State.DRAFT)

    with pytest.raises(NotFound):
        each_database.read_now(lambda db: posts.get(db, post.id, workspace_id="T2"))

    here = each_database.read_now(lambda db: posts.get(db, post.id, workspace_id=WORKSPACE))
    assert here == post


def test_a_plan_keeps_its_posts_in_the_order_they_came(
    each_database: Database, house: House
) -> None:
    drafts = [a_post(house, publish_date=SOON - timedelta(minutes=n)) for n in range(12)]

    each_database.write_now(lambda db: [posts.add(db, draft) for draft in drafts])

    assert each_database.read_now(lambda db: posts.of_proposal(db, house.proposal.id)) == drafts


def test_approval_sets_the_timer_to_the_posts_moment(each_database: Database, house: House) -> None:
    post = _stored(each_database, house, State.SCHEDULED)

    assert post.approved_by == "U1"
    assert _wake_at(each_database, post) == to_us(SOON)


def test_a_draft_without_a_moment_cannot_be_scheduled(
    each_database: Database, house: House
) -> None:
    draft = each_database.write_now(lambda db: posts.add(db, a_post(house, publish_date=None)))

    with pytest.raises(IllegalMove):
        each_database.write_now(
            lambda db: posts.schedule(
                db, draft.id, approved_by="U1", approved_hash=APPROVED, now=NOW
            )
        )


def test_a_draft_gets_another_moment_and_its_reason(each_database: Database, house: House) -> None:
    draft = _stored(each_database, house, State.DRAFT)

    placed = each_database.write_now(
        lambda db: posts.place(db, draft.id, publish_date=LATER, why="Fewer others", now=NOW)
    )

    assert (placed.publish_date, placed.why) == (LATER, "Fewer others")
    assert _wake_at(each_database, placed) is None


@pytest.mark.parametrize("state", [State.DRAFT, State.SCHEDULED, State.FAILED])
def test_a_post_that_is_not_out_can_be_edited(
    each_database: Database, house: House, state: State
) -> None:
    post = _stored(each_database, house, state)

    edited = each_database.write_now(
        lambda db: posts.edit(db, post.id, content=NEW_WORDS, now=NOW, hashtags=("new",))
    )

    expected = replace(
        post, content=NEW_WORDS, hashtags=("new",), version=post.version + 1, updated_at=NOW
    )
    assert edited == expected


@pytest.mark.parametrize("state", [State.PUBLISHING, State.PUBLISHED, State.CANCELLED])
def test_a_post_that_is_out_or_dropped_cannot_be_edited(
    each_database: Database, house: House, state: State
) -> None:
    post = _stored(each_database, house, state)

    with pytest.raises(IllegalMove):
        each_database.write_now(lambda db: posts.edit(db, post.id, content=NEW_WORDS, now=NOW))

    assert each_database.read_now(lambda db: posts.get(db, post.id)) == post


def test_what_is_going_out_answers_that_it_is_too_late(
    each_database: Database, house: House
) -> None:
    post = _stored(each_database, house, State.PUBLISHING)

    with pytest.raises(IllegalMove, match="going out now") as refusal:
        each_database.write_now(lambda db: posts.cancel(db, post.id, now=NOW))

    assert "too late" in refusal.value.advice


def test_rescheduling_moves_the_timer(each_database: Database, house: House) -> None:
    post = _stored(each_database, house, State.SCHEDULED)

    moved = each_database.write_now(
        lambda db: posts.reschedule(db, post.id, publish_date=LATER, now=NOW)
    )

    assert moved.publish_date == LATER
    assert _wake_at(each_database, post) == to_us(LATER)


def test_a_cancelled_post_is_never_woken_and_comes_back_at_its_moment(
    each_database: Database, house: House
) -> None:
    post = _stored(each_database, house, State.CANCELLED)
    assert _wake_at(each_database, post) is None

    restored = each_database.write_now(lambda db: posts.restore(db, post.id, now=NOW))

    assert restored.state is State.SCHEDULED
    assert _wake_at(each_database, post) == to_us(SOON)


def test_a_cancelled_post_can_come_back_at_another_moment(
    each_database: Database, house: House
) -> None:
    post = _stored(each_database, house, State.CANCELLED)

    restored = each_database.write_now(
        lambda db: posts.restore(db, post.id, publish_date=LATER, now=NOW)
    )

    assert restored.publish_date == LATER
    assert _wake_at(each_database, post) == to_us(LATER)


def test_a_cancellation_makes_queued_hints_worthless(each_database: Database, house: House) -> None:
    post = _stored(each_database, house, State.SCHEDULED)

    cancelled = each_database.write_now(lambda db: posts.cancel(db, post.id, now=NOW))

    assert cancelled.fence > post.fence


def test_retry_forgets_the_failure_and_sets_the_timer(
    each_database: Database, house: House
) -> None:
    post = _stored(each_database, house, State.FAILED)

    again = each_database.write_now(
        lambda db: posts.retry(db, post.id, publish_date=LATER, now=NOW)
    )

    assert (again.state, again.attempts) == (State.SCHEDULED, 0)
    assert (again.failure_kind, again.error_message, again.advice) == (None, None, None)
    assert _wake_at(each_database, post) == to_us(LATER)


def test_retry_is_for_failed_posts_alone(each_database: Database, house: House) -> None:
    post = _stored(each_database, house, State.CANCELLED)

    with pytest.raises(IllegalMove):
        each_database.write_now(lambda db: posts.retry(db, post.id, publish_date=LATER, now=NOW))


def test_a_discarded_draft_is_gone(each_database: Database, house: House) -> None:
    post = _stored(each_database, house, State.DRAFT)

    each_database.write_now(lambda db: posts.delete_draft(db, post.id))

    with pytest.raises(NotFound):
        each_database.read_now(lambda db: posts.get(db, post.id))


def test_only_drafts_are_deleted(each_database: Database, house: House) -> None:
    post = _stored(each_database, house, State.SCHEDULED)

    with pytest.raises(IllegalMove):
        each_database.write_now(lambda db: posts.delete_draft(db, post.id))

    assert each_database.read_now(lambda db: posts.get(db, post.id)) == post


def test_a_draft_that_changed_is_not_deleted(each_database: Database, house: House) -> None:
    post = _stored(each_database, house, State.DRAFT)

    with pytest.raises(Stale):
        each_database.write_now(
            lambda db: posts.delete_draft(db, post.id, expected_version=post.version + 1)
        )


def test_only_words_come_along_with_an_edit(database: Database) -> None:
    with pytest.raises(TypeError, match="state"):
        database.write_now(
            lambda db: posts.edit(db, "any", content=NEW_WORDS, now=NOW, state=State.PUBLISHED)
        )


def test_a_proposals_revision_counts_its_posts_changes(
    each_database: Database, house: House
) -> None:
    before = house.proposal.revision

    _stored(each_database, house, State.SCHEDULED)

    after = each_database.read_now(lambda db: proposals.get(db, WORKSPACE, house.proposal.id))
    assert after.revision == before + 2
