"""On what and when something was measured: figures mean little without it."""

from __future__ import annotations

import os
import platform
import sqlite3
import subprocess
from dataclasses import dataclass
from pathlib import Path

from platforms.clock import SystemClock

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """The machine, the moment, the state of the code, and how busy the machine was."""

    processor: str
    cores: int
    memory_gb: float
    system: str
    python: str
    sqlite: str
    date: str
    commit: str
    load: float

    def __str__(self) -> str:
        return (
            f"{self.date}, commit {self.commit}, {self.cores} cores of {self.processor}, "
            f"{self.memory_gb:.0f} GB, {self.system}, Python {self.python}, "
            f"SQLite {self.sqlite}, load average {self.load:.1f} before the run"
        )


def circumstances() -> Circumstances:
    """Look at the machine now."""
    pages, page_size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return Circumstances(
        processor=_processor(),
        cores=len(os.sched_getaffinity(0)),
        memory_gb=pages * page_size / 2**30,
        system=f"{platform.system()} {platform.release()}",
        python=platform.python_version(),
        sqlite=sqlite3.sqlite_version,
        date=f"{SystemClock().now():%Y-%m-%d %H:%M} UTC",
        commit=commit(),
        load=os.getloadavg()[0],
    )


def commit() -> str:
    """Name the state of the code, and say when files differ from it."""
    said = subprocess.run(
        ["git", "describe", "--always", "--dirty"],  # noqa: S607  # found on the path, as by make
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return said.stdout.strip().replace("-dirty", " with uncommitted changes") or "unknown"


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
