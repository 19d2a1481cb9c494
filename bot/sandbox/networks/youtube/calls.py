"""
Which scopes a call needs and what it costs.

https://developers.google.com/youtube/v3/determine_quota_cost
https://developers.google.com/youtube/v3/guides/auth/server-side-web-apps
"""

from __future__ import annotations

from dataclasses import dataclass

PREFIX = "https://www.googleapis.com/auth/"
UPLOAD = PREFIX + "youtube.upload"
READONLY = PREFIX + "youtube.readonly"
MANAGE = PREFIX + "youtube"
FORCE_SSL = PREFIX + "youtube.force-ssl"
ANALYTICS = PREFIX + "yt-analytics.readonly"

GRANTED = (UPLOAD, READONLY, FORCE_SSL, ANALYTICS)
"""What the stand-in grants when an account is opened by hand."""
KNOWN = frozenset({*GRANTED, MANAGE})

UNITS, UPLOADS, SEARCHES, STATS = "units", "uploads", "searches", "stats"
BUCKETS = {UNITS: 10_000, UPLOADS: 100, SEARCHES: 100, STATS: 10_000}
"""What a project may use in a day, by bucket."""


@dataclass(frozen=True, slots=True)
class Call:
    """One kind of call: it needs any one of ``scopes``."""

    scopes: tuple[str, ...]
    cost: int = 1
    bucket: str = UNITS


_UPLOADING = (UPLOAD, MANAGE, FORCE_SSL)
_READING = (READONLY, MANAGE, FORCE_SSL)
_CHANGING = (MANAGE, FORCE_SSL)

CALLS = {
    "videos.insert": Call(_UPLOADING, bucket=UPLOADS),
    "videos.list": Call(_READING),
    "videos.batchGetStats": Call(_READING, bucket=STATS),
    "videos.update": Call(_CHANGING, 50),
    "videos.delete": Call(_CHANGING, 50),
    "thumbnails.set": Call(_UPLOADING, 50),
    "channels.list": Call(_READING),
    "playlistItems.list": Call(_READING),
    "search.list": Call(_READING, bucket=SEARCHES),
    "videoCategories.list": Call(_READING),
    "commentThreads.insert": Call((FORCE_SSL,), 50),
    "commentThreads.list": Call((FORCE_SSL,)),
    "reports.query": Call((ANALYTICS,), 0),
}
