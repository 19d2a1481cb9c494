"""Jobs as callers of APScheduler make them, for the tests of the job store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from apscheduler.job import Job
from apscheduler.triggers.date import DateTrigger

from scheduling.jobstore import PostJobStore
from store.words import Claim
from tests.store.samples import NOW

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


def claim_of(job: Job) -> Claim:
    """Return the claim that a due job carries."""
    post_id, fence = job.args
    return Claim(post_id, fence, NOW)
