"""Videos becoming visible: at the last byte, at their hour, or when they are changed."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.sandbox.networks.posts import PostedMedia, RemotePost
from bot.sandbox.networks.world import World
from bot.sandbox.networks.youtube.media_files import Judged
from bot.sandbox.networks.youtube.session import NETWORK
from bot.sandbox.networks.youtube.upload_store import Session
from bot.sandbox.networks.youtube.video_store import Video, Videos


class Publishing:
    """Keeps each video and what people see of it in step."""

    def __init__(self, world: World, videos: Videos) -> None:
        self._world = world
        self._videos = videos

    def make(self, session: Session, sha256: str, judged: Judged) -> Video:
        """Turn a complete upload into a video."""
        video = self._dated(
            Video(
                id=self._new_id(),
                account_id=session.account_id,
                snippet=session.metadata["snippet"],
                status=self._allowed(session.metadata["status"]),
                rest=session.metadata["rest"],
                sha256=sha256,
                facts={**judged.facts, "file_name": session.file_name},
                failure=judged.failure,
                rejection=judged.rejection,
                uploaded_at=self._world.epoch_s(),
            )
        )
        self._videos.save(video)
        if not video.is_lost:
            unseen = int(self._world.switches.number(NETWORK, "read_lag_reads"))
            self._world.posts.add(_post(video), unseen_reads=unseen)
        return video

    def change(self, video: Video) -> Video:
        """Put a changed video in place of the old one."""
        video = self._dated(video)
        with self._world.db.transaction():
            self._videos.save(video)
            self._world.posts.change(_post(video))
        return video

    def take_away(self, video: Video) -> None:
        """End a video for everybody: deleted, failed or rejected."""
        with self._world.db.transaction():
            self._videos.save(video)
            self._world.posts.delete(_post(video), self._world.now())

    def keep_dates(self) -> None:
        """Make public what was promised for a moment that has come."""
        for video in self._videos.due(self._world.epoch_s()):
            status = {k: v for k, v in video.status.items() if k != "publishAt"}
            status["privacyStatus"] = "public"
            self.change(replace(video, status=status, published_at=video.due_at, due_at=None))

    def _dated(self, video: Video) -> Video:
        """Return the video with the moments that follow from its status."""
        if video.privacy != "private":
            opened_at = video.published_at or self._world.epoch_s()
            return replace(video, published_at=opened_at, due_at=None)
        due = video.status.get("publishAt")
        return replace(video, due_at=datetime.fromisoformat(due).timestamp() if due else None)

    def _allowed(self, status: Mapping[str, Any]) -> Mapping[str, Any]:
        """Lock a video of a project that Google has not looked at, where that still happens."""
        if not self._world.switches.of(NETWORK)["lock_private"]:
            return status
        kept = {name: value for name, value in status.items() if name != "publishAt"}
        return {**kept, "privacyStatus": "private"}

    def _new_id(self) -> str:
        number = self._world.sequences.next("youtube_video")
        digest = hashlib.sha256(f"video:{number}".encode()).digest()
        return base64.urlsafe_b64encode(digest).decode()[:11]


def _post(video: Video) -> RemotePost:
    page = f"shorts/{video.id}" if video.is_short else f"watch?v={video.id}"
    moment = datetime.fromtimestamp(video.published_at or video.uploaded_at, UTC)
    mime = str(video.facts.get("mime", "video/mp4"))
    return RemotePost(
        network=NETWORK,
        id=video.id,
        account_id=video.account_id,
        path=f"/{NETWORK}/{page}",
        text=video.text,
        created_at=moment,
        media=(PostedMedia(video.sha256, "video", mime),),
        details={"privacy": video.privacy},
    )
