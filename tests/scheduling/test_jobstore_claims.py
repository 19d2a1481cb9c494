"""What posts add to a job store: claims, turns, leases, lateness."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Connection

from scheduling.claiming import Taken, take
from scheduling.jobstore import PostJobStore
from scheduling.leases import Leases
from store import claims, journal, notices, posts, turns, waiting
from store.database import Database
from store.errors import IllegalMove, NotFound
from store.ids import new_id
from store.words import Claim, FailureKind, Post, State
from tests.scheduling.benches import Bench
from tests.scheduling.jobs import FAR, MACHINE_NOW, MINUTE, Slots, a_job, claim_of, due
from tests.store.samples import NOW, a_post


def test_removing_a_job_cancels_its_post_and_adding_it_again_undoes_that(
    store: PostJobStore, bench: Bench
) -> None:
    post = bench.scheduled(FAR)

    store.remove_job(post.id)
    assert bench.post(post.id).state is State.CANCELLED

    store.add_job(a_job(post.id, NOW + MINUTE))
    restored = bench.post(post.id)
    assert restored.state is State.SCHEDULED
    assert restored.publish_date == NOW + MINUTE


def test_a_draft_cannot_be_slipped_past_approval(store: PostJobStore, bench: Bench) -> None:
    draft = bench.database.write_now(lambda db: posts.add(db, a_post(bench.house)))

    with pytest.raises(IllegalMove):
        store.add_job(a_job(draft.id, NOW + MINUTE))

    assert bench.post(draft.id).state is State.DRAFT


def test_a_job_without_a_post_cannot_be_added(store: PostJobStore) -> None:
    with pytest.raises(NotFound):
        store.add_job(a_job(new_id(), NOW + MINUTE))


def test_a_held_post_goes_on_when_it_gets_a_moment(store: PostJobStore, bench: Bench) -> None:
    post = bench.scheduled(MINUTE)
    store.update_job(a_job(post.id, None))
    bench.clock.advance(FAR)
    assert due(store) == []

    store.update_job(a_job(post.id, bench.clock.now()))

    assert due(store) == [post.id]


def test_a_due_job_is_a_claimed_post(store: PostJobStore, bench: Bench) -> None:
    post = bench.scheduled(MINUTE)
    bench.clock.advance(MINUTE)

    [job] = store.get_due_jobs(MACHINE_NOW)

    claimed = bench.post(post.id)
    assert claimed.state is State.PUBLISHING
    assert job.args == (post.id, claimed.fence)
    assert job.next_run_time == MACHINE_NOW
    assert job.misfire_grace_time is None
    assert store.lookup_job(post.id) is None


def test_taking_a_claimed_job_off_the_list_changes_nothing(
    store: PostJobStore, bench: Bench
) -> None:
    post = bench.scheduled(MINUTE)
    bench.clock.advance(MINUTE)
    [job] = store.get_due_jobs(MACHINE_NOW)
    claimed = bench.post(post.id)

    store.remove_job(job.id)

    assert bench.post(post.id) == claimed


def test_no_more_is_claimed_than_there_are_slots(
    store: PostJobStore, bench: Bench, slots: Slots
) -> None:
    ids = [bench.scheduled(k * timedelta(seconds=1)).id for k in range(5)]
    bench.clock.advance(MINUTE)
    slots.free = 2

    assert due(store) == ids[:2]
    assert bench.post(ids[2]).state is State.SCHEDULED


def test_while_full_there_is_no_next_run_time_to_spin_on(
    store: PostJobStore, bench: Bench, slots: Slots
) -> None:
    bench.scheduled(MINUTE)
    bench.clock.advance(FAR)
    slots.free = 0

    assert due(store) == []
    assert store.get_next_run_time() is None


def test_one_post_of_an_account_at_a_time_in_order_of_due_time(
    store: PostJobStore, bench: Bench
) -> None:
    account = bench.account()
    second = bench.scheduled(2 * MINUTE, account=account)
    first = bench.scheduled(MINUTE, account=account)
    other = bench.scheduled(3 * MINUTE)
    bench.clock.advance(FAR)

    assert due(store) == [first.id, other.id]
    assert due(store) == []

    publish_all(bench, first)
    assert due(store) == [second.id]


def test_a_post_that_waits_for_its_account_is_nothing_to_spin_on(
    store: PostJobStore, bench: Bench
) -> None:
    account = bench.account()
    bench.scheduled(MINUTE, account=account)
    bench.scheduled(2 * MINUTE, account=account)
    bench.clock.advance(2 * MINUTE)
    due(store)

    next_run_time = store.get_next_run_time()

    assert next_run_time is not None
    assert next_run_time > MACHINE_NOW


def test_a_dead_process_post_is_taken_up_when_its_lease_is_over(
    store: PostJobStore, restarted: PostJobStore, bench: Bench
) -> None:
    post = bench.scheduled(MINUTE)
    bench.clock.advance(MINUTE)
    assert due(store) == [post.id]

    bench.clock.advance(timedelta(seconds=119))
    assert due(restarted) == []

    bench.clock.advance(timedelta(seconds=1))
    assert due(restarted) == [post.id]
    assert bench.post(post.id).fence == post.fence + 2


@pytest.mark.parametrize("has_begun", [True, False])
async def test_a_process_never_takes_its_own_work_from_itself(
    store: PostJobStore, bench: Bench, leases: Leases, has_begun: bool
) -> None:
    post = bench.scheduled(MINUTE)
    bench.clock.advance(MINUTE)
    [job] = store.get_due_jobs(MACHINE_NOW)
    at_work = leases.held(claim_of(job), now=bench.clock.now()) if has_begun else nullcontext()

    with at_work:
        bench.clock.advance(timedelta(days=3))
        await store.fetch()

    assert due(store) == []
    assert bench.post(post.id).fence == job.args[1]


async def test_an_old_attempt_on_its_way_out_does_not_give_up_the_new_one(
    store: PostJobStore, bench: Bench, leases: Leases
) -> None:
    post = bench.scheduled(MINUTE)
    bench.clock.advance(MINUTE)
    [job] = store.get_due_jobs(MACHINE_NOW)

    with leases.held(Claim(post.id, post.fence, NOW), now=bench.clock.now()):
        pass
    bench.clock.advance(timedelta(days=3))

    assert due(store) == []
    assert bench.post(post.id).fence == job.args[1]


def test_a_post_found_too_late_is_asked_about_and_not_sent(
    store: PostJobStore, bench: Bench
) -> None:
    late, in_time = bench.scheduled(MINUTE), bench.scheduled(2 * MINUTE)
    bench.clock.advance(2 * MINUTE + timedelta(minutes=15))

    assert due(store) == [in_time.id]

    missed = bench.post(late.id)
    assert (missed.state, missed.failure_kind) == (State.FAILED, FailureKind.MISSED)
    assert missed.advice
    assert notice_kinds(bench, late) == ["missed"]


def test_a_late_post_that_may_be_out_already_is_not_called_missed(
    store: PostJobStore, restarted: PostJobStore, bench: Bench
) -> None:
    post = bench.scheduled(MINUTE)
    bench.clock.advance(MINUTE)
    [job] = store.get_due_jobs(MACHINE_NOW)
    intend(bench, claim_of(job))

    bench.clock.advance(timedelta(hours=5))

    assert due(restarted) == [post.id]


def test_a_retry_is_moved_by_hand_or_ended(store: PostJobStore, bench: Bench) -> None:
    moved, ended = (waiting_for_a_retry(store, bench) for _ in range(2))
    assert {job.id for job in store.get_all_jobs()} == {moved.id, ended.id}

    store.update_job(a_job(moved.id, bench.clock.now() + MINUTE))
    store.remove_job(ended.id)

    assert bench.post(moved.id).state is State.SCHEDULED
    left = bench.post(ended.id)
    assert (left.state, left.failure_kind) == (State.FAILED, FailureKind.UNAVAILABLE)
    assert [job.id for job in store.get_all_jobs()] == [moved.id]


def test_a_draining_store_claims_nothing_more(store: PostJobStore, bench: Bench) -> None:
    bench.scheduled(MINUTE)
    bench.clock.advance(MINUTE)

    store.stop_taking()

    assert due(store) == []
    assert store.get_next_run_time() is None


async def test_of_several_schedulers_each_post_goes_to_one_and_no_account_sends_two(
    bench: Bench,
) -> None:
    accounts = [bench.account() for _ in range(6)]
    for second in range(3):
        for account in accounts:
            bench.scheduled(timedelta(seconds=second), account=account)
    now = bench.clock.advance(MINUTE)

    def a_round(db: Connection) -> Taken:
        return take(db, now=now, limit=4, lease=MINUTE, late_after=FAR)

    rounds = await asyncio.gather(*(bench.database.write(a_round) for _ in range(8)))
    # Who passes over what another has locked finds it, or its like, at the next poll.
    rounds.append(await bench.database.write(a_round))

    taken = [claim.post_id for one in rounds for claim in one.claims]
    assert len(set(taken)) == len(taken)
    owners = [bench.post(post_id).integration_id for post_id in taken]
    assert sorted(owners) == sorted(account.id for account in accounts)


def test_looking_for_due_posts_reads_no_more_than_it_finds(database: Database) -> None:
    """Every query of a round goes through an index, whatever number of posts is pending."""
    bench = Bench(database)
    statements: list[tuple[str, object]] = []

    def note(db: Connection) -> None:
        def remember(
            _c: object, _k: object, statement: str, parameters: object, *_: object
        ) -> None:
            statements.append((statement, parameters))

        event.listen(db, "before_cursor_execute", remember)
        waiting.outlook(db, NOW)
        turns.in_turn(db, now=NOW, limit=5)
        event.remove(db, "before_cursor_execute", remember)

    bench.database.read_now(note)

    plans = [plan_of(bench, statement, parameters) for statement, parameters in statements]
    assert len(plans) == 3
    assert all("ix_social_posts_wake_at" in plan for plan in plans)
    assert "ix_social_posts_in_flight" in plans[-1]
    assert not any("SCAN social_posts" in plan or "SCAN other" in plan for plan in plans)


def plan_of(bench: Bench, statement: str, parameters: object) -> str:
    def explain(db: Connection) -> str:
        rows = db.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)  # type: ignore[arg-type]  # as the driver got them
        return "\n".join(row.detail for row in rows)

    return bench.database.read_now(explain)


def publish_all(bench: Bench, post: Post) -> None:
    claim = Claim(post.id, bench.post(post.id).fence, NOW)
    bench.database.write_now(
        lambda db: claims.published(db, claim, remote_id="1", url=None, now=bench.clock.now())
    )


def intend(bench: Bench, claim: Claim) -> None:
    now = bench.clock.now()
    bench.database.write_now(
        lambda db: journal.intend(db, claim, step="create", request_hash="x", send_by=now, now=now)
    )


def waiting_for_a_retry(store: PostJobStore, bench: Bench) -> Post:
    bench.scheduled(bench.clock.now() - NOW)
    [job] = store.get_due_jobs(MACHINE_NOW)
    store.remove_job(job.id)  # as APScheduler does with every job it has started
    claim, now = claim_of(job), bench.clock.now()
    return bench.database.write_now(
        lambda db: claims.failed(
            db, claim, kind=FailureKind.RETRY_WAITING, reason="busy", advice="wait",
            retry_at=now + FAR, now=now,
        )
    )  # fmt: skip


def notice_kinds(bench: Bench, post: Post) -> list[str]:
    pending = bench.database.read_now(lambda db: notices.pending(db, limit=10))
    return [notice.kind for notice in pending if notice.post_id == post.id]
