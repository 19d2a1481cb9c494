from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Connection

from platforms.content import Content
from store import claims, journal, posts, proposals
from store.columns import to_us
from store.database import Database
from store.errors import IllegalMove, NotFound, Stale
from store.schema import social_posts
from store.words import FailureKind, Post, State
from tests.store.samples import (
    NOW,
    SOON,
    WORKSPACE,
    House,
    a_claimed_post,
    a_post,
    a_post_that_is,
    a_scheduled_post,
    claim_one,
    fail,
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
        each_database.write_now(lambda db: posts.schedule(db, draft.id, approved_by="U1", now=NOW))


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


def _in_doubt(db: Connection, house: House) -> Post:
    post, claim = a_claimed_post(db, house)
    journal.begin(db, claim)
    journal.checkpoint(db, claim, name="media:0", value="m1")
    journal.intend(db, claim, step="create", request_hash="h", send_by=LATER, now=SOON)
    fail(db, claim, kind=FailureKind.OUTCOME_UNKNOWN)
    return posts.get(db, post.id)


def _send_state(database: Database, post: Post) -> str:
    entry = database.read_now(lambda db: journal.load(db, post.id))
    assert entry is not None
    return entry.send_state


def test_an_unknown_outcome_waits_for_a_person(each_database: Database, house: House) -> None:
    post = each_database.write_now(lambda db: _in_doubt(db, house))

    assert _send_state(each_database, post) == "unknown"
    assert _wake_at(each_database, post) is None


def test_a_person_who_saw_the_post_settles_the_question(
    each_database: Database, house: House
) -> None:
    post = each_database.write_now(lambda db: _in_doubt(db, house))

    live = each_database.write_now(
        lambda db: posts.confirm_live(db, post.id, url="https://x.com/7", now=LATER)
    )

    assert (live.state, live.permalink) == (State.PUBLISHED, "https://x.com/7")
    assert (live.published_at, live.failure_kind) == (LATER, None)
    assert _send_state(each_database, post) == "ready"


def test_a_person_who_did_not_see_it_lets_it_go_out_again(
    each_database: Database, house: House
) -> None:
    post = each_database.write_now(lambda db: _in_doubt(db, house))

    each_database.write_now(lambda db: posts.retry(db, post.id, publish_date=LATER, now=SOON))

    claim = each_database.write_now(lambda db: claim_one(db, now=LATER))
    each_database.write_now(
        lambda db: journal.intend(
            db, claim, step="create", request_hash="h", send_by=LATER, now=LATER
        )
    )
    assert _send_state(each_database, post) == "sending"


def test_what_was_prepared_for_old_words_is_not_used_for_new_ones(
    each_database: Database, house: House
) -> None:
    post = each_database.write_now(lambda db: _in_doubt(db, house))

    each_database.write_now(lambda db: posts.edit(db, post.id, content=NEW_WORDS, now=NOW))

    entry = each_database.read_now(lambda db: journal.load(db, post.id))
    assert entry is not None
    assert entry.checkpoints == {}


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


def test_an_account_is_taken_at_the_moments_of_its_live_and_coming_posts(
    each_database: Database, house: House
) -> None:
    moments = {state: NOW + timedelta(hours=n) for n, state in enumerate(State, start=2)}

    def fill(db: Connection) -> None:
        for state, moment in moments.items():
            _put(db, house, state, moment)

    each_database.write_now(fill)

    taken = each_database.read_now(
        lambda db: posts.occupied(db, house.account.id, start=NOW, end=NOW + timedelta(days=1))
    )
    assert taken == [
        moments[state] for state in (State.SCHEDULED, State.PUBLISHING, State.PUBLISHED)
    ]


def _put(db: Connection, house: House, state: State, moment: datetime) -> Post:
    """Store a post of this moment in this state; posts in between are left alone."""
    draft = posts.add(db, a_post(house, publish_date=moment))
    if state is State.DRAFT:
        return draft
    post = posts.schedule(db, draft.id, approved_by="U1", now=NOW)
    if state is State.SCHEDULED:
        return post
    if state is State.CANCELLED:
        return posts.cancel(db, post.id, now=NOW)
    [claim] = claims.claim_due(db, now=moment, lease_s=1e9, limit=1, among=[post.id])
    if state is State.PUBLISHED:
        return claims.published(db, claim, remote_id="9", url=None, now=moment)
    return fail(db, claim) if state is State.FAILED else posts.get(db, post.id)


def test_a_window_includes_its_start_and_excludes_its_end(
    each_database: Database, house: House
) -> None:
    def fill(db: Connection) -> list[Post]:
        return [
            a_scheduled_post(db, house, publish_date=SOON + timedelta(hours=n)) for n in range(4)
        ]

    stored = each_database.write_now(fill)

    found = each_database.read_now(
        lambda db: posts.in_window(
            db, WORKSPACE, start=SOON + timedelta(hours=1), end=SOON + timedelta(hours=3)
        )
    )
    assert found == stored[1:3]


@pytest.mark.parametrize(
    ("narrowing", "count"),
    [
        ({}, 3),
        ({"platforms": ("twitter",)}, 3),
        ({"platforms": ("instagram",)}, 0),
        ({"states": (State.CANCELLED,)}, 1),
        ({"states": (State.DRAFT, State.SCHEDULED)}, 2),
        ({"limit": 2}, 2),
        ({"offset": 2}, 1),
        ({"project_id": "5d0b6bb0-5c2f-4f4e-9a4c-0d7f1f3d9b11"}, 0),
    ],
)
def test_a_window_is_narrowed(
    each_database: Database, house: House, narrowing: dict[str, Any], count: int
) -> None:
    def fill(db: Connection) -> None:
        for n, state in enumerate((State.DRAFT, State.SCHEDULED, State.CANCELLED)):
            _put(db, house, state, SOON + timedelta(hours=n))

    each_database.write_now(fill)

    found = each_database.read_now(
        lambda db: posts.in_window(db, WORKSPACE, start=NOW, end=LATER, **narrowing)
    )
    assert len(found) == count


def test_another_workspaces_window_is_empty(each_database: Database, house: House) -> None:
    _stored(each_database, house, State.SCHEDULED)

    assert not each_database.read_now(lambda db: posts.in_window(db, "T2", start=NOW, end=LATER))


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
