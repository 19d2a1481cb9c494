"""What Callboard promises in figures, measured: ``python -m tests.benchmarks``."""
