"""Two at once: only one may win, and nothing may be lost or done twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import TypeVar

import pytest
from sqlalchemy.engine import Connection

from store import claims, moves, posts, proposals, seen, sessions
from store.database import Database, open_beside, open_database
from store.errors import AlreadyDecided, IllegalMove
from store.words import Post, ProposalStatus, State
from tests.store.samples import (
    NOW,
    PERSON,
    SOON,
    WORKSPACE,
    a_post,
    a_scheduled_post,
    furnish,
)

T = TypeVar("T")
POSTS = 40


@pytest.fixture(name="pair")
def _pair(each_url: str, tmp_path: Path) -> Iterator[tuple[Database, Database]]:
    """Yield two handles on one database, as two processes would have them."""
    with (
        open_database(each_url, data_dir=tmp_path) as first,
        open_beside(each_url, data_dir=tmp_path) as second,
    ):
        yield first, second


def _at_once(pair: tuple[Database, Database], work: Callable[[Database], T]) -> list[T | Exception]:
    """Let both handles do ``work`` at the same moment; return results and refusals."""
    start = Barrier(2)

    def run(database: Database) -> T | Exception:
        start.wait()
        try:
            return work(database)
        except Exception as error:  # noqa: BLE001 - a refusal is one of the results
            return error

    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(run, pair))


def test_two_claimers_take_every_post_exactly_once(pair: tuple[Database, Database]) -> None:
    first, _ = pair

    def lay_out(db: Connection) -> list[Post]:
        house = furnish(db)
        return [a_scheduled_post(db, house) for _ in range(POSTS)]

    waiting = first.write_now(lay_out)

    def take_all(database: Database) -> list[str]:
        taken: list[str] = []
        while found := database.write_now(
            lambda db: claims.claim_due(db, now=SOON, lease_s=600, limit=3)
        ):
            taken += [claim.post_id for claim in found]
        return taken

    taken = _at_once(pair, take_all)

    assert all(isinstance(one, list) for one in taken), taken
    counted = Counter(post_id for one in taken if isinstance(one, list) for post_id in one)
    assert counted == Counter(post.id for post in waiting)


@pytest.mark.parametrize("round_number", range(5))
def test_of_two_people_who_approve_one_hears_who_was_first(
    pair: tuple[Database, Database], round_number: int
) -> None:
    house = pair[0].write_now(furnish)

    def approve(database: Database) -> object:
        return database.write_now(
            lambda db: proposals.decide(
                db,
                house.proposal.id,
                expected_version=1,
                status=ProposalStatus.ACCEPTED,
                by=PERSON,
                now=NOW,
            )
        )

    outcomes = _at_once(pair, approve)

    refusals = [one for one in outcomes if isinstance(one, Exception)]
    assert [type(one) for one in refusals] == [AlreadyDecided]


@pytest.mark.parametrize("round_number", range(5))
def test_a_cancel_and_a_claim_cannot_both_have_the_post(
    pair: tuple[Database, Database], round_number: int
) -> None:
    first, second = pair
    post = first.write_now(lambda db: a_scheduled_post(db, furnish(db)))

    def act(database: Database) -> object:
        if database is first:
            return database.write_now(lambda db: posts.cancel(db, post.id, now=SOON))
        return database.write_now(lambda db: claims.claim_due(db, now=SOON, lease_s=60, limit=5))

    cancelled, claimed = _at_once(pair, act)

    state = second.read_now(lambda db: posts.get(db, post.id)).state
    if isinstance(cancelled, IllegalMove):
        assert (state, bool(claimed)) == (State.PUBLISHING, True)
    else:
        assert (state, claimed) == (State.CANCELLED, [])


def test_changes_made_at_once_are_all_counted(pair: tuple[Database, Database]) -> None:
    house = pair[0].write_now(furnish)
    both = pair[0].write_now(lambda db: [posts.add(db, a_post(house)) for _ in range(2)])

    def edit(database: Database) -> None:
        # In opposite order, so that on PostgreSQL they run into each other's locks.
        mine = both if database is pair[0] else both[::-1]
        for _ in range(10):
            database.write_now(
                lambda db: [
                    moves.change(db, post.id, now=NOW, within=frozenset({State.DRAFT}), why="w")
                    for post in mine
                ]
            )

    assert _at_once(pair, edit) == [None, None]

    after = pair[0].read_now(lambda db: posts.of_proposal(db, house.proposal.id))
    assert [post.version for post in after] == [21, 21]


def test_one_event_delivered_twice_is_handled_once(pair: tuple[Database, Database]) -> None:
    outcomes = _at_once(
        pair, lambda database: database.write_now(lambda db: seen.first_time(db, "Ev1", now=NOW))
    )

    assert sorted(str(one) for one in outcomes) == ["False", "True"]


def test_two_files_dropped_at_once_open_one_session(pair: tuple[Database, Database]) -> None:
    house = pair[0].write_now(furnish)

    def stage(database: Database) -> str:
        return database.write_now(
            lambda db: sessions.open_or_resume(
                db,
                workspace_id=WORKSPACE,
                project_id=house.project.id,
                channel_id="C9",
                thread_ts="9.9",
                user_id=PERSON,
                now=NOW,
                expires_at=SOON,
            )
        ).id

    first, second = _at_once(pair, stage)

    assert isinstance(first, str)
    assert first == second
