"""
Comments under videos, which is how a first comment is made.

https://developers.google.com/youtube/v3/docs/commentThreads
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.world import World
from bot.sandbox.networks.youtube.answers import (
    bad_parameter,
    bad_request,
    forbidden,
    video_not_found,
)
from bot.sandbox.networks.youtube.finding import Finding
from bot.sandbox.networks.youtube.metadata import rfc3339
from bot.sandbox.networks.youtube.parameters import etag, paged, parts_of
from bot.sandbox.networks.youtube.session import NETWORK, Caller
from bot.sandbox.networks.youtube.video_store import Video

SCHEMA = """
CREATE TABLE IF NOT EXISTS youtube_comment (
    id TEXT PRIMARY KEY, video_id TEXT NOT NULL, account_id TEXT NOT NULL, text TEXT NOT NULL,
    written_at REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS youtube_comment_by_video ON youtube_comment (video_id);
"""
PARTS = frozenset({"id", "replies", "snippet"})
MAX_CHARS = 10_000
DISABLED = "The video identified by the <code>videoId</code> parameter has disabled comments."


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment at the top of its thread."""

    id: str
    video_id: str
    account_id: str
    text: str
    written_at: float


class Comments:
    """``/youtube/v3/commentThreads``."""

    def __init__(self, world: World, finding: Finding) -> None:
        self._world = world
        self._finding = finding

    async def add(self, request: Request, caller: Caller) -> Response:
        """Write a comment."""
        parts_of(request, PARTS)
        video_id, text = _asked(await request.body())
        video = self._open(video_id, caller)
        if not text.strip():
            raise bad_request("The comment has no text.", reason="commentTextRequired")
        if len(text) > MAX_CHARS:
            raise bad_request("The comment text is too long.", reason="commentTextTooLong")
        number = self._world.sequences.next("youtube_comment")
        digest = hashlib.sha256(f"comment:{number}".encode()).hexdigest()
        comment = Comment(
            f"Ug{digest[:24]}", video.id, caller.account.id, text, self._world.epoch_s()
        )
        self._world.db.run(
            "INSERT INTO youtube_comment VALUES (?, ?, ?, ?, ?)",
            *(comment.id, comment.video_id, comment.account_id, comment.text, comment.written_at),
        )
        return JSONResponse(self._thread(comment))

    async def all(self, request: Request, caller: Caller) -> Response:
        """List the comments under a video, newest first."""
        parts_of(request, PARTS)
        video_id = request.query_params.get("videoId")
        if not video_id:
            text = "No filter selected. Expected one of: id, videoId"
            raise bad_parameter("parameters.", "missingRequiredParameter", text)
        video = self._open(video_id, caller)
        rows = self._world.db.rows(
            "SELECT * FROM youtube_comment WHERE video_id = ? ORDER BY written_at DESC, rowid DESC",
            video.id,
        )
        page, about = paged(request, [Comment(**dict(row)) for row in rows])
        items = [self._thread(comment) for comment in page]
        kind = "youtube#commentThreadListResponse"
        return JSONResponse({"kind": kind, "etag": etag(items), **about, "items": items})

    def number(self, video_id: str) -> int:
        """Count the comments that were written under a video by hand."""
        row = self._world.db.row(
            "SELECT count(*) AS made FROM youtube_comment WHERE video_id = ?", video_id
        )
        return int(row["made"]) if row else 0

    def _open(self, video_id: str, caller: Caller) -> Video:
        video = self._finding.seen(video_id, caller)
        if video is None or video.is_lost:
            raise video_not_found()
        if not video.takes_comments:
            raise forbidden(DISABLED, "commentsDisabled")
        return video

    def _thread(self, comment: Comment) -> dict[str, Any]:
        account = self._world.accounts.by_id(NETWORK, comment.account_id)
        moment = rfc3339(datetime.fromtimestamp(comment.written_at, UTC))
        top = {
            "kind": "youtube#comment",
            "etag": etag(comment.id, comment.text),
            "id": comment.id,
            "snippet": {
                "channelId": comment.account_id,
                "videoId": comment.video_id,
                "textDisplay": comment.text,
                "textOriginal": comment.text,
                "authorDisplayName": f"@{account.handle}" if account else "",
                "authorChannelId": {"value": comment.account_id},
                "canRate": True,
                "viewerRating": "none",
                "likeCount": 0,
                "publishedAt": moment,
                "updatedAt": moment,
            },
        }
        return {
            "kind": "youtube#commentThread",
            "etag": etag("thread", comment.id),
            "id": comment.id,
            "snippet": {
                "channelId": comment.account_id,
                "videoId": comment.video_id,
                "topLevelComment": top,
                "canReply": True,
                "totalReplyCount": 0,
                "isPublic": True,
            },
        }


def _asked(data: bytes) -> tuple[str, str]:
    """Read which video is meant and what is said; raises ``Refused``."""
    try:
        snippet = json.loads(data)["snippet"]
        video_id, text = snippet["videoId"], snippet["topLevelComment"]["snippet"]["textOriginal"]
    except (ValueError, KeyError, TypeError):
        text = "The request must name snippet.videoId and the text of its top level comment."
        raise bad_request(text, reason="invalidCommentThreadMetadata") from None
    return str(video_id), str(text)
