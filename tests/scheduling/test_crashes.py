"""
A process is killed in the middle of publishing: nothing is lost, nothing goes out twice.

The moments are written down, not random: around every commit of one attempt, and while the
request is on its way.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys

import pytest

from store import journal
from store.words import FailureKind, Post, State
from tests.scheduling.live import Live, a_picture
from tests.scheduling.parts import KEY_SETTING, KEY_TEXT, LEASE

PATIENCE_S = 20.0

pytestmark = pytest.mark.slow

GOES_OUT = [
    ("take", "after"),
    ("Publisher.publish", "after"),
    ("checkpoint", "after"),
    ("PostJournal.intend", "before"),
    ("Publisher._went_live", "after"),
]
IS_ASKED = [
    ("PostJournal.intend", "after", 0),
    ("Publisher._went_live", "before", 1),
]


async def start(live: Live, work: str, moment: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.scheduling.crash_child",
        live.remote.base_url,
        str(live.folder),
        work,
        moment,
        env={**os.environ, KEY_SETTING: KEY_TEXT},
    )


async def until_it_dies(child: asyncio.subprocess.Process) -> None:
    try:
        async with asyncio.timeout(PATIENCE_S):
            assert await child.wait() == -signal.SIGKILL
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()


async def a_crash_and_a_restart(live: Live, post: Post, work: str, moment: str) -> Post:
    await until_it_dies(await start(live, work, moment))
    live.clock.advance(LEASE.total_seconds() + 1)
    await live.run_until_settled()
    return live.bench.post(post.id)


@pytest.mark.parametrize(("work", "moment"), GOES_OUT)
async def test_a_post_whose_process_died_goes_out_once(live: Live, work: str, moment: str) -> None:
    post = await live.post("Look", media=(a_picture(live.parts.files),))

    done = await a_crash_and_a_restart(live, post, work, moment)

    assert done.state is State.PUBLISHED
    assert len(await live.remote.posts()) == 1
    assert [notice.kind for notice in live.notices(post)] == ["published"]


@pytest.mark.parametrize(("work", "moment", "is_live"), IS_ASKED)
async def test_a_post_that_may_be_out_is_asked_about(
    live: Live, work: str, moment: str, is_live: int
) -> None:
    post = await live.post("Look")

    asked = await a_crash_and_a_restart(live, post, work, moment)

    assert (asked.state, asked.failure_kind) == (State.FAILED, FailureKind.OUTCOME_UNKNOWN)
    assert len(await live.remote.posts()) == is_live
    assert [notice.kind for notice in live.notices(post)] == ["question"]


async def test_a_process_killed_while_its_request_is_on_its_way(live: Live) -> None:
    post = await live.post("Look")
    await live.remote.fault("create", "slow", seconds=1)
    child = await start(live, "nothing", "never")
    async with asyncio.timeout(PATIENCE_S):
        while not is_sending(live, post):  # noqa: ASYNC110  # a database sets no event
            await asyncio.sleep(0.02)

    child.kill()
    await until_it_dies(child)
    live.clock.advance(LEASE.total_seconds() + 1)
    await live.run_until_settled()

    assert live.bench.post(post.id).failure_kind is FailureKind.OUTCOME_UNKNOWN
    assert len(await live.remote.posts()) <= 1
    assert [notice.kind for notice in live.notices(post)] == ["question"]


def is_sending(live: Live, post: Post) -> bool:
    entry = live.bench.database.read_now(lambda db: journal.load(db, post.id))
    return entry is not None and entry.send_state == "sending"
