"""What Instagram takes, as data."""

from __future__ import annotations

from datetime import time, timedelta

from platforms.content import Kind, MediaKind
from platforms.rules import ImageRules, Option, Rules, VideoRules
from platforms.text import utf16_length

NETWORK = "instagram"
LABEL = "Instagram"
_GUIDE = "https://developers.facebook.com/docs/instagram-platform/content-publishing"
_REFERENCE = (
    "https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference"
    "/ig-user/media"
)
MAX_PICTURE_BYTES = 8_000_000

RULES = Rules(
    network=NETWORK,
    label=LABEL,
    kinds=frozenset({Kind.IMAGE, Kind.CAROUSEL, Kind.VIDEO}),
    max_text=2200,
    text_unit="characters",
    measure=utf16_length,
    best_times=(time(8), time(12), time(17), time(20)),
    max_media=10,
    min_gap=timedelta(hours=1),
    posts_per_day=50,
    image=ImageRules(
        mimes=("image/jpeg",),
        max_bytes=MAX_PICTURE_BYTES,
        min_aspect=4 / 5,
        max_aspect=1.91,
        max_width_px=1440,
        converts_to="image/jpeg",
    ),
    video=VideoRules(
        mimes=("video/mp4", "video/quicktime"),
        max_bytes=300_000_000,
        min_duration_s=3,
        max_duration_s=15 * 60,
        min_aspect=0.01,
        max_aspect=10.0,
    ),
    pulls=frozenset({MediaKind.IMAGE, MediaKind.VIDEO}),
    mixes_media=True,
    max_hashtags=30,
    max_mentions=20,
    clickable_links=False,
    options={
        "share_to_feed": Option("Show the reel in the feed too", kinds=frozenset({Kind.VIDEO})),
        "is_ai_generated": Option("Made with AI"),
    },
    sources={
        "max_text": _REFERENCE,
        "max_hashtags": _REFERENCE,
        "max_mentions": _REFERENCE,
        "max_alt_text": _REFERENCE,
        "max_media": _GUIDE,
        "posts_per_day": _GUIDE,
        "image": _REFERENCE,
        "video": _REFERENCE,
        "options": _REFERENCE,
        "pulls": _GUIDE,
    },
)
