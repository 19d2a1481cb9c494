"""Making the file that a network gets: upright, converted, without metadata, within its limits."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

from platforms.content import Media, MediaKind, Rendition
from platforms.media.gifs import without_notes
from platforms.media.probe import NotMedia
from platforms.rules import Rules

_ENDINGS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "video/mp4": ".mp4",
    "video/quicktime": ".mov",
}


def prepare(path: Path, media: Media, rules: Rules, out_dir: Path) -> Rendition:
    """
    Write ``media`` into ``out_dir`` as ``rules.network`` takes it. Slow: run it in a thread.

    The file is named after its bytes, so doing this again gives the same file. Raises
    ``NotMedia`` for a damaged file or a kind the network does not take.
    """
    out_dir.mkdir(parents=True, exist_ok=True)
    picture = rules.image or rules.thumbnail
    match media.kind:
        case MediaKind.IMAGE if picture is not None:
            from platforms.media.pictures import write_clean  # noqa: PLC0415 - Pillow when needed

            data, mime, width, height = write_clean(path, picture)
            return _kept_bytes(data, mime, (width, height), media, out_dir)
        case MediaKind.GIF if rules.gif is not None:
            data = without_notes(path.read_bytes())
            return _kept_bytes(data, media.mime, (media.width_px, media.height_px), media, out_dir)
        case MediaKind.VIDEO if rules.video is not None and media.mime in rules.video.mimes:
            return _video(path, media, out_dir)
    raise NotMedia(
        f"{rules.label} does not take {media.filename or f'this {media.kind}'}.",
        f"Choose another file, or leave {rules.label} out.",
    )


def form_of(media: Media, rules: Rules) -> tuple[object, ...]:
    """
    Return all that ``prepare`` makes the bytes from: what is equal needs making once.

    Videos and GIFs are only stripped of their metadata, so every network that takes them at all
    takes the same file.
    """
    limits: object
    match media.kind:
        case MediaKind.IMAGE:
            limits = rules.image or rules.thumbnail
        case MediaKind.GIF:
            limits = rules.gif is not None
        case MediaKind.VIDEO:
            limits = rules.video is not None and media.mime in rules.video.mimes
    return media.sha256, media.kind, media.mime, limits


def _kept_bytes(
    data: bytes, mime: str, size_px: tuple[int, int], media: Media, out_dir: Path
) -> Rendition:
    sha256 = hashlib.sha256(data).hexdigest()
    target = out_dir / f"{sha256}{_ENDINGS[mime]}"
    if not target.exists():
        fresh = _fresh_file(out_dir)
        fresh.write_bytes(data)
        fresh.replace(target)
    return Rendition(media, target, mime, len(data), sha256, *size_px)


def _video(path: Path, media: Media, out_dir: Path) -> Rendition:
    from platforms.media.videos import copy_clean  # noqa: PLC0415 - FFmpeg only when needed

    fresh = _fresh_file(out_dir)
    try:
        copy_clean(path, media.mime, fresh)
        with fresh.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        target = fresh.replace(out_dir / f"{sha256}{_ENDINGS[media.mime]}")
    finally:
        fresh.unlink(missing_ok=True)
    return Rendition(
        media,
        target,
        media.mime,
        target.stat().st_size,
        sha256,
        media.width_px,
        media.height_px,
        media.duration_s,
    )


def _fresh_file(out_dir: Path) -> Path:
    """Return a file that nobody else writes; it becomes the real one by being renamed."""
    with tempfile.NamedTemporaryFile(dir=out_dir, suffix=".part", delete=False) as file:
        return Path(file.name)
