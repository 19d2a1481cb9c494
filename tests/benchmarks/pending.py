"""The timer with a hundred thousand posts waiting: how late it is, and how fast it is back."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from datetime import timedelta
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter

from sqlalchemy.engine import Connection

from platforms.clock import SystemClock
from scheduling.engine import Engine
from scheduling.leases import Leases
from store import claims, posts
from store.database import Database
from store.words import Claim
from tests.benchmarks import stock_store
from tests.benchmarks.crowd import connect, crowded, schedule
from tests.benchmarks.processes import callboard, free_port, process, wait_for_words
from tests.benchmarks.record import Figure, Section
from tests.benchmarks.timing import median, percentile, watching_loop

TITLE = "The timer with 100,000 further posts pending"
PENDING, SINGLE, AT_ONCE = 100_000, 100, 1_000
APART_S, BEGINS_IN_S = 0.05, 2.0
SLOTS = 20


class Notes:
    """A publisher that needs no network: it notes how late it is called and says “live”."""

    def __init__(self, database: Database, wanted: int) -> None:
        self.leases = Leases(lease_s=120)
        self.late_ms: list[float] = []
        self.done = asyncio.Event()
        self._database = database.behind()
        self._wanted = wanted

    async def publish(self, post_id: str, fence: int) -> None:
        """Note it, and record the post as published, in a transaction as the real one does."""
        now = SystemClock().now()
        post = await self._database.read(lambda db: posts.get(db, post_id))
        due = post.publish_date or now
        self.late_ms.append((now - due).total_seconds() * 1000)
        claim = Claim(post_id, fence, due)
        with self.leases.held(claim, now=now):
            await self._database.write(
                lambda db: claims.published(db, claim, remote_id=post_id, url=None, now=now)
            )
        if len(self.late_ms) == self._wanted:
            self.done.set()


def measure(share: float) -> Section:
    """Let a few posts come due one by one, then many at once, and restart; ours and the peer."""
    pending = int(PENDING * share)
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as name:
        folder = Path(name)
        ours, theirs = folder / "ours", folder / "theirs"
        theirs.mkdir()
        singles = max(int(SINGLE * share), 5)
        single_ms, single_stall_s = asyncio.run(_ours(ours / "single", pending, _row(singles)))
        ready_s = [_ready_s(ours / "single", folder) for _ in range(3)]
        burst_ms, burst_stall_s = asyncio.run(_ours(ours / "burst", pending, _burst(AT_ONCE)))
        peer_ms, peer_stall_s = asyncio.run(stock_store.run(theirs, pending, _row(singles)))
        (theirs / "stock.db").unlink()
        heap_ms, heap_stall_s = asyncio.run(stock_store.run(theirs, pending, _burst(AT_ONCE)))
    return Section(
        title=TITLE,
        how=(
            f"{pending:,} posts wait for next week. {singles} posts come due one after the other, "
            f"every {APART_S * 1000:.0f} ms; in a second database, {AT_ONCE:,} posts of 100 "
            "accounts come due at the same instant. The engine is the real one, the publisher "
            "behind it only commits that the post is live. Lateness is from the due moment to the "
            "publisher's start. The peer: APScheduler's own `SQLAlchemyJobStore` with as many "
            "jobs, the same WAL and FULL, misfires allowed, and jobs that do nothing. The start is "
            "from the process to its log line that it listens and publishes, without Slack."
        ),
        figures=(
            Figure("late, one at a time, median", median(single_ms), "ms"),
            Figure("late, one at a time, p99", percentile(single_ms, 0.99), "ms"),
            Figure("longest stall of the loop meanwhile", single_stall_s * 1000, "ms"),
            Figure("1,000 at once: all published after", max(burst_ms) / 1000, "s"),
            Figure("1,000 at once: longest stall of the loop", burst_stall_s * 1000, "ms"),
            Figure("start of `callboard run`, median of 3", median(ready_s), "s", below=2),
            Figure("stock store: late, one at a time, median", median(peer_ms), "ms"),
            Figure("stock store: late, one at a time, p99", percentile(peer_ms, 0.99), "ms"),
            Figure("stock store: stall meanwhile", peer_stall_s * 1000, "ms"),
            Figure("stock store: 1,000 at once, all begun after", max(heap_ms) / 1000, "s"),
            Figure("stock store: 1,000 at once, stall", heap_stall_s * 1000, "ms"),
        ),
        remarks=(
            (
                f"The stock store stalls the loop {heap_stall_s / burst_stall_s:.1f} times as long "
                "with 1,000 due. It begins all of them at once and its jobs store nothing, "
                f"while here at most {SLOTS} posts are under way at a time and each costs two "
                "transactions."
            ),
            "The stock store deletes a job before it runs, so a crash loses it; a claim does not.",
        ),
    )


def _row(count: int) -> list[float]:
    """Return how long each is due after the first: one after the other."""
    return [APART_S * number for number in range(count)]


def _burst(count: int) -> list[float]:
    """Return the same for posts of one moment."""
    return [0.0] * count


async def _ours(folder: Path, pending: int, after_s: Sequence[float]) -> tuple[list[float], float]:
    database, house = crowded(folder, pending)
    with database:
        first = SystemClock().now() + timedelta(seconds=BEGINS_IN_S)
        moments = [first + timedelta(seconds=after) for after in after_s]

        def fill(db: Connection) -> None:
            known = connect(db, 100)
            schedule(db, house, moments, list(islice(cycle(known), len(moments))))

        database.write_now(fill)
        notes = Notes(database, len(moments))
        engine = Engine(database=database, clock=SystemClock(), publisher=notes, slots=SLOTS)
        async with watching_loop() as stall, asyncio.timeout(300):
            engine.start()
            await notes.done.wait()
        await engine.drain(10)
    return notes.late_ms, stall.longest_s


def _ready_s(data: Path, folder: Path) -> float:
    """Start ``callboard run`` on the data; return when it listens and publishes."""
    env = {"CALLBOARD_DATA_DIR": str(data), "CALLBOARD_BIND": f"127.0.0.1:{free_port()}"}
    log = folder / "run.log"
    began_s = perf_counter()
    with process(callboard("run"), log=log, env=env) as child:
        wait_for_words(child, "bot.started", log=log, within_s=60)
        return perf_counter() - began_s
