"""
What Facebook takes as a file, decided by its bytes.

https://developers.facebook.com/docs/video-api/guides/reels-publishing
https://developers.facebook.com/docs/graph-api/reference/page/photos
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.sandbox.networks.blobs import Blob
from bot.sandbox.networks.facebook.video_store import Fault, VideoKind
from bot.sandbox.networks.graph.answers import Refused, bad_parameter, refused
from bot.sandbox.networks.posts import PostedMedia
from bot.sandbox.networks.probe import VideoFacts, image_facts, video_facts

MEGABYTE = 1024 * 1024
GIGABYTE = 1024 * MEGABYTE
MAX_SIDE_PX = 30_000
FORMATS = frozenset({"JPEG", "PNG", "BMP", "GIF", "TIFF", "HEIF", "WEBP"})
CODECS = frozenset({"h264", "hevc", "vp9", "av1"})
PORTRAIT, LANDSCAPE = 9 / 16, 16 / 9
MIN_WIDTH_PX, MIN_HEIGHT_PX = 540, 960
MIN_FPS, MAX_FPS = 23.9, 60.5
ROUNDING = 0.01
"""Whole pixels and frames miss a limit by a little."""
PROBLEM = 6000
RATIO, RESOLUTION, DURATION, FRAME_RATE = 1363040, 1363127, 1363128, 1363129


@dataclass(frozen=True, slots=True)
class VideoLimits:
    """What a video may be in one place."""

    max_bytes: int
    min_s: float
    max_s: float
    min_aspect: float
    max_aspect: float


LIMITS = {
    VideoKind.REEL: VideoLimits(GIGABYTE, 3, 90, PORTRAIT, PORTRAIT),
    VideoKind.STORY: VideoLimits(GIGABYTE, 3, 60, PORTRAIT, PORTRAIT),
    VideoKind.FEED: VideoLimits(GIGABYTE, 0, 20 * 60, PORTRAIT, LANDSCAPE),
}


def judge_photo(blob: Blob, max_bytes: int, alt_text: str) -> PostedMedia:
    """Look at a picture; raises ``Refused``."""
    if blob.size_bytes > max_bytes:
        raise _unfit_photo(max_bytes)
    facts = image_facts(blob.path)
    if facts is None:
        raise missing_image("The file is no picture, or it is damaged.")
    if facts.format not in FORMATS or max(facts.width_px, facts.height_px) > MAX_SIDE_PX:
        raise _unfit_photo(max_bytes)
    details = {"width": facts.width_px, "height": facts.height_px, "alt_text": alt_text}
    return PostedMedia(blob.sha256, "image", facts.mime, details)


def missing_image(why: str) -> Refused:
    """Return the refusal of a photo without a picture."""
    return refused(324, "(#324) Missing or invalid image file", explained=why)


def judge_video(blob: Blob, kind: VideoKind) -> tuple[PostedMedia, Fault | None]:
    """Look at a video as the processing does, and tell what is wrong with it, if anything."""
    facts = video_facts(blob.path)
    if facts is None:
        text = "There was a problem with the video file."
        return PostedMedia(blob.sha256, "video", "video/mp4"), Fault(PROBLEM, text)
    details = {"width": facts.width_px, "height": facts.height_px, "duration_s": facts.duration_s}
    media = PostedMedia(blob.sha256, "video", facts.mime, details)
    return media, _fault_of(facts, LIMITS[kind], kind)


def is_vertical(media: PostedMedia) -> bool:
    """Tell whether a video is higher than it is wide."""
    return int(media.details.get("height", 0)) > int(media.details.get("width", 0))


def _unfit_photo(max_bytes: int) -> Refused:
    text = (
        f"Photos should be smaller than {max_bytes / MEGABYTE:g} MB and saved as"
        " JPG, PNG, GIF, TIFF, HEIF or WebP files."
    )
    return bad_parameter(text, subcode=1366046)


def _fault_of(facts: VideoFacts, limits: VideoLimits, kind: VideoKind) -> Fault | None:
    if "mp4" not in facts.container or facts.codec not in CODECS:
        return Fault(PROBLEM, f"The video format is not supported: {facts.codec}.")
    right_shape = limits.min_aspect - ROUNDING <= facts.aspect <= limits.max_aspect + ROUNDING
    big = facts.width_px >= MIN_WIDTH_PX and facts.height_px >= MIN_HEIGHT_PX
    right_length = limits.min_s - ROUNDING <= facts.duration_s <= limits.max_s + ROUNDING
    if kind is VideoKind.FEED:
        wrong = not (right_shape and right_length)
        return Fault(PROBLEM, "The video is too long or has a wrong shape.") if wrong else None
    checks = (
        (right_shape, Fault(RATIO, "The aspect ratio must be 9:16.")),
        (big, Fault(RESOLUTION, "The resolution must be at least 540 × 960.")),
        (right_length, Fault(DURATION, f"The length must be 3 to {limits.max_s:.0f} seconds.")),
        (MIN_FPS <= facts.fps <= MAX_FPS, Fault(FRAME_RATE, "The frame rate must be 24 to 60.")),
    )
    return next((fault for holds, fault in checks if not holds), None)
