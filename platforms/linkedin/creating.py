"""
The one call that makes a post, and what an earlier one without an answer left behind.

LinkedIn knows no key that makes a repeat harmless, and lets apps look at a member's posts no
more. But it refuses a post that says the same as one of a moment ago and names that one, so
within a few minutes the same request again either publishes or finds what is published.
Of pages it lists the posts.

https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from platforms.adapter import Wire
from platforms.errors import (
    OutcomeUnknown,
    PlatformError,
    Rejected,
    Step,
    Unavailable,
)
from platforms.linkedin.calls import Calls
from platforms.linkedin.errors import PROCESSING_CODES, is_duplicate, original_of
from platforms.linkedin.little_text import readable
from platforms.linkedin.rules import NETWORK

REPEATABLE_FOR = timedelta(minutes=10)
"""How long LinkedIn surely knows a post again; its own window is not documented."""
PROCESSING_WAITS_S = (3.0, 5.0, 5.0, 10.0, 10.0, 20.0, 30.0)
"""Of pictures nobody may ask whether they are ready: the post itself is the question."""
_CLOCKS_DIFFER = timedelta(seconds=60)

Body = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Creating:
    """One post about to be made; ``checkpoint`` keeps when a first try got no clear answer."""

    body: Body
    checkpoint: str
    calls: Calls
    wire: Wire
    lists_posts: bool

    async def post(self) -> str:
        """Return the URN of the post, made now or by an earlier try."""
        kept = self.wire.journal.reached(self.checkpoint)
        if not kept:
            return await self._first(self.wire.clock.now())
        tried_at = datetime.fromisoformat(kept)
        if self.lists_posts and (urn := await self._listed(tried_at)):
            return urn
        if self.wire.clock.now() - tried_at > REPEATABLE_FOR:
            return await self._too_late()
        return await self._repeated()

    async def _first(self, now: datetime) -> str:
        """Make the post, forgetting the try only when LinkedIn clearly refused it."""
        await self.wire.journal.checkpoint(self.checkpoint, now.isoformat())
        try:
            return await self._created()
        except OutcomeUnknown:
            raise
        except PlatformError:
            await self.wire.journal.checkpoint(self.checkpoint, "")
            raise

    async def _repeated(self) -> str:
        """Ask again; that LinkedIn refuses it as a duplicate means that the first try worked."""
        try:
            return await self._created()
        except Rejected as refusal:
            if not is_duplicate(refusal):
                raise
            if original := original_of(refusal):
                return original
            raise OutcomeUnknown(
                "LinkedIn says that the same was just posted, so the first try most likely worked.",
                network=NETWORK,
                step=Step.CREATE,
                code=refusal.code,
            ) from refusal

    async def _too_late(self) -> str:
        """Ask a person, unless the page's posts were looked through: then it is not there."""
        await self.wire.journal.checkpoint(self.checkpoint, "")
        if self.lists_posts:
            return await self._first(self.wire.clock.now())
        raise OutcomeUnknown(
            "An earlier try got no answer, and it is too long ago to ask LinkedIn again.",
            network=NETWORK,
            step=Step.CREATE,
        )

    async def _created(self) -> str:
        """Create the post, waiting a while for its files."""
        for wait_s in PROCESSING_WAITS_S:
            try:
                return await self.calls.create_post(self.body)
            except Unavailable as refusal:
                if refusal.code not in PROCESSING_CODES:
                    raise
            await self.wire.clock.sleep(wait_s)
        return await self.calls.create_post(self.body)

    async def _listed(self, since: datetime) -> str | None:
        """Look for the post among the page's newest."""
        rows = await self.calls.newest_posts()
        earliest = since - _CLOCKS_DIFFER
        found = [row for row in rows if row.get("id") and _fits(row, self.body, earliest)]
        if len(found) > 1:
            raise OutcomeUnknown(
                "The page shows several new posts that say the same.",
                network=NETWORK,
                step=Step.READ_BACK,
            )
        return str(found[0]["id"]) if found else None


def _fits(row: Mapping[str, Any], body: Body, earliest: datetime) -> bool:
    created_ms = row.get("createdAt") or row.get("publishedAt")
    if not isinstance(created_ms, int) or created_ms < earliest.timestamp() * 1000:
        return False
    text = readable(str(body["commentary"]))
    if text:
        return readable(str(row.get("commentary") or "")) == text
    return row.get("content") == body.get("content")
