"""Sample pictures with everything real ones bring: orientation, GPS, transparency."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

SIZE = (1080, 1080)
_SAMPLES = Path(__file__).parents[1] / "sandbox" / "slack" / "page" / "samples"


def photo(words: str, colour: tuple[int, int, int]) -> bytes:
    """Return a JPEG as a phone makes it: turned on its side, with the place it was taken."""
    from PIL import Image  # noqa: PLC0415 - heavy, and only the tour draws

    image = _poster(words, colour).transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: turn a quarter clockwise to look at it
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 29.0), 3: "E", 4: (2.0, 17.0, 40.0)})
    return _saved(image, "JPEG", exif=exif.tobytes(), quality=88)


def graphic(words: str, colour: tuple[int, int, int]) -> bytes:
    """Return a PNG as a design tool exports it, with transparency."""
    image = _poster(words, colour).convert("RGBA")
    return _saved(image, "PNG")


def clip() -> bytes:
    """Return the short upright film that the demo's page offers too."""
    return (_SAMPLES / "harbour-clip.mp4").read_bytes()


def _poster(words: str, colour: tuple[int, int, int]) -> Any:
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415 - as above

    width, height = SIZE
    image = Image.new("RGB", SIZE, colour)
    draw = ImageDraw.Draw(image)
    for y in range(height):
        shade = tuple(min(255, channel + y * 90 // height) for channel in colour)
        draw.line(((0, y), (width, y)), fill=shade)
    draw.ellipse((width * 0.55, height * 0.12, width * 0.85, height * 0.42), fill="#fff3d6")
    draw.text((80, 780), words, fill="white", font=ImageFont.load_default(size=110))
    return image


def _saved(image: Any, form: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()
