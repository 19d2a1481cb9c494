"""What a network will get, in words that views may know without knowing how it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from platforms.content import Media


@dataclass(frozen=True, slots=True)
class Part:
    """One post of a composition: its final text and media, exactly as they will be sent."""

    text: str
    media: tuple[Media, ...] = ()


@dataclass(frozen=True, slots=True)
class Composition:
    """
    What a network will get, made by ``Adapter.compose`` for preview and request alike.

    ``parts`` has one entry except for threads; ``options`` are the request's further fields.
    """

    network: str
    parts: tuple[Part, ...]
    options: Mapping[str, object]
