"""A whole demo for each journey, and its people."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo import Demo, running_demo
from bot.serving import listen
from tests.journeys.world import World, peopled


@pytest.fixture(name="demo")
async def _demo(tmp_path: Path) -> AsyncIterator[Demo]:
    """Run bot, Slack and networks on one port, as `make demo` does."""
    async with running_demo(tmp_path, listen("127.0.0.1", 0, hint="-")) as demo:
        yield demo


@pytest.fixture(name="world")
async def _world(demo: Demo) -> AsyncIterator[World]:
    """Give the journey its people and a look at the networks."""
    async with peopled(demo) as world:
        yield world
