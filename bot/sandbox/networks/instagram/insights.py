"""
Numbers about one's own posts.

https://developers.facebook.com/docs/instagram-platform/reference/instagram-media/insights
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.engagement import Engagement
from bot.sandbox.networks.graph.answers import bad_parameter
from bot.sandbox.networks.instagram.reading import Reading
from bot.sandbox.networks.instagram.scopes import FACEBOOK
from bot.sandbox.networks.instagram.session import Caller
from bot.sandbox.networks.posts import RemotePost

COMMON = frozenset({"views", "reach", "shares", "total_interactions"})
METRICS = {
    "FEED": COMMON | {"likes", "comments", "saved", "reposts", "follows", "profile_visits"},
    "REELS": COMMON
    | {"likes", "comments", "saved", "reposts", "ig_reels_avg_watch_time"}
    | {"ig_reels_video_view_total_time", "reels_skip_rate"},
    "STORY": COMMON | {"replies", "navigation", "follows", "profile_visits"},
}
FIGURES: Mapping[str, Callable[[Engagement], int]] = {
    "views": lambda had: had.views,
    "reach": lambda had: had.reach,
    "likes": lambda had: had.likes,
    "comments": lambda had: had.comments,
    "replies": lambda had: had.comments,
    "shares": lambda had: had.shares,
    "saved": lambda had: had.saves,
    "total_interactions": lambda had: had.interactions,
}
"""What follows from how people reacted; the rest is there only when it was set by hand."""
FACEBOOK_ONLY = frozenset({"total_likes", "total_comments", "total_views"})


class Insights:
    """``GET /{media-id}/insights``."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    async def media(self, request: Request, caller: Caller) -> Response:
        """Tell a post's numbers; one wrong name spoils the whole call."""
        post = self._reading.mine(request.path_params["id"], caller)
        caller.needs("insights")
        wanted = caller.params.listed("metric")
        known = METRICS[str(post.details["product"])]
        known |= FACEBOOK_ONLY if caller.flavour == FACEBOOK else frozenset()
        unknown = [name for name in wanted if name not in known]
        if unknown or not wanted:
            raise bad_parameter(f"metric must be one of: {', '.join(sorted(known))}")
        return JSONResponse(
            {
                "data": [
                    {
                        "name": name,
                        "period": "lifetime",
                        "values": [{"value": self._value(post, name)}],
                        "title": name.replace("_", " ").title(),
                        "description": "",
                        "id": f"{post.id}/insights/{name}/lifetime",
                    }
                    for name in wanted
                ]
            }
        )

    def _value(self, post: RemotePost, name: str) -> int:
        figure = FIGURES.get(name) or FIGURES.get(name.removeprefix("total_"))
        return figure(self._reading.had(post)) if figure else post.counters.get(name, 0)
