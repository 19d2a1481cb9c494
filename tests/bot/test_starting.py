"""``callboard run`` as a process: what each role needs, and what keeps it from starting."""

from __future__ import annotations

import asyncio
import copy
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.manifest import load_manifest
from bot.sandbox.clock import OffsetClock
from bot.sandbox.slack.app import build_slack
from bot.serving import listen, serving
from store import schema_version
from store.database import open_database
from tests.bot.processes import Running, callboard, environment, free_port

pytestmark = pytest.mark.slow

TOKEN = "xoxb-good-token"
SECRET = "signing-secret-of-the-app"
LIMITED = """
import resource, runpy, sys
most = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
sys.argv = ["callboard", "run"]
runpy.run_module("bot", run_name="__main__")
"""
NOBODY = "http://127.0.0.1:9/api/"


def settings(folder: Path, **more: object) -> dict[str, str]:
    usual = {"data_dir": folder / "data", "bind": "127.0.0.1:0"}
    return environment(**{**usual, **more})


def over_http(folder: Path, api_url: str, token: str = TOKEN) -> dict[str, str]:
    return settings(
        folder, slack_api_url=api_url, slack_bot_token=token, slack_signing_secret=SECRET
    )


@asynccontextmanager
async def a_slack(folder: Path, *, without: str = "") -> AsyncIterator[str]:
    """Serve Slack's stand-in with the app installed; yield the address of its Web API."""
    manifest: dict[str, Any] = copy.deepcopy(load_manifest())
    scopes = manifest["oauth_config"]["scopes"]["bot"]
    manifest["oauth_config"]["scopes"]["bot"] = [scope for scope in scopes if scope != without]
    app = build_slack(
        data_dir=folder / "slack",
        clock=OffsetClock(folder / "clock.json"),
        manifest=manifest,
        bot_url=NOBODY,
        signing_secret=SECRET,
        bot_token=TOKEN,
    )
    listening = listen("127.0.0.1", 0, hint="-")
    async with serving(app, listening):
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/api/"
        await app.state.slack.stop()


async def started(folder: Path, env: dict[str, str], *words: str) -> tuple[int, str]:
    """Start the bot, expecting that it ends by itself; return its exit code and last line."""
    done = await asyncio.to_thread(callboard, "run", *words, env=env, cwd=folder)
    assert "Traceback" not in done.stderr
    assert TOKEN not in done.stderr
    return done.returncode, done.stderr.splitlines()[-1]


async def test_a_wrong_token_ends_the_start_with_one_sentence(tmp_path: Path) -> None:
    async with a_slack(tmp_path) as api_url:
        code, said = await started(tmp_path, over_http(tmp_path, api_url, "xoxb-wrong"))

    assert code == 1
    assert said == (
        "Slack does not take CALLBOARD_SLACK_BOT_TOKEN (invalid_auth). Copy the Bot User OAuth "
        "Token from OAuth & Permissions of your Slack app, or install the app again."
    )


async def test_a_missing_permission_is_named_with_what_to_do(tmp_path: Path) -> None:
    async with a_slack(tmp_path, without="files:read") as api_url:
        code, said = await started(tmp_path, over_http(tmp_path, api_url))

    assert code == 1
    assert said.startswith("The Slack app lacks the permission files:read. Add it under OAuth")
    assert said.endswith("then install the app again.")


async def test_something_that_is_not_slack_is_told_apart(tmp_path: Path) -> None:
    async with a_slack(tmp_path) as api_url:
        elsewhere = api_url.replace("/api/", "/nowhere/")
        code, said = await started(tmp_path, over_http(tmp_path, elsewhere), "--role", "web")

    assert code == 1
    assert "no answer of its Web API. Check CALLBOARD_SLACK_API_URL" in said


async def test_without_slack_a_process_that_only_talks_does_not_start(tmp_path: Path) -> None:
    code, said = await started(tmp_path, over_http(tmp_path, NOBODY), "--role", "web")

    assert code == 1
    assert said == (
        "Slack cannot be reached (ClientConnectorError). Check this machine's connection and "
        "CALLBOARD_SLACK_API_URL, then try again."
    )


