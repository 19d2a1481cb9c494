"""
The report: what is printed, and ``docs/benchmarks.md``.

A run replaces the sections that it measured and leaves the others as they were; every
section therefore says for itself when and on what it was measured.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.benchmarks.machine import Circumstances
from tests.benchmarks.record import Section, missed

INTRODUCTION = """\
# Benchmarks

Written by `make bench`; changes made by hand are lost. Figures without a target are there
for comparison, and were taken in the same run: compare the ratios, because the absolute
numbers are the machine's. Slack and the networks are the stand-ins of this repository,
reached over real HTTP on the same machine, so they take their share of its processor and
none of the time that the internet takes.
"""
_HEAD = "| figure | measured | target | verdict |\n|---|---|---|---|\n"


def rendered(section: Section, circumstances: Circumstances) -> str:
    """Return the section as Markdown."""
    rows = "".join(
        f"| {one.what} | {one.value} | {one.target} | {one.verdict} |\n" for one in section.figures
    )
    remarks = "".join(_filled(remark, first="- ") for remark in _remarks(section))
    stamp = _filled(f"Measured {circumstances}.")
    return "\n".join(
        part
        for part in (f"## {section.title}\n", _filled(section.how), _HEAD + rows, remarks, stamp)
        if part
    )


def merged(old: str, fresh: Mapping[str, str], order: Sequence[str]) -> str:
    """Return the whole document: fresh sections by title, the others as ``old`` has them."""
    kept = {
        part.partition("\n")[0].removeprefix("## "): part.rstrip() + "\n"
        for part in re.split(r"(?m)^(?=## )", old)[1:]
    }
    sections = {**kept, **fresh}
    return "\n".join([INTRODUCTION, *(sections[title] for title in order if title in sections)])


def write(path: Path, fresh: Mapping[str, str], order: Sequence[str]) -> None:
    """Bring the document up to date."""
    old = path.read_text() if path.exists() else ""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(merged(old, fresh, order))


def plain(section: Section) -> str:
    """Return the section for a terminal."""
    width = max(len(one.what) for one in section.figures)
    lines = [
        f"  {one.what:{width}}  {one.value:>12}  {one.target:18} {one.verdict}".rstrip()
        for one in section.figures
    ]
    return "\n".join([section.title, *lines, *(f"  - {remark}" for remark in _remarks(section))])


def _remarks(section: Section) -> list[str]:
    short = [
        f"Falls short: {one.what}, {one.value}, target {one.target}." for one in missed(section)
    ]
    return [*short, *section.remarks]


def _filled(text: str, *, first: str = "") -> str:
    return (
        textwrap.fill(
            text,
            width=98,
            initial_indent=first,
            subsequent_indent=" " * len(first),
            break_long_words=False,
            break_on_hyphens=False,
        )
        + "\n"
    )
