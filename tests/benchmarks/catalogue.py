"""Everything that is measured, in the order of the report."""

from __future__ import annotations

from tests.benchmarks import acks, idle_memory, language, proposals
from tests.benchmarks.record import Benchmark

BENCHMARKS = (
    Benchmark("acks", acks.measure),
    Benchmark("proposals", proposals.measure),
    Benchmark("memory", idle_memory.measure),
    Benchmark("language", language.measure),
)
TITLES = (acks.TITLE, proposals.TITLE, idle_memory.TITLE, language.TITLE)
