"""What is said of a post: decided once, for the preview and for the request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from platforms.composition import Composition, Part
from platforms.content import Content, Kind
from platforms.text import final_text, shortened
from platforms.tiktok.rules import DIRECT, INBOX, MAX_TITLE, NETWORK

_DEFAULTS: Mapping[str, object] = {
    "post_mode": DIRECT,
    "allow_comment": False,
    "brand_organic_toggle": False,
    "brand_content_toggle": False,
    "is_aigc": False,
}
_OF_VIDEOS: Mapping[str, object] = {"allow_duet": False, "allow_stitch": False}
_OF_PICTURES: Mapping[str, object] = {"auto_add_music": False}
_SENT_AS_THEY_ARE = ("privacy_level", "brand_organic_toggle", "brand_content_toggle")


def compose(content: Content) -> Composition:
    """Decide exactly what TikTok gets; what lets others join in is off unless chosen."""
    text = final_text(content)
    options = {**_DEFAULTS, **(_OF_VIDEOS if content.kind is Kind.VIDEO else _OF_PICTURES)}
    options |= content.options
    if content.kind is not Kind.VIDEO:
        options["title"] = str(options.get("title") or "").strip() or _title(text)
    return Composition(NETWORK, (Part(text, content.media),), options)


def is_draft(composition: Composition) -> bool:
    """Tell whether a person finishes the post in TikTok's app."""
    return composition.options["post_mode"] == INBOX


def video_info(composition: Composition) -> dict[str, Any]:
    """Return ``post_info`` of a video; of a draft TikTok takes the text at most."""
    text, options = composition.parts[0].text, composition.options
    if is_draft(composition):
        return {"title": text}
    return {
        **_post_info(options),
        "title": text,
        "disable_duet": not options["allow_duet"],
        "disable_stitch": not options["allow_stitch"],
        "is_aigc": options["is_aigc"],
    }


def photos_body(composition: Composition, urls: Sequence[str]) -> dict[str, Any]:
    """
    Return the whole request for photos.

    https://developers.tiktok.com/doc/content-posting-api-reference-photo-post
    """
    options = composition.options
    info = {"title": options["title"], "description": composition.parts[0].text}
    source = {"source": "PULL_FROM_URL", "photo_images": list(urls), "photo_cover_index": 0}
    body = {"media_type": "PHOTO", "source_info": source}
    if is_draft(composition):
        return {**body, "post_mode": "MEDIA_UPLOAD", "post_info": info}
    info |= {**_post_info(options), "auto_add_music": options["auto_add_music"]}
    if options["is_aigc"]:
        # Documented beside ``post_info``, but within it for videos: a disclosure must not get lost.
        info["is_aigc"] = True
    return {**body, "post_mode": "DIRECT_POST", "post_info": info, "is_aigc": options["is_aigc"]}


def _post_info(options: Mapping[str, object]) -> dict[str, Any]:
    said = {name: options[name] for name in _SENT_AS_THEY_ARE if name in options}
    return {**said, "disable_comment": not options["allow_comment"]}


def _title(text: str) -> str:
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return shortened(first, MAX_TITLE)
