"""A stand-in on a free port, a bot that records what it hears, and hands to call both."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.bot.sandbox.slack.rig import Rig, open_rig


@pytest_asyncio.fixture(name="rig")
async def _rig(tmp_path: Path) -> AsyncIterator[Rig]:
    async with open_rig(tmp_path) as rig:
        yield rig
