"""SIGKILL between Slack's acknowledgement and the answer: the answer comes after the restart."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from handlers.slack.views import proposal
from store import inbox
from store.database import open_database
from store.schema import proposals
from tests.journeys.outside import Killable, Outside, plain_picture, visiting
from tests.journeys.world import BOT_USER, PATIENCE_S, Json

pytestmark = pytest.mark.slow

PICTURES = {"red.jpg": plain_picture("red")}
WORDS = "schedule this on x tomorrow 9am"
BEN = "U0BEN"


@asynccontextmanager
async def killed_at_work(tmp_path: Path) -> AsyncIterator[tuple[Killable, Outside]]:
    """Run a demo for the block, then kill it and start it again; the caller stops it."""
    demo = Killable(tmp_path)
    demo.start()
    try:
        async with visiting(demo.url) as before:
            yield demo, before
    finally:
        demo.kill()
    demo.start()


async def slack_is_slow(outside: Outside, method: str) -> None:
    """Let the bot wait for this call for as long as the process lives."""
    fault = {"kind": "api", "name": method, "fault": "slow", "times": 9, "seconds": 60}
    answer = await outside.http.post(f"{outside.url}/_slack/_sandbox/faults", json=fault)
    answer.raise_for_status()


async def acknowledged(outside: Outside, *names: str) -> None:
    """Wait until the bot has acknowledged the events of these names."""
    missing = set(names)
    async with asyncio.timeout(PATIENCE_S):
        while missing:
            log = await outside.http.get(f"{outside.url}/_slack/_sandbox/log")
            entries = log.json()["entries"]
            missing -= {one.get("name") for one in entries if one.get("status") == 200}


def left(tmp_path: Path) -> tuple[int, int]:
    """Count the plans, and what is not answered, of a demo that has stopped."""
    with open_database("", data_dir=tmp_path / "data") as database:
        plans = database.read_now(lambda db: db.scalar(select(func.count()).select_from(proposals)))
        ever = datetime.max.replace(tzinfo=UTC)
        waiting = database.read_now(lambda db: inbox.heard_before(db, ever, limit=99))
        return plans or 0, len(waiting)


async def test_an_upload_with_words_becomes_exactly_one_plan(tmp_path: Path) -> None:
    async with killed_at_work(tmp_path) as (demo, before):
        await slack_is_slow(before, "reactions.add")
        dropped = await before.ana.upload(PICTURES, f"<@{BOT_USER}> {WORDS}")
        await acknowledged(before, "message", "app_mention", "file_shared")

    async with visiting(demo.url) as after:
        await after.ana.wait_for(
            lambda one: one["text"].startswith("Plan for"), PATIENCE_S, thread_ts=dropped["ts"]
        )
    demo.stop()

    assert left(tmp_path) == (1, 0)


async def test_a_command_is_answered(tmp_path: Path) -> None:
    async with killed_at_work(tmp_path) as (demo, before):
        await slack_is_slow(before, "users.info")
        asked = await before.ana.command("list")

    async with visiting(demo.url) as after:
        await after.ana.wait_for(lambda one: "Nothing is" in one["text"] or "Posts" in one["text"])
    demo.stop()

    assert asked["status"] == 200
    assert left(tmp_path) == (0, 0)


async def test_a_press_of_approve_counts(tmp_path: Path) -> None:
    async with killed_at_work(tmp_path) as (demo, before):
        plan = await before.planned(PICTURES, WORDS)
        await slack_is_slow(before, "users.info")
        await pressed_by(BEN, before, plan)

    async with visiting(demo.url) as after:
        await after.shows(plan, "1 post scheduled")
    demo.stop()

    assert left(tmp_path) == (1, 0)


async def pressed_by(user: str, outside: Outside, plan: Json) -> None:
    """Press Approve in somebody's name whom the bot has to look up."""
    (block_id,) = [
        block["block_id"]
        for block in plan["blocks"]
        for element in block.get("elements") or ()
        if element.get("action_id") == proposal.APPROVE
    ]
    press = {"user": user, "channel": plan["channel"], "message_ts": plan["ts"]}
    answer = await outside.http.post(
        f"{outside.url}/_slack/_sandbox/act/action",
        json={**press, "block_id": block_id, "action_id": proposal.APPROVE, "value": {}},
    )
    answer.raise_for_status()
