"""What each project has used of its day, which begins at midnight in California."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.sandbox.networks.world import World
from bot.sandbox.networks.youtube.answers import Refused, quota_exceeded
from bot.sandbox.networks.youtube.calls import BUCKETS, Call

SCHEMA = """
CREATE TABLE IF NOT EXISTS youtube_spent (
    project TEXT NOT NULL, bucket TEXT NOT NULL, day TEXT NOT NULL, used INTEGER NOT NULL,
    PRIMARY KEY (project, bucket, day)
);
"""
PACIFIC = ZoneInfo("America/Los_Angeles")


class Ledger:
    """Counts the cost of calls; a project is an app."""

    def __init__(self, world: World, network: str) -> None:
        self._world = world
        self._network = network

    def spend(self, project: str, call: Call) -> None:
        """Charge a call; raises ``Refused`` when the day cannot bear it."""
        quotas = self._world.quotas
        limit = quotas.scaled(self._network, BUCKETS[call.bucket])
        with self._world.db.transaction():
            if self.used(project, call.bucket) + call.cost > limit and not quotas.is_lifted(
                self._network
            ):
                raise Refused(quota_exceeded())
            self._add(project, call.bucket, call.cost)

    def give_back(self, project: str, call: Call) -> None:
        """Leave only the one unit that a failed call costs."""
        if call.cost > 1:
            self._add(project, call.bucket, 1 - call.cost)

    def used(self, project: str, bucket: str) -> int:
        """Tell what a project has used today."""
        row = self._world.db.row(
            "SELECT used FROM youtube_spent WHERE project = ? AND bucket = ? AND day = ?",
            *(project, bucket, self._day()),
        )
        return int(row["used"]) if row else 0

    def _add(self, project: str, bucket: str, units: int) -> None:
        self._world.db.run(
            "INSERT INTO youtube_spent VALUES (?, ?, ?, ?)"
            " ON CONFLICT (project, bucket, day) DO UPDATE SET used = used + excluded.used",
            *(project, bucket, self._day(), units),
        )

    def _day(self) -> str:
        return self._world.now().astimezone(PACIFIC).date().isoformat()
