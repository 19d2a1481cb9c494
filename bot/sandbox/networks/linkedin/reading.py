"""
Reading posts back, which is for pages: what members post can be read by closed apps only.

https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api
"""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.linkedin.answers import illegal, not_found, not_permitted, wrong_value
from bot.sandbox.networks.linkedin.finding import Finding
from bot.sandbox.networks.linkedin.scopes import READ
from bot.sandbox.networks.linkedin.session import NETWORK, Caller
from bot.sandbox.networks.posts import RemotePost
from bot.sandbox.networks.world import World

MAX_COUNT = 100
ORDERS = frozenset({"LAST_MODIFIED", "CREATED"})
SHOWN = (
    *("author", "commentary", "visibility", "distribution", "lifecycleState", "content"),
    *("isReshareDisabledByAuthor", "reshareContext"),
)


class Reading:
    """The calls that only look."""

    def __init__(self, world: World, finding: Finding) -> None:
        self._world = world
        self._finding = finding

    async def one(self, request: Request, caller: Caller) -> Response:
        """Show a post."""
        if not caller.has(*READ.values()):
            raise not_permitted("posts.GET")
        post = self._finding.visible(request.path_params["urn"])
        if post is None:
            raise not_found()
        caller.reads(post.details["author"], "author", "posts.GET")
        return JSONResponse(_shown(post))

    async def listing(self, request: Request, caller: Caller) -> Response:
        """List the posts of one author, newest first."""
        query = request.query_params
        if query.get("q") != "author":
            raise illegal("Invalid value for query parameter q")
        author, order = query.get("author", ""), query.get("sortBy", "LAST_MODIFIED")
        caller.reads(author, "author", "posts.FINDER-author")
        start, count = _number(query.get("start", "0")), _number(query.get("count", "10"))
        if not 1 <= count <= MAX_COUNT:
            raise wrong_value("count", count)
        if order not in ORDERS:
            raise wrong_value("sortBy", order)
        posts = [post for post in self._listed(caller) if post.details["author"] == author]
        if order == "LAST_MODIFIED":
            posts.sort(key=lambda post: float(post.details["changed_at"]), reverse=True)
        page = posts[start : start + count]
        paging = {"start": start, "count": count, "total": len(posts), "links": []}
        return JSONResponse({"elements": [_shown(post) for post in page], "paging": paging})

    def _listed(self, caller: Caller) -> list[RemotePost]:
        lag_s = self._world.switches.number(NETWORK, "read_lag_s")
        now = self._world.now()
        return self._world.posts.listed(NETWORK, caller.account.id, now=now, lag_s=lag_s)


def _shown(post: RemotePost) -> dict[str, Any]:
    created_ms = int(post.created_at.timestamp() * 1000)
    return {
        "id": post.id,
        **{name: post.details[name] for name in SHOWN if name in post.details},
        "createdAt": created_ms,
        "publishedAt": created_ms,
        "lastModifiedAt": int(post.details["changed_at"] * 1000),
        "lifecycleStateInfo": {"isEditedByAuthor": post.details["edited"]},
    }


def _number(value: str) -> int:
    if not value.isdigit():
        raise illegal(f"{value} is not a number")
    return int(value)
