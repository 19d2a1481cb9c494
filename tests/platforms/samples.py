"""Real media bytes made on the spot, with the kinds of metadata that cameras and editors leave."""

from __future__ import annotations

import io
import random
import struct
import zlib
from fractions import Fraction
from pathlib import Path

import av
from PIL import Image, ImageDraw
from PIL.ExifTags import GPS, IFD, Base
from PIL.PngImagePlugin import PngInfo

from platforms.content import Media
from platforms.media.probe import probe

SECRETS = (b"Hidden Street 7", b"+48.8584+002.2945", b"Secretcam", b"a private note")
"""Words the samples carry in their metadata and no prepared file may."""


def media_of(path: Path, *, alt_text: str = "") -> Media:
    """Return a sample file as content knows it."""
    facts = probe(path)
    return Media(
        id=path.name,
        kind=facts.kind,
        mime=facts.mime,
        size_bytes=facts.size_bytes,
        sha256=facts.sha256,
        width_px=facts.width_px,
        height_px=facts.height_px,
        duration_s=facts.duration_s,
        filename=path.name,
        alt_text=alt_text,
    )


def photo(path: Path, size_px: tuple[int, int] = (600, 480), *, orientation: int = 1) -> Path:
    """Write a JPEG as a phone does: with GPS, maker and a comment. Its left half is red."""
    exif = Image.Exif()
    exif[Base.Orientation] = orientation
    exif[Base.Make] = "Secretcam"
    exif[Base.ImageDescription] = "Hidden Street 7"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (48.0, 51.0, 30.0)
    _picture(size_px).save(path, "JPEG", exif=exif, comment=b"a private note", quality=90)
    return path


def screenshot(path: Path, size_px: tuple[int, int] = (600, 480), *, mode: str = "RGBA") -> Path:
    """Write a PNG with text chunks."""
    notes = PngInfo()
    notes.add_text("Author", "Hidden Street 7")
    notes.add_itxt("Comment", "a private note")
    _picture(size_px).convert(mode).save(path, "PNG", pnginfo=notes)
    return path


def animation(path: Path, frames: int = 4) -> Path:
    """Write an animated GIF with a comment."""
    first, *others = [
        Image.new("RGB", (120, 90), (index * 60 % 256, 80, 120)) for index in range(frames)
    ]
    first.save(
        path,
        "GIF",
        save_all=True,
        append_images=others,
        duration=100,
        loop=0,
        comment=b"a private note",
    )
    return path


def film(
    path: Path,
    *,
    seconds: float = 3.5,
    size_px: tuple[int, int] = (180, 320),
    sideways: bool = False,
    is_noise: bool = False,
    grain_px: int = 0,
) -> Path:
    """
    Write an H.264 video with sound, a title and, in a MOV, a place.

    Noise makes it very large, a grainy corner of ``grain_px`` keeps it from being tiny.
    """
    container_format = "mov" if path.suffix == ".mov" else "mp4"
    with av.open(str(path), "w", format=container_format) as out:
        out.metadata.update({"title": "Hidden Street 7", "location": "+48.8584+002.2945/"})
        quality = {"preset": "ultrafast", "qp": "2"} if is_noise else {}
        picture = out.add_stream("libx264", rate=24, options=quality)
        picture.width, picture.height = size_px
        picture.pix_fmt = "yuv420p"
        sound = out.add_stream("aac", rate=44100)
        for index in range(int(seconds * 24)):
            still = _noise(size_px, index) if is_noise else _plain(size_px, index)
            if grain_px:
                still.paste(_noise((grain_px, grain_px), index))
            frame = av.VideoFrame.from_image(still)  # type: ignore[no-untyped-call]  # PyAV's gap
            out.mux(picture.encode(frame))
        out.mux(picture.encode())
        for index in range(int(seconds * 44100 / 1024)):
            out.mux(sound.encode(_silence(index)))
        out.mux(sound.encode())
    if sideways:
        _turn_a_quarter(path)
    return path


def song(path: Path) -> Path:
    """Write sound alone."""
    with av.open(str(path), "w", format="mp4") as out:
        sound = out.add_stream("aac", rate=44100)
        for index in range(40):
            out.mux(sound.encode(_silence(index)))
        out.mux(sound.encode())
    return path


def noise_picture(path: Path, size_px: tuple[int, int]) -> Path:
    """Write a picture that no compression makes small."""
    _noise(size_px, 1).save(path)
    return path


def _plain(size_px: tuple[int, int], index: int) -> Image.Image:
    return Image.new("RGB", size_px, (index * 7 % 256, 90, 40))


def _noise(size_px: tuple[int, int], index: int) -> Image.Image:
    pixels = random.Random(index).randbytes(size_px[0] * size_px[1] * 3)  # noqa: S311 - no secret
    return Image.frombytes("RGB", size_px, pixels)


def _silence(index: int) -> av.AudioFrame:
    frame = av.AudioFrame(format="fltp", layout="stereo", samples=1024)
    frame.sample_rate, frame.pts, frame.time_base = 44100, index * 1024, Fraction(1, 44100)
    for plane in frame.planes:
        plane.update(bytes(plane.buffer_size))
    return frame


def _turn_a_quarter(path: Path) -> None:
    """Write a phone's display matrix into the track header: shown turned by 90 degrees."""
    data = bytearray(path.read_bytes())
    start = data.index(b"tkhd") - 4 + 48
    data[start : start + 36] = struct.pack(">9i", 0, 1 << 16, 0, -(1 << 16), 0, 0, 0, 0, 1 << 30)
    path.write_bytes(data)


def huge_png(path: Path, width_px: int = 20_000, height_px: int = 15_000) -> Path:
    """Write a PNG of 300 million pixels in a few hundred kilobytes: a decompression bomb."""
    buffer = io.BytesIO()
    Image.new("1", (8, 8)).save(buffer, "PNG")
    data = bytearray(buffer.getvalue())
    data[16:24] = struct.pack(">II", width_px, height_px)
    data[29:33] = struct.pack(">I", zlib.crc32(bytes(data[12:29])))
    path.write_bytes(data)
    return path


def _picture(size_px: tuple[int, int]) -> Image.Image:
    """Draw a picture that compresses like a photo: red on the left, green on the right, lines."""
    image = Image.new("RGB", size_px, (20, 160, 60))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, size_px[0] // 2, size_px[1]), fill=(200, 30, 30))
    for x in range(0, size_px[0], 16):
        draw.line((x, 0, size_px[0] - x, size_px[1]), fill=(x % 256, 90, 200))
    return image
