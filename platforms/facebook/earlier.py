"""
Finding a post that may have gone out without an answer, among the Page's newest.

https://developers.facebook.com/docs/graph-api/reference/page/feed
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from platforms.adapter import Wire
from platforms.errors import OutcomeUnknown, Step
from platforms.facebook.calls import Calls
from platforms.facebook.rules import NETWORK

CLOCKS_DIFFER = timedelta(seconds=60)
SETTLING = timedelta(seconds=150)
"""How long after a call without an answer a post may still appear."""
LAG_WAITS_S = (2.0, 5.0, 10.0)
"""How long the list of posts may lag behind."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What the post says and shows; pictures belong to no other post, so they decide alone."""

    text: str
    photos: tuple[str, ...] = ()


async def find(sought: Sought, since: datetime, calls: Calls) -> str | None:
    """Return the id of the post; several that fit are a question for a person."""
    earliest = since - CLOCKS_DIFFER
    rows = await calls.newest_posts(int((earliest - CLOCKS_DIFFER).timestamp()))
    fitting = [row for row in rows if row.get("id") and _fits(row, sought, earliest)]
    if len(fitting) > 1:
        raise OutcomeUnknown(
            "The Page shows several new posts that say the same.",
            network=NETWORK,
            step=Step.READ_BACK,
        )
    return str(fitting[0]["id"]) if fitting else None


async def find_settled(sought: Sought, since: datetime, calls: Calls, wire: Wire) -> str | None:
    """Look once, and again when the post had time enough to appear."""
    found = await find(sought, since, calls)
    left = since + SETTLING - wire.clock.now()
    if found or left <= timedelta():
        return found
    await wire.clock.sleep(left.total_seconds())
    return await find(sought, since, calls)


async def find_soon(sought: Sought, since: datetime, calls: Calls, wire: Wire) -> str | None:
    """Look for a post that Facebook says is there, until its list has it."""
    for wait_s in LAG_WAITS_S:
        if found := await find(sought, since, calls):
            return found
        await wire.clock.sleep(wait_s)
    return await find(sought, since, calls)


def _fits(row: dict[str, Any], sought: Sought, earliest: datetime) -> bool:
    try:
        created_at = datetime.fromisoformat(str(row.get("created_time")))
    except ValueError:
        return False
    if created_at < earliest:
        return False
    if sought.photos:
        return any(target in sought.photos for target in _targets(row))
    return _plain(str(row.get("message") or "")) == _plain(sought.text)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _targets(row: dict[str, Any]) -> list[str]:
    return [str(one["id"]) for shown in _attachments(row) if (one := shown.get("target") or {})]


def _attachments(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Go through what hangs on a post, and what hangs on that."""
    for shown in _data(row.get("attachments")):
        yield shown
        yield from _data(shown.get("subattachments"))


def _data(edge: object) -> Sequence[dict[str, Any]]:
    rows = edge.get("data") if isinstance(edge, dict) else None
    return [one for one in rows if isinstance(one, dict)] if isinstance(rows, list) else []
