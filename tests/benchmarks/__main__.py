"""``python -m tests.benchmarks [names] [--all] [--short]``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from bot import logs
from tests.benchmarks import report
from tests.benchmarks.catalogue import BENCHMARKS
from tests.benchmarks.machine import ROOT, circumstances
from tests.benchmarks.record import Benchmark, missed

REPORT = ROOT / "docs" / "benchmarks.md"
SHORT = 0.1


def main(argv: Sequence[str] | None = None) -> int:
    """Measure what is asked for, print it, and bring the report up to date."""
    args = _arguments(argv)
    logs.configure(form="console", quiet=True)
    short_of_target = 0
    for benchmark in _chosen(args.names, everything=args.all):
        around = circumstances()
        print(f"\n{benchmark.name} …", flush=True)
        began_s = perf_counter()
        section = benchmark.run(SHORT if args.short else 1.0)
        print(report.plain(section))
        print(f"  took {perf_counter() - began_s:.0f} s", flush=True)
        short_of_target += len(missed(section))
        if not args.short:
            fresh = {benchmark.title: report.rendered(section, around)}
            report.write(args.report, fresh, [one.title for one in BENCHMARKS])
    if short_of_target:
        print(f"\n{short_of_target} figures fall short of their targets.")
    return 0


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    names = [one.name for one in BENCHMARKS]
    parser.add_argument("names", nargs="*", metavar="name", help=f"of {', '.join(names)}")
    parser.add_argument("--all", action="store_true", help="also what takes minutes")
    parser.add_argument("--short", action="store_true", help="small sizes; leaves the report alone")
    parser.add_argument("--report", type=Path, default=REPORT, help="where the report is kept")
    args = parser.parse_args(argv)
    if unknown := set(args.names) - set(names):
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    return args


def _chosen(names: Sequence[str], *, everything: bool) -> list[Benchmark]:
    if names:
        return [one for one in BENCHMARKS if one.name in names]
    return [one for one in BENCHMARKS if everything or not one.takes_minutes]


if __name__ == "__main__":
    sys.exit(main())
