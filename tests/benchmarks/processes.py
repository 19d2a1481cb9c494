"""Callboard as a process of its own: start it, wait for it, weigh it, stop it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from time import perf_counter, sleep

import httpx

from tests.benchmarks.machine import ROOT

LOOK_EVERY_S = 0.01
STOP_WITHIN_S = 30.0


class NotReady(Exception):
    """A process ended, or did not answer in time; the message shows its last words."""


@contextmanager
def process(
    command: Sequence[str],
    *,
    log: Path,
    cwd: Path = ROOT,
    env: Mapping[str, str] | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command in a group of its own; the block's end asks all of the group to stop."""
    clean = {name: value for name, value in os.environ.items() if name[:4] not in ("CALL", "MAKE")}
    with log.open("wb") as out:
        child = subprocess.Popen(  # noqa: S603  # our own commands
            command,
            cwd=cwd,
            env={**clean, **(env or {})},
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield child
        finally:
            _stop(child)


def callboard(*words: str) -> list[str]:
    """Return the command line for this Python."""
    return [sys.executable, "-m", "bot", *words]


def wait_for_page(child: subprocess.Popen[bytes], url: str, *, log: Path, within_s: float) -> None:
    """Return once the address answers 200."""
    ends_s = perf_counter() + within_s
    with httpx.Client(trust_env=False, timeout=5, verify=False) as http:  # noqa: S501  # plain HTTP
        while perf_counter() < ends_s and child.poll() is None:
            with suppress(httpx.TransportError):
                if http.get(url).status_code == 200:
                    return
            sleep(LOOK_EVERY_S)
    raise NotReady(f"{url} did not answer. Last words: {log.read_text(errors='replace')[-2000:]}")


def wait_for_words(
    child: subprocess.Popen[bytes], words: str, *, log: Path, within_s: float
) -> None:
    """Return once the process has printed these words."""
    ends_s = perf_counter() + within_s
    while perf_counter() < ends_s and child.poll() is None:
        if words in log.read_text(errors="replace"):
            return
        sleep(LOOK_EVERY_S)
    raise NotReady(f"{words!r} was not said. Last words: {log.read_text(errors='replace')[-2000:]}")


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def memory_mb(pid: int) -> float:
    """Return what a process holds in memory now (resident set)."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise NotReady(f"Process {pid} has ended.")


def _stop(child: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGTERM)
    try:
        child.wait(STOP_WITHIN_S)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
