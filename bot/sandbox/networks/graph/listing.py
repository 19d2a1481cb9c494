"""How the Graph API lists things: a window of time, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from starlette.requests import Request

from bot.sandbox.networks.graph.params import Params
from bot.sandbox.networks.posts import RemotePost
from bot.sandbox.networks.world import base_of

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


def next_page(request: Request, network: str, after: str) -> str:
    """Return the address of the page that follows; it carries the token only if this one did."""
    url = request.url.include_query_params(after=after)
    return f"{base_of(request)}/{network}{url.path.split(f'/{network}', 1)[1]}?{url.query}"


def graph_time(moment: datetime) -> str:
    """Write an instant as the Graph API does."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S+0000")
