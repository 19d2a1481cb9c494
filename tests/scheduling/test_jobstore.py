"""
The posts as APScheduler's jobs.

The first part restates the applicable cases of APScheduler 3.11's ``tests/test_jobstores.py``.
Left out, because a post is no pickled callable: the four cases about the kinds of callables a
store can restore, ``test_one_job_fails_to_load`` (nothing is unpickled, so nothing can fail to
load), changing ``max_instances`` in ``test_update_job``, and the cases of other stores' clients.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from apscheduler.job import Job
from apscheduler.jobstores.base import ConflictingIdError, JobLookupError
from apscheduler.triggers.date import DateTrigger

from scheduling.jobstore import PostJobStore
from scheduling.leases import Leases
from store import claims, journal, notices, posts
from store.errors import IllegalMove, NotFound
from store.ids import new_id
from store.words import Claim, FailureKind, Post, State
from tests.scheduling.benches import Bench
from tests.store.samples import NOW, a_post

MINUTE = timedelta(minutes=1)
FAR = 10 * MINUTE
MACHINE_NOW = datetime(2031, 5, 6, 7, 8, tzinfo=UTC)


class StandingClock:
    """The machine's clock in these tests."""

    def now(self) -> datetime:
        return MACHINE_NOW

    async def sleep(self, seconds: float) -> None:
        raise AssertionError(f"nothing here waits, not even {seconds} s")


class Slots:
    """How many slots are free, and how often that was asked."""

    def __init__(self, free: int) -> None:
        self.free = free

    def __call__(self) -> int:
        return self.free


async def publish(post_id: str, fence: int) -> None:
    raise AssertionError("no job is run in these tests")


@pytest.fixture(name="slots")
def _slots() -> Slots:
    return Slots(10)


@pytest.fixture(name="leases")
def _leases() -> Leases:
    return Leases(lease_s=120)


@pytest.fixture(name="store")
def _store(bench: Bench, slots: Slots, leases: Leases) -> Iterator[PostJobStore]:
    store = PostJobStore(
        database=bench.database,
        clock=bench.clock,
        publish=publish,
        free_slots=slots,
        leases=leases,
        late_after=timedelta(minutes=15),
        machine=StandingClock(),
    )
    store.start(None, "posts")
    yield store
    store.shutdown()


def a_job(job_id: str, at: datetime | None) -> Job:
    """Return a job as a caller of APScheduler would make it."""
    job = Job(
        None, id=job_id, func=publish, args=(job_id, 1), kwargs={},
        trigger=DateTrigger(at or NOW, UTC), executor="default", coalesce=True,
        misfire_grace_time=None, max_instances=6, name="a post",
    )  # fmt: skip
    job.next_run_time = at
    return job


def due(store: PostJobStore) -> list[str]:
    return [job.id for job in store.get_due_jobs(MACHINE_NOW)]


# --- restated from APScheduler ---------------------------------------------------------------


def test_a_job_is_found_by_its_id(store: PostJobStore, bench: Bench) -> None:
    post = bench.scheduled(FAR)

    job = store.lookup_job(post.id)

    assert job is not None
    assert job.id == post.id
    assert job.next_run_time == post.publish_date
    assert job.args == (post.id, post.fence)


@pytest.mark.parametrize("job_id", ["foo", new_id()])
def test_an_unknown_job_is_none(store: PostJobStore, job_id: str) -> None:
    assert store.lookup_job(job_id) is None


def test_all_jobs_come_soonest_first_and_held_ones_last(store: PostJobStore, bench: Bench) -> None:
    later, sooner, held = (bench.scheduled(k * MINUTE) for k in (3, 2, 1))
    store.update_job(a_job(held.id, None))

    jobs = store.get_all_jobs()

    assert [job.id for job in jobs] == [sooner.id, later.id, held.id]
    assert jobs[-1].next_run_time is None


def test_due_jobs_are_those_at_or_before_now(store: PostJobStore, bench: Bench) -> None:
    bench.scheduled(3 * MINUTE)
    second, first = bench.scheduled(2 * MINUTE), bench.scheduled(MINUTE)

    bench.clock.advance(2 * MINUTE)

    assert due(store) == [first.id, second.id]


def test_nothing_is_due_before_the_first(store: PostJobStore, bench: Bench) -> None:
    bench.scheduled(MINUTE)

    bench.clock.advance(MINUTE - timedelta(microseconds=1))

    assert due(store) == []


def test_due_jobs_are_ordered_to_the_microsecond(store: PostJobStore, bench: Bench) -> None:
    micros = [bench.scheduled(timedelta(microseconds=count)) for count in (401, 402, 400)]

    bench.clock.advance(MINUTE)

    assert due(store) == [micros[2].id, micros[0].id, micros[1].id]


def test_the_next_run_time_is_the_earliest_by_the_machines_clock(
    store: PostJobStore, bench: Bench
) -> None:
    for minutes in (9, 5, 7):
        bench.scheduled(minutes * MINUTE)
    held = bench.scheduled(MINUTE)
    store.update_job(a_job(held.id, None))

    assert store.get_next_run_time() == MACHINE_NOW + 5 * MINUTE


