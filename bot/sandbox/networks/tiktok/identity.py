"""
Who an account is, as far as the scopes allow.

https://developers.tiktok.com/doc/tiktok-api-v2-get-user-info
"""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from bot.sandbox.networks.tiktok.answers import success
from bot.sandbox.networks.tiktok.fields import Readers, told, wanted_fields
from bot.sandbox.networks.tiktok.scopes import BASIC, PROFILE, STATS
from bot.sandbox.networks.tiktok.session import NETWORK, Caller
from bot.sandbox.networks.world import World, base_of

SCOPE_OF: Mapping[str, str] = {
    **dict.fromkeys(("open_id", "union_id", "avatar_url", "display_name"), BASIC),
    **dict.fromkeys(("username", "bio_description", "profile_deep_link", "is_verified"), PROFILE),
    **dict.fromkeys(("follower_count", "following_count", "likes_count", "video_count"), STATS),
}
KNOWN = frozenset(SCOPE_OF)


class Identity:
    """``GET /v2/user/info/``."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def info(self, request: Request, caller: Caller) -> Response:
        """Tell the wanted fields; one field beyond the scopes spoils the whole call."""
        wanted = wanted_fields(request, KNOWN)
        for name in wanted:
            caller.needs(SCOPE_OF[name])
        return success({"user": told(self._readers(request, caller), wanted)})

    def _readers(self, request: Request, caller: Caller) -> Readers:
        account, details = caller.account, caller.account.details
        home = f"{base_of(request)}/{NETWORK}"
        return {
            "open_id": lambda: account.id,
            "union_id": lambda: details["union_id"],
            "avatar_url": lambda: f"{home}/avatar/{account.id}",
            "display_name": account.handle.title,
            "username": lambda: account.handle,
            "bio_description": lambda: str(details.get("bio", "")),
            "profile_deep_link": lambda: f"{home}/@{account.handle}",
            "is_verified": lambda: bool(details.get("verified", False)),
            "follower_count": lambda: int(details.get("followers", 0)),
            "following_count": lambda: 0,
            "likes_count": lambda: sum(self._likes(account.id)),
            "video_count": lambda: len(self._likes(account.id)),
        }

    def _likes(self, account_id: str) -> list[int]:
        posts = self._world.posts.of(NETWORK, account_id)
        return [self._world.engagement_of(post).likes for post in posts]
