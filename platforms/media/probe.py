"""What a file really is: its kind, size, shape and length, told by its bytes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from platforms.content import MediaKind
from platforms.media.sniff import HEIC, NEEDED_BYTES, PICTURES, VIDEOS, WEB_PAGE, sniff

MAX_PIXELS = 89_000_000
"""Decoding takes four bytes a pixel; a picture beyond this is refused by its header alone."""
TAKEN = "Callboard takes JPEG, PNG, GIF and WebP pictures and MP4 and MOV videos."


class NotMedia(Exception):
    """The file is no picture or video that can be used; ``sentence`` says why."""

    def __init__(self, sentence: str, advice: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.advice = advice


@dataclass(frozen=True, slots=True)
class Probed:
    """The facts of a file. Width and height are as people see it, orientation applied."""

    kind: MediaKind
    mime: str
    size_bytes: int
    sha256: str
    width_px: int
    height_px: int
    duration_s: float | None = None


def probe(path: Path) -> Probed:
    """
    Read what ``path`` holds. Decodes, so run it in a thread.

    Raises ``NotMedia`` for everything that is no usable picture or video, whatever its name.
    """
    size_bytes = path.stat().st_size
    if size_bytes == 0:
        raise NotMedia("The file is empty.", "Check the file on your computer and add it again.")
    with path.open("rb") as file:
        mime = sniff(file.read(NEEDED_BYTES))
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    if mime in PICTURES:
        from platforms.media.pictures import look  # noqa: PLC0415 - Pillow only when needed

        seen = look(path)
        kind = MediaKind.GIF if seen.is_animated else MediaKind.IMAGE
        return Probed(kind, mime, size_bytes, sha256, seen.width_px, seen.height_px)
    if mime in VIDEOS:
        from platforms.media.videos import watch  # noqa: PLC0415 - FFmpeg only when needed

        film = watch(path, mime)
        return Probed(
            MediaKind.VIDEO,
            mime,
            size_bytes,
            sha256,
            film.width_px,
            film.height_px,
            film.duration_s,
        )
    raise _not_media(mime)


def _not_media(mime: str | None) -> NotMedia:
    if mime == WEB_PAGE:
        return NotMedia(
            "This is a web page, most likely a login page, and no picture or video.",
            "Download the file itself and add it again.",
        )
    if mime == HEIC:
        return NotMedia(
            "This is a HEIC picture, which no network takes.", "Save it as JPEG and add it again."
        )
    return NotMedia("The file is no picture and no video, whatever its name says.", TAKEN)
