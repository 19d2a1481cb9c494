"""What a file is by its first bytes, never by its name or by what a server claims."""

from __future__ import annotations

PICTURES = frozenset(
    {"image/jpeg", "image/png", "image/gif", "image/webp", "image/avif", "image/bmp", "image/tiff"}
)
VIDEOS = frozenset({"video/mp4", "video/quicktime", "video/webm"})
HEIC = "image/heic"
WEB_PAGE = "text/html"
NEEDED_BYTES = 512

_SIGNATURES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
)
_BRANDS = {
    b"avif": "image/avif",
    b"avis": "image/avif",
    b"heic": HEIC,
    b"heix": HEIC,
    b"hevc": HEIC,
    b"mif1": HEIC,
    b"msf1": HEIC,
    b"qt  ": "video/quicktime",
}
_OLD_QUICKTIME_BOXES = frozenset({b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"})


def sniff(head: bytes) -> str | None:
    """Return the MIME type that the first ``NEEDED_BYTES`` tell, or ``None`` for the unknown."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "video/mp4")
    if head[4:8] in _OLD_QUICKTIME_BOXES:
        return "video/quicktime"
    for signature, mime in _SIGNATURES:
        if head.startswith(signature):
            return mime
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return WEB_PAGE
    return None
