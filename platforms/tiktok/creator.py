"""
What TikTok wants to be asked before each direct post, and what follows from its answer.

https://developers.tiktok.com/doc/content-posting-api-reference-query-creator-info
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from platforms.composition import Composition
from platforms.content import Rendition
from platforms.errors import Rejected, Step
from platforms.tiktok.calls import Calls, Creator
from platforms.tiktok.resource import is_draft
from platforms.tiktok.rules import NETWORK, PRIVACY

_DURATION_SLACK_S = 0.05


async def permitted(
    composition: Composition, files: Iterable[Rendition], calls: Calls
) -> Composition:
    """
    Return what may go out now; raise ``Rejected`` for what the account may not post.

    What an account has switched off for all of its posts stays off.
    """
    if is_draft(composition):
        return composition
    creator = await calls.creator()
    _refuse_privacy(composition, creator)
    for file in files:
        _refuse_length(file, creator)
    off = {
        "allow_comment": creator.comment_disabled,
        "allow_duet": creator.duet_disabled,
        "allow_stitch": creator.stitch_disabled,
    }
    closed = {name: False for name in composition.options if off.get(name)}
    return replace(composition, options={**composition.options, **closed})


def _refuse_privacy(composition: Composition, creator: Creator) -> None:
    levels = creator.privacy_levels
    if not levels or composition.options.get("privacy_level") in levels:
        return
    choices = ", ".join(PRIVACY.get(level, level) for level in levels)
    raise Rejected(
        "This account cannot show the post to the people that were chosen."
        f" TikTok lets it choose: {choices}.",
        network=NETWORK,
        step=Step.PREPARE,
        code="privacy_level_option_mismatch",
        advice="Press Edit, choose one of them for “Who can see it”, then press Retry.",
    )


def _refuse_length(file: Rendition, creator: Creator) -> None:
    longest_s, duration_s = creator.max_video_s, file.duration_s
    if longest_s is None or duration_s is None or duration_s <= longest_s + _DURATION_SLACK_S:
        return
    raise Rejected(
        f"The video lasts {duration_s:,.0f} s; TikTok lets this account post {longest_s:,.0f} s.",
        network=NETWORK,
        step=Step.PREPARE,
        code="duration_check_failed",
        advice="Cut it, upload it and plan the post again.",
    )
