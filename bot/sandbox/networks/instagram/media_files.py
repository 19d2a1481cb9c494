"""
What Instagram takes as a file, decided by its bytes.

https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.sandbox.networks.blobs import Blob
from bot.sandbox.networks.graph.answers import Refused, refused
from bot.sandbox.networks.instagram.container_store import Shape
from bot.sandbox.networks.posts import PostedMedia
from bot.sandbox.networks.probe import (
    VideoFacts,
    image_facts,
    plays_at_once,
    video_facts,
)

MEGABYTE = 1024 * 1024
MAX_IMAGE_BYTES = 8 * MEGABYTE
MIN_ASPECT, MAX_ASPECT = 4 / 5, 1.91
ROUNDING = 0.01
"""Whole pixels miss a ratio by a little."""
NOT_DOWNLOADED, NOT_DECODED, NOT_TAKEN = "2207077", "2207076", "2207026"
NO_MEDIA_THERE = "Only photo or video can be accepted as media type."


@dataclass(frozen=True, slots=True)
class VideoLimits:
    """What a video may be in one place."""

    max_bytes: int
    min_s: float
    max_s: float
    min_aspect: float


REEL = VideoLimits(300 * MEGABYTE, 3, 15 * 60, 0.01)
STORY = VideoLimits(100 * MEGABYTE, 3, 60, 0.1)
ITEM = VideoLimits(300 * MEGABYTE, 3, 60, 0.01)
LIMITS = {Shape.REEL: REEL, Shape.STORY_VIDEO: STORY, Shape.ITEM_VIDEO: ITEM}
MAX_VIDEO_ASPECT = 10.0
MAX_WIDTH_PX = 1920
MIN_FPS, MAX_FPS = 22.5, 60.5
CODECS = frozenset({"h264", "hevc"})
MAX_SOUND_HZ, MAX_CHANNELS = 48_000, 2


@dataclass(frozen=True, slots=True)
class JudgedVideo:
    """A video and the code of what is wrong with it, if anything."""

    media: PostedMedia
    fault: str = ""
    duration_s: float = 0.0


def judge_image(blob: Blob, shape: Shape, alt_text: str) -> PostedMedia:
    """Look at a picture; raises ``Refused``."""
    if blob.size_bytes > MAX_IMAGE_BYTES:
        raise refused(36000, "The image is too large", subcode=2207004)
    facts = image_facts(blob.path)
    if facts is None:
        raise nothing_there()
    if facts.format != "JPEG":
        text = f"The image format is not supported: {facts.format}. Only JPEG is."
        raise refused(36001, "Unsupported image format", subcode=2207005, explained=text)
    wide_enough = MIN_ASPECT - ROUNDING <= facts.aspect <= MAX_ASPECT + ROUNDING
    if not wide_enough and not shape.is_story:
        text = f"The aspect ratio {facts.aspect:.2f} is not between 4:5 and 1.91:1."
        raise refused(36003, "Invalid aspect ratio", subcode=2207009, explained=text)
    details = {"width": facts.width_px, "height": facts.height_px, "alt_text": alt_text}
    return PostedMedia(blob.sha256, "image", facts.mime, details)


def nothing_there(why: str = NO_MEDIA_THERE) -> Refused:
    """Return the refusal of an address that gave no picture and no video."""
    return refused(
        9004, "The media could not be fetched from this URI", subcode=2207052, explained=why
    )


def judge_video(blob: Blob, shape: Shape, *, strict_layout: bool) -> JudgedVideo:
    """Look at a video as the processing does."""
    facts = video_facts(blob.path)
    if facts is None:
        return JudgedVideo(PostedMedia(blob.sha256, "video", "video/mp4"), NOT_DECODED)
    details = {"width": facts.width_px, "height": facts.height_px, "duration_s": facts.duration_s}
    media = PostedMedia(blob.sha256, "video", facts.mime, details)
    fits = _is_taken(facts, LIMITS[shape], blob.size_bytes)
    in_order = not strict_layout or plays_at_once(Path(blob.path))
    return JudgedVideo(media, "" if fits and in_order else NOT_TAKEN, facts.duration_s)


def _is_taken(facts: VideoFacts, limits: VideoLimits, size_bytes: int) -> bool:
    silent = facts.audio_codec is None
    return all(
        (
            size_bytes <= limits.max_bytes,
            "mp4" in facts.container,
            facts.codec in CODECS,
            limits.min_s <= facts.duration_s + ROUNDING,
            facts.duration_s - ROUNDING <= limits.max_s,
            limits.min_aspect <= facts.aspect <= MAX_VIDEO_ASPECT,
            facts.width_px <= MAX_WIDTH_PX,
            MIN_FPS <= facts.fps <= MAX_FPS,
            silent or facts.audio_codec == "aac",
            silent or facts.audio_rate_hz <= MAX_SOUND_HZ,
            silent or facts.audio_channels <= MAX_CHANNELS,
        )
    )
