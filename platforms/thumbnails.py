"""Where a network takes a picture of its own for a video, a picture beside one becomes it."""

from __future__ import annotations

from dataclasses import replace

from platforms.content import Content, Media, MediaKind
from platforms.rules import Rules


def without_thumbnail(content: Content, rules: Rules) -> tuple[Content, Media | None]:
    """Return what is posted and, of one video with one picture, the picture as its thumbnail."""
    pictures = [media for media in content.media if media.kind is MediaKind.IMAGE]
    videos = [media for media in content.media if media.kind is MediaKind.VIDEO]
    is_pair = len(content.media) == 2 and len(pictures) == len(videos) == 1
    if rules.thumbnail is None or not is_pair:
        return content, None
    return replace(content, media=tuple(videos)), pictures[0]
