"""The real demo process, killed between Approve and the due time: each post goes out once."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from bot.sandbox.slack.actor import Actor
from bot.tour.pictures import photo
from handlers.slack.views import proposal
from tests.browser.demo_process import READY, free_port
from tests.journeys.world import BOT_USER, DAY_S

pytestmark = pytest.mark.slow


def started(port: int, data_dir: Path) -> subprocess.Popen[str]:
    """Start the demo and wait until it says that it is ready."""
    process = subprocess.Popen(  # noqa: S603  # our own command
        [sys.executable, "-m", "bot", "demo", "--port", str(port), "--data", str(data_dir)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if READY in line:
            return process
    raise AssertionError("The demo did not start.")


async def test_a_kill_before_the_due_time_loses_nothing_and_repeats_nothing(
    tmp_path: Path,
) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    first = started(port, tmp_path)
    async with Actor(f"{url}/_slack", "U0ANA") as ana:
        dropped = await ana.upload(
            {"a.jpg": photo("A", (90, 20, 20))}, "schedule this to insta and x tomorrow 9am"
        )
        plan = await ana.wait_for(
            lambda one: one.get("user") == BOT_USER and "Plan for 2" in one["text"],
            thread_ts=dropped["ts"],
        )
        await ana.click(plan, proposal.APPROVE)
        await ana.wait_for(lambda one: "2 posts scheduled" in one["text"], thread_ts=dropped["ts"])

    first.send_signal(signal.SIGKILL)
    first.communicate(timeout=10)
    second = started(port, tmp_path)
    async with Actor(f"{url}/_slack", "U0ANA") as ana, httpx.AsyncClient(timeout=60) as http:
        await http.post(f"{url}/_slack/_sandbox/clock", json={"advance_s": 3 * DAY_S})
        await ana.wait_for(
            lambda one: "2 posts live" in one["text"], timeout_s=20, thread_ts=dropped["ts"]
        )
        live = (await http.get(f"{url}/_networks/_sandbox/posts")).json()
    second.terminate()
    second.communicate(timeout=30)

    assert sorted(post["network"] for post in live) == ["instagram", "twitter"]
