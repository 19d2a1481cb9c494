"""
Comments and reactions. A comment is plain text: backslashes in it are seen.

https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/comments-api
https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/reactions-api
"""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.linkedin.answers import (
    blank_field,
    not_found,
    not_permitted,
    too_long,
    wrong_urn,
    wrong_value,
)
from bot.sandbox.networks.linkedin.bodies import CommentAsked, ReactionAsked, read
from bot.sandbox.networks.linkedin.finding import Finding
from bot.sandbox.networks.linkedin.session import NETWORK, Caller
from bot.sandbox.networks.linkedin.urns import POST_KINDS, kind_of
from bot.sandbox.networks.posts import RemotePost
from bot.sandbox.networks.world import World

SCHEMA = """
CREATE TABLE IF NOT EXISTS linkedin_comment (
    id INTEGER PRIMARY KEY, post_id TEXT NOT NULL, actor TEXT NOT NULL, text TEXT NOT NULL,
    parent TEXT NOT NULL, created_at REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS linkedin_reaction (
    actor TEXT NOT NULL, post_id TEXT NOT NULL, type TEXT NOT NULL, PRIMARY KEY (actor, post_id)
);
"""
MAX_COMMENT = 1_250
REACTIONS = frozenset({"LIKE", "PRAISE", "EMPATHY", "INTEREST", "APPRECIATION", "ENTERTAINMENT"})
FEED_SCOPES = ("w_member_social_feed", "w_organization_social_feed")


class Comments:
    """``/rest/socialActions/{urn}/comments`` and ``/rest/reactions``."""

    def __init__(self, world: World, finding: Finding) -> None:
        self._world = world
        self._finding = finding

    async def add(self, request: Request, caller: Caller) -> Response:
        """Write a comment."""
        asked = await read(request, CommentAsked)
        self._may(caller, asked.actor, "actor", "comments.CREATE")
        if kind_of(asked.object) not in POST_KINDS:
            raise wrong_urn("object", asked.object, "share, ugcPost or activity")
        if not asked.message.text.strip():
            raise blank_field("message/text")
        length = len(asked.message.text.encode("utf-16-le")) // 2
        if length > MAX_COMMENT:
            raise too_long("message/text", length, MAX_COMMENT)
        post = self._open_for_comments(request.path_params["urn"])
        row = self._world.db.row(
            "INSERT INTO linkedin_comment (post_id, actor, text, parent, created_at)"
            " VALUES (?, ?, ?, ?, ?) RETURNING *",
            *(post.id, asked.actor, asked.message.text, asked.parent_comment or ""),
            self._world.epoch_s(),
        )
        return JSONResponse(_shown(row, post), 201, headers={"x-restli-id": str(_id(row))})

    async def all(self, request: Request, caller: Caller) -> Response:
        """List a post's comments, oldest first."""
        post = self._finding.visible(request.path_params["urn"])
        if post is None:
            raise not_found()
        caller.reads(post.details["author"], "author", "comments.GET_ALL")
        elements = [_shown(row, post) for row in self._rows(post)]
        paging = {"start": 0, "count": len(elements), "total": len(elements), "links": []}
        return JSONResponse({"elements": elements, "paging": paging})

    async def react(self, request: Request, caller: Caller) -> Response:
        """React to a post; a second reaction takes the place of the first."""
        asked = await read(request, ReactionAsked)
        actor = request.query_params.get("actor", "")
        self._may(caller, actor, "actor", "reactions.CREATE")
        if asked.reaction_type not in REACTIONS:
            raise wrong_value("reactionType", asked.reaction_type)
        post = self._finding.visible(asked.root)
        if post is None:
            raise not_found()
        self._world.db.run(
            "INSERT OR REPLACE INTO linkedin_reaction VALUES (?, ?, ?)",
            *(actor, post.id, asked.reaction_type),
        )
        name = f"urn:li:reaction:({actor},{post.details['activity']})"
        answer = {"id": name, "reactionType": asked.reaction_type, "root": asked.root}
        return JSONResponse(answer, 201, headers={"x-restli-id": f"({actor},{asked.root})"})

    def texts(self, post: RemotePost) -> list[str]:
        """Return what was written below a post, as people see it."""
        return [row["text"] for row in self._rows(post)]

    def _may(self, caller: Caller, actor: str, field: str, what: str) -> None:
        caller.writes_as(actor, field, what)
        strict = bool(self._world.switches.of(NETWORK)["comments_need_feed_scope"])
        if strict and not caller.has(*FEED_SCOPES):
            raise not_permitted(what)

    def _open_for_comments(self, urn: str) -> RemotePost:
        """Find a post; a new one is not there yet for the first ``comment_misses`` tries."""
        post = self._finding.visible(urn)
        if post is None:
            raise not_found()
        misses = int(post.details["comment_misses"])
        if misses > 0:
            self._world.posts.describe(post, comment_misses=misses - 1)
            raise not_found()
        return post

    def _rows(self, post: RemotePost) -> list[Any]:
        return self._world.db.rows(
            "SELECT * FROM linkedin_comment WHERE post_id = ? ORDER BY id", post.id
        )


def _id(row: Any) -> int:
    return 7_300_000_000_000_000_000 + int(row["id"])


def _shown(row: Any, post: RemotePost) -> dict[str, Any]:
    activity = post.details["activity"]
    return {
        "$URN": f"urn:li:comment:({activity},{_id(row)})",
        "id": str(_id(row)),
        "actor": row["actor"],
        "object": activity,
        "message": {"text": row["text"], "attributes": []},
        "created": {"actor": row["actor"], "time": int(row["created_at"] * 1000)},
    }
