"""How long `make tour` and `make check` keep people waiting."""

from __future__ import annotations

import tempfile
from pathlib import Path
from time import perf_counter

from tests.benchmarks.machine import ROOT
from tests.benchmarks.processes import process
from tests.benchmarks.record import Figure, Section

TITLE = "`make tour` and `make check`"
PATIENCE_S = 900.0


def measure(share: float) -> Section:
    """Run both in this checkout, whose environment is ready; the share changes nothing."""
    del share
    tour_s, tour_code = _run("tour")
    check_s, check_code = _run("check")
    return Section(
        title=TITLE,
        how=(
            "Both commands in a checkout whose environment is ready. A command that fails ends "
            "early, so its time counts only with exit code 0."
        ),
        figures=(
            _time("tour", tour_s, tour_code),
            Figure("`make tour`, exit code", tour_code, "", exactly=0),
            _time("check", check_s, check_code),
            Figure("`make check`, exit code", check_code, "", exactly=0),
        ),
    )


def _time(target: str, took_s: float, code: int) -> Figure:
    if code:
        return Figure(f"`make {target}`, which failed after", took_s, "s")
    return Figure(f"`make {target}`", took_s, "s", below=60)


def _run(target: str) -> tuple[float, int]:
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as name:
        began_s = perf_counter()
        with process(["make", target], log=Path(name) / "make.log", cwd=ROOT) as child:
            code = child.wait(PATIENCE_S)
            return perf_counter() - began_s, code
