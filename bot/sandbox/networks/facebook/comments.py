"""
Comments under a Page's own posts, which is how a first comment is made.

https://developers.facebook.com/docs/graph-api/reference/page-post/comments
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.facebook.comment_store import Comment, CommentStore
from bot.sandbox.networks.facebook.publishing import Publishing
from bot.sandbox.networks.facebook.reading import Reading
from bot.sandbox.networks.facebook.session import Caller
from bot.sandbox.networks.fetching import unfit
from bot.sandbox.networks.graph.answers import bad_parameter
from bot.sandbox.networks.graph.fields import Readers, chosen
from bot.sandbox.networks.graph.listing import graph_time
from bot.sandbox.networks.graph.params import Params
from bot.sandbox.networks.world import World


class Comments:
    """``/{post-id}/comments``."""

    def __init__(
        self, world: World, reading: Reading, publishing: Publishing, store: CommentStore
    ) -> None:
        self._world = world
        self._reading = reading
        self._publishing = publishing
        self._store = store

    async def add(self, request: Request, caller: Caller) -> Response:
        """Write a comment as the Page."""
        post = self._reading.public(request.path_params["id"], caller)
        caller.acting(post.account_id, "comment")
        message = caller.params.get("message", "").strip()
        picture = caller.params.get("attachment_url", "")
        if not (message or picture):
            raise bad_parameter("The parameter message or attachment_url is required")
        if picture and (wrong := unfit(picture)):
            raise bad_parameter(f"The URL is not valid: {wrong}", subcode=2061006)
        number = post.id.rpartition("_")[2]
        comment = Comment(
            id=f"{number}_{self._publishing.new_id()}",
            post_id=post.id,
            message=message,
            attachment_url=picture,
            created_at=self._world.epoch_s(),
        )
        self._store.add(comment)
        return JSONResponse({"id": comment.id})

    async def all(self, request: Request, caller: Caller) -> Response:
        """List a post's comments, oldest first."""
        post = self._reading.public(request.path_params["id"], caller)
        caller.needs("read_people", caller.page(post.account_id))
        wanted = Params({"fields": caller.params.get("fields", "created_time,message,id")})
        return JSONResponse({"data": [_shown(c, wanted) for c in self._store.under(post.id)]})


def _shown(comment: Comment, wanted: Params) -> dict[str, Any]:
    readers: Readers = {
        "id": lambda: comment.id,
        "message": lambda: comment.message,
        "created_time": lambda: graph_time(datetime.fromtimestamp(comment.created_at, UTC)),
        "attachment": lambda: {"url": comment.attachment_url} if comment.attachment_url else None,
    }
    return chosen(wanted, "Comment", readers)
