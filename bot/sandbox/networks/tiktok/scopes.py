"""
Which scopes a call needs and how often it may be made.

https://developers.tiktok.com/doc/tiktok-api-scopes
https://developers.tiktok.com/doc/tiktok-api-v2-rate-limit
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

BASIC, PROFILE, STATS = "user.info.basic", "user.info.profile", "user.info.stats"
LIST, PUBLISH, UPLOAD = "video.list", "video.publish", "video.upload"
ALL = (BASIC, PROFILE, STATS, LIST, PUBLISH, UPLOAD)
"""Every scope; the stand-in grants all when an account is opened by hand."""
MINUTE_S = 60


@dataclass(frozen=True, slots=True)
class Call:
    """One kind of call; one of ``scopes`` is enough, and none needed where it is empty."""

    scopes: frozenset[str]
    a_minute: int
    per_app: bool = False


POSTING = frozenset({PUBLISH, UPLOAD})
CALLS: Mapping[str, Call] = {
    "creator_info": Call(frozenset({PUBLISH}), 20),
    "video_init": Call(frozenset({PUBLISH}), 6),
    "inbox_init": Call(frozenset({UPLOAD}), 6),
    "content_init": Call(POSTING, 6),
    "status": Call(POSTING, 30),
    "cancel": Call(POSTING, 30),
    "user_info": Call(frozenset(), 600, per_app=True),
    "video_list": Call(frozenset({LIST}), 600, per_app=True),
    "video_query": Call(frozenset({LIST}), 600, per_app=True),
}
