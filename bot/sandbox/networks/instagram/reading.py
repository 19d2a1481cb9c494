"""Reading an account and its posts back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.engagement import Engagement
from bot.sandbox.networks.graph.answers import bad_parameter, not_visible
from bot.sandbox.networks.graph.fields import Readers, chosen, parse
from bot.sandbox.networks.graph.listing import graph_time, page_of
from bot.sandbox.networks.graph.params import Params
from bot.sandbox.networks.instagram.session import NETWORK, Caller
from bot.sandbox.networks.pages import media_url
from bot.sandbox.networks.posts import PostedMedia, RemotePost
from bot.sandbox.networks.world import World, base_of

STORY_LIVES = timedelta(hours=24)


class Reading:
    """The calls that look at posts, and the few that change one."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def media(self, request: Request, caller: Caller) -> Response:
        """List the posts of the feed, newest first."""
        caller.owns(request.path_params["id"])
        caller.needs("read")
        posts = [post for post in self._listed(caller) if post.details["product"] != "STORY"]
        return self._page(request, caller, posts)

    async def stories(self, request: Request, caller: Caller) -> Response:
        """List the stories of the last day."""
        caller.owns(request.path_params["id"])
        caller.needs("read")
        oldest = self._world.now() - STORY_LIVES
        posts = [
            post
            for post in self._listed(caller)
            if post.details["product"] == "STORY" and post.created_at > oldest
        ]
        return self._page(request, caller, posts)

    async def one(self, request: Request, caller: Caller, post: RemotePost) -> Response:
        """Show one post."""
        self._owned(post, caller)
        caller.needs("read")
        return JSONResponse(self._shown(post, caller, caller.params, base_of(request)))

    async def change(self, request: Request, caller: Caller) -> Response:
        """Switch a post's comments on or off."""
        post = self.mine(request.path_params["id"], caller)
        caller.needs("comment")
        if "comment_enabled" not in caller.params:
            raise bad_parameter("The parameter comment_enabled is required")
        on = caller.params.is_true("comment_enabled")
        self._world.posts.describe(post, comments_on=on)
        return JSONResponse({"success": True})

    async def delete(self, request: Request, caller: Caller) -> Response:
        """Take a post away; only Facebook Login has this call."""
        post = self.mine(request.path_params["id"], caller)
        caller.needs("delete")
        self._world.posts.delete(post, self._world.now())
        return JSONResponse({"success": True})

    def mine(self, media_id: str, caller: Caller) -> RemotePost:
        """Find a post of this caller's; raises ``Refused``."""
        post = self._world.posts.get(NETWORK, media_id)
        if post is None or post.deleted:
            raise not_visible(media_id)
        self._owned(post, caller)
        return post

    def _owned(self, post: RemotePost, caller: Caller) -> None:
        if post.deleted or post.account_id != caller.account.id:
            raise not_visible(post.id)

    def _listed(self, caller: Caller) -> list[RemotePost]:
        lag_s = self._world.switches.number(NETWORK, "read_lag_s")
        posts = self._world.posts
        return posts.listed(NETWORK, caller.account.id, now=self._world.now(), lag_s=lag_s)

    def _page(self, request: Request, caller: Caller, posts: list[RemotePost]) -> Response:
        params = caller.params
        page, _ = page_of(posts, params)
        base = base_of(request)
        answer: dict[str, Any] = {"data": [self._shown(p, caller, params, base) for p in page]}
        if page:
            answer["paging"] = {"cursors": {"before": page[0].id, "after": page[-1].id}}
        return JSONResponse(answer)

    def _shown(self, post: RemotePost, caller: Caller, params: Params, base: str) -> dict[str, Any]:
        return chosen(params, "Media", self._readers(post, caller, params, base))

    def _readers(self, post: RemotePost, caller: Caller, params: Params, base: str) -> Readers:
        details, first = post.details, post.media[0]
        return {
            "id": lambda: post.id,
            "caption": lambda: post.text.replace("@", "") or None,
            "timestamp": lambda: graph_time(post.created_at),
            "media_type": lambda: details["media_type"],
            "media_product_type": lambda: details["product"],
            "permalink": lambda: base + post.path,
            "shortcode": lambda: details["shortcode"],
            "username": lambda: caller.account.handle,
            "owner": lambda: {"id": caller.account.id},
            "media_url": lambda: media_url(first, base),
            "thumbnail_url": lambda: media_url(first, base) if first.kind == "video" else None,
            "alt_text": lambda: first.details.get("alt_text") or None,
            "like_count": lambda: self.had(post).likes,
            "comments_count": lambda: self.had(post).comments,
            "is_comment_enabled": lambda: details["comments_on"],
            "is_shared_to_feed": lambda: details.get("share_to_feed", "true") == "true",
            "children": partial(_children, post, params, base),
        }

    def had(self, post: RemotePost) -> Engagement:
        """Tell how people reacted to a post, with the comments that were written to it."""
        row = self._world.db.row(
            "SELECT count(*) AS made FROM instagram_comment WHERE media_id = ?", post.id
        )
        came = self._world.engagement_of(post)
        return replace(came, comments=came.comments + (row["made"] if row else 0))


def _children(post: RemotePost, params: Params, base: str) -> dict[str, Any] | None:
    ids = post.details["children"]
    if not ids:
        return None
    inner = parse(params.get("fields", "")).get("children", {})
    wanted = Params({"fields": ",".join(inner)})
    pairs = zip(ids, post.media, strict=True)
    return {"data": [chosen(wanted, "Media", _child(i, media, base)) for i, media in pairs]}


def _child(media_id: str, media: PostedMedia, base: str) -> Readers:
    return {
        "id": lambda: media_id,
        "media_type": media.kind.upper,
        "media_url": lambda: media_url(media, base),
        "alt_text": lambda: media.details.get("alt_text") or None,
    }
