"""Still pictures: looking at them safely, and writing them clean. Imports Pillow."""

from __future__ import annotations

import io
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from platforms.media.probe import MAX_PIXELS, NotMedia
from platforms.rules import ImageRules

_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP", "TIFF")
# Pillow reads MPO (two JPEGs in one file) through JPEG and refuses to be asked for it by name.
_SHOWN_AS_STILL = frozenset({"MPO", "TIFF", "AVIF"})
_SIDEWAYS = frozenset({5, 6, 7, 8})
_TRIMMED_PX = 4
"""One pixel of height too little is two of width too much; scaling rounds once more."""
_ORIENTATION_TAG = 0x0112
_DAMAGED_ADVICE = "Open it on your computer, save it again as JPEG or PNG and add that."
_UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError)
"""What Pillow raises for damaged files of its various formats."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A picture's size as people see it, and whether it moves."""

    width_px: int
    height_px: int
    is_animated: bool


def look(path: Path) -> Seen:
    """Return a picture's facts; raise ``NotMedia`` when it is damaged, huge or animated WebP."""
    with _opened(path) as image:
        is_animated = bool(getattr(image, "is_animated", False))
        if is_animated and image.format not in {"GIF", *_SHOWN_AS_STILL}:
            raise NotMedia(
                f"This is an animated {image.format}, which no network takes.",
                "Save it as an animated GIF or as an MP4 video and add that.",
            )
        width, height = image.size
        is_gif = is_animated and image.format == "GIF"
        image.draft("RGB", (1, 1))
        _decode(image)
        if image.getexif().get(_ORIENTATION_TAG) in _SIDEWAYS:
            width, height = height, width
    return Seen(width, height, is_gif)


def write_clean(path: Path, limits: ImageRules) -> tuple[bytes, str, int, int]:
    """
    Return the picture as the network takes it: bytes, MIME type, width and height.

    Upright, sRGB, without metadata, made smaller where the limits demand it. The same
    file and limits always give the same bytes.
    """
    with _opened(path) as opened:
        is_graphic = opened.format in {"PNG", "GIF"}
        upright = _upright_srgb(opened)
    shrink = min(
        (limits.max_width_px or upright.width) / upright.width,
        (limits.max_height_px or upright.height) / upright.height,
    )
    if shrink < 1:
        upright = _scaled(upright, shrink)
    upright = _trimmed(upright, limits)
    wants_png = limits.converts_to is None and (is_graphic or upright.mode == "RGBA")
    if wants_png and "image/png" in limits.mimes:
        data = _png(upright)
        if len(data) <= limits.max_bytes:
            return data, "image/png", *upright.size
    flat = _flattened(upright)
    for scale in (1.0, 0.8, 0.64, 0.5, 0.4, 0.3, 0.2, 0.1):
        smaller = flat if scale == 1.0 else _scaled(flat, scale)
        for quality in (92, 85, 75):
            data = _jpeg(smaller, quality)
            if len(data) <= limits.max_bytes:
                return data, "image/jpeg", *smaller.size
    raise NotMedia("The picture cannot be made small enough.", "Choose a smaller picture.")


def _opened(path: Path) -> Image.Image:
    """Open by header, trying only the formats we know, and refuse decompression bombs."""
    try:
        image = Image.open(path, formats=_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except (UnidentifiedImageError, *_UNREADABLE) as error:
        raise NotMedia("The picture is damaged and cannot be read.", _DAMAGED_ADVICE) from error
    if image.width * image.height > MAX_PIXELS:
        image.close()
        raise _too_many_pixels()
    return image


def _decode(image: Image.Image) -> None:
    try:
        image.load()
    except _UNREADABLE as error:
        raise NotMedia("The picture is damaged: its end is missing.", _DAMAGED_ADVICE) from error


def _too_many_pixels() -> NotMedia:
    return NotMedia(
        f"The picture has more than {MAX_PIXELS // 1_000_000} million pixels.",
        "Save it smaller, for example 4,000 pixels wide, and add that.",
    )


def _upright_srgb(image: Image.Image) -> Image.Image:
    """Return a copy in RGB or RGBA whose pixels stand upright and that carries no metadata."""
    _decode(image)
    profile = image.info.get("icc_profile")
    upright = ImageOps.exif_transpose(image)
    if upright.mode.startswith("I"):  # 16 bits of grey: convert() would clip, not scale
        upright = upright.point(lambda level: level / 256).convert("L")
    has_alpha = upright.has_transparency_data
    target = "RGBA" if has_alpha else "RGB"
    converted = _converted(upright, profile, target) if profile else None
    clean = converted or upright.convert(target)
    clean.info.clear()
    return clean


def _converted(image: Image.Image, profile: bytes, target: str) -> Image.Image | None:
    """Convert through the embedded colour profile; ``None`` when the profile is no use."""
    by_mode = {"RGB": "RGB", "RGBA": "RGBA", "CMYK": "CMYK", "L": "L"}
    source = image if image.mode in by_mode else image.convert(target)
    try:
        return ImageCms.profileToProfile(
            source,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode=target if source.mode == target else "RGB",
        )
    except (ImageCms.PyCMSError, OSError):
        return None


def _scaled(image: Image.Image, factor: float) -> Image.Image:
    size = (max(1, round(image.width * factor)), max(1, round(image.height * factor)))
    return image.resize(size, Image.Resampling.LANCZOS)


def _trimmed(image: Image.Image, limits: ImageRules) -> Image.Image:
    """Cut off the row or column by which rounding has left the shape outside the limits."""
    width, height = image.size
    tallest = int(width / limits.min_aspect) if limits.min_aspect else height
    widest = int(height * limits.max_aspect) if limits.max_aspect else width
    if 0 < height - tallest <= _TRIMMED_PX:
        return image.crop((0, 0, width, tallest))
    if 0 < width - widest <= _TRIMMED_PX:
        return image.crop((0, 0, widest, height))
    return image


def _flattened(image: Image.Image) -> Image.Image:
    """Put transparent pixels on white, as JPEG has none."""
    if image.mode == "RGB":
        return image
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image.getchannel("A"))
    return white


def _jpeg(image: Image.Image, quality: int) -> bytes:
    return _encoded(image, "JPEG", quality=quality, optimize=True, progressive=False)


def _png(image: Image.Image) -> bytes:
    return _encoded(image, "PNG", optimize=False, compress_level=6)


def _encoded(image: Image.Image, form: str, **options: Any) -> bytes:
    """
    Return the file's bytes, by way of a real file.

    Into memory Pillow encodes under the interpreter lock, which holds up everything else in the
    process for as long as a picture takes; into a file it lets the lock go.
    """
    with tempfile.TemporaryFile() as file:
        image.save(file, form, **options)
        file.seek(0)
        return file.read()
