"""The demo as people start it: its own process, reached over HTTP alone."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

READY = "demo is ready"


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class DemoProcess:
    """``python -m bot demo`` on a free port; leaves nothing behind but its data folder."""

    def __init__(self, data_dir: Path) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._data_dir = data_dir
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> DemoProcess:
        command = [sys.executable, "-m", "bot", "demo"]
        place = ["--port", str(self.port), "--data", str(self._data_dir)]
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [*command, *place], stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        said = []
        for line in self._process.stdout:
            said.append(line)
            if READY in line:
                return self
        raise AssertionError(f"The demo did not start: {said}")

    def __exit__(self, *_: object) -> None:
        assert self._process is not None
        self._process.terminate()
        self._process.communicate(timeout=30)
