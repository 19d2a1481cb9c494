"""What is said of a video: decided once, for the preview and for the upload."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from platforms.composition import Composition, Part
from platforms.content import Content, MediaKind
from platforms.text import final_text, shortened
from platforms.youtube.rules import MAX_TITLE, NETWORK

_DEFAULTS: Mapping[str, object] = {
    "privacy": "public",
    "made_for_kids": False,
    "altered_content": False,
    "paid_promotion": False,
    "notify_subscribers": True,
    "category": "22",
}


def compose(content: Content) -> Composition:
    """Decide exactly what YouTube gets; a setting nobody chose has YouTube's own default."""
    options = {**_DEFAULTS, "title": _title(content), **content.options}
    if not str(options["title"]).strip():
        options["title"] = _title(content)
    return Composition(NETWORK, (Part(final_text(content), content.media),), options)


def resource_of(composition: Composition) -> dict[str, Any]:
    """Return the video resource. https://developers.google.com/youtube/v3/docs/videos#resource"""
    options = composition.options
    return {
        "snippet": {
            "title": options["title"],
            "description": composition.parts[0].text,
            "categoryId": options["category"],
        },
        "status": {
            "privacyStatus": options["privacy"],
            "selfDeclaredMadeForKids": options["made_for_kids"],
            "containsSyntheticMedia": options["altered_content"],
        },
        "paidProductPlacementDetails": {"hasPaidProductPlacement": options["paid_promotion"]},
    }


def _title(content: Content) -> str:
    """Take the first line of the text, or else the video's file name."""
    lines = [line.strip() for line in content.text.splitlines() if line.strip()]
    names = [
        PurePath(media.filename).stem
        for media in content.media
        if media.kind is MediaKind.VIDEO and media.filename
    ]
    title = next(iter([*lines, *names]), "Video")
    return shortened("".join(char for char in title if char not in "<>"), MAX_TITLE)
