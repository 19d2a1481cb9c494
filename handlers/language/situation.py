"""What is known around a sentence: how many contents and posts are at hand, and the locale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from handlers.language.lexicon.networks import NETWORKS
from handlers.language.times.here import Here


@dataclass(frozen=True, slots=True)
class Situation:
    """So many contents are chosen, posts are in focus, and posts were in the last list shown."""

    selection: int = 0
    focus: int = 0
    listed: int = 0
    has_networks: bool = False
    """Whether the networks of new content are already known."""
    locale: str | None = None

    @property
    def at_hand(self) -> bool:
        """Whether "this" or "it" points to something."""
        return self.selection > 0 or self.focus > 0

    @property
    def month_first(self) -> bool | None:
        """How 5/11 is read: only people of en-US write the month first."""
        return None if self.locale is None else self.locale.replace("_", "-").lower() == "en-us"


def situation(context: Mapping[str, Any] | None) -> Situation:
    """Read the ``context`` of an interface call; what is missing or no number counts as none."""
    given = context or {}
    networks = given.get("platforms")
    locale = given.get("locale")
    return Situation(
        selection=_count(given.get("selection")),
        focus=_count(given.get("focus")),
        listed=_count(given.get("list")),
        has_networks=isinstance(networks, (list, tuple))
        and any(name == "*" or name in NETWORKS for name in networks),
        locale=locale if isinstance(locale, str) and locale else None,
    )


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def here(now: datetime, tz: str, around: Situation) -> Here:
    """Return the point from which days and clocks are read."""
    zone = ZoneInfo(tz)
    return Here(now.astimezone(zone), zone, around.month_first)
