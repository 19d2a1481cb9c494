from __future__ import annotations

from itertools import product

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from store import moves, posts, proposals
from store.database import Database
from store.errors import IllegalMove, NotFound, Stale
from store.ids import new_id
from store.schema import social_posts
from store.words import LEGAL_MOVES, State
from tests.store.samples import NOW, WORKSPACE, a_post_that_is, furnish

LEGAL = {(old, new) for old, targets in LEGAL_MOVES.items() for new in targets}
PAIRS = list(product(State, State))


@pytest.mark.parametrize(("old", "new"), sorted(LEGAL))
def test_a_legal_move_is_made(each_database: Database, old: State, new: State) -> None:
    post = each_database.write_now(lambda db: a_post_that_is(db, furnish(db), old))

    moved = each_database.write_now(lambda db: moves.change(db, post.id, now=NOW, to=new))

    assert moved.state is new
    assert moved.version == post.version + 1


@pytest.mark.parametrize(("old", "new"), sorted(set(PAIRS) - LEGAL))
def test_any_other_move_is_refused_and_changes_nothing(
    each_database: Database, old: State, new: State
) -> None:
    post = each_database.write_now(lambda db: a_post_that_is(db, furnish(db), old))

    with pytest.raises(IllegalMove) as refusal:
        each_database.write_now(lambda db: moves.change(db, post.id, now=NOW, to=new))

    assert (refusal.value.from_state, refusal.value.to_state) == (old, new)
    assert refusal.value.advice
    assert each_database.read_now(lambda db: posts.get(db, post.id)) == post


def test_the_database_itself_refuses_an_unknown_state(each_database: Database) -> None:
    each_database.write_now(lambda db: a_post_that_is(db, furnish(db), State.DRAFT))

    with pytest.raises(IntegrityError):
        each_database.write_now(
            lambda db: db.execute(update(social_posts).values(state="half_published"))
        )


def test_a_post_that_changed_since_it_was_read_is_left_alone(each_database: Database) -> None:
    post = each_database.write_now(lambda db: a_post_that_is(db, furnish(db), State.SCHEDULED))

    with pytest.raises(Stale) as refusal:
        each_database.write_now(
            lambda db: posts.cancel(db, post.id, now=NOW, expected_version=post.version - 1)
        )

    assert refusal.value.actual == post.version
    assert each_database.read_now(lambda db: posts.get(db, post.id)).state is State.SCHEDULED


def test_a_change_of_a_post_has_its_proposal_redrawn(each_database: Database) -> None:
    post = each_database.write_now(lambda db: a_post_that_is(db, furnish(db), State.SCHEDULED))
    proposal_id = post.proposal_id or ""
    before = each_database.read_now(lambda db: proposals.get(db, WORKSPACE, proposal_id))

    each_database.write_now(lambda db: posts.cancel(db, post.id, now=NOW))

    after = each_database.read_now(lambda db: proposals.get(db, WORKSPACE, proposal_id))
    assert after.revision == before.revision + 1
    assert after.version == before.version


def test_a_post_nobody_made_is_not_found(database: Database) -> None:
    with pytest.raises(NotFound):
        database.write_now(lambda db: moves.change(db, new_id(), now=NOW, to=State.CANCELLED))


def test_an_id_that_is_none_is_not_found(database: Database) -> None:
    with pytest.raises(NotFound, match="no-such-post"):
        database.read_now(lambda db: posts.get(db, "no-such-post"))
