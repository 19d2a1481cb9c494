"""Comments under one's own posts, which is how a first comment is made."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.graph.answers import bad_parameter, not_permitted
from bot.sandbox.networks.instagram.reading import Reading
from bot.sandbox.networks.instagram.session import Caller
from bot.sandbox.networks.world import World

SCHEMA = """
CREATE TABLE IF NOT EXISTS instagram_comment (
    id TEXT PRIMARY KEY, media_id TEXT NOT NULL, text TEXT NOT NULL, created_at REAL NOT NULL
);
"""


class Comments:
    """``/{media-id}/comments``."""

    def __init__(self, world: World, reading: Reading) -> None:
        self._world = world
        self._reading = reading

    async def add(self, request: Request, caller: Caller) -> Response:
        """Write a comment."""
        post = self._reading.mine(request.path_params["id"], caller)
        caller.needs("comment")
        message = caller.params.get("message", "").strip()
        if not message:
            raise bad_parameter("The parameter message is required")
        if not post.details["comments_on"]:
            raise not_permitted()
        comment_id = str(17_800_000_000_000_000 + self._world.sequences.next("comment"))
        self._world.db.run(
            "INSERT INTO instagram_comment VALUES (?, ?, ?, ?)",
            *(comment_id, post.id, message, self._world.epoch_s()),
        )
        return JSONResponse({"id": comment_id})

    async def all(self, request: Request, caller: Caller) -> Response:
        """List a post's comments, oldest first."""
        post = self._reading.mine(request.path_params["id"], caller)
        caller.needs("comment")
        rows = self._world.db.rows(
            "SELECT id, text FROM instagram_comment WHERE media_id = ? ORDER BY created_at, id",
            post.id,
        )
        return JSONResponse({"data": [{"id": row["id"], "text": row["text"]} for row in rows]})
