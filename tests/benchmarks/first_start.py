"""From nothing to a working page, and the start after that."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from time import perf_counter

from tests.benchmarks.machine import ROOT
from tests.benchmarks.processes import free_port, process, wait_for_page
from tests.benchmarks.record import Figure, Section
from tests.benchmarks.timing import median

TITLE = "From `git clone` to a working page"
PATIENCE_S = 600.0
STARTS = 5


def measure(share: float) -> Section:
    """Clone, `make demo`, and start again several times; all in a folder that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as name:
        clone = Path(name) / "callboard"
        cloned_s = _clone(clone)
        first_s = _start(clone)
        later_s = [_start(clone) for _ in range(max(int(STARTS * share), 1))]
    return Section(
        title=TITLE,
        how=(
            "A clone of this repository in a new folder, then `make demo` with no `.venv`, until "
            "`/_slack/` answers 200: environment, locked packages, database, stand-ins, bot. "
            f"Then stopped and started again with `make demo`, {len(later_s)} times."
        ),
        figures=(
            Figure("clone and first `make demo`", cloned_s + first_s, "s", below=120),
            Figure("`make demo` again, median", median(later_s), "s", below=3),
            Figure("`make demo` again, slowest", max(later_s), "s", below=3),
        ),
        remarks=(
            (
                "The packages come from this machine's package cache or index; over a slow line "
                "the first start takes as long as the download does."
            ),
        ),
    )


def _clone(to: Path) -> float:
    began_s = perf_counter()
    command = ["git", "clone", "--quiet", str(ROOT), str(to)]
    subprocess.run(command, check=True)  # noqa: S603  # our own repository
    return perf_counter() - began_s


def _start(clone: Path) -> float:
    """Start the demo as a person does; return when its page was there."""
    port, log = free_port(), clone.parent / "demo.log"
    began_s = perf_counter()
    with process(["make", "demo", f"PORT={port}"], log=log, cwd=clone) as child:
        url = f"http://127.0.0.1:{port}/_slack/"
        wait_for_page(child, url, log=log, within_s=PATIENCE_S)
        return perf_counter() - began_s
