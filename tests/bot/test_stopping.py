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
    assert "engine.stopped" in "".join(said)
    assert "bot.stopped" in said[-1]
