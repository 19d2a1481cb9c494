"""Animated GIFs: copied block by block, leaving out comments and application data."""

from __future__ import annotations

from platforms.media.probe import NotMedia

_KEPT_APPLICATIONS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
"""These say how often the animation repeats; all others are editors' notes, XMP among them."""
_EXTENSION, _IMAGE, _TRAILER = 0x21, 0x2C, 0x3B
_COMMENT, _PLAIN_TEXT, _APPLICATION = 0xFE, 0x01, 0xFF


def without_notes(data: bytes) -> bytes:
    """Return the same animation without comments and editors' data; ``NotMedia`` if damaged."""
    try:
        return _copied(data)
    except IndexError as error:
        raise NotMedia("The GIF is damaged: its end is missing.", "Save it again.") from error


def _copied(data: bytes) -> bytes:
    position = 13 + _colour_table_bytes(data[10])
    kept = bytearray(data[:position])
    while data[position] != _TRAILER:
        start = position
        if data[position] == _EXTENSION:
            position = _after_blocks(data, position + 2)
            if not _is_note(data, start):
                kept += data[start:position]
        elif data[position] == _IMAGE:
            position += 10 + _colour_table_bytes(data[position + 9])
            position = _after_blocks(data, position + 1)
            kept += data[start:position]
        else:
            raise NotMedia("The GIF is damaged.", "Save it again and add that.")
    kept.append(_TRAILER)
    return bytes(kept)


def _colour_table_bytes(flags: int) -> int:
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _after_blocks(data: bytes, position: int) -> int:
    while data[position]:
        position += data[position] + 1
    return position + 1


def _is_note(data: bytes, start: int) -> bool:
    label = data[start + 1]
    if label == _APPLICATION:
        return not data.startswith(_KEPT_APPLICATIONS, start + 3)
    return label in {_COMMENT, _PLAIN_TEXT}