def test_without_slack_a_process_that_publishes_goes_on_and_says_so(tmp_path: Path) -> None:
    port = free_port()
    env = over_http(tmp_path, NOBODY) | {"CALLBOARD_BIND": f"127.0.0.1:{port}"}

    with Running("run", env=env, cwd=tmp_path) as bot:
        warning = bot.until("slack.unreachable")
        bot.until("bot.started")
        faults = httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=30).json()["faults"]

    assert "Slack cannot be reached" in warning
    assert faults.keys() == {"slack"}
    assert faults["slack"].startswith("Slack cannot be reached")


def test_a_scheduler_publishes_and_leaves_slack_alone(tmp_path: Path) -> None:
    port = free_port()
    env = over_http(tmp_path, NOBODY) | {"CALLBOARD_BIND": f"127.0.0.1:{port}"}

    with Running("run", "--role", "scheduler", env=env, cwd=tmp_path) as bot:
        line = bot.until("bot.started")
        with httpx.Client(base_url=f"http://127.0.0.1:{port}") as http:
            ready, events = http.get("/readyz"), http.post("/slack/events")

    assert '"slack": "off"' in line
    assert '"publishes": true' in line
    assert (ready.status_code, ready.json()["faults"]) == (200, {})
    assert events.status_code == 404


async def test_a_web_process_talks_and_publishes_nothing(tmp_path: Path) -> None:
    port = free_port()
    async with a_slack(tmp_path) as api_url:
        env = over_http(tmp_path, api_url) | {"CALLBOARD_BIND": f"127.0.0.1:{port}"}
        with Running("run", "--role", "web", env=env, cwd=tmp_path) as bot:
            line = await asyncio.to_thread(bot.until, "bot.started")
            async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http:
                ready, events = await http.get("/readyz"), await http.post("/slack/events")
            await asyncio.to_thread(bot.stop)

    assert '"slack": "http"' in line
    assert '"publishes": false' in line
    assert (ready.status_code, ready.json()["faults"]) == (200, {})
    assert events.status_code == 401
    assert not any("engine.started" in said for said in bot.said)


async def test_a_worker_is_refused_with_what_to_run_instead(tmp_path: Path) -> None:
    code, said = await started(tmp_path, settings(tmp_path), "--role", "worker")

    assert code == 1
    assert said.endswith("Run: callboard run --role all")


async def test_a_second_bot_on_the_same_data_folder_is_refused(tmp_path: Path) -> None:
    with open_database("", data_dir=tmp_path / "data"):
        code, said = await started(tmp_path, settings(tmp_path))

    assert code == 1
    assert "is in use by process" in said
    assert said.endswith("Stop the other one first, or give this one its own CALLBOARD_DATA_DIR.")


async def test_a_database_from_a_newer_version_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with open_database("", data_dir=folder) as database:
        database.write_now(
            lambda db: db.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        )

    code, said = await started(tmp_path, settings(tmp_path))

    assert code == 1
    assert said == (
        f"The database has schema 9999, this Callboard knows schemas up to {schema_version.HEAD}. "
        "Start the newer Callboard again, or restore a backup made with this version."
    )


@pytest.mark.parametrize("most_bytes", [0, 20_000, 200_000])
def test_a_disk_that_takes_no_more_is_said_in_one_sentence(tmp_path: Path, most_bytes: int) -> None:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", LIMITED, str(most_bytes)],
        env=settings(tmp_path),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "Make room" in done.stderr.splitlines()[-1]


@pytest.fixture(name="small_disk")
def _small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of 256 KiB, where this user may."""
    place = tmp_path / "data"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "callboard", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:  # noqa: S603 - fixed words
        pytest.skip("A really full disk was NOT tested: mounting one needs root.")
    yield place
    subprocess.run(["umount", str(place)], check=True)  # noqa: S603, S607 - fixed words


@pytest.mark.usefixtures("small_disk")
async def test_a_disk_that_is_really_full_is_said_in_one_sentence(tmp_path: Path) -> None:
    code, said = await started(tmp_path, settings(tmp_path))

    assert code == 1
    assert "Make room" in said


async def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")

    code, said = await started(tmp_path, settings(tmp_path))

    assert code == 1
    assert str(tmp_path / "data") in said
