from __future__ import annotations

import asyncio
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError

from store import projects, workspaces
from store.database import Database, open_beside, open_database
from store.errors import DatabaseUnreachable, DiskFull, NotFound
from store.ids import new_id
from store.words import Workspace
from tests.store.samples import CHANNEL, NOW, WORKSPACE


def _pragma(database: Database, name: str) -> object:
    return database.write_now(lambda db: db.exec_driver_sql(f"PRAGMA {name}").scalar_one())


async def test_what_is_written_can_be_read(each_database: Database) -> None:
    written = await each_database.write(
        lambda db: workspaces.ensure(db, WORKSPACE, name="Acme", now=NOW)
    )

    assert await each_database.read(lambda db: workspaces.get(db, WORKSPACE)) == written


async def test_a_refusal_takes_the_whole_transaction_back(each_database: Database) -> None:
    def work(db: Connection) -> None:
        workspaces.ensure(db, WORKSPACE, now=NOW)
        workspaces.get(db, "T9")

    with pytest.raises(NotFound):
        await each_database.write(work)

    with pytest.raises(NotFound):
        await each_database.read(lambda db: workspaces.get(db, WORKSPACE))


async def test_reading_cannot_write(each_database: Database) -> None:
    with pytest.raises(DBAPIError, match=r"readonly|read-only"):
        await each_database.read(lambda db: workspaces.ensure(db, WORKSPACE, now=NOW))


async def test_the_event_loop_keeps_running_during_a_long_transaction(
    each_database: Database,
) -> None:
    loop_ran = threading.Event()

    def wait_for_the_loop(db: Connection) -> bool:
        workspaces.ensure(db, WORKSPACE, now=NOW)
        return loop_ran.wait(timeout=10)

    waiting = asyncio.create_task(each_database.write(wait_for_the_loop))
    await asyncio.sleep(0)
    loop_ran.set()

    assert await waiting


async def test_what_people_wait_for_passes_what_can_wait(database: Database) -> None:
    may_go_on, order = threading.Event(), []

    def noted(name: str) -> Callable[[Connection], None]:
        return lambda _db: order.append(name)

    behind = database.behind()
    under_way = asyncio.create_task(database.write(lambda _db: may_go_on.wait(timeout=10)))
    await asyncio.sleep(0)
    waiting = [
        asyncio.create_task(whose.write(noted(name)))
        for whose, name in (
            (behind, "post 1"),
            (behind, "post 2"),
            (database, "click 1"),
            (database, "click 2"),
        )
    ]
    await asyncio.sleep(0)
    may_go_on.set()
    await asyncio.gather(under_way, *waiting)

    assert order == ["click 1", "click 2", "post 1", "post 2"]


async def test_what_was_given_up_before_it_began_is_not_written(database: Database) -> None:
    may_go_on, order = threading.Event(), []
    under_way = asyncio.create_task(database.write(lambda _db: may_go_on.wait(timeout=10)))
    await asyncio.sleep(0)
    given_up = asyncio.create_task(database.write(lambda _db: order.append("given up")))
    await asyncio.sleep(0)
    given_up.cancel()
    await asyncio.wait({given_up})
    may_go_on.set()
    await under_way

    await database.write(lambda _db: order.append("the next"))

    assert order == ["the next"]


async def test_reading_does_not_wait_for_a_writer(each_database: Database) -> None:
    was_read = threading.Event()

    def hold(db: Connection) -> bool:
        workspaces.ensure(db, "T2", now=NOW)
        return was_read.wait(timeout=10)

    await each_database.write(lambda db: workspaces.ensure(db, WORKSPACE, now=NOW))
    writing = asyncio.create_task(each_database.write(hold))
    await asyncio.sleep(0)
    seen = await each_database.read(lambda db: workspaces.get(db, WORKSPACE))
    was_read.set()

    assert seen.id == WORKSPACE
    assert await writing, "the reader was only served after the writer"


async def test_many_writers_wait_for_their_turn(each_database: Database) -> None:
    def add_one(workspace_id: str) -> Workspace:
        return each_database.write_now(lambda db: workspaces.ensure(db, workspace_id, now=NOW))

    names = [f"T{number}" for number in range(20)]

    kept = await asyncio.gather(*(asyncio.to_thread(add_one, name) for name in names))

    assert kept == [
        await each_database.read(partial(workspaces.get, workspace_id=name)) for name in names
    ]


async def test_a_refused_row_shows_nobodys_data(each_database: Database) -> None:
    insert = text("INSERT INTO social_integrations (id, access_token) VALUES (NULL, :secret)")
    token = f"s3cret-{new_id()}"
    with pytest.raises(IntegrityError) as refusal:
        await each_database.write(lambda db: db.execute(insert, {"secret": token}))

    assert token not in "".join(traceback.format_exception(refusal.value))


def test_sqlite_keeps_its_promises_over_a_power_cut(database: Database) -> None:
    assert _pragma(database, "journal_mode") == "wal"
    assert _pragma(database, "synchronous") == 2, "FULL"
    assert _pragma(database, "foreign_keys") == 1


def test_a_process_that_reads_first_and_then_writes_does_not_lose_its_turn(tmp_path: Path) -> None:
    first_has_read = threading.Event()

    def count_then_add(db: Connection) -> None:
        known = projects.of_workspace(db, WORKSPACE)
        first_has_read.set()
        _project(db, f"C{len(known)}")

    with (
        open_database("", data_dir=tmp_path) as ours,
        open_beside("", data_dir=tmp_path) as theirs,
        ThreadPoolExecutor(1) as thread,
    ):
        first = thread.submit(ours.write_now, count_then_add)
        assert first_has_read.wait(timeout=10)
        theirs.write_now(count_then_add)
        first.result()

        found = ours.read_now(lambda db: projects.of_workspace(db, WORKSPACE))
    assert {one.channel_id for one in found} == {"C0", "C1"}


def _project(db: Connection, channel_id: str) -> None:
    projects.create(
        db,
        workspace_id=WORKSPACE,
        channel_id=channel_id,
        name=CHANNEL,
        zone="UTC",
        networks=(),
        now=NOW,
    )


def test_a_full_disk_is_explained_and_nothing_is_half_written(tmp_path: Path) -> None:
    with open_database("", data_dir=tmp_path) as database:
        database.write_now(lambda db: workspaces.ensure(db, WORKSPACE, now=NOW))

        def fill(db: Connection) -> None:
            pages = db.exec_driver_sql("PRAGMA page_count").scalar_one()
            db.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
            for n in range(1000):
                _project(db, f"C{n}")

        with pytest.raises(DiskFull, match="nothing was saved"):
            database.write_now(fill)

        assert database.read_now(lambda db: projects.of_workspace(db, WORKSPACE)) == []


@pytest.mark.postgres
@pytest.mark.slow
def test_a_server_that_ends_our_connections_is_found_again(
    postgres_database_url: str, tmp_path: Path
) -> None:
    end_all = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    end_me = text("SELECT pg_terminate_backend(pg_backend_pid())")
    with open_database(postgres_database_url, data_dir=tmp_path) as database:
        database.read_now(lambda db: db.execute(text("SELECT 1")).scalar_one())
        database.write_now(lambda db: db.execute(end_all).all())

        with pytest.raises(DatabaseUnreachable):
            database.write_now(lambda db: db.execute(end_me))

        assert database.read_now(lambda db: db.execute(text("SELECT 1")).scalar_one()) == 1
