"""
What an earlier publish call left behind, and finding a post that is live already.

A container yields at most one post, so its status decides: published means live, finished
means that the call can be repeated with the same container.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from platforms.adapter import Wire
from platforms.content import Published
from platforms.errors import OutcomeUnknown, PlatformError, Step
from platforms.instagram.calls import Calls
from platforms.instagram.containers import ERROR, EXPIRED, FINISHED, PUBLISHED
from platforms.instagram.rules import NETWORK

SETTLING_S = 60.0
"""How long after an unanswered publish call a container may still turn into a post."""
CLOCKS_DIFFER = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Try:
    """A publish call that was about to be made for ``container`` at ``at``."""

    container: str
    at: datetime

    def as_text(self) -> str:
        """Write it as a checkpoint's value."""
        return json.dumps({"container": self.container, "at": self.at.isoformat()})


def recall(stored: str | None) -> Try | None:
    """Read a checkpoint's value back; a cleared one is none."""
    if not stored:
        return None
    value = json.loads(stored)
    return Try(str(value["container"]), datetime.fromisoformat(value["at"]))


async def is_live(earlier: Try, calls: Calls, wire: Wire) -> bool:
    """
    Ask whether the earlier call worked.

    Raises ``OutcomeUnknown`` when the container is gone: then nobody can tell any more.
    """
    status, _ = await calls.container_status(earlier.container)
    if status == FINISHED:
        await wire.clock.sleep(SETTLING_S)
        status, _ = await calls.container_status(earlier.container)
    if status in {ERROR, EXPIRED}:
        raise OutcomeUnknown(
            "An earlier try got no answer, and Instagram no longer knows what became of it.",
            network=NETWORK,
            step=Step.STATUS,
        )
    return status == PUBLISHED


async def adopt(container: str, text: str, since: datetime, calls: Calls) -> Published:
    """
    Describe a post that is live already, found among the account's latest by text and time.

    Where not exactly one post fits, the container stands for it and the link stays unknown.
    """
    try:
        rows = await calls.recent_media()
    except PlatformError:
        rows = []
    fitting = [row for row in rows if row.get("id") and _fits(row, text, since - CLOCKS_DIFFER)]
    if len(fitting) != 1:
        return Published(f"container:{container}")
    url = fitting[0].get("permalink")
    return Published(str(fitting[0]["id"]), str(url) if url else None)


def _fits(row: dict[str, Any], text: str, earliest: datetime) -> bool:
    try:
        posted_at = datetime.fromisoformat(str(row.get("timestamp")))
    except ValueError:
        return False
    return posted_at >= earliest and _plain(str(row.get("caption") or "")) == _plain(text)


def _plain(caption: str) -> str:
    """Leave out what Instagram changes in captions that are read back."""
    return " ".join(caption.replace("@", "").split())
