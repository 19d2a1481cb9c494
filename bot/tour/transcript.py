"""What the tour prints: who said what, and whether each step happened."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict, dataclass, field
from typing import Any, TextIO


class StepFailed(Exception):
    """A step of the story did not happen; the message says what was there instead."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the story."""

    at_s: float
    who: str
    text: str


@dataclass(slots=True)
class Transcript:
    """Collects the story and prints it while it happens."""

    as_json: bool = False
    out: TextIO = field(default_factory=lambda: sys.stdout)
    lines: list[Line] = field(default_factory=list)
    _started: float = field(default_factory=time.monotonic)

    def scene(self, title: str) -> None:
        """Begin a chapter."""
        self._add("scene", title)
        if not self.as_json:
            print(f"\n── {title}", file=self.out, flush=True)

    def say(self, who: str, text: str) -> None:
        """Quote somebody."""
        self._add(who, text)
        if not self.as_json:
            first, *rest = text.splitlines() or [""]
            print(f"  {who:>9} │ {first}", file=self.out, flush=True)
            for line in rest:
                print(f"  {'':>9} │ {line}", file=self.out, flush=True)

    def check(self, claim: str, happened: object, *, instead: object = "") -> None:
        """State what must be true now; raise ``StepFailed`` if it is not."""
        if not happened:
            raise StepFailed(f"{claim}: this did not happen. {instead}".strip())
        self._add("check", claim)
        if not self.as_json:
            print(f"  {'✔':>9} │ {claim}", file=self.out, flush=True)

    def close(self, failure: str = "") -> None:
        """End the story."""
        took_s = round(time.monotonic() - self._started, 1)
        checks = sum(line.who == "check" for line in self.lines)
        if self.as_json:
            story: dict[str, Any] = {
                "ok": not failure,
                "failure": failure,
                "checks": checks,
                "took_s": took_s,
                "lines": [asdict(line) for line in self.lines],
            }
            print(json.dumps(story, ensure_ascii=False), file=self.out, flush=True)
        elif not failure:
            print(f"\n  {checks} things checked in {took_s} s. All of it happened.", file=self.out)

    def _add(self, who: str, text: str) -> None:
        self.lines.append(Line(round(time.monotonic() - self._started, 2), who, text))
