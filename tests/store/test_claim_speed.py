"""A crowd of waiting posts must cost the timer nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any

import pytest
from sqlalchemy import event, insert, text
from sqlalchemy.engine import Connection

from store import claims
from store.columns import to_us
from store.database import Database
from store.ids import new_id
from store.post_rows import columns_of
from store.schema import social_posts
from store.words import State
from tests.store.samples import NOW, SOON, a_post, a_scheduled_post, furnish

CROWD = 100_000


def _crowd(db: Connection, count: int) -> None:
    """Store posts of next week, of last week, and plans nobody decided, all at once."""
    house = furnish(db)
    row = columns_of(a_post(house, proposal_id=None)) | {"position": 0, "wake_at": None}
    weeks = {State.SCHEDULED: 1, State.PUBLISHED: -1, State.DRAFT: 1}
    rows = []
    for n in range(count):
        state = (State.SCHEDULED, State.SCHEDULED, State.PUBLISHED, State.DRAFT)[n % 4]
        moment = NOW + timedelta(weeks=weeks[state], seconds=n)
        wake_at = to_us(moment) if state is State.SCHEDULED else None
        rows.append(
            row | {"id": new_id(), "state": state, "publish_date": moment, "wake_at": wake_at}
        )
    db.execute(insert(social_posts), rows)
    for n in range(50):
        a_scheduled_post(db, house, publish_date=SOON + timedelta(seconds=n))


def _plans(db: Connection, work: Callable[[Connection], object]) -> list[str]:
    """Do the work and return how the database found the rows of each SELECT in it."""
    asked: list[tuple[str, Any]] = []

    def note(_c: object, _k: object, statement: str, values: Any, *_: object) -> None:
        asked.append((statement, values))

    event.listen(db, "before_cursor_execute", note)
    work(db)
    event.remove(db, "before_cursor_execute", note)
    explain = "EXPLAIN QUERY PLAN" if db.dialect.name == "sqlite" else "EXPLAIN"
    return [
        "\n".join(str(tuple(row)) for row in db.exec_driver_sql(f"{explain} {query}", values))
        for query, values in asked
        if query.startswith("SELECT")
    ]


@pytest.mark.parametrize(
    "work",
    [
        lambda db: claims.claim_due(db, now=SOON, lease_s=60, limit=10),
        claims.next_wake,
    ],
    ids=["claim", "next"],
)
def test_the_timer_looks_only_at_what_can_be_due(
    each_database: Database, work: Callable[[Connection], object]
) -> None:
    each_database.write_now(lambda db: _crowd(db, 2_000))
    each_database.write_now(lambda db: db.execute(text("ANALYZE")))

    plans = each_database.write_now(lambda db: _plans(db, work))

    assert "ix_social_posts_wake_at" in plans[0], plans
    assert "Seq Scan on social_posts" not in plans[0]


@pytest.mark.slow
def test_claiming_among_a_hundred_thousand_takes_milliseconds(each_database: Database) -> None:
    each_database.write_now(lambda db: _crowd(db, CROWD))
    each_database.write_now(lambda db: db.execute(text("ANALYZE")))
    took_s = [_claim_one(each_database, SOON + timedelta(seconds=n)) for n in range(40)]

    assert sorted(took_s)[20] < 0.05, f"median of {took_s}"


def _claim_one(database: Database, now: datetime) -> float:
    """Claim the one post that is due and look for the next; return the seconds it took."""
    began_s = perf_counter()
    taken = database.write_now(lambda db: claims.claim_due(db, now=now, lease_s=3600, limit=5))
    database.read_now(claims.next_wake)
    took_s = perf_counter() - began_s
    assert len(taken) == 1
    return took_s
