"""``python -m bot …`` as processes of their own: run to their end, or kept running."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 60.0


def environment(**settings: object) -> dict[str, str]:
    """Return this machine's environment with these settings of Callboard's and no others."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CALLBOARD_")}
    given = {f"CALLBOARD_{name.upper()}": str(value) for name, value in settings.items()}
    return {**kept, "PYTHONPATH": str(ROOT), **given}


def callboard(
    *arguments: object, env: Mapping[str, str], cwd: Path, stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, in a folder without a ``.env`` of anybody's."""
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "bot", *map(str, arguments)],
        env=dict(env),
        cwd=cwd,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Running:
    """A command that runs until it is stopped; what it says is read all the while."""

    def __init__(self, *arguments: object, env: Mapping[str, str], cwd: Path) -> None:
        self.said: list[str] = []
        self._changed = threading.Condition()
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "bot", *map(str, arguments)],
            env=dict(env),
            cwd=cwd,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Running:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def until(self, words: str) -> str:
        """Return the first line with these words, as soon as it is said."""
        with self._changed:
            heard = self._changed.wait_for(
                lambda: self._line(words) or not self._reader.is_alive(), PATIENCE_S
            )
        line = self._line(words)
        if not heard or line is None:
            raise AssertionError(f"It never said {words!r}; it said: {''.join(self.said)}")
        return line

    def stop(self) -> int:
        """Ask it to end, and return its exit code."""
        return self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once, as a power cut does."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> int:
        if self._process.poll() is None:
            self._process.send_signal(how)
        code = self._process.wait(PATIENCE_S)
        self._reader.join()
        if self._process.stdout:
            self._process.stdout.close()
        return code

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with self._changed:
                self.said.append(line)
                self._changed.notify_all()
        with self._changed:
            self._changed.notify_all()

    def _line(self, words: str) -> str | None:
        return next((line for line in self.said if words in line), None)
