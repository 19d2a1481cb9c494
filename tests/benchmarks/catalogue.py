"""Everything that is measured, in the order of the report."""

from __future__ import annotations

from tests.benchmarks import (
    acks,
    commands,
    first_start,
    idle_memory,
    language,
    pending,
    proposals,
    six_networks,
)
from tests.benchmarks.record import Benchmark

BENCHMARKS = (
    Benchmark("start", first_start.TITLE, first_start.measure, takes_minutes=True),
    Benchmark("acks", acks.TITLE, acks.measure),
    Benchmark("networks", six_networks.TITLE, six_networks.measure),
    Benchmark("plans", proposals.TITLE, proposals.measure),
    Benchmark("memory", idle_memory.TITLE, idle_memory.measure),
    Benchmark("timer", pending.TITLE, pending.measure),
    Benchmark("language", language.TITLE, language.measure),
    Benchmark("commands", commands.TITLE, commands.measure, takes_minutes=True),
)
