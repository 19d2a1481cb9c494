"""What ``/readyz`` asks: can this process do its work right now?"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from scheduling.engine import Engine
from store.errors import StoreError


@dataclass(slots=True)
class Readiness:
    """Asks each part; ``publishes`` says whether this process is meant to publish at all."""

    engine: Engine
    publishes: bool = True

    def checks(self) -> dict[str, Callable[[], Awaitable[str | None]]]:
        """Return the checks by name; each answers ``None`` or says what is wrong."""
        return {"database": self._database_answers, "publishing": self._publishes}

    async def _database_answers(self) -> str | None:
        try:
            await self.engine.next_due()
        except StoreError as error:
            return f"{error.reason} {error.advice}"
        return None

    async def _publishes(self) -> str | None:
        if self.publishes and not self.engine.is_running:
            return "Nothing is being published: the engine has not started or is stopping."
        return None
