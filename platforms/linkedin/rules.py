"""What LinkedIn takes, as data."""

from __future__ import annotations

from datetime import time, timedelta

from platforms.content import Kind
from platforms.rules import ImageRules, Option, Rules, VideoRules
from platforms.text import utf16_length

NETWORK = "linkedin"
LABEL = "LinkedIn"
MAX_CARD_TITLE = 400
_GUIDE = "https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares"
_POSTS = f"{_GUIDE}/posts-api"
_IMAGES = f"{_GUIDE}/images-api"
_SEVERAL = f"{_GUIDE}/multiimage-post-api"
_VIDEOS = f"{_GUIDE}/videos-api"

MAX_PICTURE_BYTES = 5_000_000
"""LinkedIn's own pages name 5, 8 and 10 MB."""

RULES = Rules(
    network=NETWORK,
    label=LABEL,
    kinds=frozenset(Kind),
    max_text=3000,
    text_unit="characters",
    measure=utf16_length,
    best_times=(time(7, 30), time(10), time(17)),
    max_media=20,
    min_gap=timedelta(hours=1),
    posts_per_day=25,  # LinkedIn itself takes 150 of a member; nobody wants to read that many
    image=ImageRules(
        mimes=("image/jpeg", "image/png"),
        max_bytes=MAX_PICTURE_BYTES,
        max_width_px=6000,  # 6,000 × 6,000 is just below LinkedIn's 36,152,320 pixels
        max_height_px=6000,
    ),
    gif=ImageRules(mimes=("image/gif",), max_bytes=MAX_PICTURE_BYTES),
    video=VideoRules(
        mimes=("video/mp4",),
        max_bytes=500_000_000,
        min_duration_s=3,
        max_duration_s=30 * 60,
        min_aspect=1 / 2.4,
        max_aspect=2.4,
        min_bytes=75 * 1024,
    ),
    max_alt_text=4086,
    options={
        "visibility": Option(
            "Who can see it",
            choices={"PUBLIC": "Everybody", "CONNECTIONS": "Only your connections"},
            hint="A page's posts are for everybody.",
        ),
        "no_reshare": Option("Nobody can share it on"),
        "link_title": Option(
            "Title of the link's card",
            kinds=frozenset({Kind.LINK}),
            max_text=MAX_CARD_TITLE,
            hint="Left empty, the first line of the text becomes the title.",
        ),
    },
    sources={
        "max_text": f"{_GUIDE}/post-api-schema",
        "max_media": _SEVERAL,
        "max_alt_text": f"{_GUIDE}/post-api-schema",
        "image": _IMAGES,
        "gif": _IMAGES,
        "video": _VIDEOS,
        "options": _POSTS,
        "link_title": _POSTS,
        "posts_per_day": "https://learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/rate-limits",
    },
)
