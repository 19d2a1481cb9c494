"""Any order of events in a post's life, against a model of what should come of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select
from sqlalchemy.engine import Connection, Row

from platforms.content import Content
from store import claims, journal, posts
from store.columns import to_us
from store.database import Database
from store.errors import IllegalMove, StaleFence, UnsettledIntent
from store.schema import social_posts
from store.words import LEGAL_MOVES, Claim, FailureKind, Post, State
from tests.store.samples import APPROVED, NOW, a_post, fail, furnish

T = TypeVar("T")
LEASE_S = 60
EDITABLE = {State.DRAFT, State.SCHEDULED, State.FAILED}
NEVER_WAKES = {State.DRAFT, State.CANCELLED, State.PUBLISHED}


def _publish(db: Connection, claim: Claim, now: datetime) -> None:
    claims.published(db, claim, remote_id="9", url=None, now=now)


def _refuse(db: Connection, claim: Claim, now: datetime) -> None:
    del now
    fail(db, claim)


def _wait(db: Connection, claim: Claim, now: datetime) -> None:
    fail(db, claim, kind=FailureKind.RETRY_WAITING, retry_at=now + timedelta(minutes=1))


def _doubt(db: Connection, claim: Claim, now: datetime) -> None:
    del now
    fail(db, claim, kind=FailureKind.OUTCOME_UNKNOWN)


def _hand_back(db: Connection, claim: Claim, now: datetime) -> None:
    claims.hand_back(db, claim, now=now)


def _progress(db: Connection, claim: Claim, now: datetime) -> None:
    claims.progress(db, claim, done=0.5, saying="Uploading", now=now)


def _intend(db: Connection, claim: Claim, now: datetime) -> None:
    journal.intend(db, claim, step="create", request_hash="h", send_by=now, now=now)


def _settle(db: Connection, claim: Claim, now: datetime) -> None:
    del now
    journal.settle(db, claim)


def _lose_the_answer(db: Connection, claim: Claim, now: datetime) -> None:
    del now
    journal.unknown(db, claim)


_REPORTS: dict[str, tuple[Callable[[Connection, Claim, datetime], None], State | None]] = {
    "publish": (_publish, State.PUBLISHED),
    "refuse": (_refuse, State.FAILED),
    "wait": (_wait, State.FAILED),
    "doubt": (_doubt, State.FAILED),
    "hand_back": (_hand_back, None),
    "progress": (_progress, None),
    "intend": (_intend, None),
    "settle": (_settle, None),
    "lose_the_answer": (_lose_the_answer, None),
}


class Life(RuleBasedStateMachine):
    """One post; people, the timer and publishers who hold claims, some of them long dead."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self.database = database
        self.now = NOW
        self.state = State.DRAFT
        self.claims: list[Claim] = []
        self.owner: Claim | None = None
        self.is_in_doubt = False
        post = self.write(lambda db: posts.add(db, a_post(furnish(db))))
        self.id, self.version, self.fence = post.id, post.version, post.fence

    def write(self, work: Callable[[Connection], T]) -> T:
        return self.database.write_now(work)

    def person(
        self, work: Callable[[Connection], Post], sources: set[State], to: State | None
    ) -> None:
        """Let a person try something; it must work from these states and from no other."""
        if self.state in sources:
            self.write(work)
            self.state = to or self.state
        else:
            with pytest.raises(IllegalMove):
                self.write(work)

    @rule(seconds=st.sampled_from([1, 59, 61, 4000]))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule()
    def approve(self) -> None:
        self.person(
            lambda db: posts.schedule(
                db, self.id, approved_by="U1", approved_hash=APPROVED, now=self.now
            ),
            {State.DRAFT},
            State.SCHEDULED,
        )

    @rule()
    def cancel(self) -> None:
        self.person(
            lambda db: posts.cancel(db, self.id, now=self.now),
            {State.SCHEDULED},
            State.CANCELLED,
        )

    @rule()
    def undo(self) -> None:
        self.person(
            lambda db: posts.restore(db, self.id, now=self.now),
            {State.CANCELLED},
            State.SCHEDULED,
        )

    @rule(text=st.sampled_from(["One", "Two"]))
    def edit(self, text: str) -> None:
        content = Content(text=text)
        self.person(
            lambda db: posts.edit(db, self.id, content=content, now=self.now), EDITABLE, None
        )

    @rule(hours=st.integers(-2, 2))
    def reschedule(self, hours: int) -> None:
        moment = self.now + timedelta(hours=hours)
        self.person(
            lambda db: posts.reschedule(db, self.id, publish_date=moment, now=self.now),
            {State.SCHEDULED},
            None,
        )

    @rule()
    def press_retry(self) -> None:
        was_failed = self.state is State.FAILED
        self.person(
            lambda db: posts.retry(db, self.id, publish_date=self.now, now=self.now),
            {State.FAILED},
            State.SCHEDULED,
        )
        if was_failed:
            self.is_in_doubt = False

    @rule()
    def say_it_is_there(self) -> None:
        was_failed = self.state is State.FAILED
        self.person(
            lambda db: posts.confirm_live(db, self.id, url=None, now=self.now),
            {State.FAILED},
            State.PUBLISHED,
        )
        if was_failed:
            self.is_in_doubt = False

    @rule()
    def the_timer_fires(self) -> None:
        wake_at = self._row().wake_at
        due = wake_at is not None and wake_at <= to_us(self.now)
        taken = self.write(
            lambda db: claims.claim_due(db, now=self.now, lease_s=LEASE_S, limit=1, among=[self.id])
        )
        assert len(taken) == (1 if due else 0)
        for claim in taken:
            assert claim.fence > self.fence
            self.state, self.owner = State.PUBLISHING, claim
            self.claims.append(claim)

    @precondition(lambda self: self.claims)
    @rule(data=st.data())
    def somebody_reports(self, data: st.DataObject) -> None:
        claim = data.draw(st.sampled_from(self.claims))
        name = data.draw(st.sampled_from(sorted(_REPORTS)))
        report, to = _REPORTS[name]
        owns = claim == self.owner and self.state is State.PUBLISHING
        if not owns:
            with pytest.raises(StaleFence):
                self.write(lambda db: report(db, claim, self.now))
            return
        if name == "intend" and self.is_in_doubt:
            with pytest.raises(UnsettledIntent):
                self.write(lambda db: report(db, claim, self.now))
            return
        self.write(lambda db: report(db, claim, self.now))
        if name == "intend":
            self.is_in_doubt = True
        elif name in {"settle", "publish", "refuse", "wait"}:
            self.is_in_doubt = False
        if name == "hand_back":
            self.owner = None
        if to is not None:
            assert to in LEGAL_MOVES[State.PUBLISHING]
            self.state, self.owner = to, None

    @invariant()
    def the_row_agrees_with_the_model(self) -> None:
        row = self._row()
        assert row.state == self.state
        assert row.version >= self.version
        assert row.fence >= self.fence
        self.version, self.fence = row.version, row.fence
        if self.state in NEVER_WAKES:
            assert row.wake_at is None
        elif self.state is State.FAILED:
            assert (row.wake_at is not None) == (row.failure_kind == FailureKind.RETRY_WAITING)
        else:
            assert row.wake_at is not None

    @invariant()
    def an_open_request_is_never_forgotten(self) -> None:
        entry = self.database.read_now(lambda db: journal.load(db, self.id))
        is_open = entry is not None and entry.send_state != "ready"
        assert is_open == self.is_in_doubt

    def _row(self) -> Row[Any]:
        query = select(social_posts).where(social_posts.c.id == self.id)
        return self.database.read_now(lambda db: db.execute(query).one())


def test_a_posts_life_follows_the_rules_in_any_order(database: Database) -> None:
    class LifeHere(Life):
        def __init__(self) -> None:
            super().__init__(database)

    run_state_machine_as_test(
        LifeHere,
        settings=settings(
            max_examples=12,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
