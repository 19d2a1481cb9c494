"""What TikTok takes, as data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta

from platforms.content import Content, Kind, MediaKind
from platforms.rules import ImageRules, Option, Problem, Rules, VideoRules
from platforms.text import utf16_length

NETWORK = "tiktok"
LABEL = "TikTok"
MAX_TITLE = 90
PUBLIC, ONLY_YOU = "PUBLIC_TO_EVERYONE", "SELF_ONLY"
PRIVACY = {
    PUBLIC: "Everybody",
    "FOLLOWER_OF_CREATOR": "Your followers",
    "MUTUAL_FOLLOW_FRIENDS": "Friends (followers you follow back)",
    ONLY_YOU: "Only you",
}
DIRECT, INBOX = "direct", "inbox"
_PICTURES, _VIDEO = frozenset({Kind.IMAGE, Kind.CAROUSEL}), frozenset({Kind.VIDEO})
_DOC = "https://developers.tiktok.com/doc"
_DIRECT_POST = f"{_DOC}/content-posting-api-reference-direct-post"
_PHOTO_POST = f"{_DOC}/content-posting-api-reference-photo-post"
_TRANSFER = f"{_DOC}/content-posting-api-media-transfer-guide"
_GUIDELINES = f"{_DOC}/content-sharing-guidelines"


def _branded(content: Content) -> Iterator[Problem]:
    """TikTok takes no branded content that nobody else can see."""
    chosen = content.options
    if chosen.get("brand_content_toggle") is True and chosen.get("privacy_level") == ONLY_YOU:
        sentence = "TikTok takes no paid partnership that only you can see."
        fix = "Choose who else can see it, or take the paid partnership out."
        yield Problem("branded_for_nobody", "privacy_level", sentence, fix)


RULES = Rules(
    network=NETWORK,
    label=LABEL,
    kinds=_PICTURES | _VIDEO,
    max_text=2200,
    text_unit="characters",
    measure=utf16_length,
    best_times=(time(6), time(10), time(19), time(23)),
    max_media=35,
    min_gap=timedelta(hours=2),
    posts_per_day=15,  # about as many as TikTok takes for one account from all apps together
    image=ImageRules(
        mimes=("image/jpeg",),
        max_bytes=20_000_000,
        max_width_px=1080,
        max_height_px=1920,
        converts_to="image/jpeg",
    ),
    video=VideoRules(
        mimes=("video/mp4", "video/quicktime"),
        max_bytes=4_000_000_000,
        min_duration_s=3,
        max_duration_s=10 * 60,
        min_width_px=360,
        min_height_px=360,
        max_side_px=4096,
    ),
    pulls=frozenset({MediaKind.IMAGE}),
    clickable_links=False,
    # What lets others join in is off until somebody turns it on, and nobody chooses for a person
    # who can see the post: TikTok's audit of an app asks for both.
    options={
        "privacy_level": Option(
            "Who can see it",
            choices=PRIVACY,
            is_required=True,
            hint="TikTok wants your own choice. For a draft it is asked again in the app.",
        ),
        "post_mode": Option(
            "How it goes out",
            choices={DIRECT: "Publish", INBOX: "Send to the TikTok inbox as a draft"},
        ),
        "allow_comment": Option("Let people comment"),
        "allow_duet": Option("Let people make duets with it", kinds=_VIDEO),
        "allow_stitch": Option("Let people stitch it into their videos", kinds=_VIDEO),
        "brand_organic_toggle": Option("Promotes your own brand"),
        "brand_content_toggle": Option("Paid partnership with another brand"),
        "is_aigc": Option("Made with AI"),
        "title": Option(
            "Title",
            max_text=MAX_TITLE,
            kinds=_PICTURES,
            hint="Left empty, the first line of the text becomes the title.",
        ),
        "auto_add_music": Option("Let TikTok add music", kinds=_PICTURES),
    },
    checks=(_branded,),
    sources={
        "max_text": _DIRECT_POST,
        "title": _PHOTO_POST,
        "max_media": _PHOTO_POST,
        "image": _TRANSFER,
        "video": _TRANSFER,
        "pulls": _TRANSFER,
        "options": _GUIDELINES,
        "is_aigc": _PHOTO_POST,
        "posts_per_day": _GUIDELINES,
    },
)
