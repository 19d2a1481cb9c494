"""APScheduler as it comes, with its SQL job store: the peer of the timer."""

from __future__ import annotations

import asyncio
import pickle
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import event

from platforms.clock import SystemClock
from tests.benchmarks.timing import watching_loop

A_WEEK = timedelta(weeks=1)
ADDS_IN_S = 0.01


@dataclass(slots=True)
class Started:
    """When jobs began, beside when they were due."""

    late_ms: list[float] = field(default_factory=list)


_started = Started()


async def note_start(due: datetime) -> None:
    """Be the job: note how late it is, and do nothing. Found by name, as jobs are pickled."""
    _started.late_ms.append((SystemClock().now() - due).total_seconds() * 1000)


async def run(folder: Path, pending: int, after_s: Sequence[float]) -> tuple[list[float], float]:
    """Run jobs due so long after the first; return how late each began, and the longest stall."""
    _started.late_ms.clear()
    store = SQLAlchemyJobStore(url=f"sqlite:///{folder / 'stock.db'}")
    event.listen(store.engine, "connect", _as_durable_as_ours)
    scheduler = AsyncIOScheduler(timezone=UTC, jobstores={"default": store})
    scheduler.start(paused=True)
    _fill(scheduler, store, pending)
    # Adding them one by one takes its time; all must be there before the first is due.
    first = SystemClock().now() + timedelta(seconds=2 + ADDS_IN_S * len(after_s))
    moments = [first + timedelta(seconds=after) for after in after_s]
    for number, moment in enumerate(moments):
        scheduler.add_job(
            note_start,
            "date",
            run_date=moment,
            args=(moment,),
            id=f"due{number}",
            misfire_grace_time=None,  # the default drops what is a second late
        )
    async with watching_loop() as stall, asyncio.timeout(300):
        scheduler.resume()
        while len(_started.late_ms) < len(moments):  # noqa: ASYNC110  # its jobs have no event
            await asyncio.sleep(0.05)
    scheduler.shutdown(wait=False)
    return list(_started.late_ms), stall.longest_s


def _fill(scheduler: AsyncIOScheduler, store: SQLAlchemyJobStore, pending: int) -> None:
    """Put jobs of next week straight into its table: adding them one by one takes minutes."""
    later = SystemClock().now() + A_WEEK
    job = scheduler.add_job(note_start, "date", run_date=later, args=(later,), id="pattern")
    state = job.__getstate__()
    rows = [
        {
            "id": f"later{number}",
            "next_run_time": (later + timedelta(seconds=number)).timestamp(),
            "job_state": pickle.dumps({**state, "id": f"later{number}"}, store.pickle_protocol),
        }
        for number in range(pending)
    ]
    if rows:
        with store.engine.begin() as db:
            db.execute(store.jobs_t.insert(), rows)


def _as_durable_as_ours(connection: object, _record: object) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]  # a sqlite3 connection
