"""
Reports (https://developers.google.com/youtube/analytics/reference/reports/query).

They know nothing of the last days, as the real ones do not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from operator import itemgetter

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.posts import RemotePost
from bot.sandbox.networks.world import World
from bot.sandbox.networks.youtube.answers import bad_request
from bot.sandbox.networks.youtube.session import NETWORK, Caller
from bot.sandbox.networks.youtube.video_store import Videos

METRICS = {
    "views": "INTEGER",
    "engagedViews": "INTEGER",
    "likes": "INTEGER",
    "comments": "INTEGER",
    "shares": "INTEGER",
    "estimatedMinutesWatched": "INTEGER",
    "averageViewDuration": "INTEGER",
    "averageViewPercentage": "FLOAT",
    "subscribersGained": "INTEGER",
    "subscribersLost": "INTEGER",
}
DIMENSIONS = frozenset({"", "video", "day"})
MAX_ROWS = 200
WATCHED_SHARE = 0.45
"""How much of a video people see on average."""
GAINED_SHARE = 0.002
Numbers = dict[str, float]


@dataclass(frozen=True, slots=True)
class Report:
    """What a call asks for."""

    start: date
    end: date
    metrics: tuple[str, ...]
    dimension: str
    videos: frozenset[str]
    sort: tuple[str, ...]
    most: int


class Analytics:
    """``GET https://youtubeanalytics.googleapis.com/v2/reports``."""

    def __init__(self, world: World, videos: Videos) -> None:
        self._world = world
        self._videos = videos

    async def reports(self, request: Request, caller: Caller) -> Response:
        """Count what happened to one's own videos in some days."""
        report = _asked(request.query_params, caller.account.id)
        names = (*([report.dimension] if report.dimension else ()), *report.metrics)
        rows = [
            [*([key] if report.dimension else ()), *_cells(report, had)]
            for key, had in _sorted(report, self._counted(report, caller))
        ]
        answer = {
            "kind": "youtubeAnalytics#resultTable",
            "columnHeaders": [_header(name) for name in names],
        }
        return JSONResponse({**answer, "rows": rows} if rows else answer)

    def _counted(self, report: Report, caller: Caller) -> dict[str, Numbers]:
        """Return the numbers by day or video, of those that had any."""
        posts = [
            post
            for post in self._world.posts.of(NETWORK, caller.account.id)
            if not report.videos or post.id in report.videos
        ]
        days = self._days(report)
        if not days:
            return {}
        if report.dimension == "video":
            found = {post.id: self._summed([post], days) for post in posts}
        elif report.dimension == "day":
            found = {day.isoformat(): self._summed(posts, [day]) for day in days}
        else:
            found = {"": self._summed(posts, days)}
        return {key: numbers for key, numbers in found.items() if any(numbers.values())}

    def _days(self, report: Report) -> list[date]:
        """List the days asked for that the reports know of already."""
        delay = timedelta(days=self._world.switches.number(NETWORK, "analytics_delay_days"))
        known = (self._world.now() - delay).date()
        number = (min(report.end, known) - report.start).days + 1
        return [report.start + timedelta(days=offset) for offset in range(max(0, number))]

    def _summed(self, posts: Sequence[RemotePost], days: Sequence[date]) -> Numbers:
        total = dict.fromkeys(METRICS, 0.0)
        begins = datetime.combine(days[0], time(), UTC)
        ends = datetime.combine(days[-1] + timedelta(days=1), time(), UTC)
        for post in posts:
            before = self._world.engagement_at(post, begins)
            after = self._world.engagement_at(post, ends)
            for name in ("views", "likes", "comments", "shares"):
                total[name] += getattr(after, name) - getattr(before, name)
            watched_s = WATCHED_SHARE * self._length_s(post) * (after.views - before.views)
            total["estimatedMinutesWatched"] += watched_s / 60
        if total["views"]:
            seconds = 60 * total["estimatedMinutesWatched"] / total["views"]
            total["averageViewDuration"] = seconds
            total["averageViewPercentage"] = 100 * WATCHED_SHARE
        total["engagedViews"] = total["views"] * WATCHED_SHARE
        total["subscribersGained"] = total["views"] * GAINED_SHARE
        return total

    def _length_s(self, post: RemotePost) -> float:
        video = self._videos.get(post.id)
        return float(video.facts.get("duration_s", 0)) if video else 0.0


def _sorted(report: Report, counted: Mapping[str, Numbers]) -> list[tuple[str, Numbers]]:
    rows = sorted(counted.items())
    for key in reversed(report.sort):
        name, falling = key.removeprefix("-"), key.startswith("-")
        if name == report.dimension:
            rows.sort(key=itemgetter(0), reverse=falling)
        else:
            rows = sorted(rows, key=partial(_value, name), reverse=falling)
    return rows[: report.most]


def _value(name: str, row: tuple[str, Numbers]) -> float:
    return row[1][name]


def _asked(query: Mapping[str, str], channel_id: str) -> Report:
    ids = query.get("ids", "")
    if ids not in {"channel==MINE", f"channel=={channel_id}"}:
        raise bad_request(f"Invalid value for ids: {ids!r}. Use channel==MINE.")
    metrics = tuple(name for name in query.get("metrics", "").split(",") if name)
    unknown = [name for name in metrics if name not in METRICS]
    if not metrics or unknown:
        raise bad_request(f"Unknown identifier ({','.join(unknown)}) given in field metrics.")
    dimension = query.get("dimensions", "")
    if dimension not in DIMENSIONS:
        raise bad_request(f"Unknown identifier ({dimension}) given in field dimensions.")
    sort = tuple(name for name in query.get("sort", "").split(",") if name)
    if any(name.removeprefix("-") not in {*metrics, dimension} for name in sort):
        raise bad_request("The sort field must be one of the dimensions or metrics.")
    most = query.get("maxResults", "")
    if dimension == "video" and (not sort or not most.isdigit() or int(most) > MAX_ROWS):
        raise bad_request("The query is not supported: by video it needs sort and maxResults.")
    return Report(
        start=_day(query, "startDate"),
        end=_day(query, "endDate"),
        metrics=metrics,
        dimension=dimension,
        videos=_filtered(query.get("filters", "")),
        sort=sort,
        most=int(most) if most.isdigit() else MAX_ROWS,
    )


def _filtered(given: str) -> frozenset[str]:
    name, _, value = given.partition("==")
    if given and name != "video":
        raise bad_request(f"Unknown identifier ({name}) given in field filters.")
    return frozenset(value.split(",")) if given else frozenset()


def _day(query: Mapping[str, str], name: str) -> date:
    try:
        return date.fromisoformat(query.get(name, ""))
    except ValueError:
        raise bad_request(f"Invalid value for {name}: it must be like 2026-01-31.") from None


def _header(name: str) -> dict[str, str]:
    if name in METRICS:
        return {"name": name, "columnType": "METRIC", "dataType": METRICS[name]}
    return {"name": name, "columnType": "DIMENSION", "dataType": "STRING"}


def _cells(report: Report, numbers: Numbers) -> list[float | int]:
    return [
        numbers[name] if METRICS[name] == "FLOAT" else int(numbers[name]) for name in report.metrics
    ]
