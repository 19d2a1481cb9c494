"""How the Graph API lists things: a window of time, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.sandbox.networks.graph.params import Params
from bot.sandbox.networks.posts import RemotePost

DEFAULT_PAGE, MAX_PAGE = 25, 100


def page_of(posts: Sequence[RemotePost], params: Params) -> tuple[list[RemotePost], bool]:
    """Return the page that is asked for, newest first, and whether more follows."""
    size = min(params.number("limit", DEFAULT_PAGE), MAX_PAGE)
    since, until = params.number("since", 0), params.number("until", 1 << 62)
    within = [post for post in posts if since <= post.created_at.timestamp() <= until]
    ids = [post.id for post in within]
    after = params.get("after")
    start = ids.index(after) + 1 if after in ids else 0
    return within[start : start + size], len(within) > start + size


def graph_time(moment: datetime) -> str:
    """Write an instant as the Graph API does."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S+0000")
