"""
What becomes of a publication once TikTok has everything.

https://developers.tiktok.com/doc/content-posting-api-reference-get-video-status
"""

from __future__ import annotations

from platforms.adapter import Wire
from platforms.errors import (
    NotSent,
    OutcomeUnknown,
    PlatformError,
    RateLimited,
    Step,
    TokenExpired,
    Unavailable,
)
from platforms.tiktok.calls import Calls, Standing
from platforms.tiktok.rules import NETWORK

COMPLETE, DELIVERED, FAILED = "PUBLISH_COMPLETE", "SEND_TO_USER_INBOX", "FAILED"
OVER = frozenset({COMPLETE, DELIVERED, FAILED})
WAITS_S = (5.0, 10.0, 20.0, *[30.0] * 10, *[60.0] * 24)
"""Half an hour; large videos take minutes, and TikTok takes 30 questions a minute."""
ID_WAITS_S = (5.0, 10.0, 20.0, 30.0)
"""A public post gets its id when TikTok has looked at it, mostly within a minute."""
_PASSING = (NotSent, RateLimited, Unavailable)


async def ended(publish_id: str, calls: Calls, wire: Wire) -> Standing:
    """Ask until TikTok has decided; raise ``OutcomeUnknown`` when it never says."""
    for wait_s in WAITS_S:
        try:
            standing = await _asked(publish_id, calls)
        except _PASSING:
            standing = Standing("")
        if standing.status in OVER:
            return standing
        await wire.clock.sleep(wait_s)
    raise _unknown("")


async def asked_in_doubt(publish_id: str, calls: Calls) -> Standing:
    """Ask once about a post that may be live, so that every silence leaves it in doubt."""
    try:
        return await _asked(publish_id, calls)
    except _PASSING as silence:
        raise _unknown(silence.code) from silence


async def post_id_of(publish_id: str, calls: Calls, wire: Wire) -> str | None:
    """Wait a while for a public post's id; the post is live, so no failure here may count."""
    for wait_s in ID_WAITS_S:
        await wire.clock.sleep(wait_s)
        try:
            standing = await calls.standing(publish_id)
        except PlatformError:
            continue
        if standing.post_ids:
            return standing.post_ids[0]
    return None


async def _asked(publish_id: str, calls: Calls) -> Standing:
    """Ask; that TikTok refuses to tell is no word about the post itself."""
    try:
        return await calls.standing(publish_id)
    except (TokenExpired, *_PASSING):
        raise
    except PlatformError as refusal:
        raise _unknown(refusal.code) from refusal


def _unknown(code: str) -> OutcomeUnknown:
    reason = "TikTok took the post and does not say what became of it."
    return OutcomeUnknown(reason, network=NETWORK, step=Step.STATUS, code=code)
