"""What every video passes when it is finished: limits, its post's id, and its first showing."""

from __future__ import annotations

from dataclasses import replace

from bot.sandbox.networks.facebook.publishing import Publishing
from bot.sandbox.networks.facebook.session import DAY_S, NETWORK
from bot.sandbox.networks.facebook.timing import Timing, Visibility
from bot.sandbox.networks.facebook.video_store import State, Video, VideoKind, Videos
from bot.sandbox.networks.graph.answers import refused
from bot.sandbox.networks.world import World

REELS_A_DAY = 30
STATES = {
    Visibility.PUBLIC: State.PUBLISHED,
    Visibility.SCHEDULED: State.SCHEDULED,
    Visibility.DRAFT: State.DRAFT,
    Visibility.DARK: State.DRAFT,
}


class Finishing:
    """Ends the making of a video."""

    def __init__(self, world: World, videos: Videos, publishing: Publishing) -> None:
        self._world = world
        self._videos = videos
        self._publishing = publishing

    def finish(self, video: Video, timing: Timing) -> Video:
        """Note when a video is to be seen, and show it if that is now; raises ``Refused``."""
        state = STATES[timing.visibility]
        if state is not State.DRAFT:
            self._is_within_limits(video)
        number = self._publishing.new_id()
        is_story = video.kind is VideoKind.STORY
        finished = replace(
            video,
            state=state,
            finished_at=self._world.epoch_s(),
            publish_at=timing.at,
            post_id=number if is_story else f"{video.page_id}_{number}",
        )
        with self._world.db.transaction():
            self._videos.save(finished)
            return self._publishing.settle(finished)

    def _is_within_limits(self, video: Video) -> None:
        self._publishing.is_not_too_fast(video.page_id)
        quotas = self._world.quotas
        if video.kind is not VideoKind.REEL or quotas.is_lifted(NETWORK):
            return
        made = self._videos.reels_since(video.page_id, self._world.epoch_s() - DAY_S)
        if made >= quotas.scaled(NETWORK, REELS_A_DAY):
            raise refused(32, "(#32) Page request limit reached")
