"""Real media bytes, made on the spot."""

from __future__ import annotations

import io
import tempfile
from fractions import Fraction
from functools import cache
from pathlib import Path

import av
from PIL import Image

from bot.sandbox.networks.probe import EXIF_ORIENTATION


@cache
def picture(width: int = 320, height: int = 320, kind: str = "JPEG", quality: int = 80) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").resize((width, height)).save(
        out, kind, **({"quality": quality} if kind == "JPEG" else {})
    )
    return out.getvalue()


def padded(data: bytes, size_bytes: int) -> bytes:
    """Return a JPEG blown up by what follows its end, which decoders leave alone."""
    return data + b"\0" * (size_bytes - len(data))


def stereo_picture() -> bytes:
    """Return an MPO: a JPEG with a second picture behind it, as some cameras make."""
    out = io.BytesIO()
    left, right = Image.new("RGB", (320, 320), "teal"), Image.new("RGB", (320, 320), "navy")
    left.save(out, "MPO", save_all=True, append_images=[right])
    return out.getvalue()


def turned_picture(width: int, height: int) -> bytes:
    """Return a JPEG that is stored lying on its side."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[EXIF_ORIENTATION] = 6
    Image.new("RGB", (width, height), "teal").save(out, "JPEG", exif=exif)
    return out.getvalue()


@cache
def animation(width: int = 64, height: int = 64, frames: int = 3) -> bytes:
    out = io.BytesIO()
    pictures = [Image.new("L", (width, height), number % 256) for number in range(frames)]
    pictures[0].save(out, "GIF", save_all=True, append_images=pictures[1:], duration=40)
    return out.getvalue()


@cache
def video(
    seconds: float = 3.5,
    *,
    width: int = 96,
    height: int = 160,
    fps: int = 24,
    codec: str = "libx264",
    container: str = "mp4",
    pixels: str = "yuv420p",
    sound: str | None = None,
    plays_at_once: bool = True,
) -> bytes:
    """Return a film; ``plays_at_once`` puts its index first, for which FFmpeg needs a file."""
    faststart = plays_at_once and container in {"mp4", "mov"}
    options = {"movflags": "faststart"} if faststart else {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film"
        with av.open(str(path), "w", format=container, options=options) as file:
            stream = file.add_stream(codec, rate=fps)
            assert isinstance(stream, av.VideoStream)
            stream.width, stream.height, stream.pix_fmt = width, height, pixels
            audio = file.add_stream(sound, rate=48_000) if sound else None
            for number in range(round(seconds * fps)):
                frame = av.VideoFrame(width, height, pixels)
                for plane in frame.planes:
                    plane.update(bytes([number % 200]) * plane.buffer_size)
                frame.pts, frame.time_base = number, Fraction(1, fps)
                file.mux(stream.encode(frame))
            file.mux(stream.encode(None))
            if isinstance(audio, av.AudioStream):
                _silence(file, audio, seconds)
        return path.read_bytes()


def _silence(file: av.container.OutputContainer, stream: av.AudioStream, seconds: float) -> None:
    size = 1024
    for number in range(int(seconds * 48_000 / size)):
        frame = av.AudioFrame(format="fltp", layout="stereo", samples=size)
        for plane in frame.planes:
            plane.update(b"\0" * plane.buffer_size)
        frame.sample_rate, frame.pts = 48_000, number * size
        file.mux(stream.encode(frame))
    file.mux(stream.encode(None))
