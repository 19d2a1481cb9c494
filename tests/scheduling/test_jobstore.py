"""
The posts as APScheduler's jobs.

This restates the applicable cases of APScheduler 3.11's ``tests/test_jobstores.py``.
Left out, because a post is no pickled callable: the four cases about the kinds of callables a
store can restore, ``test_one_job_fails_to_load`` (nothing is unpickled, so nothing can fail to
load), changing ``max_instances`` in ``test_update_job``, and the cases of other stores' clients.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from apscheduler.jobstores.base import ConflictingIdError, JobLookupError

from scheduling.jobstore import PostJobStore
from store.errors import UnsettledIntent
from store.ids import new_id
from store.words import FailureKind, State
from tests.scheduling.benches import Bench
from tests.scheduling.jobs import FAR, MACHINE_NOW, MINUTE, a_job, due
from tests.store.samples import NOW, claim_one, fail


def test_a_job_is_found_by_its_id(store: PostJobStore, bench: Bench) -> None:
    post = bench.scheduled(FAR)

    job = store.lookup_job(post.id)

    assert job is not None
    assert job.id == post.id
    assert job.next_run_time == post.publish_date
    assert job.args == (post.id, post.fence)


@pytest.mark.parametrize("job_id", ["foo", "5f0c7b1e-2a57-4c6a-9d0e-6f6c1f0a7b11"])
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


def test_a_post_that_may_be_live_is_no_job_until_a_person_has_looked(
    store: PostJobStore, bench: Bench
) -> None:
    post = bench.scheduled(MINUTE)
    bench.clock.advance(MINUTE)
    claim = bench.database.write_now(lambda db: claim_one(db, now=bench.clock.now()))
    bench.database.write_now(lambda db: fail(db, claim, kind=FailureKind.OUTCOME_UNKNOWN))

    with pytest.raises(UnsettledIntent):
        store.add_job(a_job(post.id, bench.clock.now() + MINUTE))

    assert bench.post(post.id).state is State.FAILED
