"""What kind of file something is, from its name and its bytes."""

from __future__ import annotations

import io
import mimetypes
import warnings
from pathlib import Path, PurePath

from PIL import Image, UnidentifiedImageError

_OWN_NAMES = {"jpeg": "jpg", "tiff": "tif", "plain": "text", "quicktime": "mov"}


def kind_of(name: str) -> tuple[str, str]:
    """Return mimetype and Slack's filetype of a file name."""
    mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
    suffix = PurePath(name).suffix.lower().removeprefix(".")
    if mimetype == "application/octet-stream" or not suffix:
        return mimetype, "binary"
    return mimetype, _OWN_NAMES.get(suffix, suffix)


def picture_size(path: Path) -> tuple[int, int] | None:
    """Return width and height, or ``None`` for what is no picture or an absurdly large one."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path) as picture:
                return picture.size
    except (
        UnidentifiedImageError, OSError, ValueError, SyntaxError,
        Image.DecompressionBombError, Image.DecompressionBombWarning,
    ):  # fmt: skip
        return None


def thumbnail(path: Path, longest_px: int) -> bytes | None:
    """Return a small PNG of a picture, or ``None`` where there is none to be had."""
    if picture_size(path) is None:
        return None
    try:
        with Image.open(path) as picture:
            picture.thumbnail((longest_px, longest_px))
            small = io.BytesIO()
            picture.convert("RGBA").save(small, "PNG")
            return small.getvalue()
    except (OSError, ValueError, SyntaxError):
        return None
