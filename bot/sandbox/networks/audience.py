"""
Who follows an account, and when and what they like: the truth that learning has to find.

How strong these effects are follows what was measured on real networks: the best moments of
a week differ from the mean by about a fifth, single posts of one account by a factor of two.
Median reactions come after 1.25 hours on X and 2.2 on Facebook (https://arxiv.org/abs/1506.02089);
the lifetimes of posts on the other networks are guesses.
"""

from __future__ import annotations

import math
import random
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache

from bot.sandbox.networks.accounts import RemoteAccount
from bot.sandbox.networks.audience_told import told_of_audience
from bot.sandbox.networks.rhythm import Shares, Week, arrived, log_spread, week_of, worths
from platforms.content import Kind

LIFETIMES_H = {
    "twitter": 1.25,
    "facebook": 2.2,
    "instagram": 6.0,
    "linkedin": 10.0,
    "tiktok": 10.0,
    "youtube": 20.0,
}
ZONES = (
    *("Europe/Berlin", "Europe/London", "America/New_York", "America/Los_Angeles"),
    *("America/Sao_Paulo", "Asia/Kolkata", "Asia/Tokyo", "Australia/Sydney"),
)
PEAKS_H = (7.5, 12.5, 17.5, 20.5, 22.5)
ASLEEP = 0.12
SPREAD = 0.20
"""How far the logarithm of a moment's worth strays over a week."""
SHARPEST = 8.0
USUAL_SIZE, SIZE_SPREAD = 3_000, 0.6
KIND_SPREAD = 0.3
NOISE = (0.7, 1.15)
VIRAL_SHARE = 0.03
REFERENCE = datetime(2026, 1, 15, tzinfo=UTC)
"""Zones differ by season; audiences are drawn with the clocks as they stand on this day."""


@dataclass(frozen=True, slots=True)
class Audience:
    """
    An account's audience.

    ``size`` is the mean number of views of a post, ``zones`` where how many of them live,
    ``hours`` and ``days`` (Monday first) how awake they are by their own clocks, ``kinds``
    what they make of each kind of content, ``lifetime_h`` how long they see a post,
    ``noise`` how far the logarithm of a single post's luck strays, and ``viral_share``
    how many posts go far beyond it.
    """

    size: int
    zones: Shares
    hours: Week
    days: Week
    kinds: Shares
    lifetime_h: float
    noise: float
    viral_share: float = VIRAL_SHARE

    def liking(self, kind: Kind) -> float:
        """Return the factor of a kind of content."""
        return dict(self.kinds).get(kind.value, 1.0)

    def worth(self, at: datetime) -> float:
        """Return what posting at a moment is worth, of 1 for the average moment of the week."""
        return self.arrived(at, math.inf)

    def arrived(self, posted_at: datetime, age_s: float) -> float:
        """Return how much of that has come after some time."""
        week = week_of(self.zones, self.hours, self.days, posted_at)
        return arrived(week, posted_at, age_s, self.lifetime_h)

    def shown(self, at: datetime) -> dict[str, object]:
        """Return all of it as plain data, with the worth of each hour of a week in UTC."""
        return {
            **asdict(self),
            "zones": dict(self.zones),
            "kinds": dict(self.kinds),
            "worth": self.week(at)[::2],
        }

    def week(self, at: datetime) -> Week:
        """Return the worth of each half hour of a week in UTC, as the clocks stand at ``at``."""
        return worths(week_of(self.zones, self.hours, self.days, at), self.lifetime_h)


def audience_of(account: RemoteAccount) -> Audience:
    """
    Return an account's audience: drawn from its id, or as its details say.

    Raises ``ValueError``, with a sentence, for details that cannot be read.
    """
    born = _born(account.network, account.id)
    told = told_of_audience(account.details)
    return replace(born, **told) if told else born


@lru_cache(maxsize=1_024)
def _born(network: str, account_id: str) -> Audience:
    # The same account has the same audience in every run; nothing here is a secret.
    dice = random.Random(f"audience:{network}:{account_id}")  # noqa: S311
    home, *others = dice.sample(ZONES, dice.randint(2, 4))
    at_home = dice.uniform(0.5, 0.8)
    away = [dice.uniform(0.3, 1.0) for _ in others]
    guests = zip(others, away, strict=True)
    zones = ((home, at_home), *((z, (1 - at_home) * part / sum(away)) for z, part in guests))
    weekend = math.exp(dice.gauss(0, 0.2))
    days = [math.exp(dice.gauss(0, 0.08)) * (weekend if day > 4 else 1) for day in range(7)]
    rough = Audience(
        size=round(USUAL_SIZE * math.exp(dice.gauss(0, SIZE_SPREAD))),
        zones=zones,
        hours=_bumps(dice),
        days=tuple(days),
        kinds=tuple((kind.value, math.exp(dice.gauss(0, KIND_SPREAD))) for kind in Kind),
        lifetime_h=LIFETIMES_H.get(network, 6.0),
        noise=dice.uniform(*NOISE),
    )
    return _sharpened(rough)


def _bumps(dice: random.Random) -> Week:
    """Draw a day: asleep at night, and some of the usual peaks."""
    peaks = [(hour, dice.uniform(0.2, 1.0), dice.uniform(1.0, 2.0)) for hour in PEAKS_H]
    return tuple(
        ASLEEP
        + sum(
            height * math.exp(-((_apart(hour + 0.5, peak) / width) ** 2) / 2)
            for peak, height, width in peaks
        )
        for hour in range(24)
    )


def _apart(hour: float, other: float) -> float:
    gap = abs(hour - other)
    return min(gap, 24 - gap)


def _sharpened(rough: Audience) -> Audience:
    """Raise the rhythm to the power at which moments differ as much as they really do."""
    power, sharp = 1.0, rough
    for _ in range(12):
        sharp = replace(rough, hours=_raised(rough.hours, power), days=_raised(rough.days, power))
        power = min(SHARPEST, power * SPREAD / log_spread(sharp.week(REFERENCE)))
    return sharp


def _raised(figures: Week, power: float) -> Week:
    raised = [figure**power for figure in figures]
    mean = sum(raised) / len(raised)
    return tuple(figure / mean for figure in raised)
