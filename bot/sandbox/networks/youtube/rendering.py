"""
Videos as the Data API returns them: only the parts that were asked for.

https://developers.google.com/youtube/v3/docs/videos#resource
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.sandbox.networks.world import World
from bot.sandbox.networks.youtube.comments import Comments
from bot.sandbox.networks.youtube.metadata import rfc3339
from bot.sandbox.networks.youtube.parameters import etag
from bot.sandbox.networks.youtube.session import NETWORK
from bot.sandbox.networks.youtube.video_store import UploadStatus, Video

OWNERS_PARTS = frozenset({"processingDetails", "fileDetails", "suggestions"})
SIZES = {
    "default": (120, 90),
    "medium": (320, 180),
    "high": (480, 360),
    "standard": (640, 480),
    "maxres": (1280, 720),
}
SHORTS_SIZE = (1080, 1920)
MS_A_POLL = 30_000


@dataclass(frozen=True, slots=True)
class Viewed:
    """A video and who looks at it, from where."""

    video: Video
    base: str
    is_owner: bool


class Rendering:
    """Renders videos."""

    def __init__(self, world: World, comments: Comments) -> None:
        self._world = world
        self._comments = comments

    def video(
        self, video: Video, parts: tuple[str, ...], base: str, *, is_owner: bool
    ) -> dict[str, Any]:
        """Return a video with the wanted parts, without those that have nothing to say."""
        viewed = Viewed(video, base, is_owner)
        readers: Mapping[str, Callable[[Viewed], Mapping[str, Any]]] = {
            "snippet": self.snippet,
            "status": self._status,
            "contentDetails": self._content,
            "processingDetails": self._processing,
            "statistics": self._statistics,
            "fileDetails": _file,
            "player": _player,
        }
        shown = {name: readers[name](viewed) for name in parts if name in readers}
        shown |= {name: video.rest[name] for name in parts if name in video.rest}
        return {"kind": "youtube#video", "etag": etag(video.id, shown), "id": video.id, **shown}

    def snippet(self, viewed: Viewed) -> dict[str, Any]:
        """Return a video's words, and the channel they belong to."""
        video = viewed.video
        words = {name: video.snippet[name] for name in ("title", "description")}
        rest = {name: value for name, value in video.snippet.items() if name not in words and value}
        return {
            "publishedAt": published_at(video),
            "channelId": video.account_id,
            **words,
            "thumbnails": thumbnails(video, viewed.base),
            "channelTitle": self._channel(video),
            **rest,
            "liveBroadcastContent": "none",
            "localized": words,
        }

    def upload_status(self, video: Video) -> UploadStatus:
        """Tell how far a video is."""
        return video.upload_status(self._polls_needed())

    def _status(self, viewed: Viewed) -> dict[str, Any]:
        video, known = viewed.video, self.upload_status(viewed.video)
        status = {"uploadStatus": known.value, **video.status}
        if known is UploadStatus.FAILED:
            status["failureReason"] = video.failure
        if known is UploadStatus.REJECTED:
            status["rejectionReason"] = video.rejection
        status["madeForKids"] = bool(video.status.get("selfDeclaredMadeForKids"))
        if not viewed.is_owner:
            status.pop("selfDeclaredMadeForKids", None)
        return status

    def _content(self, viewed: Viewed) -> dict[str, Any]:
        video = viewed.video
        known = self.upload_status(video) is UploadStatus.PROCESSED
        owners = {"hasCustomThumbnail": bool(video.thumbnail)} if viewed.is_owner else {}
        return {
            "duration": duration(video.facts["duration_s"]) if known else "P0D",
            "dimension": "2d",
            "definition": "hd" if video.facts.get("height", 0) >= 720 else "sd",
            "caption": "false",
            "licensedContent": False,
            "contentRating": {},
            "projection": "rectangular",
            **owners,
        }

    def _processing(self, viewed: Viewed) -> dict[str, Any]:
        video, needed = viewed.video, self._polls_needed()
        availability = {
            "fileDetailsAvailability": "available",
            "processingIssuesAvailability": "available",
            "tagSuggestionsAvailability": "inProgress",
            "editorSuggestionsAvailability": "inProgress",
            "thumbnailsAvailability": "available",
        }
        match video.upload_status(needed):
            case UploadStatus.UPLOADED:
                progress = {
                    "partsTotal": str(needed),
                    "partsProcessed": str(video.polls),
                    "timeLeftMs": str(MS_A_POLL * (needed - video.polls)),
                }
                return {
                    "processingStatus": "processing",
                    "processingProgress": progress,
                    **availability,
                }
            case UploadStatus.PROCESSED:
                return {"processingStatus": "succeeded", **availability}
            case UploadStatus.FAILED:
                why = "uploadFailed" if video.failure == "uploadAborted" else "transcodeFailed"
                return {"processingStatus": "failed", "processingFailureReason": why}
            case _:
                return {"processingStatus": "terminated"}

    def _statistics(self, viewed: Viewed) -> dict[str, str]:
        counts = self.counts(viewed.video)
        shown = {"viewCount": str(counts["views"]), "favoriteCount": "0"}
        if viewed.video.status["publicStatsViewable"] or viewed.is_owner:
            shown["likeCount"] = str(counts["likes"])
        if viewed.is_owner:
            shown["dislikeCount"] = "0"
        if viewed.video.takes_comments:
            shown["commentCount"] = str(counts["comments"])
        return shown

    def counts(self, video: Video) -> dict[str, int]:
        """Return what a video has had until now, with the comments that were written to it."""
        post = self._world.posts.get(NETWORK, video.id)
        if post is None:
            return {"views": 0, "likes": 0, "comments": 0}
        had = self._world.engagement_of(post)
        written = self._comments.number(video.id)
        return {"views": had.views, "likes": had.likes, "comments": had.comments + written}

    def _channel(self, video: Video) -> str:
        account = self._world.accounts.by_id(NETWORK, video.account_id)
        return account.handle.title() if account else ""

    def _polls_needed(self) -> int:
        return int(self._world.switches.number(NETWORK, "processing_polls"))


