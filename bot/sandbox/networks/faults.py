"""Faults armed by hand: what goes wrong, at which step, how often."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bot.sandbox.networks.database import Database
from platforms.errors import Step

SCHEMA = """
CREATE TABLE IF NOT EXISTS fault (
    id INTEGER PRIMARY KEY, network TEXT NOT NULL, step TEXT NOT NULL, fault TEXT NOT NULL,
    remaining INTEGER, probability REAL, seed TEXT NOT NULL, draws INTEGER NOT NULL,
    details TEXT NOT NULL
);
"""


class General(StrEnum):
    """What can go wrong with any network."""

    DROP_BEFORE = "drop_before"
    DROP_AFTER = "drop_after"
    ERROR_429 = "error_429"
    ERROR_503 = "error_503"
    ERROR_503_AFTER = "error_503_after"
    ERROR_401 = "error_401"
    SLOW = "slow"
    LATE_COMMIT = "late_commit"


class When(StrEnum):
    """Whether a refusal comes instead of the work, after it, or changes how it is done."""

    INSTEAD = "instead"
    AFTER = "after"
    INSIDE = "inside"


@dataclass(frozen=True, slots=True)
class Armed:
    """A fault drawn for one request; ``details`` are its own numbers, such as seconds."""

    name: str
    details: Mapping[str, Any] = field(default_factory=dict)

    def number(self, name: str, default: float) -> float:
        """Return one of the fault's numbers."""
        value = self.details.get(name)
        return default if value is None else float(value)


@dataclass(frozen=True, slots=True)
class Refusal:
    """One of a network's own ways to say no; ``answer=None``: the work itself goes bad."""

    steps: frozenset[Step]
    answer: Callable[[Request, Armed], Response] | None
    when: When = When.INSTEAD


class Faults:
    """Remembers armed faults and decides which request each one hits."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def arm(
        self,
        network: str,
        step: Step,
        fault: str,
        *,
        times: int | None,
        probability: float | None,
        seed: str,
        details: Mapping[str, Any],
    ) -> int:
        """Arm a fault for the next ``times`` requests or for a share of all; return its number."""
        row = self._db.row(
            "INSERT INTO fault (network, step, fault, remaining, probability, seed, draws, details)"
            " VALUES (?, ?, ?, ?, ?, ?, 0, ?) RETURNING id",
            *(network, step.value, fault, times, probability, seed, json.dumps(dict(details))),
        )
        assert row is not None  # noqa: S101 - RETURNING always answers with the row
        return int(row["id"])

    def draw(self, network: str, step: Step) -> Armed | None:
        """Return the fault that hits this request; the oldest armed one that applies."""
        rows = self._db.rows(
            "SELECT * FROM fault WHERE network = ? AND step = ?"
            " AND (remaining IS NULL OR remaining > 0) ORDER BY id",
            *(network, step.value),
        )
        for row in rows:
            if row["remaining"] is not None:
                self._db.run("UPDATE fault SET remaining = remaining - 1 WHERE id = ?", row["id"])
                return Armed(row["fault"], json.loads(row["details"]))
            self._db.run("UPDATE fault SET draws = draws + 1 WHERE id = ?", row["id"])
            # A seeded draw: the same requests in the same order meet the same faults.
            dice = random.Random(f"{row['seed']}:{row['draws']}")  # noqa: S311
            if dice.random() < row["probability"]:
                return Armed(row["fault"], json.loads(row["details"]))
        return None

    def clear(self) -> None:
        """Disarm everything."""
        self._db.run("DELETE FROM fault")

    def armed(self) -> list[dict[str, Any]]:
        """List what is armed."""
        return [
            {
                **{name: row[name] for name in ("network", "step", "fault")},
                "times": row["remaining"],
                "probability": row["probability"],
                **json.loads(row["details"]),
            }
            for row in self._db.rows(
                "SELECT * FROM fault WHERE remaining IS NULL OR remaining > 0 ORDER BY id"
            )
        ]


def armed(request: Request, name: str) -> Armed | None:
    """Return the fault of this name when it was drawn for this request."""
    fault: Armed | None = request.scope.get("callboard.fault")
    return fault if fault is not None and fault.name == name else None
