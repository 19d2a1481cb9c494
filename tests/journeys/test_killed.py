"""SIGKILL at bad moments: every post is live once in the end, never twice."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.sandbox.slack.actor import Refused
from handlers.slack.views import notices, proposal
from tests.journeys.outside import Killable, Outside, plain_picture, visiting
from tests.journeys.world import DAY_S, Json

pytestmark = pytest.mark.slow

PICTURES = {"red.jpg": plain_picture("red"), "blue.jpg": plain_picture("blue")}
NETWORKS = ("twitter", "instagram")
ONE_EACH = Counter((network, (name,)) for network in NETWORKS for name in PICTURES)
BOTH_TOGETHER = Counter((network, tuple(PICTURES)) for network in NETWORKS)
Copies = Counter[tuple[str, tuple[str, ...]]]
LEASE_IS_OVER_S = 300
"""Longer than a dead process's posts stay its own, shorter than a post may be late."""


@pytest.fixture(name="demo")
def _demo(tmp_path: Path) -> Iterator[Killable]:
    demo = Killable(tmp_path)
    demo.start()
    yield demo
    demo.stop()


async def test_posts_approved_before_a_kill_go_out_once_afterwards(demo: Killable) -> None:
    async with visiting(demo.url) as before:
        words = "schedule these to insta and x next week, weekday mornings"
        plan = await before.planned(PICTURES, words)
        await before.ana.click(plan, proposal.APPROVE)
        await before.shows(plan, "4 posts scheduled")
    demo.kill()
    demo.start()

    async with visiting(demo.url) as after:
        await after.shows(plan, "4 posts scheduled")
        await after.advance(14 * DAY_S)
        shown = await after.shows(plan, "4 posts live")

        assert all(post["url"] in shown["text"] for post in await after.live())
        assert await _copies(after) == ONE_EACH


async def test_a_press_on_approve_just_before_a_kill_is_never_half_done(demo: Killable) -> None:
    async with visiting(demo.url) as before:
        plan = await before.planned(PICTURES, "schedule these to insta and x next week")
        await before.ana.click(plan, proposal.APPROVE)
    demo.kill()
    demo.start()

    async with visiting(demo.url) as after:
        shown = await after.ana.wait_for(
            lambda one: one["ts"] == plan["ts"], thread_ts=plan["thread_ts"]
        )
        if shown["text"].startswith("Plan for"):
            with suppress(Refused):  # the button went while we looked: the first press counted
                await after.ana.click(shown, proposal.APPROVE)
        await after.shows(plan, "4 posts scheduled")
        await after.advance(14 * DAY_S)
        await after.shows(plan, "4 posts live")
        assert await _copies(after) == ONE_EACH


@pytest.mark.parametrize("requests", [1, 4, 8, 12])
async def test_a_kill_in_the_middle_of_publishing_ends_with_every_post_once(
    demo: Killable, requests: int
) -> None:
    async with visiting(demo.url) as before:
        plan = await before.planned(PICTURES, "publish these on insta and x now")
        for network in NETWORKS:
            await before.slow(network, "create", 0.2)
        await before.ana.click(plan, proposal.APPROVE)
        await _so_many_requests(before, requests)
    demo.kill()
    demo.start()

    async with visiting(demo.url) as after:
        await after.quick()
        await after.advance(LEASE_IS_OVER_S)
        shown = await after.settled(plan)
        _, _, rows = shown["text"].partition(": ")
        asked = await after.questions(plan, rows.count("may be live"))
        found = await _copies(after)
        assert set(found.values()) <= {1}
        assert len(set(BOTH_TOGETHER) - set(found)) <= len(asked)

        for question in asked:
            await _answer(after, question, found)
        await after.shows(plan, "2 posts live")
        assert await _copies(after) == BOTH_TOGETHER


async def _so_many_requests(outside: Outside, wanted: int) -> None:
    async with asyncio.timeout(30):
        while await outside.requests() < wanted:
            """Each look is a request of its own, so this does not spin."""


async def _copies(outside: Outside) -> Copies:
    """Count what is live by network and pictures, looking at the pictures themselves."""
    return Counter(
        [(post["network"], await outside.pictures(post)) for post in await outside.live()]
    )


async def _answer(outside: Outside, question: Json, found: Copies) -> None:
    """Answer as a person does who looked at the account."""
    network = "twitter" if " on X " in question["text"] else "instagram"
    if any(where == network for where, _ in found):
        await outside.ana.click(question, notices.IS_THERE)
        form = await outside.ana.wait_for_view()
        await outside.ana.submit(form, {notices.LINK_INPUT: {"value": "https://example.com/1"}})
    else:
        await outside.ana.click(question, notices.PUBLISH_AGAIN)
