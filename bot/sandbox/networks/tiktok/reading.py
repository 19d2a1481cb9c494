"""
Reading one's own public posts back, with their numbers.

https://developers.tiktok.com/doc/tiktok-api-v2-video-list
https://developers.tiktok.com/doc/tiktok-api-v2-video-query
https://developers.tiktok.com/doc/tiktok-api-v2-video-object
"""

from __future__ import annotations

from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bot.sandbox.networks.pages import media_url
from bot.sandbox.networks.posts import RemotePost
from bot.sandbox.networks.tiktok.answers import success
from bot.sandbox.networks.tiktok.bodies import ListAsked, QueryAsked, read
from bot.sandbox.networks.tiktok.fields import Readers, told, wanted_fields
from bot.sandbox.networks.tiktok.publishing import is_public
from bot.sandbox.networks.tiktok.session import NETWORK, Caller
from bot.sandbox.networks.world import World, base_of

COUNTS = {
    "like_count": "likes",
    "comment_count": "comments",
    "share_count": "shares",
    "view_count": "views",
}
KNOWN = frozenset(
    {
        *("id", "create_time", "title", "video_description", "duration", "width", "height"),
        *("cover_image_url", "share_url", "embed_link", "is_aigc", *COUNTS),
    }
)
MAX_TEXT = 150
"""Read-back texts are cut here."""


class Reading:
    """``video/list`` and ``video/query``."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def newest(self, request: Request, caller: Caller) -> Response:
        """List public posts, newest first; ``cursor`` is a moment in milliseconds."""
        wanted, asked = wanted_fields(request, KNOWN), await read(request, ListAsked)
        before = asked.cursor if asked.cursor is not None else self._now_ms()
        older = [post for post in self._public(caller) if _ms(post) <= before]
        page = older[: asked.max_count]
        return success(
            {
                "videos": [self._told(request, post, wanted) for post in page],
                "cursor": _ms(page[-1]) - 1 if page else before,
                "has_more": len(older) > len(page),
            }
        )

    async def query(self, request: Request, caller: Caller) -> Response:
        """Tell about some public posts; ids that are not among them are passed over."""
        wanted, asked = wanted_fields(request, KNOWN), await read(request, QueryAsked)
        found = [
            self._told(request, post, wanted)
            for post in self._public(caller)
            if post.id in asked.filters.video_ids
        ]
        return success({"videos": found})

    def _public(self, caller: Caller) -> list[RemotePost]:
        lag_s = self._world.switches.number(NETWORK, "read_lag_s")
        with_photos = bool(self._world.switches.of(NETWORK)["photos_are_listed"])
        listed = self._world.posts.listed(
            NETWORK, caller.account.id, now=self._world.now(), lag_s=lag_s
        )
        return [
            post
            for post in listed
            if is_public(post) and (with_photos or post.media[0].kind == "video")
        ]

    def _told(self, request: Request, post: RemotePost, wanted: tuple[str, ...]) -> dict[str, Any]:
        return told(self._readers(request, post), wanted)

    def _readers(self, request: Request, post: RemotePost) -> Readers:
        base, details = base_of(request), post.details
        cover = post.media[int(details["cover"]) if post.media[0].kind == "image" else 0]
        shown = self._world.engagement_of(post)
        return {
            "id": lambda: post.id,
            "create_time": lambda: int(post.created_at.timestamp()),
            "title": lambda: details["title"][:MAX_TEXT],
            "video_description": lambda: details["description"][:MAX_TEXT],
            "duration": lambda: int(cover.details.get("duration_s", 0)),
            "width": lambda: cover.details["width"],
            "height": lambda: cover.details["height"],
            "cover_image_url": lambda: media_url(cover, base),
            "share_url": lambda: base + post.path,
            "embed_link": lambda: base + post.path,
            "is_aigc": lambda: details["is_aigc"],
            **{name: partial(getattr, shown, figure) for name, figure in COUNTS.items()},
        }

    def _now_ms(self) -> int:
        return int(self._world.epoch_s() * 1000)


def _ms(post: RemotePost) -> int:
    return int(post.created_at.timestamp() * 1000)
