"""What Facebook Pages take, as data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta
from urllib.parse import urlsplit

from platforms.content import Content, Kind
from platforms.rules import ImageRules, Option, Problem, Rules, VideoRules
from platforms.text import utf16_length

NETWORK = "facebook"
LABEL = "Facebook"
_POSTS = "https://developers.facebook.com/docs/pages-api/posts"
_REELS = "https://developers.facebook.com/docs/video-api/guides/reels-publishing"
_ERRORS = "https://developers.facebook.com/docs/pages-api/error-codes"

_UPRIGHT = 9 / 16


def _own_links(content: Content) -> Iterator[Problem]:
    """Facebook makes no card of its own pages and refuses a post that asks for one."""
    if content.kind is Kind.LINK and content.link and _is_facebooks(content.link):
        yield Problem(
            "own_link",
            "text",
            "Facebook takes no posts with links to facebook.com.",
            "Link to another page, or share it on Facebook itself.",
        )


def _is_facebooks(link: str) -> bool:
    try:
        host = urlsplit(link).hostname or ""
    except ValueError:
        return False
    return host == "facebook.com" or host.endswith(".facebook.com")


RULES = Rules(
    network=NETWORK,
    label=LABEL,
    kinds=frozenset(Kind),
    max_text=63_206,
    text_unit="characters",
    measure=utf16_length,
    best_times=(time(9), time(15), time(20)),
    max_media=10,  # people may add more; of apps nobody has seen more work
    min_gap=timedelta(hours=1),
    posts_per_day=25,  # Facebook names no number, but stops a Page that posts too fast
    image=ImageRules(
        mimes=("image/jpeg", "image/png"),
        max_bytes=4_000_000,
    ),
    # Every video goes out as a reel. The older way for feed videos turns upright ones into
    # drafts that never go live, and both ways together could not be told apart afterwards.
    video=VideoRules(
        mimes=("video/mp4",),
        max_bytes=1_000_000_000,
        min_duration_s=3,
        max_duration_s=90,
        min_aspect=_UPRIGHT,
        max_aspect=_UPRIGHT,
        min_width_px=540,
        min_height_px=960,
    ),
    options={"is_ai_generated": Option("Made with AI", kinds=frozenset({Kind.VIDEO}))},
    checks=(_own_links,),
    sources={
        "max_text": _POSTS,
        "max_media": _POSTS,
        "image": _ERRORS,
        "video": _REELS,
        "options": _REELS,
        "own_link": _ERRORS,
        "posts_per_day": _ERRORS,
    },
)
