"""A publisher's journal that lives in memory, for one post over several attempts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from platforms.clock import Clock
from platforms.errors import Step


class LostPost(Exception):
    """Another attempt owns the post by now."""


@dataclass
class Notebook:
    """Keeps what an adapter reports; the next attempt is handed the same notebook."""

    clock: Clock
    send_within: timedelta = timedelta(seconds=30)
    is_lost: bool = False
    kept: dict[str, str] = field(default_factory=dict)
    intents: list[tuple[Step, str]] = field(default_factory=list)
    told: list[tuple[float, str]] = field(default_factory=list)

    def reached(self, name: str) -> str | None:
        """Return what an earlier attempt stored."""
        return self.kept.get(name)

    async def checkpoint(self, name: str, value: str) -> None:
        """Store a fact."""
        self.kept[name] = value

    async def intend(self, step: Step, request_hash: str) -> datetime:
        """Note an intent and say until when it may be sent."""
        if self.is_lost:
            raise LostPost
        self.intents.append((step, request_hash))
        return self.clock.now() + self.send_within

    async def progress(self, done: float, saying: str) -> None:
        """Note how far it is."""
        self.told.append((done, saying))
