"""
Numbers about posts: for members with a vetted scope, and for pages.

https://learn.microsoft.com/en-us/linkedin/marketing/community-management/members/post-statistics
https://learn.microsoft.com/en-us/linkedin/marketing/community-management/organizations/share-statistics
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.engagement import Engagement
from bot.sandbox.networks.linkedin.answers import illegal, not_found, not_permitted, wrong_value
from bot.sandbox.networks.linkedin.finding import Finding
from bot.sandbox.networks.linkedin.scopes import ADMIN, ANALYTICS
from bot.sandbox.networks.linkedin.session import NETWORK, Caller
from bot.sandbox.networks.linkedin.urns import chosen, listed
from bot.sandbox.networks.posts import RemotePost
from bot.sandbox.networks.world import World

COUNTED: Mapping[str, Callable[[Engagement], int]] = {
    "IMPRESSION": lambda seen: seen.views,
    "MEMBERS_REACHED": lambda seen: seen.reach,
    "RESHARE": lambda seen: seen.shares,
    "REACTION": lambda seen: seen.likes,
    "COMMENT": lambda seen: seen.comments,
    "POST_SAVE": lambda seen: seen.saves,
    "POST_SEND": lambda _: 0,
}
ENTITIES = {"share": "share", "ugc": "ugcPost"}
METRIC_TYPE = "com.linkedin.adsexternalapi.memberanalytics.v1.CreatorPostAnalyticsMetricTypeV1"


class Metrics:
    """The calls that count."""

    def __init__(self, world: World, finding: Finding) -> None:
        self._world = world
        self._finding = finding

    async def member(self, request: Request, caller: Caller) -> Response:
        """Count one thing about one post of the member, or about all of them."""
        caller.needs("memberCreatorPostAnalytics.FINDER", ANALYTICS)
        query = request.query_params
        kind, aggregation = query.get("queryType", ""), query.get("aggregation", "TOTAL")
        if kind not in COUNTED:
            raise wrong_value("queryType", kind)
        if aggregation != "TOTAL":
            raise wrong_value("aggregation", f"{aggregation} for {kind}")
        element: dict[str, Any] = {"metricType": {METRIC_TYPE: kind}}
        match query.get("q"):
            case "me":
                posts = self._posts_of(caller, caller.person)
            case "entity":
                form, urn = chosen(request, "entity")
                posts = [self._mine(urn, caller.person)]
                if not urn.startswith(f"urn:li:{ENTITIES.get(form)}:"):
                    raise illegal("Invalid value for query parameter entity")
                element["targetEntity"] = {form: urn}
            case q:
                raise illegal(f"Invalid value for query parameter q: {q}")
        element["count"] = sum(COUNTED[kind](self._world.engagement_of(post)) for post in posts)
        paging = {"start": 0, "count": 10, "links": []}
        return JSONResponse({"elements": [element], "paging": paging})

    async def shares(self, request: Request, caller: Caller) -> Response:
        """Count what a page's posts had: each of those asked for, or all together."""
        caller.needs("organizationalEntityShareStatistics.FINDER", *ADMIN)
        query = request.query_params
        if query.get("q") != "organizationalEntity":
            raise illegal("Invalid value for query parameter q")
        page = query.get("organizationalEntity", "")
        if not page or page != caller.organization:
            raise not_permitted("organizationalEntityShareStatistics.FINDER")
        wanted = {name: listed(request, f"{name}s") for name in ("share", "ugcPost")}
        if any(wanted.values()):
            elements = [
                {name: urn, **self._counted(page, [self._mine(urn, page)])}
                for name, urns in wanted.items()
                for urn in urns
            ]
        else:
            elements = [self._counted(page, self._posts_of(caller, page))]
        paging = {"start": 0, "count": 10, "links": []}
        return JSONResponse({"elements": elements, "paging": paging})

    async def actions(self, request: Request, caller: Caller) -> Response:
        """Count a post's likes and comments."""
        post = self._read(request, caller, "socialActions.GET")
        seen = self._world.engagement_of(post)
        return JSONResponse(
            {
                "target": post.id,
                "likesSummary": {
                    "totalLikes": seen.likes,
                    "aggregatedTotalLikes": seen.likes,
                    "likedByCurrentUser": False,
                },
                "commentsSummary": {
                    "aggregatedTotalComments": seen.comments,
                    "totalFirstLevelComments": seen.comments,
                },
            }
        )

    async def metadata(self, request: Request, caller: Caller) -> Response:
        """Count a post's reactions by kind, and its comments."""
        post = self._read(request, caller, "socialMetadata.GET")
        seen = self._world.engagement_of(post)
        reactions = {"LIKE": {"reactionType": "LIKE", "count": seen.likes}} if seen.likes else {}
        return JSONResponse(
            {
                "entity": post.id,
                "reactionSummaries": reactions,
                "commentSummary": {"count": seen.comments, "topLevelCount": seen.comments},
                "commentsState": "OPEN",
            }
        )

    def _read(self, request: Request, caller: Caller, what: str) -> RemotePost:
        post = self._finding.visible(request.path_params["urn"])
        if post is None:
            raise not_found()
        caller.reads(post.details["author"], "author", what)
        return post

    def _mine(self, urn: str, author: str) -> RemotePost:
        post = self._finding.visible(urn)
        if post is None or post.details["author"] != author:
            raise not_found()
        return post

    def _posts_of(self, caller: Caller, author: str) -> list[RemotePost]:
        posts = self._world.posts.of(NETWORK, caller.account.id)
        return [post for post in posts if post.details["author"] == author]

    def _counted(self, page: str, posts: Iterable[RemotePost]) -> dict[str, Any]:
        seen = [self._world.engagement_of(post) for post in posts]
        impressions = sum(each.views for each in seen)
        counts = {
            "clickCount": sum(each.clicks for each in seen),
            "likeCount": sum(each.likes for each in seen),
            "commentCount": sum(each.comments for each in seen),
            "shareCount": sum(each.shares for each in seen),
        }
        statistics = {
            "impressionCount": impressions,
            "uniqueImpressionsCount": sum(each.reach for each in seen),
            **counts,
            "engagement": sum(counts.values()) / impressions if impressions else 0.0,
        }
        return {"organizationalEntity": page, "totalShareStatistics": statistics}
