"""What the networks refuse most often: told in plain words, with a way on, and then mended."""

from __future__ import annotations

import asyncio
import re
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Mapping

import pytest
import pytest_asyncio

from bot.demo import running_demo
from bot.serving import listen
from handlers.slack.views import accounts, notices
from platforms.registry import ADAPTERS
from tests.journeys.refusals.case import AUTH, IN_DOUBT, WAITS, Case
from tests.journeys.refusals.facebook import FACEBOOK
from tests.journeys.refusals.instagram import INSTAGRAM
from tests.journeys.refusals.linkedin import LINKEDIN
from tests.journeys.refusals.playing import End, Play, told_in
from tests.journeys.refusals.tiktok import TIKTOK
from tests.journeys.refusals.twitter import X
from tests.journeys.refusals.youtube import YOUTUBE
from tests.journeys.world import DAY_S, World, peopled

pytestmark = pytest.mark.slow

CASES = (*X, *INSTAGRAM, *LINKEDIN, *TIKTOK, *YOUTUBE, *FACEBOOK)
Ends = Mapping[Case, asyncio.Task[End]]

BUTTONS = defaultdict(
    lambda: {notices.RETRY, notices.EDIT},
    {
        AUTH: {notices.RETRY, accounts.CONNECT, notices.EDIT},
        WAITS: {notices.RETRY},
        IN_DOUBT: {notices.IS_THERE, notices.PUBLISH_AGAIN},
    },
)
NOT_FOR_PEOPLE = re.compile(r"[{}\[\]]|\w_\w|\b[A-Z]{5,}\b|\S{30,}|[Tt]oken")
"""Codes, data, and what is as long as a token."""
SETTING = re.compile(r"CALLBOARD_[A-Z_]+")
"""The one kind of code name that helps: what whoever runs Callboard has to look at."""


@pytest_asyncio.fixture(name="town", scope="module", loop_scope="module")
async def _town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    """Run one demo for all refusals; how much Slack and the networks take is tried elsewhere."""
    folder = tmp_path_factory.mktemp("refusals")
    async with (
        running_demo(folder, listen("127.0.0.1", 0, hint="-")) as demo,
        peopled(demo) as world,
    ):
        demo.slack.state.sandbox.limits.count_by("off")
        for network in ADAPTERS:
            unlimited = {"network": network, "factor": None}
            await world.http.post(f"{demo.url}/_networks/_sandbox/quotas", json=unlimited)
        yield world


@pytest_asyncio.fixture(name="ends", scope="module", loop_scope="module")
async def _ends(town: World) -> AsyncIterator[Ends]:
    """Play all of them: one network's refusals one after the other, the networks side by side."""
    play = Play(town)
    today = {case: asyncio.create_task(play.play(case)) for case in CASES if not case.is_tomorrow}
    night = asyncio.create_task(_night(town, today))
    tomorrow = {
        case: asyncio.create_task(play.play(case, after=night))
        for case in CASES
        if case.is_tomorrow
    }
    yield today | tomorrow
    await asyncio.gather(*today.values(), *tomorrow.values(), return_exceptions=True)


async def _night(town: World, today: Ends) -> None:
    await asyncio.wait(today.values())
    await town.advance(DAY_S)


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("case", CASES, ids=str)
async def test_a_refusal_is_told_in_plain_words_and_mended(
    town: World, ends: Ends, case: Case
) -> None:
    end = await ends[case]

    assert end.ended is case.ends
    assert case.says in end.said
    assert case.advises in end.said
    assert not NOT_FOR_PEOPLE.search(SETTING.sub("", end.said.partition("The post: ")[0]))
    assert end.buttons == (BUTTONS[case.ends] if case.is_told else set())
    assert (end.live_then, end.live) == (case.goes_live, 1)
    assert len(await told_in(town, end.thread_ts)) <= 1 + case.is_told


def test_ten_refusals_of_every_network_are_tried() -> None:
    assert Counter(case.network for case in CASES) == dict.fromkeys(ADAPTERS, 10)
