"""Waiting until the bot has nothing left to do, so that a journey can say what did not happen."""

from __future__ import annotations

import asyncio

from sqlalchemy.engine import Connection

from bot.demo import Demo
from handlers.slack.board import ANNOUNCED_WITHIN, ANNOUNCING_TAKES
from store import inbox, notices, proposals

AT_WORK = ("run_ack_function_asynchronously", "Timers._finish")
"""What handles a request in bolt, and what delivers an event in Slack's stand-in."""
PATIENCE_S = 20.0


async def quiet(demo: Demo) -> None:
    """Return once every event was delivered and handled and everything was said."""
    written = asyncio.Event()
    demo.bot.database.after_commit(written.set)
    async with asyncio.timeout(PATIENCE_S):
        await _handled(demo)
        while await _is_behind(demo):
            await written.wait()
            written.clear()


async def _handled(demo: Demo) -> None:
    while True:
        tasks = [task for task in asyncio.all_tasks() if _is_at_work(task)]
        if tasks:
            await asyncio.wait(tasks)
        elif _events_due(demo):
            await asyncio.sleep(0)
        else:
            return


def _is_at_work(task: asyncio.Task[object]) -> bool:
    name = getattr(task.get_coro(), "__qualname__", "")
    return str(name).endswith(AT_WORK)


def _events_due(demo: Demo) -> bool:
    sandbox = demo.slack.state.sandbox
    return any(job.due_s <= sandbox.now_s() for job in sandbox.workspace.jobs.all())


async def _is_behind(demo: Demo) -> bool:
    now = demo.clock.now()

    def waiting(db: Connection) -> bool:
        span = {"after": now - ANNOUNCED_WITHIN, "before": now - ANNOUNCING_TAKES}
        return bool(
            notices.pending(db, limit=1)
            or proposals.behind(db, limit=1)
            or proposals.unannounced(db, **span, limit=1)
            or inbox.heard_before(db, now + ANNOUNCED_WITHIN, limit=1)
        )

    return await demo.bot.database.read(waiting)
