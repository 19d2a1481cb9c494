"""A short name for exactly this post, so that a checkpoint is never used for an edited one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from platforms.composition import Composition
from platforms.content import Rendition


def of_composition(composition: Composition, files: Iterable[Rendition]) -> str:
    """Name a composition with its files."""
    parts = [[part.text, [media.alt_text for media in part.media]] for part in composition.parts]
    return _digest([parts, dict(composition.options), [file.sha256 for file in files]])


def of_file(file: Rendition) -> str:
    """Name a file with its description."""
    return _digest([file.sha256, file.media.alt_text])


def _digest(value: object) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
