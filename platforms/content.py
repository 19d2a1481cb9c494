"""Frozen words about content and accounts that every layer uses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

NOTHING: Mapping[str, object] = MappingProxyType({})


class MediaKind(StrEnum):
    """What a file is, by its bytes."""

    IMAGE = "image"
    GIF = "gif"
    VIDEO = "video"


class Kind(StrEnum):
    """What a post is; one vocabulary for rules, plans, learning and analytics."""

    TEXT = "text"
    LINK = "link"
    IMAGE = "image"
    CAROUSEL = "carousel"
    VIDEO = "video"


@dataclass(frozen=True, slots=True)
class Media:
    """One file with the facts its bytes told; ``id`` is the asset's."""

    id: str
    kind: MediaKind
    mime: str
    size_bytes: int
    sha256: str
    width_px: int
    height_px: int
    duration_s: float | None = None
    filename: str = ""
    alt_text: str = ""

    @property
    def aspect(self) -> float:
        """Width divided by height."""
        return self.width_px / self.height_px


@dataclass(frozen=True, slots=True)
class Content:
    """What one post says on one network. ``options`` are that network's own settings."""

    text: str = ""
    media: tuple[Media, ...] = ()
    link: str | None = None
    options: Mapping[str, object] = field(default_factory=lambda: NOTHING)

    @property
    def kind(self) -> Kind:
        """The kind this content is, decided by its media first."""
        return kind_of(self)


def kind_of(content: Content) -> Kind:
    """Decide what a content is: the one mapping from media to the vocabulary of kinds."""
    if len(content.media) > 1:
        return Kind.CAROUSEL
    if content.media:
        return Kind.IMAGE if content.media[0].kind is MediaKind.IMAGE else Kind.VIDEO
    return Kind.LINK if content.link else Kind.TEXT


@dataclass(frozen=True, slots=True)
class Account:
    """
    A connected account with what is needed to act for it.

    ``flavour`` tells login products of one network apart (Instagram: ``instagram`` or
    ``facebook``); ``remote_id`` is the network's own id of the account.
    """

    id: str
    network: str
    handle: str
    remote_id: str
    access_token: str = field(repr=False)
    flavour: str = ""
    scopes: tuple[str, ...] = ()
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Tokens:
    """A fresh set of tokens. An empty ``refresh_token`` means: keep the one you have."""

    access_token: str = field(repr=False)
    refresh_token: str = field(default="", repr=False)
    expires_at: datetime | None = None
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rendition:
    """
    A file as one network gets it: oriented, converted and stripped of its metadata.

    ``public_url`` is a short-lived signed address for networks that fetch media from us;
    ``None`` where Callboard has no public address.
    """

    media: Media
    path: Path
    mime: str
    size_bytes: int
    sha256: str
    width_px: int
    height_px: int
    duration_s: float | None = None
    public_url: str | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """
    A post that is live: the network's id and the address people can open (may be unknown).

    ``remark`` is what people have to know or do all the same, such as finishing a draft.
    """

    remote_id: str
    url: str | None = None
    remark: str = ""
