"""
Numbers about posts and videos; one dead metric spoils a whole call.

https://developers.facebook.com/docs/platforminsights/page/deprecated-metrics
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.engagement import Engagement
from bot.sandbox.networks.facebook.reading import Reading
from bot.sandbox.networks.facebook.session import Caller
from bot.sandbox.networks.facebook.video_store import Videos
from bot.sandbox.networks.graph.answers import Refused, bad_parameter, not_visible
from bot.sandbox.networks.posts import RemotePost
from bot.sandbox.networks.world import World

Metric = Callable[[Engagement], int | dict[str, int]]
POST_METRICS: Mapping[str, Metric] = {
    "post_media_view": lambda had: had.views,
    "post_total_media_view_unique": lambda had: had.reach,
    "post_clicks": lambda had: had.clicks,
    "post_clicks_by_type": lambda had: _counted({"other clicks": had.clicks}),
    "post_reactions_by_type_total": lambda had: _counted({"like": had.likes}),
    "post_activity_by_action_type": lambda had: _counted(
        {"like": had.likes, "comment": had.comments, "share": had.shares}
    ),
}
VIDEO_METRICS: Mapping[str, Metric] = {
    "total_video_views": lambda had: had.views,
    "total_video_views_unique": lambda had: had.reach,
    "blue_reels_play_count": lambda had: had.views,
    "post_video_avg_time_watched": lambda had: 4_200 if had.views else 0,
    "post_video_view_time": lambda had: 4_200 * had.views,
    "post_video_social_actions": lambda had: _counted(
        {"COMMENT": had.comments, "SHARE": had.shares}
    ),
}
DEFAULT_VIDEO_METRICS = ("total_video_views", "total_video_views_unique")


class Insights:
    """``GET /{post-id}/insights`` and ``/{video-id}/video_insights``."""

    def __init__(self, world: World, reading: Reading, videos: Videos) -> None:
        self._world = world
        self._reading = reading
        self._videos = videos

    async def post(self, request: Request, caller: Caller) -> Response:
        """Tell a post's numbers."""
        post = self._reading.public(request.path_params["id"], caller)
        caller.acting(post.account_id, "insights")
        metrics = dict(POST_METRICS)
        if post.details.get("video_ids"):
            metrics["post_video_views"] = lambda had: had.views
        return self._told(post, post.id, caller.params.listed("metric"), metrics)

    async def video(self, request: Request, caller: Caller) -> Response:
        """Tell a video's numbers; without a wish the most common ones."""
        video = self._videos.get(request.path_params["id"])
        if video is None or not video.is_public:
            raise not_visible(request.path_params["id"])
        caller.acting(video.page_id, "insights")
        post = self._reading.public(video.post_id, caller)
        wanted = caller.params.listed("metric") or list(DEFAULT_VIDEO_METRICS)
        return self._told(post, video.id, wanted, VIDEO_METRICS)

    def _told(
        self, post: RemotePost, node: str, wanted: list[str], metrics: Mapping[str, Metric]
    ) -> Response:
        check_metrics(wanted, metrics)
        had = self._world.engagement_of(post)
        told = [_row(node, name, metrics[name](had)) for name in wanted]
        return JSONResponse({"data": told})


def check_metrics(wanted: list[str], known: Collection[str]) -> None:
    """Raise ``Refused`` when one of the names is none, or is no longer one."""
    if not wanted or set(wanted) - set(known):
        raise _no_metric()


def described(name: str) -> dict[str, str]:
    """Return what every row says about its metric."""
    return {"name": name, "title": name.replace("_", " ").capitalize(), "description": ""}


def _no_metric() -> Refused:
    return bad_parameter("The value must be a valid insights metric")


def _counted(counts: dict[str, int]) -> dict[str, int]:
    return {name: count for name, count in counts.items() if count}


def _row(node: str, name: str, value: int | dict[str, int]) -> dict[str, Any]:
    row = {"period": "lifetime", "values": [{"value": value}]}
    return {**described(name), **row, "id": f"{node}/insights/{name}/lifetime"}
