"""Which videos a caller may see and which are theirs."""

from __future__ import annotations

from bot.sandbox.networks.youtube.answers import forbidden, video_not_found
from bot.sandbox.networks.youtube.session import Caller
from bot.sandbox.networks.youtube.video_store import Video, Videos


class Finding:
    """Finds videos for callers."""

    def __init__(self, videos: Videos) -> None:
        self._videos = videos

    def seen(self, video_id: str, caller: Caller) -> Video | None:
        """Find a video that this caller may see: their own, and what is open to others."""
        video = self._videos.get(video_id)
        if video is None or video.account_id == caller.account.id:
            return video
        return None if video.privacy == "private" or video.is_lost else video

    def mine(self, video_id: str, caller: Caller) -> Video:
        """Find a video of this caller's; raises ``Refused``."""
        video = self.seen(video_id, caller)
        if video is None:
            raise video_not_found()
        if video.account_id != caller.account.id:
            raise forbidden("The request is not authorized to change this video.")
        return video
