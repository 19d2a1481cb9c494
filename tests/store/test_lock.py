from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from store import workspaces
from store.database import default_url, open_beside, open_database
from store.errors import DatabaseInUse
from store.schema_version import KNOWN, downgrade
from tests.store.samples import NOW, WORKSPACE

HOLD = """
import sys
from pathlib import Path
from store.database import open_database

with open_database("", data_dir=Path(sys.argv[1])):
    print("open", flush=True)
    sys.stdin.read()
"""
OPEN = """
import sys
from pathlib import Path
from store.database import open_database
from store.errors import DatabaseInUse

try:
    open_database("", data_dir=Path(sys.argv[1])).close()
except DatabaseInUse as refusal:
    print(refusal.reason, refusal.advice)
"""


@contextmanager
def another_bot(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Run a process that holds the folder until its input ends."""
    with subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-c", HOLD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield process


@pytest.mark.slow
def test_a_second_bot_is_told_who_has_the_folder(tmp_path: Path) -> None:
    with another_bot(tmp_path) as first:
        with pytest.raises(DatabaseInUse, match=f"process {first.pid}") as refusal:
            open_database("", data_dir=tmp_path)

        assert refusal.value.pid == first.pid
        assert "CALLBOARD_DATA_DIR" in refusal.value.advice


@pytest.mark.slow
def test_the_second_bot_may_be_another_process(tmp_path: Path) -> None:
    with open_database("", data_dir=tmp_path):
        said = subprocess.run(  # noqa: S603 - our own words
            [sys.executable, "-c", OPEN, str(tmp_path)], capture_output=True, text=True, check=True
        )

    assert f"in use by process {os.getpid()}" in said.stdout


@pytest.mark.slow
def test_a_killed_bot_leaves_no_lock_behind(tmp_path: Path) -> None:
    with another_bot(tmp_path) as first:
        first.send_signal(signal.SIGKILL)
        first.wait()

        with open_database("", data_dir=tmp_path) as database:
            assert database.dialect == "sqlite"


def test_a_second_handle_in_the_same_process_is_refused_too(data_dir: Path) -> None:
    with open_database("", data_dir=data_dir), pytest.raises(DatabaseInUse) as refusal:
        open_database("", data_dir=data_dir)

    assert refusal.value.pid == os.getpid()


def test_a_closed_database_can_be_opened_again(tmp_path: Path) -> None:
    open_database("", data_dir=tmp_path).close()

    open_database("", data_dir=tmp_path).close()


def test_two_folders_do_not_disturb_each_other(tmp_path: Path) -> None:
    with (
        open_database("", data_dir=tmp_path / "a") as first,
        open_database("", data_dir=tmp_path / "b") as second,
    ):
        assert first is not second


@pytest.mark.slow
def test_a_command_works_beside_the_running_bot(tmp_path: Path) -> None:
    with another_bot(tmp_path), open_beside("", data_dir=tmp_path) as database:
        database.write_now(lambda db: workspaces.ensure(db, WORKSPACE, name="Acme", now=NOW))

    with open_database("", data_dir=tmp_path) as database:
        assert database.read_now(lambda db: workspaces.get(db, WORKSPACE)).name == "Acme"


@pytest.mark.slow
def test_a_command_does_not_change_the_schema_under_a_running_bot(tmp_path: Path) -> None:
    with another_bot(tmp_path) as bot:
        downgrade(default_url(tmp_path), KNOWN[-2])

        with pytest.raises(DatabaseInUse, match=f"process {bot.pid}"):
            open_beside("", data_dir=tmp_path)
