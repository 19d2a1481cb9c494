"""Videos: reading their facts, and copying them without metadata. Imports FFmpeg through PyAV."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import av
from av.container import InputContainer
from av.stream import Stream
from av.video.stream import VideoStream

from platforms.media.probe import MAX_PIXELS, NotMedia

_DEMUXERS = {"video/mp4": "mov", "video/quicktime": "mov", "video/webm": "matroska"}
"""Naming the demuxer keeps FFmpeg from guessing formats that could read other files."""
_MUXERS = {"video/mp4": "mp4", "video/quicktime": "mov"}
_CLEAN_OPTIONS = {"movflags": "+faststart", "use_editlist": "0", "fflags": "+bitexact"}
"""The index first and no edit lists, as Instagram demands; the same input, the same bytes."""
_TRUNCATED = "The video is cut off: its end is missing."
_DAMAGED = "The video is damaged and cannot be played."
_ADVICE = "Export or download it again as MP4 and add that."


@dataclass(frozen=True, slots=True)
class Watched:
    """A video's facts; width and height as people see it."""

    width_px: int
    height_px: int
    duration_s: float


def watch(path: Path, mime: str) -> Watched:
    """Return a video's facts; raise ``NotMedia`` when it is cut off or has no picture."""
    if mime in _MUXERS and _is_cut_off(path):
        raise NotMedia(_TRUNCATED, _ADVICE)
    try:
        with av.open(str(path), format=_DEMUXERS[mime]) as container:
            return _facts(container)
    except (av.FFmpegError, UnicodeDecodeError) as error:
        raise NotMedia(_DAMAGED, _ADVICE) from error


def copy_clean(path: Path, mime: str, target: Path) -> None:
    """Copy picture and sound into ``target``, leaving all metadata and other tracks behind."""
    try:
        with (
            av.open(str(path), format=_DEMUXERS[mime]) as source,
            av.open(str(target), "w", format=_MUXERS[mime], options=_CLEAN_OPTIONS) as copy,
        ):
            kept: dict[int, Stream] = {}
            for stream in (*_pictures(source)[:1], *source.streams.audio[:1]):
                made = copy.add_stream_from_template(stream)
                made.metadata.clear()
                kept[stream.index] = made
            for packet in source.demux(*(source.streams[index] for index in kept)):
                if packet.dts is not None:
                    packet.stream = kept[packet.stream_index]
                    copy.mux(packet)
    except (av.FFmpegError, UnicodeDecodeError) as error:
        raise NotMedia(_DAMAGED, _ADVICE) from error


def _facts(container: InputContainer) -> Watched:
    streams = _pictures(container)
    if not streams:
        raise NotMedia("The file has sound but no picture.", "Add a video with a picture.")
    stream = streams[0]
    if stream.width * stream.height > MAX_PIXELS:
        raise NotMedia("The video's picture is far too large.", _ADVICE)
    frame = next(container.decode(stream), None)
    if frame is None:
        raise NotMedia(_TRUNCATED, _ADVICE)
    width, height = frame.width, frame.height
    if frame.rotation % 180:
        width, height = height, width
    return Watched(width, height, _duration_s(container, stream))


def _pictures(container: InputContainer) -> list[VideoStream]:
    """List the moving pictures; a song's cover is a video stream too, and no video."""
    cover = av.stream.Disposition.attached_pic
    return [stream for stream in container.streams.video if not stream.disposition & cover]


def _duration_s(container: InputContainer, stream: VideoStream) -> float:
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    if container.duration:
        return container.duration / av.time_base
    raise NotMedia("The video does not say how long it is.", _ADVICE)


def _is_cut_off(path: Path) -> bool:
    """Walk the file's top-level boxes: the last one must end where the file ends."""
    size = path.stat().st_size
    has_index = False
    with path.open("rb") as file:
        position = 0
        while position + 8 <= size:
            file.seek(position)
            length, name = _box(file, size - position)
            has_index = has_index or name == b"moov"
            if length < 8 or position + length > size:
                return True
            position += length
    return not has_index


def _box(file: BinaryIO, rest: int) -> tuple[int, bytes]:
    """Read a box's length and name; 0 means to the end, 1 means a 64-bit length follows."""
    length, name = struct.unpack(">I4s", file.read(8))
    if length == 0:
        return rest, name
    if length == 1:
        long = file.read(8)
        return (struct.unpack(">Q", long)[0] if len(long) == 8 else 0), name
    return length, name
