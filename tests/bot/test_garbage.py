"""The collector stays out of the way of the start and of what lives to the end."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette

from bot import garbage
from bot.cli import main
from bot.serving import listen, serve_until_signal


@pytest.fixture(autouse=True)
def _collecting_as_usual() -> Iterator[None]:
    yield
    gc.unfreeze()
    gc.enable()


def test_nothing_is_collected_while_a_command_starts() -> None:
    with garbage.not_yet():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_command_leaves_the_collector_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["manifest"]) == 0

    assert capsys.readouterr().out
    assert gc.isenabled()


async def test_a_server_that_has_started_collects_only_what_is_new() -> None:
    found: dict[str, object] = {}

    async def start() -> None:
        found["at the start"] = gc.isenabled(), gc.get_freeze_count()
        asyncio.get_running_loop().call_later(0, os.kill, os.getpid(), signal.SIGTERM)

    async def stop() -> None:
        found["at the end"] = gc.isenabled(), gc.get_freeze_count() > 0

    listening = listen("127.0.0.1", 0, hint="")
    with garbage.not_yet():
        await serve_until_signal(Starlette(), listening, start=start, stop=stop)

    assert found == {"at the start": (False, 0), "at the end": (True, True)}
