"""What YouTube takes, as data."""

from __future__ import annotations

from datetime import time, timedelta

from platforms.content import Kind
from platforms.rules import ImageRules, Option, Rules, VideoRules

NETWORK = "youtube"
LABEL = "YouTube"
MAX_TITLE = 100
_VIDEOS = "https://developers.google.com/youtube/v3/docs/videos"
_INSERT = f"{_VIDEOS}/insert"
_LENGTHS = "https://support.google.com/youtube/answer/71673"


def _bytes(text: str) -> int:
    return len(text.encode())


RULES = Rules(
    network=NETWORK,
    label=LABEL,
    kinds=frozenset({Kind.VIDEO}),
    max_text=5000,
    text_unit="bytes",
    measure=_bytes,
    best_times=(time(14), time(17), time(20)),
    max_media=1,
    min_gap=timedelta(hours=2),
    posts_per_day=6,  # YouTube's own cap for a channel is not public; 100 is the app's
    image=None,
    video=VideoRules(
        mimes=("video/mp4", "video/quicktime"),
        max_bytes=256_000_000_000,
        min_duration_s=1,
        max_duration_s=12 * 3600,
    ),
    thumbnail=ImageRules(
        mimes=("image/jpeg", "image/png"),
        max_bytes=2_000_000,
        max_width_px=1920,
        max_height_px=1920,
    ),
    forbidden_characters="<>",
    max_hashtags=60,
    options={
        "title": Option(
            "Title",
            max_text=MAX_TITLE,
            hint="Left empty, the first line of the text becomes the title.",
        ),
        "privacy": Option(
            "Who can see it",
            choices={
                "public": "Everybody",
                "unlisted": "Everybody with the link",
                "private": "Only you",
            },
        ),
        "made_for_kids": Option("Made for kids"),
        "altered_content": Option("Altered or made with AI"),
        "paid_promotion": Option("Contains paid promotion"),
        "notify_subscribers": Option("Tell subscribers"),
        "category": Option(
            "Category",
            choices={
                "1": "Film & Animation",
                "2": "Autos & Vehicles",
                "10": "Music",
                "15": "Pets & Animals",
                "17": "Sports",
                "19": "Travel & Events",
                "20": "Gaming",
                "22": "People & Blogs",
                "23": "Comedy",
                "24": "Entertainment",
                "25": "News & Politics",
                "26": "Howto & Style",
                "27": "Education",
                "28": "Science & Technology",
                "29": "Nonprofits & Activism",
            },
        ),
    },
    sources={
        "max_text": f"{_VIDEOS}#snippet.description",
        "title": f"{_VIDEOS}#snippet.title",
        "max_media": _INSERT,
        "image": _INSERT,
        "video": _INSERT,
        "max_duration_s": _LENGTHS,
        "thumbnail": "https://developers.google.com/youtube/v3/docs/thumbnails/set",
        "options": f"{_VIDEOS}#status",
        "category": "https://developers.google.com/youtube/v3/docs/videoCategories",
        "posts_per_day": "https://developers.google.com/youtube/v3/determine_quota_cost",
    },
)
