"""
What TikTok takes as a file, decided by its bytes.

https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide
"""

from __future__ import annotations

from bot.sandbox.networks.blobs import Blob
from bot.sandbox.networks.posts import PostedMedia
from bot.sandbox.networks.probe import VideoFacts, image_facts, video_facts
from bot.sandbox.networks.tiktok.chunks import MAX_VIDEO_BYTES

FORMAT, DURATION = "file_format_check_failed", "duration_check_failed"
FRAME_RATE, PICTURE_SIZE = "frame_rate_check_failed", "picture_size_check_failed"
CONTAINERS = ("mp4", "webm")
"""FFmpeg gives MP4 and MOV one name, and WebM and Matroska another."""
WEBM, WEBM_CODECS = "video/webm", frozenset({"vp8", "vp9"})
CODECS = WEBM_CODECS | {"h264", "hevc"}
MIMES = frozenset({"video/mp4", "video/quicktime", WEBM})
PHOTO_FORMATS = frozenset({"JPEG", "MPO", "WEBP"})
MIN_S, MAX_S = 3.0, 600.0
MIN_FPS, MAX_FPS = 22.5, 60.5
MIN_SIDE_PX, MAX_SIDE_PX = 360, 4_096
MAX_PHOTO_BYTES = 20 * 2**20
MAX_PHOTO_SHORT_PX, MAX_PHOTO_LONG_PX = 1_080, 1_920
ROUNDING_S = 0.1
Judged = tuple[PostedMedia, str]
"""A file and the reason why it is not taken, which is empty for a good one."""


def judge_video(blob: Blob, max_s: float) -> Judged:
    """Look at a film of a creator who may post ``max_s`` seconds."""
    facts = video_facts(blob.path)
    if facts is None:
        return PostedMedia(blob.sha256, "video", "video/mp4"), FORMAT
    details = {"width": facts.width_px, "height": facts.height_px, "duration_s": facts.duration_s}
    media = PostedMedia(blob.sha256, "video", facts.mime, details)
    return media, _wrong_with(facts, blob.size_bytes, min(max_s, MAX_S))


def judge_photo(blob: Blob) -> Judged:
    """Look at a photo."""
    facts = image_facts(blob.path)
    if facts is None or facts.format not in PHOTO_FORMATS:
        return PostedMedia(blob.sha256, "image", "application/octet-stream"), FORMAT
    details = {"width": facts.width_px, "height": facts.height_px}
    media = PostedMedia(blob.sha256, "image", facts.mime, details)
    short, long = sorted((facts.width_px, facts.height_px))
    fits = short <= MAX_PHOTO_SHORT_PX and long <= MAX_PHOTO_LONG_PX
    return media, "" if fits and blob.size_bytes <= MAX_PHOTO_BYTES else PICTURE_SIZE


def _wrong_with(facts: VideoFacts, size_bytes: int, max_s: float) -> str:
    if not _is_format(facts) or size_bytes > MAX_VIDEO_BYTES:
        return FORMAT
    if not MIN_S - ROUNDING_S <= facts.duration_s <= max_s + ROUNDING_S:
        return DURATION
    if not MIN_FPS <= facts.fps <= MAX_FPS:
        return FRAME_RATE
    sides = (facts.width_px, facts.height_px)
    return "" if min(sides) >= MIN_SIDE_PX and max(sides) <= MAX_SIDE_PX else PICTURE_SIZE


def _is_format(facts: VideoFacts) -> bool:
    """Tell whether container and codec are taken; WebM and Matroska differ only by their codec."""
    is_container = any(name in facts.container for name in CONTAINERS) and facts.mime in MIMES
    return is_container and facts.codec in (WEBM_CODECS if facts.mime == WEBM else CODECS)
