"""What a file really is, by its bytes."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

SIDEWAYS = (5, 6, 7, 8)
"""EXIF orientations that swap width and height."""
EXIF_ORIENTATION = 0x0112
MAX_PIXELS = 100_000_000


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """A picture; ``format`` is Pillow's name, ``frames`` is 1 unless it moves."""

    format: str
    mime: str
    width_px: int
    height_px: int
    frames: int = 1

    @property
    def aspect(self) -> float:
        """Width divided by height."""
        return self.width_px / self.height_px


@dataclass(frozen=True, slots=True)
class VideoFacts:
    """A video's first picture stream and first sound stream (``audio_codec=None``: silent)."""

    container: str
    codec: str
    pixel_format: str
    width_px: int
    height_px: int
    fps: float
    duration_s: float
    audio_codec: str | None = None
    audio_rate_hz: int = 0
    audio_channels: int = 0
    mime: str = "video/mp4"

    @property
    def aspect(self) -> float:
        """Width divided by height."""
        return self.width_px / self.height_px


def image_facts(path: Path) -> ImageFacts | None:
    """Decode a picture; ``None`` when the bytes are none, are cut short or are a bomb."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - heavy, wanted only here

    try:
        with Image.open(path) as image:
            if image.width * image.height > MAX_PIXELS:
                return None
            image.load()
            width, height = image.size
            if image.getexif().get(EXIF_ORIENTATION) in SIDEWAYS:
                width, height = height, width
            mime = Image.MIME.get(image.format or "", "application/octet-stream")
            frames = int(getattr(image, "n_frames", 1))
            return ImageFacts(image.format or "", mime, width, height, frames)
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ):
        return None


def video_facts(path: Path) -> VideoFacts | None:
    """Open a video; ``None`` when the bytes are none or cannot be decoded."""
    import av  # noqa: PLC0415 - heavy, wanted only here
    import av.error  # noqa: PLC0415 - heavy, wanted only here

    try:
        with av.open(str(path)) as container:
            if not container.streams.video:
                return None
            picture = container.streams.video[0]
            next(iter(container.decode(picture)))
            sound = container.streams.audio[0] if container.streams.audio else None
            rate = picture.average_rate
            return VideoFacts(
                container=container.format.name,
                codec=picture.codec_context.name,
                pixel_format=picture.codec_context.pix_fmt or "",
                width_px=picture.width,
                height_px=picture.height,
                fps=float(rate) if rate else 0.0,
                duration_s=(container.duration or 0) / 1_000_000,
                audio_codec=sound.codec_context.name if sound else None,
                audio_rate_hz=sound.codec_context.sample_rate if sound else 0,
                audio_channels=sound.codec_context.channels if sound else 0,
                mime=_video_mime(path),
            )
    except (av.error.FFmpegError, OSError, ValueError, StopIteration):
        return None


def has_film(path: Path) -> bool:
    """Tell whether there are moving pictures in the bytes, even such as cannot be decoded."""
    import av  # noqa: PLC0415 - heavy, wanted only here
    import av.error  # noqa: PLC0415 - heavy, wanted only here

    try:
        with av.open(str(path)) as container:
            return bool(container.streams.video and container.duration)
    except (av.error.FFmpegError, OSError, ValueError):
        return False


def plays_at_once(path: Path) -> bool:
    """Tell whether an MP4 or MOV has its index (``moov``) before its data (``mdat``)."""
    with path.open("rb") as file:
        while len(head := file.read(8)) == 8:
            size, kind = struct.unpack(">I4s", head)
            if kind in {b"moov", b"mdat"}:
                return bool(kind == b"moov")
            if size == 1:
                size = struct.unpack(">Q", file.read(8))[0] - 8
            if size < 8:
                return False
            file.seek(size - 8, 1)
    return False


def _video_mime(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(12)
    if head[4:8] == b"ftyp":
        return "video/quicktime" if head[8:10] == b"qt" else "video/mp4"
    return "video/webm" if head.startswith(b"\x1a\x45\xdf\xa3") else "application/octet-stream"