def published_at(video: Video) -> str:
    """Return when a video was published; of one that never was, when it was uploaded."""
    return rfc3339(datetime.fromtimestamp(video.published_at or video.uploaded_at, UTC))


def thumbnails(video: Video, base: str) -> dict[str, Any]:
    """List a video's still pictures."""
    page = f"{base}/{NETWORK}/vi/{video.id}"
    sizes = {name: SIZES[name] for name in ("default", "medium", "high")}
    if video.thumbnail:
        sizes = {**SIZES, **({"shortsAspectRatio": SHORTS_SIZE} if video.is_short else {})}
    return {
        name: {"url": f"{page}/{name}.jpg", "width": width, "height": height}
        for name, (width, height) in sizes.items()
    }


def duration(seconds: float) -> str:
    """Write a length as ISO 8601 does."""
    hours, rest = divmod(max(1, round(seconds)), 3_600)
    minutes, left = divmod(rest, 60)
    pieces = ((hours, "H"), (minutes, "M"), (left, "S"))
    return "PT" + "".join(f"{number}{unit}" for number, unit in pieces if number)


def _file(viewed: Viewed) -> dict[str, Any]:
    facts = viewed.video.facts
    size = {"widthPixels": facts.get("width", 0), "heightPixels": facts.get("height", 0)}
    return {
        "fileName": facts.get("file_name", "unknown"),
        "fileType": "video" if "duration_s" in facts else "other",
        "durationMs": str(round(1000 * facts.get("duration_s", 0))),
        "videoStreams": [{**size, "codec": facts.get("codec", "")}],
    }


def _player(viewed: Viewed) -> dict[str, Any]:
    page = f"//www.youtube.com/embed/{viewed.video.id}"
    return {"embedHtml": f'<iframe width="480" height="270" src="{page}"></iframe>'}
