"""How people react to a post: the numbers that every stand-in's metrics calls report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.sandbox.networks.posts import RemotePost


@dataclass(frozen=True, slots=True)
class Engagement:
    """What one post has had until now; every figure only ever grows."""

    views: int = 0
    reach: int = 0
    likes: int = 0
    comments: int = 0
    shares: int = 0
    saves: int = 0
    clicks: int = 0


def engagement_of(post: RemotePost, now: datetime) -> Engagement:
    """Return what ``post`` has had by ``now``."""
    _ = now
    return Engagement(**{name: post.counters.get(name, 0) for name in Engagement.__slots__})
