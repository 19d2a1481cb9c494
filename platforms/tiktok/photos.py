"""
Photos, which TikTok fetches from Callboard: the one call that opens them publishes them too.

Its answer names the publication. When that answer is lost nobody can ask for it, so the account's
latest public posts are looked through before anything is sent again.
https://developers.tiktok.com/doc/tiktok-api-v2-video-list
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from platforms.adapter import Wire
from platforms.composition import Composition
from platforms.content import Rendition
from platforms.errors import (
    NotSent,
    OutcomeUnknown,
    PlatformError,
    RateLimited,
    Step,
    TokenExpired,
    Unavailable,
)
from platforms.pulling import public_url
from platforms.tiktok.calls import Calls
from platforms.tiktok.creator import permitted
from platforms.tiktok.resource import photos_body
from platforms.tiktok.rules import LABEL, NETWORK

CLOCKS_DIFFER = timedelta(seconds=60)
READ_BACK = 150
"""TikTok tells this much of a text."""


@dataclass(frozen=True, slots=True)
class Try:
    """A call that was about to be made ``at``; with the publication's id once it was answered."""

    at: datetime
    publish_id: str = ""

    def as_text(self) -> str:
        """Return what the journal keeps."""
        return json.dumps({"at": self.at.isoformat(), "publish_id": self.publish_id})

    @classmethod
    def recall(cls, kept: str | None) -> Try | None:
        """Read what the journal kept; a cleared one is none."""
        if not kept:
            return None
        value = json.loads(kept)
        return cls(datetime.fromisoformat(value["at"]), str(value["publish_id"]))


@dataclass(frozen=True, slots=True)
class Found:
    """A post that is live already."""

    post_id: str


async def publication_of(
    composition: Composition,
    files: tuple[Rendition, ...],
    checkpoint: str,
    calls: Calls,
    wire: Wire,
) -> str | Found:
    """Return the id of the photos' publication, or the post that an unanswered call made."""
    earlier = Try.recall(wire.journal.reached(checkpoint))
    if earlier is not None:
        return earlier.publish_id or await _found(earlier, composition, checkpoint, calls, wire)
    urls = [public_url(file, network=NETWORK, label=LABEL) for file in files]
    body = photos_body(await permitted(composition, files, calls), urls)
    this = Try(wire.clock.now())
    await wire.journal.checkpoint(checkpoint, this.as_text())
    await wire.journal.progress(0.5, "TikTok is fetching the pictures")
    try:
        publish_id = await calls.start_photos(body)
    except OutcomeUnknown:
        raise
    except PlatformError:
        await wire.journal.checkpoint(checkpoint, "")
        raise
    await wire.journal.checkpoint(checkpoint, Try(this.at, publish_id).as_text())
    return publish_id


async def _found(
    earlier: Try, composition: Composition, checkpoint: str, calls: Calls, wire: Wire
) -> Found:
    """
    Look for the post that a call without an answer may have made.

    Where it cannot be found, only a person can tell; the try is forgotten then, so that the
    next one, which a person asks for, publishes.
    """
    try:
        rows = await calls.newest()
    except TokenExpired:
        raise
    except (NotSent, RateLimited, Unavailable) as silence:
        raise _unknown("TikTok cannot be asked for it now.") from silence
    except PlatformError:
        rows = []
    fitting = [row for row in rows if row.get("id") and _fits(row, composition, earlier.at)]
    if len(fitting) == 1:
        return Found(str(fitting[0]["id"]))
    await wire.journal.checkpoint(checkpoint, "")
    several = "The account shows several posts that look like it."
    missing = "TikTok does not list it, but it lists public posts only, and some of them late."
    raise _unknown(several if fitting else missing)


def _fits(row: dict[str, Any], composition: Composition, since: datetime) -> bool:
    created = row.get("create_time")
    if not isinstance(created, int) or created < (since - CLOCKS_DIFFER).timestamp():
        return False
    sent = _plain(composition.parts[0].text or str(composition.options["title"]))
    told = _plain(str(row.get("video_description") or row.get("title") or ""))
    return bool(told) and sent[:READ_BACK].startswith(told[:READ_BACK]) and _is_all(told, sent)


def _is_all(told: str, sent: str) -> bool:
    """Tell a text that was cut by TikTok from another one that is only shorter."""
    return told == sent or len(told) >= READ_BACK // 2


def _plain(text: str) -> str:
    return " ".join(text.split())


def _unknown(why: str) -> OutcomeUnknown:
    reason = f"An earlier try got no answer. {why}"
    return OutcomeUnknown(reason, network=NETWORK, step=Step.READ_BACK)
