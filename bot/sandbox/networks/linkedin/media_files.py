"""
What LinkedIn takes as a file, decided by its bytes.

https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/images-api
https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/documents-api
https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/videos-api
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.sandbox.networks.blobs import Blob
from bot.sandbox.networks.probe import image_facts, video_facts

MEGABYTE = 1024 * 1024
IMAGE_FORMATS = frozenset({"JPEG", "MPO", "PNG", "GIF"})
MAX_IMAGE_PIXELS = 36_152_320
MAX_IMAGE_BYTES = 10 * MEGABYTE
"""LinkedIn's pages name 5, 8 and 10 megabytes; a stand-in takes the most."""
MAX_FRAMES = 250
MAX_DOCUMENT_BYTES = 100 * MEGABYTE
MAX_DOCUMENT_PAGES = 300
MIN_VIDEO_BYTES, MAX_VIDEO_BYTES = 75 * 1024, 500 * MEGABYTE
MIN_VIDEO_S, MAX_VIDEO_S = 3.0, 30 * 60.0
MAX_ASPECT = 2.4
ROUNDING = 0.05
"""A film's length and shape are rounded to whole pictures and pixels."""
PDF_PAGE = re.compile(rb"/Type\s*/Page(?![a-zA-Z])")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OFFICE = "application/vnd.openxmlformats-officedocument"
OFFICE_PARTS = {
    "word/document.xml": f"{OFFICE}.wordprocessingml.document",
    "ppt/presentation.xml": f"{OFFICE}.presentationml.presentation",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """What a file is; ``fault`` says why the processing will fail."""

    mime: str = "application/octet-stream"
    facts: Mapping[str, Any] = field(default_factory=dict)
    fault: str = ""


def judge(blob: Blob, kind: str) -> Judged:
    """Look at the bytes of a file as the processing does."""
    match kind:
        case "image":
            return _judge_image(blob)
        case "document":
            return _judge_document(blob)
        case _:
            return _judge_video(blob)


def _judge_image(blob: Blob) -> Judged:
    facts = image_facts(blob.path)
    if facts is None or facts.format not in IMAGE_FORMATS:
        return Judged(fault="The file is no JPG, PNG or GIF.")
    complaints = {
        "The image has too many bytes.": blob.size_bytes > MAX_IMAGE_BYTES,
        "The image has too many pixels.": facts.width_px * facts.height_px >= MAX_IMAGE_PIXELS,
        "The GIF has more than 250 frames.": facts.frames > MAX_FRAMES,
    }
    size = {"width": facts.width_px, "height": facts.height_px}
    return Judged(facts.mime, size, _first(complaints))


def _judge_document(blob: Blob) -> Judged:
    mime = _document_mime(blob.path)
    if not mime:
        return Judged(fault="The file is no PDF, DOC, DOCX, PPT or PPTX.")
    pages = len(PDF_PAGE.findall(blob.path.read_bytes())) if mime == "application/pdf" else 0
    complaints = {
        "The document has too many bytes.": blob.size_bytes > MAX_DOCUMENT_BYTES,
        "The document has more than 300 pages.": pages > MAX_DOCUMENT_PAGES,
    }
    return Judged(mime, {"pages": pages}, _first(complaints))


def _document_mime(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    if head == OLD_OFFICE:
        return "application/msword"
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
        return next((mime for part, mime in OFFICE_PARTS.items() if part in names), "")
    return ""


def _judge_video(blob: Blob) -> Judged:
    facts = video_facts(blob.path)
    if facts is None or facts.mime != "video/mp4":
        return Judged("video/mp4", fault="The file is no MP4 that can be decoded.")
    complaints = {
        "The video is shorter than three seconds.": facts.duration_s < MIN_VIDEO_S - ROUNDING,
        "The video is longer than 30 minutes.": facts.duration_s > MAX_VIDEO_S + ROUNDING,
        "The aspect ratio is not between 1:2.4 and 2.4:1.": (
            not 1 / (MAX_ASPECT + ROUNDING) <= facts.aspect <= MAX_ASPECT + ROUNDING
        ),
    }
    size = {"width": facts.width_px, "height": facts.height_px, "duration_s": facts.duration_s}
    return Judged(facts.mime, size, _first(complaints))


def _first(complaints: Mapping[str, bool]) -> str:
    return next((text for text, applies in complaints.items() if applies), "")
