"""What ``/readyz`` asks: can this process do its work right now?"""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from platforms.clock import Clock
from scheduling.engine import Engine
from store import claims, notices, proposals
from store.database import Database
from store.errors import StoreError

if TYPE_CHECKING:
    from bot.slack_side import SlackSide

LEAST_FREE_BYTES = 256 * 2**20
PATIENCE = timedelta(minutes=5)
"""What Slack has not been told after this long counts as a backlog."""
LOOKED_AT = 200

Check = Callable[[], Awaitable[str | None]]


@dataclass(slots=True)
class Readiness:
    """Asks each part that this process has; every answer is ``None`` or a sentence."""

    database: Database
    clock: Clock
    data_dir: Path
    engine: Engine | None
    slack: SlackSide | None
    least_free_bytes: int = LEAST_FREE_BYTES
    _behind: dict[str, datetime] = field(default_factory=dict)
    """Plans whose message was not up to date when asked before, and since when."""

    def checks(self) -> dict[str, Check]:
        """Return the checks by name; what this process does not do is not asked about."""
        checks: dict[str, Check] = {"database": self._database, "disk": self._disk}
        if self.engine:
            checks["publishing"] = partial(self._publishing, self.engine)
        if self.slack:
            checks |= {"slack": self.slack.fault, "backlog": self._backlog}
        return checks

    async def _database(self) -> str | None:
        try:
            await self.database.read(claims.next_wake)
        except StoreError as error:
            return f"{error.reason} {error.advice}"
        return None

    async def _disk(self) -> str | None:
        free = shutil.disk_usage(self.data_dir).free
        if free >= self.least_free_bytes:
            return None
        return (
            f"Only {free / 2**20:.0f} MB are free where the data folder is. "
            "Make room, or files and posts can soon not be kept."
        )

    async def _publishing(self, engine: Engine) -> str | None:
        if engine.is_running:
            return None
        return "Nothing is being published: the engine has not started or is stopping."

    async def _backlog(self) -> str | None:
        now = self.clock.now()
        try:
            untold = await self.database.read(partial(notices.pending, limit=LOOKED_AT))
            behind = await self.database.read(partial(proposals.behind, limit=LOOKED_AT))
        except StoreError:
            return None  # the check of the database says so
        self._behind = {plan.id: self._behind.get(plan.id, now) for plan in behind}
        moments = [*(one.created_at for one in untold), *self._behind.values()]
        late = [moment for moment in moments if now - moment > PATIENCE]
        if not late:
            return None
        minutes = round((now - min(late)).total_seconds() / 60)
        return (
            f"{len(late)} messages wait to be shown in Slack, the oldest for {minutes} minutes. "
            "Nothing is lost; see what slack says here, or look for slack. in the log."
        )
