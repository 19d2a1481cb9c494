"""
How people react to a post: the numbers that every stand-in's metrics calls report.

They follow from the post, the account's audience and the time alone: nothing is kept, the
same question has the same answer, and every figure only ever grows.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from bot.sandbox.networks.accounts import RemoteAccount
from bot.sandbox.networks.audience import Audience, audience_of
from bot.sandbox.networks.posts import RemotePost
from platforms.content import Kind

QUIET_S = 60
"""Nobody reacts in a post's first minute, so that a test can count what it set by hand."""
RATES = {
    "views": 1.0,
    "reach": 0.78,
    "likes": 0.045,
    "comments": 0.005,
    "shares": 0.007,
    "saves": 0.006,
    "clicks": 0.012,
}
"""How many of each there are to one view."""
OWN_SPREAD, POST_SPREAD = 0.25, 0.15
VIRAL = (4.0, 20.0)
ALIASES: Mapping[str, Mapping[str, str]] = {
    "twitter": {
        "impressions": "views",
        "reposts": "shares",
        "replies": "comments",
        "bookmarks": "saves",
        "link_clicks": "clicks",
    },
    "instagram": {"saved": "saves", "replies": "comments"},
}
"""Networks' own names for counters that may be set by hand."""
HIDDEN = frozenset({"private", "SELF_ONLY"})
"""What networks call a post that nobody else sees."""


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

    @property
    def interactions(self) -> int:
        """All that people did, beyond looking."""
        return self.likes + self.comments + self.shares + self.saves


NOTHING = Engagement()


def engagement_of(post: RemotePost, account: RemoteAccount, now: datetime) -> Engagement:
    """Return what ``post`` has had by ``now``, with what was counted by hand on top."""
    if now < post.created_at:
        return NOTHING
    came = asdict(_came(post, account, now))
    own_names = ALIASES.get(post.network, {})
    for name, number in post.counters.items():
        figure = own_names.get(name, name)
        if figure in came:
            came[figure] += number
    return Engagement(**came)


def kind_of(post: RemotePost) -> Kind:
    """Decide what a post is, in the words in which audiences have their likings."""
    if len(post.media) > 1:
        return Kind.CAROUSEL
    if post.media:
        return Kind.IMAGE if post.media[0].kind == "image" else Kind.VIDEO
    return Kind.LINK if "://" in post.text else Kind.TEXT


def _came(post: RemotePost, account: RemoteAccount, now: datetime) -> Engagement:
    age_s = (now - post.created_at).total_seconds() - QUIET_S
    if age_s <= 0 or post.details.get("privacy") in HIDDEN:
        return NOTHING
    audience = audience_of(account)
    # Chance that is the same whenever it is asked for, not chance that keeps secrets.
    dice = random.Random(f"post:{account.network}:{account.id}:{post.id}")  # noqa: S311
    views = (
        audience.size
        * audience.liking(kind_of(post))
        * _luck(audience, dice)
        * audience.arrived(post.created_at, age_s)
    )
    rates = _rates(account, dice)
    threshold = dice.random()
    return Engagement(**{name: _whole(views * rate, threshold) for name, rate in rates.items()})


def _luck(audience: Audience, dice: random.Random) -> float:
    """Draw the fate of a single post, of 1 for the average of those that do not go viral."""
    luck = math.exp(dice.gauss(0, audience.noise) - audience.noise**2 / 2)
    is_viral, height = dice.random() < audience.viral_share, dice.uniform(*map(math.log, VIRAL))
    return luck * math.exp(height) if is_viral else luck


def _rates(account: RemoteAccount, dice: random.Random) -> Mapping[str, float]:
    """Draw how readily people react: as is usual for the account, and a little as they please."""
    usual = random.Random(f"rates:{account.network}:{account.id}")  # noqa: S311 - as above
    jitter = {
        name: math.exp(usual.gauss(0, OWN_SPREAD) + dice.gauss(0, POST_SPREAD)) for name in RATES
    }
    return {
        name: rate if name in {"views", "reach"} else rate * jitter[name]
        for name, rate in RATES.items()
    }


def _whole(expected: float, threshold: float) -> int:
    """Round so that small figures are right on average and none is ever taken back."""
    return math.floor(expected + threshold) if expected else 0
