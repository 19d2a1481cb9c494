"""The benchmarks' own bookkeeping, and one of them at its smallest."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks import language, report
from tests.benchmarks.catalogue import BENCHMARKS
from tests.benchmarks.machine import Circumstances
from tests.benchmarks.record import Figure, Section, missed
from tests.benchmarks.timing import median, percentile

AROUND = Circumstances("a processor", 2, 4.0, "Linux", "3.11", "3.40", "today", "abc123", 0.5)


def _section(title: str, measured: float) -> Section:
    return Section(title, "How it was done.", (Figure("wait", measured, "ms", below=100),))


def test_a_figure_that_falls_short_says_so_in_the_report() -> None:
    section = _section("Waiting", 140.4)

    text = report.rendered(section, AROUND)

    assert missed(section)
    assert "| wait | 140 ms | below 100 ms | MISSED |" in text
    assert "- Falls short: wait, 140 ms, target below 100 ms." in text
    assert "commit abc123" in text


def test_a_figure_without_a_target_is_not_judged() -> None:
    section = Section("Peer", "How.", (Figure("peer", 0.1234, "s"),))

    assert "| peer | 0.123 s |  |  |" in report.rendered(section, AROUND)
    assert missed(section) == []


def test_a_run_replaces_its_own_section_and_keeps_the_others_in_order(tmp_path: Path) -> None:
    path, order = tmp_path / "docs" / "benchmarks.md", ["First", "Second"]
    for title, measured in (("Second", 1.0), ("First", 2.0), ("Second", 3.0)):
        section = _section(title, measured)
        report.write(path, {title: report.rendered(section, AROUND)}, order)

    text = path.read_text()

    assert text.startswith("# Benchmarks")
    assert text.count("## ") == 2
    assert text.index("2 ms") < text.index("## Second") < text.index("3 ms")
    assert "| 1 ms |" not in text


def test_percentiles_are_values_that_were_measured() -> None:
    values = [5.0, 1.0, 3.0, 2.0, 4.0]

    assert (median(values), percentile(values, 0.99), percentile(values, 0.2)) == (3.0, 5.0, 1.0)


def test_every_benchmark_has_a_name_and_a_place_in_the_report_of_its_own() -> None:
    assert len({one.name for one in BENCHMARKS}) == len(BENCHMARKS)
    assert len({one.title for one in BENCHMARKS}) == len(BENCHMARKS)


def test_the_smallest_run_of_the_language_benchmark_measures_both_readers() -> None:
    section = language.measure(0.02)

    measured = {figure.what: figure.measured for figure in section.figures}
    assert section.title == language.TITLE
    assert min(measured.values()) > 0
