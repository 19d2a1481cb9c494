"""What X takes, as data."""

from __future__ import annotations

from datetime import time, timedelta

from platforms.content import Kind
from platforms.rules import ImageRules, Option, Rules, VideoRules
from platforms.text import weighted_length

NETWORK = "twitter"
LABEL = "X"
_MEDIA_PAGE = "https://docs.x.com/x-api/media/quickstart/best-practices"
_POST_PAGE = "https://docs.x.com/x-api/posts/create-post"

RULES = Rules(
    network=NETWORK,
    label=LABEL,
    kinds=frozenset(Kind),
    max_text=280,
    text_unit="weighted characters",
    measure=weighted_length,
    best_times=(time(9), time(12, 30), time(17, 30), time(21)),
    max_media=4,
    min_gap=timedelta(minutes=30),
    posts_per_day=50,  # X itself takes 100 in 15 minutes; nobody wants to read that many
    image=ImageRules(mimes=("image/jpeg", "image/png"), max_bytes=5_000_000, max_width_px=4096),
    gif=ImageRules(mimes=("image/gif",), max_bytes=15_000_000, max_width_px=1280),
    video=VideoRules(
        mimes=("video/mp4", "video/quicktime"),
        max_bytes=512_000_000,
        min_duration_s=0.5,
        max_duration_s=140,
        min_aspect=1 / 3,
        max_aspect=3.0,
    ),
    options={
        "reply_settings": Option(
            "Who can reply",
            choices={
                "following": "Accounts you follow",
                "mentionedUsers": "Only accounts you mention",
                "subscribers": "Your subscribers",
                "verified": "Verified accounts",
            },
        ),
        "made_with_ai": Option("Made with AI"),
        "paid_partnership": Option("Paid partnership"),
    },
    sources={
        "max_text": "https://docs.x.com/fundamentals/counting-characters",
        "max_media": _POST_PAGE,
        "max_alt_text": "https://docs.x.com/x-api/media/metadata-create",
        "image": _MEDIA_PAGE,
        "gif": _MEDIA_PAGE,
        "video": _MEDIA_PAGE,
        "options": _POST_PAGE,
        "posts_per_day": "https://docs.x.com/x-api/fundamentals/rate-limits",
    },
)
