"""What a benchmark hands back: figures with their targets, and what there is to say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number; without a target it stands beside the others for comparison."""

    what: str
    measured: float
    unit: str
    below: float | None = None
    exactly: float | None = None

    @property
    def is_met(self) -> bool | None:
        """Whether the target is met, ``None`` when there is none."""
        if self.below is not None:
            return self.measured < self.below
        if self.exactly is not None:
            return self.measured == self.exactly
        return None

    @property
    def value(self) -> str:
        """The number with as many digits as it deserves."""
        return f"{short(self.measured)} {self.unit}".strip()

    @property
    def target(self) -> str:
        """The target in words."""
        if self.below is not None:
            return f"below {short(self.below)} {self.unit}".strip()
        return "" if self.exactly is None else f"{short(self.exactly)} {self.unit}".strip()

    @property
    def verdict(self) -> str:
        """The judgement in one word."""
        return {True: "met", False: "MISSED", None: ""}[self.is_met]


@dataclass(frozen=True, slots=True)
class Section:
    """One benchmark's outcome; ``how`` says what was done, ``remarks`` what limits it."""

    title: str
    how: str
    figures: tuple[Figure, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Benchmark:
    """
    One thing to measure.

    ``run`` takes the share of the full size that is wanted (1.0 or less). ``takes_minutes``
    keeps it out of a run that did not ask for everything.
    """

    name: str
    title: str
    run: Callable[[float], Section]
    takes_minutes: bool = False


def short(number: float) -> str:
    """Write a number with three digits that count."""
    if float(number).is_integer() or abs(number) >= 100:
        return f"{number:,.0f}"
    return f"{number:.3g}"


def missed(section: Section) -> list[Figure]:
    """Return the figures that fell short of their targets."""
    return [figure for figure in section.figures if figure.is_met is False]
