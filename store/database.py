"""
The database, off the event loop: ``write`` runs a function in one transaction, ``read`` reads.

The functions handed in take a ``Connection``, do only database work, and may be run again from
the start when PostgreSQL asks for it (deadlock, serialization), so they change nothing else.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from copy import copy
from functools import partial
from pathlib import Path
from time import sleep
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import URL, Engine
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from store.driver_errors import can_be_repeated, explained
from store.engines import (
    POSTGRES_POOL,
    database_url,
    reading_engine,
    sqlite_path,
    writing_engine,
)
from store.errors import DatabaseInUse
from store.lanes import Lanes
from store.lock import FolderLock
from store.schema_version import HEAD, current, upgrade

T = TypeVar("T")
Work = Callable[[Connection], T]

_log = logging.getLogger("callboard.store")
_TRIES = 8
_APART_S = 0.02
_SQLITE_READERS = 3


class Database:
    """An open database. Make one with ``open_database`` and close it when done."""

    def __init__(self, url: URL, lock: FolderLock | None) -> None:
        self._lock = lock
        self._writing = writing_engine(url)
        self._reading = reading_engine(url)
        self._after_commit: list[Callable[[], None]] = []
        self.dialect = self._writing.dialect.name
        is_file = sqlite_path(url) is not None
        self._writers = Lanes(ThreadPoolExecutor(1 if is_file else POSTGRES_POOL, "store-write"))
        self._is_behind = False
        self._readers = ThreadPoolExecutor(
            _SQLITE_READERS if is_file else POSTGRES_POOL, "store-read"
        )

    async def write(self, work: Work[T]) -> T:
        """
        Run ``work`` in one transaction in the writer's thread; commit, or change nothing.

        Cancelling the caller does not take a transaction back that has begun.
        """
        begun = self._writers.submit(partial(self._write, work), behind=self._is_behind)
        result = await asyncio.wrap_future(begun)
        for tell in self._after_commit:
            tell()
        return result

    def behind(self) -> Self:
        """
        Return this same database for work that nobody is waiting for.

        Its writes let all others pass: what a person did is on disk, and Slack has its answer,
        before the next step of a post is.
        """
        view = copy(self)
        view._is_behind = True
        return view

    def after_commit(self, tell: Callable[[], None]) -> None:
        """Have ``tell`` called in the event loop after every ``write``: something may be new."""
        self._after_commit.append(tell)

    async def read(self, work: Work[T]) -> T:
        """Run ``work`` on a connection that can only read; each statement sees the newest state."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._readers, self._read, work)

    def write_now(self, work: Work[T]) -> T:
        """Do the same as ``write`` and wait; for command lines and tests."""
        return self._writers.submit(partial(self._write, work)).result()

    def read_now(self, work: Work[T]) -> T:
        """Do the same as ``read`` and wait; for command lines and tests."""
        return self._read(work)

    def close(self) -> None:
        """Finish what was begun, close the connections and let go of the data folder."""
        self._writers.close()
        self._readers.shutdown()
        self._writing.dispose()
        self._reading.dispose()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _write(self, work: Work[T]) -> T:
        with explained():
            for attempt in range(1, _TRIES):
                try:
                    return _transaction(self._writing, work)
                except DBAPIError as error:
                    if not can_be_repeated(error):
                        raise
                # Apart by chance, or the same two would meet in the same embrace again.
                sleep(random.uniform(0, _APART_S * attempt))  # noqa: S311 - no secret
            return _transaction(self._writing, work)

    def _read(self, work: Work[T]) -> T:
        with explained(), self._reading.connect() as db:
            return work(db)


def default_url(data_dir: Path) -> str:
    """Return the address of the SQLite database that a data folder holds."""
    return f"sqlite:///{data_dir / 'callboard.db'}"


def open_database(url: str, *, data_dir: Path) -> Database:
    """
    Open the database for the bot, bringing its schema up to date.

    On SQLite it belongs to this process alone until closed (``DatabaseInUse`` otherwise); an
    empty ``url`` means the SQLite file in ``data_dir``. Raises ``DatabaseTooNew`` or
    ``DatabaseUnreachable`` with advice.
    """
    address = database_url(url or default_url(data_dir))
    path = sqlite_path(address)
    lock = _lock_beside(path) if path else None
    try:
        _bring_up_to_date(address)
        return Database(address, lock)
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def open_beside(url: str, *, data_dir: Path) -> Database:
    """
    Open the database for a short command, even while the bot runs on it.

    SQLite lets several processes take turns; only the schema must not change under a bot.
    """
    try:
        return open_database(url, data_dir=data_dir)
    except DatabaseInUse:
        address = database_url(url or default_url(data_dir))
        if _found(address) != HEAD:
            raise
        return Database(address, None)


@contextmanager
def alone_with(url: str) -> Iterator[None]:
    """
    Keep bots off a SQLite database while its schema is changed; ``DatabaseInUse`` if one is on it.

    A server's database is not kept: its migrations take turns by themselves.
    """
    path = sqlite_path(database_url(url))
    lock = _lock_beside(path) if path else None
    try:
        with explained():
            yield
    finally:
        if lock is not None:
            lock.release()


def _transaction(engine: Engine, work: Work[T]) -> T:
    with engine.begin() as db:
        return work(db)


def _lock_beside(path: Path) -> FolderLock:
    path.parent.mkdir(parents=True, exist_ok=True)
    return FolderLock(path.with_name(path.name + ".lock"))


def _found(url: URL) -> str | None:
    with explained():
        return current(_text(url))


def _bring_up_to_date(url: URL) -> None:
    found = _found(url)
    if found == HEAD:
        return
    with explained():
        upgrade(_text(url))
    _log.info("store.upgraded from=%s to=%s", found or "nothing", HEAD)


def _text(url: URL) -> str:
    return url.render_as_string(hide_password=False)
