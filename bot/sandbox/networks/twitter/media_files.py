"""
What X takes as a file, decided by its bytes.

https://docs.x.com/x-api/media/quickstart/best-practices
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.sandbox.networks.probe import ImageFacts, VideoFacts, image_facts, video_facts

MEGABYTE = 1024 * 1024
MAX_BYTES = {
    "tweet_image": 5 * MEGABYTE,
    "dm_image": 5 * MEGABYTE,
    "tweet_gif": 15 * MEGABYTE,
    "dm_gif": 15 * MEGABYTE,
    "tweet_video": 512 * MEGABYTE,
    "dm_video": 512 * MEGABYTE,
    "amplify_video": 512 * MEGABYTE,
    "subtitles": 1 * MEGABYTE,
}
SEGMENT_BYTES = 5 * MEGABYTE
IMAGE_FORMATS = frozenset({"JPEG", "MPO", "PNG", "GIF", "WEBP"})
MAX_GIF_FRAMES = 350
MAX_GIF_SIZE = (1280, 1080)
MAX_GIF_PIXELS = 300_000_000
MIN_VIDEO_S, MAX_VIDEO_S = 0.5, 140.0
MIN_SIDE_PX = 32
MAX_FPS = 60.5
MAX_ASPECT = 3.0


@dataclass(frozen=True, slots=True)
class Judged:
    """What a file is; ``fault`` says why it is not taken."""

    kind: str = ""
    mime: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    fault: str = ""


def judge(path: Path, category: str) -> Judged:
    """Look at the bytes of an upload as X's processing does."""
    if category == "subtitles":
        return Judged("subtitles", "text/plain")
    if category.endswith("video"):
        return _judge_video(video_facts(path))
    return _judge_image(image_facts(path), category)


def _judge_image(facts: ImageFacts | None, category: str) -> Judged:
    if facts is None or facts.format not in IMAGE_FORMATS:
        return Judged(fault="media type unrecognized.")
    if category.endswith("gif"):
        return _judge_gif(facts)
    kind = "gif" if facts.format == "GIF" and facts.frames > 1 else "image"
    size = {"width": facts.width_px, "height": facts.height_px}
    return Judged(kind, facts.mime, size)


def _judge_gif(facts: ImageFacts) -> Judged:
    if facts.format != "GIF":
        return Judged(fault="The file is not a GIF.")
    if facts.width_px > MAX_GIF_SIZE[0] or facts.height_px > MAX_GIF_SIZE[1]:
        return Judged(fault="The GIF is larger than 1280x1080 pixels.")
    if facts.frames > MAX_GIF_FRAMES:
        return Judged(fault="The GIF has more than 350 frames.")
    if facts.width_px * facts.height_px * facts.frames > MAX_GIF_PIXELS:
        return Judged(fault="The GIF has more than 300 million pixels in all its frames.")
    return Judged("gif", facts.mime, {"width": facts.width_px, "height": facts.height_px})


def _judge_video(facts: VideoFacts | None) -> Judged:
    if facts is None or "mp4" not in facts.container:
        return Judged(fault="The file is not a video that can be decoded.")
    complaints = {
        "The video codec must be H.264.": facts.codec != "h264",
        "The pixel format must be yuv420p.": facts.pixel_format not in {"yuv420p", "yuvj420p"},
        "The audio codec must be AAC.": facts.audio_codec not in {None, "aac"},
        "The video is too short.": facts.duration_s < MIN_VIDEO_S,
        "The video is too small.": min(facts.width_px, facts.height_px) < MIN_SIDE_PX,
        "The aspect ratio is out of range.": not 1 / MAX_ASPECT <= facts.aspect <= MAX_ASPECT,
        "The frame rate is above 60.": facts.fps > MAX_FPS,
    }
    for complaint, applies in complaints.items():
        if applies:
            return Judged(fault=complaint)
    size = {"width": facts.width_px, "height": facts.height_px, "duration_s": facts.duration_s}
    return Judged("video", facts.mime, size)