def test_without_jobs_there_is_no_next_run_time(store: PostJobStore) -> None:
    assert store.get_next_run_time() is None


def test_a_job_that_waits_already_cannot_be_added(store: PostJobStore, bench: Bench) -> None:
    post = bench.scheduled(FAR)

    with pytest.raises(ConflictingIdError):
        store.add_job(a_job(post.id, NOW + 2 * FAR))

    assert bench.post(post.id) == post


def test_updating_a_job_moves_its_post(store: PostJobStore, bench: Bench) -> None:
    first, second = bench.scheduled(2 * MINUTE), bench.scheduled(5 * MINUTE)

    store.update_job(a_job(first.id, NOW + 9 * MINUTE))

    assert [job.id for job in store.get_all_jobs()] == [second.id, first.id]
    assert bench.post(first.id).publish_date == NOW + 9 * MINUTE


@pytest.mark.parametrize("minutes", [1, None], ids=["earlier", "none"])
def test_updating_a_job_changes_the_next_run_time(
    store: PostJobStore, bench: Bench, minutes: int | None
) -> None:
    moved, _, soonest_else = (bench.scheduled(k * MINUTE) for k in (9, 7, 5))
    moment = None if minutes is None else NOW + minutes * MINUTE

    store.update_job(a_job(moved.id, moment))

    soonest = moment or soonest_else.publish_date
    assert soonest is not None
    assert store.get_next_run_time() == MACHINE_NOW + (soonest - NOW)


@pytest.mark.parametrize("earlier", [True, False], ids=["earlier", "none"])
@pytest.mark.parametrize("index", [0, 1, 2])
def test_updating_one_of_several_at_one_moment_keeps_the_others(
    store: PostJobStore, bench: Bench, index: int, earlier: bool
) -> None:
    waiting_posts = sorted((bench.scheduled(2 * MINUTE) for _ in range(3)), key=lambda p: p.id)
    ids = [post.id for post in waiting_posts]
    moved = ids.pop(index)

    store.update_job(a_job(moved, NOW + MINUTE if earlier else None))
    bench.clock.advance(2 * MINUTE)

    assert due(store) == ([moved, *ids] if earlier else ids)


def test_an_unknown_job_cannot_be_updated(store: PostJobStore) -> None:
    with pytest.raises(JobLookupError):
        store.update_job(a_job(new_id(), NOW))


def test_removed_jobs_are_gone(store: PostJobStore, bench: Bench) -> None:
    first, second = bench.scheduled(MINUTE), bench.scheduled(2 * MINUTE)

    store.remove_job(first.id)
    assert [job.id for job in store.get_all_jobs()] == [second.id]

    store.remove_job(second.id)
    assert store.get_all_jobs() == []


def test_an_unknown_job_cannot_be_removed(store: PostJobStore) -> None:
    with pytest.raises(JobLookupError):
        store.remove_job("blah")


def test_all_jobs_can_be_removed(store: PostJobStore, bench: Bench) -> None:
    removed = [bench.scheduled(MINUTE), bench.scheduled(2 * MINUTE)]

    store.remove_all_jobs()

    assert store.get_all_jobs() == []
    assert {bench.post(post.id).state for post in removed} == {State.CANCELLED}


def test_its_repr_is_its_name(store: PostJobStore) -> None:
    assert repr(store) == "<PostJobStore>"


def test_shutting_down_forgets_nothing(store: PostJobStore, bench: Bench) -> None:
    post = bench.scheduled(FAR)

    store.shutdown()

    assert [job.id for job in store.get_all_jobs()] == [post.id]


# --- what posts add --------------------------------------------------------------------------


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
    store: PostJobStore, bench: Bench
) -> None:
    post = bench.scheduled(MINUTE)
    bench.clock.advance(MINUTE)
    assert due(store) == [post.id]

    bench.clock.advance(timedelta(seconds=119))
    assert due(store) == []

    bench.clock.advance(timedelta(seconds=1))
    assert due(store) == [post.id]
    assert bench.post(post.id).fence == post.fence + 2


async def test_a_process_never_takes_its_own_work_from_itself(
    store: PostJobStore, bench: Bench, leases: Leases
) -> None:
    post = bench.scheduled(MINUTE)
    bench.clock.advance(MINUTE)
    [job] = store.get_due_jobs(MACHINE_NOW)

    with leases.held(claim_of(job), now=bench.clock.now()):
        bench.clock.advance(timedelta(days=3))
        await store.fetch()

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
    store: PostJobStore, bench: Bench
) -> None:
    post = bench.scheduled(MINUTE)
    bench.clock.advance(MINUTE)
    [job] = store.get_due_jobs(MACHINE_NOW)
    intend(bench, claim_of(job))

    bench.clock.advance(timedelta(hours=5))

    assert due(store) == [post.id]


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


def claim_of(job: Job) -> Claim:
    post_id, fence = job.args
    return Claim(post_id, fence, NOW)


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
