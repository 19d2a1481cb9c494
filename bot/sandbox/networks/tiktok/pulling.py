"""
Fetching media from an address, for which its host must be known to be the app's own.

https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide
"""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.sandbox.networks.blobs import Blob
from bot.sandbox.networks.fetching import NotFetched, unfit
from bot.sandbox.networks.posts import PostedMedia
from bot.sandbox.networks.tiktok.answers import refused
from bot.sandbox.networks.tiktok.chunks import MAX_VIDEO_BYTES
from bot.sandbox.networks.tiktok.media_files import (
    MAX_PHOTO_BYTES,
    Judged,
    judge_photo,
    judge_video,
)
from bot.sandbox.networks.tiktok.session import NETWORK
from bot.sandbox.networks.world import World

AGENT = "TikTok"
ANY_HOST = "*"


@dataclass(frozen=True, slots=True)
class Pulled:
    """What was fetched, and why it is not taken, if so."""

    media: tuple[PostedMedia, ...]
    fail_reason: str
    moved_bytes: int


class Pulling:
    """Fetches films and photos, without following redirects."""

    def __init__(self, world: World) -> None:
        self._world = world

    def check(self, urls: Sequence[str]) -> None:
        """Raise ``Refused`` for an address TikTok would not even try."""
        verified = self._world.switches.word(NETWORK, "verified_urls")
        for url in urls:
            complaint = unfit(url)
            if complaint:
                raise refused("invalid_param", f"{complaint}.")
            if not is_verified(url, verified):
                raise refused("url_ownership_unverified")

    async def video(self, url: str, max_s: float) -> Pulled:
        """Fetch a film."""
        return await self._pull(
            [url], MAX_VIDEO_BYTES, "video_pull_failed", lambda blob: judge_video(blob, max_s)
        )

    async def photos(self, urls: Sequence[str]) -> Pulled:
        """Fetch photos, in order."""
        return await self._pull(urls, MAX_PHOTO_BYTES, "photo_pull_failed", judge_photo)

    async def _pull(
        self, urls: Sequence[str], max_bytes: int, failed: str, judge: Callable[[Blob], Judged]
    ) -> Pulled:
        media: list[PostedMedia] = []
        moved = 0
        for url in urls:
            try:
                blob = await self._world.fetcher.fetch(
                    url, max_bytes=max_bytes, agent=AGENT, follows=False
                )
            except NotFetched:
                return Pulled(tuple(media), failed, moved)
            moved += blob.size_bytes
            file, fault = await asyncio.to_thread(judge, blob)
            if fault:
                return Pulled(tuple(media), fault, moved)
            media.append(file)
        return Pulled(tuple(media), "", moved)


def is_verified(url: str, verified: str) -> bool:
    """
    Tell whether an address belongs to the app.

    ``verified`` lists domains, which cover their subdomains, and prefixes of addresses; ``*``
    stands for every name, and for the numbers of this machine and its network, where a demo
    keeps its files. TikTok itself never takes a number for a host.
    """
    host = urlsplit(url).hostname or ""
    if verified == ANY_HOST:
        return not _is_public_number(host)
    return any(
        url.startswith(owned) if "://" in owned else host == owned or host.endswith(f".{owned}")
        for owned in verified.split()
    )


def _is_public_number(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return False
