"""
Reading a Page's posts and stories back.

https://developers.facebook.com/docs/graph-api/reference/page/feed
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.accounts import RemoteAccount
from bot.sandbox.networks.facebook.draft_store import Drafts
from bot.sandbox.networks.facebook.session import NETWORK, Caller
from bot.sandbox.networks.facebook.showing import Showing
from bot.sandbox.networks.graph.answers import not_visible
from bot.sandbox.networks.graph.fields import Readers, chosen
from bot.sandbox.networks.graph.listing import graph_time, next_page, page_of
from bot.sandbox.networks.graph.params import Params
from bot.sandbox.networks.pages import media_url
from bot.sandbox.networks.posts import RemotePost
from bot.sandbox.networks.world import World, base_of

STORY_LIVES = timedelta(hours=24)


class Reading:
    """The calls that look at posts."""

    def __init__(self, world: World, drafts: Drafts, showing: Showing) -> None:
        self._world = world
        self._drafts = drafts
        self._showing = showing

    async def feed(self, request: Request, caller: Caller) -> Response:
        """List a Page's posts, newest first."""
        page = self._page(request, caller)
        posts = [post for post in self._listed(page) if post.details["kind"] != "story"]
        shown, more = page_of(posts, caller.params)
        base = base_of(request)
        answer: dict[str, Any] = {"data": [self._showing.post(p, caller, base) for p in shown]}
        if shown:
            answer["paging"] = {"cursors": {"before": shown[0].id, "after": shown[-1].id}}
        if more:
            answer["paging"]["next"] = next_page(request, NETWORK, shown[-1].id)
        return JSONResponse(answer)

    async def scheduled(self, request: Request, caller: Caller) -> Response:
        """List a Page's posts that wait for their time."""
        page, base = self._page(request, caller), base_of(request)
        drafts = self._drafts.scheduled(page.id)
        return JSONResponse({"data": [self._showing.draft(d, caller, base) for d in drafts]})

    async def stories(self, request: Request, caller: Caller) -> Response:
        """List a Page's stories; older than a day only if the Page keeps an archive."""
        page, base = self._page(request, caller), base_of(request)
        keeps = bool(self._world.switches.of(NETWORK)["story_archive"])
        posts = [post for post in self._listed(page) if post.details["kind"] == "story"]
        stories = [post for post in posts if keeps or self._is_fresh(post)]
        shown, _ = page_of(stories, caller.params)
        wanted = Params({"fields": caller.params.get("fields", "post_id,status,creation_time")})
        return JSONResponse({"data": [self._story(post, wanted, base) for post in shown]})

    def public(self, post_id: str, caller: Caller) -> RemotePost:
        """Find a post on one of this caller's Pages; raises ``Refused``."""
        post = self._world.posts.get(NETWORK, post_id)
        if post is None or post.deleted:
            raise not_visible(post_id)
        caller.page(post.account_id)
        return post

    def _page(self, request: Request, caller: Caller) -> RemoteAccount:
        page = caller.page(request.path_params["id"])
        caller.needs("read", page)
        return page

    def _listed(self, page: RemoteAccount) -> list[RemotePost]:
        lag_s = self._world.switches.number(NETWORK, "read_lag_s")
        return self._world.posts.listed(NETWORK, page.id, now=self._world.now(), lag_s=lag_s)

    def _is_fresh(self, post: RemotePost) -> bool:
        return self._world.now() - post.created_at < STORY_LIVES

    def _story(self, post: RemotePost, wanted: Params, base: str) -> dict[str, Any]:
        readers: Readers = {
            "id": lambda: post.id,
            "post_id": lambda: post.id,
            "status": lambda: "PUBLISHED" if self._is_fresh(post) else "ARCHIVED",
            "creation_time": lambda: str(int(post.created_at.timestamp())),
            "created_time": lambda: graph_time(post.created_at),
            "media_type": lambda: post.details["media_type"],
            "media_id": lambda: post.details["media_id"],
            "url": lambda: base + post.path,
            "media_url": lambda: media_url(post.media[0], base),
        }
        shown = chosen(wanted, "Story", readers)
        return {name: value for name, value in shown.items() if name != "id"}
