"""Videos of Pages: reels, stories and feed videos, from the first byte until they are seen."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.sandbox.networks.database import Database
from bot.sandbox.networks.posts import PostedMedia

SCHEMA = """
CREATE TABLE IF NOT EXISTS facebook_video (
    id TEXT PRIMARY KEY, page_id TEXT NOT NULL, kind TEXT NOT NULL, created_at REAL NOT NULL,
    received_at REAL, was_pulled INTEGER NOT NULL, polls INTEGER NOT NULL,
    media TEXT NOT NULL, fault TEXT NOT NULL, state TEXT NOT NULL, finished_at REAL,
    publish_at REAL, title TEXT NOT NULL, text TEXT NOT NULL, post_id TEXT NOT NULL,
    is_public INTEGER NOT NULL, deleted INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS facebook_video_open ON facebook_video (is_public, state);
"""
LIFE_S = 86_400


class VideoKind(StrEnum):
    """What a video will become."""

    FEED = "feed"
    REEL = "reel"
    STORY = "story"


class Phase(StrEnum):
    """How far a video is."""

    WAITING = "waiting"
    FETCHING = "fetching"
    UPLOADED = "uploaded"
    PROCESSING = "processing"
    READY = "ready"
    ERROR = "error"
    EXPIRED = "expired"


class State(StrEnum):
    """What was asked for when the video was finished; ``OPEN`` before that."""

    OPEN = ""
    PUBLISHED = "PUBLISHED"
    SCHEDULED = "SCHEDULED"
    DRAFT = "DRAFT"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a video; ``is_upload``: its bytes never came."""

    code: int
    message: str
    is_upload: bool = False


@dataclass(frozen=True, slots=True)
class Pace:
    """How many questions, or else how long, fetching and processing take."""

    fetch_polls: int
    process_polls: int
    process_s: float


@dataclass(frozen=True, slots=True)
class Video:
    """One video; ``post_id`` is known from its finish on."""

    id: str
    page_id: str
    kind: VideoKind
    created_at: float
    received_at: float | None = None
    was_pulled: bool = False
    polls: int = 0
    media: PostedMedia | None = None
    fault: Fault | None = None
    state: State = State.OPEN
    finished_at: float | None = None
    publish_at: float | None = None
    title: str = ""
    text: str = ""
    post_id: str = ""
    is_public: bool = False
    deleted: bool = False

    @property
    def is_to_be_seen(self) -> bool:
        """Whether it was finished for the public and is not public yet."""
        wanted = self.state in {State.PUBLISHED, State.SCHEDULED}
        return wanted and not self.is_public and not self.deleted

    def phase(self, now: float, pace: Pace) -> Phase:
        """Tell how far the video is at ``now``."""
        if self.received_at is None:
            return Phase.EXPIRED if now - self.created_at >= LIFE_S else Phase.WAITING
        is_late = now - self.received_at >= pace.process_s
        fetching = pace.fetch_polls if self.was_pulled else 0
        done = fetching + pace.process_polls if is_late else self.polls
        if done < fetching:
            return Phase.FETCHING
        if self.fault and self.fault.is_upload:
            return Phase.ERROR
        if done < fetching + pace.process_polls:
            return Phase.UPLOADED if done == fetching else Phase.PROCESSING
        return Phase.ERROR if self.fault else Phase.READY


class Videos:
    """Keeps videos."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def save(self, video: Video) -> None:
        """Write a video down as it is now."""
        media, fault = video.media, video.fault
        seen = [media.sha256, media.kind, media.mime, dict(media.details)] if media else None
        wrong = [fault.code, fault.message, fault.is_upload] if fault else None
        self._db.run(
            "INSERT OR REPLACE INTO facebook_video"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(video.id, video.page_id, video.kind.value, video.created_at, video.received_at),
            *(video.was_pulled, video.polls, json.dumps(seen), json.dumps(wrong)),
            *(video.state.value, video.finished_at, video.publish_at, video.title, video.text),
            *(video.post_id, video.is_public, video.deleted),
        )

    def get(self, video_id: str) -> Video | None:
        """Find a video that is still there."""
        row = self._db.row("SELECT * FROM facebook_video WHERE id = ? AND deleted = 0", video_id)
        return _video(row) if row else None

    def unseen(self) -> list[Video]:
        """List what was finished to be seen and is not public yet."""
        rows = self._db.rows(
            "SELECT * FROM facebook_video WHERE is_public = 0 AND deleted = 0"
            " AND state IN ('PUBLISHED', 'SCHEDULED') ORDER BY finished_at"
        )
        return [_video(row) for row in rows]

    def of(self, page_id: str, kind: VideoKind) -> list[Video]:
        """List a Page's public videos of a kind, newest first."""
        rows = self._db.rows(
            "SELECT * FROM facebook_video WHERE page_id = ? AND kind = ? AND is_public = 1"
            " AND deleted = 0 ORDER BY finished_at DESC, rowid DESC",
            *(page_id, kind.value),
        )
        return [_video(row) for row in rows]

    def reels_since(self, page_id: str, since: float) -> int:
        """Count a Page's reels that were finished for the public since a moment."""
        row = self._db.row(
            "SELECT count(*) AS made FROM facebook_video WHERE page_id = ? AND kind = 'reel'"
            " AND state IN ('PUBLISHED', 'SCHEDULED') AND finished_at > ?",
            *(page_id, since),
        )
        return int(row["made"]) if row else 0


def _video(row: Any) -> Video:
    media, fault = json.loads(row["media"]), json.loads(row["fault"])
    return Video(
        id=row["id"],
        page_id=row["page_id"],
        kind=VideoKind(row["kind"]),
        created_at=row["created_at"],
        received_at=row["received_at"],
        was_pulled=bool(row["was_pulled"]),
        polls=row["polls"],
        media=PostedMedia(*media) if media else None,
        fault=Fault(*fault) if fault else None,
        state=State(row["state"]),
        finished_at=row["finished_at"],
        publish_at=row["publish_at"],
        title=row["title"],
        text=row["text"],
        post_id=row["post_id"],
        is_public=bool(row["is_public"]),
        deleted=bool(row["deleted"]),
    )
