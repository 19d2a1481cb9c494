"""
A process that publishes until it kills itself at one moment, as a power cut would.

``python -m tests.scheduling.crash_child BASE_URL FOLDER WORK before|after``: it dies in the
first transaction whose name contains WORK, just before its commit or just after it. With
``never`` it goes on until somebody else kills it.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlalchemy.engine import Connection

from bot.sandbox.clock import OffsetClock
from platforms.connections import open_client
from store.database import Database, default_url
from store.engines import database_url
from tests.scheduling.parts import assemble

T = TypeVar("T")


class Doomed(Database):
    """A database whose process dies around one of its transactions."""

    def __init__(self, folder: Path, work: str, moment: str) -> None:
        super().__init__(database_url(default_url(folder)), None)
        self._work = work
        self._moment = moment

    async def write(self, work: Callable[[Connection], T]) -> T:
        if self._work not in name_of(work):
            return await super().write(work)
        if self._moment == "before":
            return await super().write(lambda db: die(work(db)))
        return die(await super().write(work))


def name_of(work: Callable[[Connection], object]) -> str:
    """Return where a transaction was written down."""
    return str(getattr(getattr(work, "func", work), "__qualname__", ""))


def die(result: T) -> T:
    """Be gone, without a word to anybody."""
    os.kill(os.getpid(), signal.SIGKILL)
    return result


async def main(base_url: str, folder: Path, work: str, moment: str) -> None:
    """Publish what is due."""
    clock = OffsetClock(folder / "clock.json")
    async with open_client() as http:
        with Doomed(folder / "data", work, moment) as database:
            parts = assemble(database, clock=clock, base_url=base_url, http=http, folder=folder)
            engine = parts.engine()
            engine.start()
            await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2]), sys.argv[3], sys.argv[4]))
