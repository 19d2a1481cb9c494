"""
Numbers about a whole Page, day by day.

https://developers.facebook.com/docs/graph-api/reference/page/insights
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.accounts import RemoteAccount
from bot.sandbox.networks.engagement import Engagement
from bot.sandbox.networks.facebook.insights import check_metrics, described
from bot.sandbox.networks.facebook.session import NETWORK, Caller
from bot.sandbox.networks.graph.answers import bad_parameter
from bot.sandbox.networks.graph.listing import graph_time
from bot.sandbox.networks.graph.params import Params
from bot.sandbox.networks.world import World

MIN_FOLLOWERS = 100
MAX_SPAN = timedelta(days=90)
PERIODS = {"day": 1, "days_28": 28}
SUMS: Mapping[str, Callable[[Engagement], int]] = {
    "page_media_view": lambda had: had.views,
    "page_total_media_view_unique": lambda had: had.reach,
    "page_post_engagements": lambda had: had.likes + had.comments + had.shares,
    "page_views_total": lambda had: had.clicks,
    "page_total_actions": lambda had: had.clicks,
}
"""What is added up over the posts of the days in question."""
FOLLOWS = ("page_follows", "page_follows_country", "page_follows_city")
STILL = ("page_daily_follows", "page_daily_follows_unique", "page_daily_unfollows_unique")
"""Followers do not come and go here."""
KNOWN = frozenset({*SUMS, *FOLLOWS, *STILL})


@dataclass(frozen=True, slots=True)
class Span:
    """The days a call asks for."""

    first: datetime
    last: datetime

    def ends(self) -> list[datetime]:
        """List the end of each day."""
        days = max(1, (self.last - self.first).days)
        return [self.first + timedelta(days=number + 1) for number in range(days)]


class PageInsights:
    """``GET /{page-id}/insights``."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def read(self, request: Request, caller: Caller) -> Response:
        """Tell a Page's numbers; a post counts for the day on which it was made."""
        page = caller.acting(request.path_params["id"], "insights")
        wanted, period = caller.params.listed("metric"), caller.params.get("period", "day")
        check_metrics(wanted, KNOWN)
        if period not in PERIODS:
            raise bad_parameter("Param period must be day or days_28")
        span = self._span(caller.params)
        if int(page.details["followers"]) < MIN_FOLLOWERS:
            return JSONResponse({"data": []})
        rows = [self._row(page, name, period, span) for name in wanted]
        return JSONResponse({"data": rows})

    def _span(self, params: Params) -> Span:
        now = int(self._world.epoch_s())
        until = params.number("until", now)
        since = params.number("since", until - 2 * 86_400)
        if since >= until or until - since > MAX_SPAN.total_seconds():
            raise bad_parameter("The time from since to until must be 1 to 90 days")
        return Span(datetime.fromtimestamp(since, UTC), datetime.fromtimestamp(until, UTC))

    def _row(self, page: RemoteAccount, name: str, period: str, span: Span) -> dict[str, Any]:
        days = timedelta(days=PERIODS[period])
        values = [
            {"value": self._value(page, name, end - days, end), "end_time": graph_time(end)}
            for end in span.ends()
        ]
        return {
            **described(name),
            "period": period,
            "values": values,
            "id": f"{page.id}/insights/{name}/{period}",
        }

    def _value(
        self, page: RemoteAccount, name: str, since: datetime, until: datetime
    ) -> int | dict[str, int]:
        followers = int(page.details["followers"])
        if name == "page_follows":
            return followers
        if name in FOLLOWS:
            return {str(page.details[name.removeprefix("page_follows_")]): followers}
        if name in STILL:
            return 0
        posts = self._world.posts.of(NETWORK, page.id)
        within = [post for post in posts if since < post.created_at <= until]
        return sum(SUMS[name](self._world.engagement_of(post)) for post in within)
