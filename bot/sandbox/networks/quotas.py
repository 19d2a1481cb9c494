"""How often each call may be made, and how to lift that."""

from __future__ import annotations

from dataclasses import dataclass

from bot.sandbox.networks.database import Database
from platforms.clock import Clock

SCHEMA = """
CREATE TABLE IF NOT EXISTS quota_window (
    network TEXT NOT NULL, subject TEXT NOT NULL, name TEXT NOT NULL,
    opened_at REAL NOT NULL, used INTEGER NOT NULL, PRIMARY KEY (network, subject, name)
);
CREATE TABLE IF NOT EXISTS quota_factor (network TEXT PRIMARY KEY, factor REAL);
"""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left in the present window after a call was counted."""

    limit: int
    used: int
    resets_at: float
    is_lifted: bool

    @property
    def remaining(self) -> int:
        """Calls that are still allowed."""
        return max(0, self.limit - self.used)

    @property
    def is_exceeded(self) -> bool:
        """Whether the counted call was one too many."""
        return self.used > self.limit and not self.is_lifted


class Quotas:
    """Fixed windows that open with their first call."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def count(
        self, network: str, subject: str, name: str, *, limit: int, window_s: int
    ) -> Allowance:
        """Count one call of ``name`` by ``subject``."""
        now = self._clock.now().timestamp()
        row = self._db.row(
            "INSERT INTO quota_window VALUES (?1, ?2, ?3, ?4, 1)"
            " ON CONFLICT (network, subject, name) DO UPDATE SET"
            " used = CASE WHEN opened_at + ?5 <= ?4 THEN 1 ELSE used + 1 END,"
            " opened_at = CASE WHEN opened_at + ?5 <= ?4 THEN ?4 ELSE opened_at END"
            " RETURNING opened_at, used",
            *(network, subject, name, now, window_s),
        )
        assert row is not None  # noqa: S101 - RETURNING always answers with the row
        return Allowance(
            limit=self.scaled(network, limit),
            used=row["used"],
            resets_at=row["opened_at"] + window_s,
            is_lifted=self.is_lifted(network),
        )

    def scaled(self, network: str, limit: int) -> int:
        """Return a limit of the network's documentation times the factor set here."""
        factor = self._factor(network)
        return limit if factor is None else max(1, int(limit * factor))

    def is_lifted(self, network: str) -> bool:
        """Tell whether this network's quotas are switched off."""
        row = self._db.row("SELECT factor FROM quota_factor WHERE network = ?", network)
        return row is not None and row["factor"] is None

    def scale(self, network: str, factor: float | None) -> None:
        """Multiply all of a network's quotas; ``None`` lifts them."""
        self._db.run("INSERT OR REPLACE INTO quota_factor VALUES (?, ?)", network, factor)

    def _factor(self, network: str) -> float | None:
        row = self._db.row("SELECT factor FROM quota_factor WHERE network = ?", network)
        return None if row is None else row["factor"]
