"""The real command as a process of its own, stopped as a service manager stops it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
@pytest.mark.parametrize("asked_by", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_lets_the_bot_finish_before_it_ends(
    tmp_path: Path, asked_by: signal.Signals
) -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith("CALLBOARD_")}
    env |= {"CALLBOARD_DATA_DIR": str(tmp_path), "CALLBOARD_BIND": "127.0.0.1:0"}
    command = [sys.executable, "-m", "bot", "run"]

    with subprocess.Popen(  # noqa: S603  # our own command
        command, env=env, stderr=subprocess.PIPE, text=True
    ) as child:
        assert child.stderr is not None
        said = [next(child.stderr)]
        while "bot.started" not in said[-1]:
            said.append(next(child.stderr))
        child.send_signal(asked_by)
        said.extend(child.stderr)

    assert child.returncode == 0
    order = ["engine.stopped", "bot.stopped", "Finished server process"]
    assert [name for line in said for name in order if name in line] == order


@pytest.mark.slow
def test_a_signal_ends_a_bot_that_cannot_reach_slack(tmp_path: Path) -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith("CALLBOARD_")}
    env |= {
        "CALLBOARD_DATA_DIR": str(tmp_path),
        "CALLBOARD_BIND": "127.0.0.1:0",
        "CALLBOARD_SLACK_BOT_TOKEN": "xoxb-nobody",
        "CALLBOARD_SLACK_APP_TOKEN": "xapp-nobody",
        "CALLBOARD_SLACK_API_URL": "http://127.0.0.1:9/api/",
    }

    with subprocess.Popen(  # our own command
        [sys.executable, "-m", "bot", "run"], env=env, stderr=subprocess.PIPE, text=True
    ) as child:
        assert child.stderr is not None
        said = [next(child.stderr)]
        while "bot.started" not in said[-1]:
            said.append(next(child.stderr))
        child.send_signal(signal.SIGTERM)
        rest = child.communicate(timeout=20)[1]

    assert child.returncode == 0
    assert "engine.started" in "".join(said)
    assert "bot.stopped" in rest
    assert "nobody" not in "".join(said) + rest
