"""
APScheduler's view of the posts table: the posts are the jobs, and nothing is stored twice.

APScheduler's own SQL job store deletes a job before it runs (a crash loses it), drops jobs that
come a second late, and unpickles code from the database. Here a due job is a *claimed* post
(lease and fence, one transaction), ``get_next_run_time`` is the table's next wake-up time, and
moving, holding or removing a job moves, holds or cancels the post. A job carries the id and the
fence, which are worthless once the post has moved on.

Where this differs from the job stores that APScheduler brings, and why:

* ``add_job`` takes a post that was cancelled or has failed, by its id. It cannot make a post out
  of any callable, and it refuses drafts: those are approved first.
* ``func``, ``args``, ``kwargs``, the trigger, ``max_instances`` and ``coalesce`` are always the
  publisher's, whatever ``update_job`` is handed: a post is published once, at one moment.
* ``get_due_jobs`` takes what it returns (that is what makes two schedulers safe), at most as many
  as there are free slots and one of each account. Jobs being published are no longer listed.
* ``get_next_run_time`` looks past now: what is due and was not taken waits for a slot or for its
  account, and ``None`` is returned while there are no slots.
* ``remove_job`` of a scheduled post cancels it (which can be undone); of a post that waits for
  its next try, it ends the tries.
* Jobs that are listed carry the post's own moments. Only what APScheduler compares with the
  machine's clock is translated from Callboard's clock, which a demo can move.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial

import structlog
from apscheduler.job import Job
from apscheduler.jobstores.base import BaseJobStore, ConflictingIdError, JobLookupError
from apscheduler.triggers.date import DateTrigger
from sqlalchemy.engine import Connection

from platforms.clock import Clock, SystemClock
from scheduling.claiming import Taken, take
from scheduling.leases import Leases
from store import posts, waiting
from store.database import Database
from store.errors import UnsettledIntent
from store.waiting import Outlook, Waiting
from store.words import Claim, FailureKind, State

log = structlog.get_logger(__name__)

PUBLISH = "publish"
"""The alias of the executor that publishes."""
SEVERAL = 10
"""A new attempt is never held up by one that lost its lease and is still on its way out."""


class PostJobStore(BaseJobStore):  # type: ignore[misc]  # APScheduler ships no types
    """
    Posts as jobs; ``free_slots`` says how many may be taken now.

    ``fetch`` claims in the store's thread, so that the event loop is not held up; what it
    brought is handed out by ``get_due_jobs``, which claims by itself when nobody fetched.
    """

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        publish: Callable[[str, int], Awaitable[None]],
        free_slots: Callable[[], int],
        leases: Leases,
        late_after: timedelta,
        machine: Clock | None = None,
    ) -> None:
        super().__init__()
        self._database = database
        self._clock = clock
        self._machine = machine or SystemClock()
        self._publish = publish
        self._free_slots = free_slots
        self._leases = leases
        self._late_after = late_after
        self._claims: tuple[Claim, ...] | None = None
        self._outlook: Outlook | None = None
        self._handed_out: set[str] = set()
        self._takes_more = True

    async def fetch(self) -> bool:
        """Claim what is due, off the event loop; return whether to look again at once."""
        now = self._clock.now()
        outlook = await self._database.read(lambda db: waiting.outlook(db, now))
        work = self._work_to_do(outlook, now)
        taken = await self._database.write(work) if work else Taken(outlook)
        self._begin(taken, now)
        return bool(taken.missed)

    def stop_taking(self) -> None:
        """Claim nothing more; leases of what is in flight are still extended."""
        self._takes_more = False

    def get_due_jobs(self, now: datetime) -> list[Job]:
        """Return the posts that were just claimed, earliest first, to be run now."""
        if self._claims is None:
            self._fetch_here()
        due, self._claims = self._claims or (), None
        self._handed_out.update(claim.post_id for claim in due)
        return [self._job(claim.post_id, claim.fence, at=now) for claim in due]

    def get_next_run_time(self) -> datetime | None:
        """Return when to look again, by the machine's clock; ``None`` while nothing fits."""
        now = self._clock.now()
        outlook, self._outlook = self._outlook, None
        if not self._limit():
            return None
        if outlook is None:
            outlook = self._database.read_now(lambda db: waiting.outlook(db, now))
        return outlook.next_at and self._machine.now() + (outlook.next_at - now)

    def lookup_job(self, job_id: str) -> Job | None:
        """Return the waiting post of this id, ``None`` if there is none."""
        found = self._database.read_now(lambda db: waiting.find(db, job_id))
        return self._waiting_job(found) if found else None

    def get_all_jobs(self) -> list[Job]:
        """Return every waiting post, soonest first, held ones last."""
        found = self._database.read_now(waiting.all_waiting)
        return [self._waiting_job(post) for post in found]

    def add_job(self, job: Job) -> None:
        """Schedule a post that was cancelled or has failed, at the job's next run time."""
        now = self._clock.now()
        self._database.write_now(lambda db: _add(db, job.id, job.next_run_time, now))

    def update_job(self, job: Job) -> None:
        """Move a waiting post to the job's next run time; hold it when there is none."""
        now = self._clock.now()
        self._change(job.id, lambda db, post: _move(db, post, job.next_run_time, now))

    def remove_job(self, job_id: str) -> None:
        """Cancel a waiting post; one that was just claimed is no longer in the way."""
        if job_id in self._handed_out:
            self._handed_out.discard(job_id)
            return
        now = self._clock.now()
        self._change(job_id, lambda db, post: _remove(db, post, now))

    def remove_all_jobs(self) -> None:
        """Cancel every waiting post."""
        now = self._clock.now()

        def work(db: Connection) -> None:
            for post in waiting.all_waiting(db):
                _remove(db, post, now)

        self._database.write_now(work)

    def _limit(self) -> int:
        return max(self._free_slots(), 0) if self._takes_more else 0

    def _work_to_do(self, outlook: Outlook, now: datetime) -> Callable[[Connection], Taken] | None:
        """Return the transaction that is needed, ``None`` if looking was enough."""
        limit, used_up = self._limit(), tuple(self._leases.used_up(now))
        if not used_up and not (outlook.is_due and limit):
            return None
        return partial(
            take,
            now=now,
            limit=limit,
            lease=self._leases.lease,
            late_after=self._late_after,
            used_up=used_up,
        )

    def _begin(self, taken: Taken, now: datetime) -> None:
        until = now + self._leases.lease
        self._leases.extended(taken.extended, until=until)
        self._leases.taken(taken.claims, until=until)
        self._leases.lost(taken.lost)
        for claim in taken.missed:
            log.warning("post.missed", post=claim.post_id, due=claim.due.isoformat())
        self._claims = (self._claims or ()) + taken.claims
        self._outlook = taken.outlook

    def _fetch_here(self) -> None:
        """Do what ``fetch`` does and wait for it: for a scheduler that does not fetch."""
        now = self._clock.now()
        outlook = self._database.read_now(lambda db: waiting.outlook(db, now))
        work = self._work_to_do(outlook, now)
        self._begin(self._database.write_now(work) if work else Taken(outlook), now)

    def _job(self, post_id: str, fence: int, *, at: datetime | None) -> Job:
        job = Job(
            self._scheduler,
            id=post_id,
            name=f"post {post_id}",
            func=self._publish,
            args=(post_id, fence),
            kwargs={},
            trigger=DateTrigger(at, UTC),
            executor=PUBLISH,
            misfire_grace_time=None,
            coalesce=True,
            max_instances=SEVERAL,
        )
        job.next_run_time = at
        job._jobstore_alias = self._alias
        return job

    def _waiting_job(self, post: Waiting) -> Job:
        return self._job(post.post_id, post.fence, at=post.at)

    def _change(self, job_id: str, change: Callable[[Connection, Waiting], object]) -> None:
        def work(db: Connection) -> None:
            post = waiting.find(db, job_id)
            if post is None:
                raise JobLookupError(job_id)
            change(db, post)

        self._database.write_now(work)


def _add(db: Connection, post_id: str, moment: datetime, now: datetime) -> None:
    if waiting.find(db, post_id) is not None:
        raise ConflictingIdError(post_id)
    post = posts.get(db, post_id)
    if post.failure_kind is FailureKind.OUTCOME_UNKNOWN and post.state is State.FAILED:
        raise UnsettledIntent(post_id)  # only a person who looked may publish it again
    if post.state is State.FAILED:
        posts.retry(db, post_id, publish_date=moment, now=now)
    else:
        posts.restore(db, post_id, publish_date=moment, now=now)


def _move(db: Connection, post: Waiting, moment: datetime | None, now: datetime) -> None:
    if post.state is State.FAILED:
        if moment is None:
            waiting.stop_retrying(db, post.post_id, now=now)
        else:
            posts.retry(db, post.post_id, publish_date=moment, now=now)
    elif moment is None:
        waiting.hold(db, post.post_id, now=now)
    else:
        posts.reschedule(db, post.post_id, publish_date=moment, now=now)


def _remove(db: Connection, post: Waiting, now: datetime) -> None:
    if post.state is State.FAILED:
        waiting.stop_retrying(db, post.post_id, now=now)
    else:
        posts.cancel(db, post.post_id, now=now)
