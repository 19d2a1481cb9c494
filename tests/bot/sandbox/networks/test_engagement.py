from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import astuple, replace
from datetime import UTC, datetime, timedelta
from statistics import correlation, mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.networks.accounts import RemoteAccount
from bot.sandbox.networks.audience import LIFETIMES_H, Audience, audience_of
from bot.sandbox.networks.engagement import QUIET_S, engagement_of, kind_of
from bot.sandbox.networks.posts import PostedMedia, RemotePost
from bot.sandbox.networks.rhythm import log_spread
from platforms.content import Kind

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
LATER = MONDAY + timedelta(days=60)
NETWORKS = st.sampled_from(sorted(LIFETIMES_H))
MOMENTS = st.integers(0, 14 * 86_400).map(lambda s: MONDAY + timedelta(seconds=s))
AGES_S = st.floats(0, 30 * 86_400)
TWO_AGES_S = st.tuples(AGES_S, AGES_S).map(sorted)
IDS = st.integers(0, 10_000).map(str)


def channel(network: str = "instagram", name: str = "1", **details: object) -> RemoteAccount:
    told = {f"audience_{key}": value for key, value in details.items()}
    return RemoteAccount(network, name, "acme", told)


def post(
    at: datetime = MONDAY, name: str = "1", text: str = "Hello", network: str = "instagram"
) -> RemotePost:
    return RemotePost(network, name, "1", "/p/1", text, at)


def many(account: RemoteAccount, moments: Sequence[datetime]) -> Iterator[tuple[datetime, float]]:
    """Yield what posts at these moments have had in the end, as the learner counts it."""
    for number, at in enumerate(moments):
        had = engagement_of(post(at, str(number)), account, LATER)
        yield at, math.log1p(had.views)


def spearman(ones: Sequence[float], others: Sequence[float]) -> float:
    ranks = [[sorted(values).index(value) for value in values] for values in (ones, others)]
    return correlation(*ranks)


@settings(deadline=None)  # two busy cores decide how long one example takes
@given(NETWORKS, IDS, IDS, MOMENTS, TWO_AGES_S)
def test_no_figure_is_ever_taken_back(
    network: str, account_id: str, post_id: str, at: datetime, ages_s: list[float]
) -> None:
    account, made = channel(network, account_id), post(at, post_id, network=network)
    early, late = ages_s

    before = engagement_of(made, account, at + timedelta(seconds=early))
    after = engagement_of(made, account, at + timedelta(seconds=late))

    assert all(a <= b for a, b in zip(astuple(before), astuple(after), strict=True))
    assert after.reach <= after.views


@settings(deadline=None)  # two busy cores decide how long one example takes
@given(NETWORKS, IDS, IDS, MOMENTS, AGES_S)
def test_the_same_question_has_the_same_answer(
    network: str, account_id: str, post_id: str, at: datetime, age_s: float
) -> None:
    now = at + timedelta(seconds=age_s)

    first = engagement_of(post(at, post_id), channel(network, account_id), now)
    again = engagement_of(post(at, post_id), channel(network, account_id), now)

    assert first == again


def test_nothing_comes_before_the_post_or_in_its_first_minute() -> None:
    made, account = replace(post(), counters={"likes": 7}), channel(size=1_000_000)

    before = engagement_of(made, account, MONDAY - timedelta(seconds=1))
    at_once = engagement_of(made, account, MONDAY + timedelta(seconds=QUIET_S))
    soon = engagement_of(made, account, MONDAY + timedelta(minutes=10))

    assert astuple(before) == (0, 0, 0, 0, 0, 0, 0)
    assert astuple(at_once) == (0, 0, 7, 0, 0, 0, 0)
    assert soon.views > 0


def test_what_is_counted_by_hand_comes_on_top() -> None:
    made, account = post(), channel()
    counted = replace(made, counters={"likes": 100, "reach": 10, "mood": 3})

    alone, together = engagement_of(made, account, LATER), engagement_of(counted, account, LATER)

    assert together == replace(alone, likes=alone.likes + 100, reach=alone.reach + 10)


def test_networks_have_names_of_their_own_for_counters() -> None:
    counters = {"impressions": 90, "reposts": 2, "replies": 1, "bookmarks": 4, "link_clicks": 5}
    made = replace(post(network="twitter"), counters=counters)

    had = engagement_of(made, channel("twitter"), MONDAY)

    assert (had.views, had.shares, had.comments, had.saves, had.clicks) == (90, 2, 1, 4, 5)


@pytest.mark.parametrize("privacy", ["private", "SELF_ONLY"])
def test_nobody_reacts_to_what_nobody_sees(privacy: str) -> None:
    hidden = replace(post(), details={"privacy": privacy})

    assert astuple(engagement_of(hidden, channel(), LATER)) == (0, 0, 0, 0, 0, 0, 0)


def test_an_audience_of_nobody_does_nothing() -> None:
    assert engagement_of(post(), channel(size=0), LATER).views == 0


@pytest.mark.parametrize("network", sorted(LIFETIMES_H))
def test_half_of_the_reactions_come_as_soon_as_is_usual_for_the_network(network: str) -> None:
    flat = channel(
        network, hours=" ".join(["1"] * 24), days=" ".join(["1"] * 7), noise=0, size=100_000
    )
    half_s = 3_600 * LIFETIMES_H[network] * math.log(2) + QUIET_S

    then = engagement_of(post(), flat, MONDAY + timedelta(seconds=half_s))
    finally_ = engagement_of(post(), flat, LATER)

    assert then.views / finally_.views == pytest.approx(0.5, abs=0.01)


def test_the_curve_of_the_day_can_be_recovered_from_many_posts() -> None:
    account = channel("twitter", "4")
    moments = [MONDAY + timedelta(hours=hour) for hour in range(24 * 7) for _ in range(80)]
    logs: dict[int, list[float]] = defaultdict(list)
    for at, log in many(account, moments):
        logs[at.hour].append(log)
    week = audience_of(account).week(MONDAY)

    seen = [mean(logs[hour]) for hour in range(24)]
    truth = [mean(math.log(week[48 * day + 2 * hour]) for day in range(7)) for hour in range(24)]

    assert spearman(seen, truth) > 0.9


def test_better_moments_bring_more_on_average() -> None:
    account = channel()
    hours = sorted(
        (MONDAY + timedelta(hours=hour) for hour in range(168)), key=audience_of(account).worth
    )

    worst = mean(log for _, log in many(account, hours[:34] * 30))
    best = mean(log for _, log in many(account, hours[-34:] * 30))

    truth = mean(math.log(audience_of(account).worth(at)) for at in hours[-34:]) - mean(
        math.log(audience_of(account).worth(at)) for at in hours[:34]
    )
    assert best - worst == pytest.approx(truth, abs=0.15)
    assert truth > 0.3


def test_kinds_of_content_are_liked_differently() -> None:
    account = channel(kinds="link=2 text=0.5", noise=0, viral_share=0, size=100_000)

    link = engagement_of(post(text="See https://a.example"), account, LATER)
    text = engagement_of(post(text="See for yourself"), account, LATER)

    assert link.views / text.views == pytest.approx(4, rel=0.01)


@pytest.mark.parametrize(
    ("media", "text", "kind"),
    [
        ((), "Hello", Kind.TEXT),
        ((), "https://a.example", Kind.LINK),
        (("image",), "https://a.example", Kind.IMAGE),
        (("video",), "", Kind.VIDEO),
        (("gif",), "", Kind.VIDEO),
        (("image", "video"), "", Kind.CAROUSEL),
    ],
)
def test_the_kind_of_a_post_is_told_by_its_media_and_text(
    media: tuple[str, ...], text: str, kind: Kind
) -> None:
    files = tuple(PostedMedia("0", item, f"{item}/x") for item in media)

    assert kind_of(replace(post(text=text), media=files)) is kind


def test_a_few_posts_go_far_beyond_the_rest() -> None:
    plain, viral = channel(viral_share=0), channel(viral_share=0.03)
    moments = [MONDAY + timedelta(minutes=number) for number in range(2_000)]

    ratios = [
        math.exp(after - before)
        for (_, before), (_, after) in zip(many(plain, moments), many(viral, moments), strict=True)
    ]

    far = [ratio for ratio in ratios if ratio > 1.5]
    assert 0.02 < len(far) / len(ratios) < 0.04
    assert 3.9 < min(far) <= max(far) < 20.1
    assert {round(ratio, 3) for ratio in ratios if ratio <= 1.5} == {1.0}


@pytest.mark.parametrize("network", sorted(LIFETIMES_H))
def test_moments_of_a_week_differ_as_much_as_on_real_networks(network: str) -> None:
    spreads = [
        log_spread(audience_of(channel(network, str(number))).week(MONDAY)) for number in range(20)
    ]

    assert all(spread == pytest.approx(0.20, abs=0.02) for spread in spreads)


def test_each_account_has_an_audience_of_its_own() -> None:
    found = [audience_of(channel(name=str(number))) for number in range(20)]

    assert len({audience.size for audience in found}) == 20
    assert len({audience.zones[0][0] for audience in found}) > 3
    assert all(0.7 <= audience.noise <= 1.15 for audience in found)
    assert all(sum(share for _, share in audience.zones) == pytest.approx(1) for audience in found)


def test_a_moment_is_worth_what_comes_in_the_end() -> None:
    audience = audience_of(channel())
    week = audience.week(MONDAY)

    worths = [audience.worth(MONDAY + timedelta(minutes=30 * slot)) for slot in range(336)]

    assert mean(week) == pytest.approx(1)
    assert worths == pytest.approx(week, rel=0.002)


def test_people_live_by_their_own_clocks() -> None:
    def peak(zone: str, at: datetime) -> int:
        hours = " ".join("1" if hour == 18 else "0" for hour in range(24))
        audience = audience_of(channel(zones=f"{zone}=1", hours=hours, lifetime_h=0.05))
        week = audience.week(at)
        return week.index(max(week[:48])) // 2

    summer = datetime(2026, 7, 6, tzinfo=UTC)
    assert [peak("UTC", MONDAY), peak("Europe/Berlin", MONDAY)] == [18, 17]
    assert [peak("Europe/Berlin", summer), peak("Asia/Tokyo", MONDAY)] == [16, 9]


def test_an_audience_can_be_told_in_details() -> None:
    audience = audience_of(
        channel(
            size=500,
            zones="Europe/Berlin=3, Asia/Tokyo=1",
            hours=", ".join(str(hour) for hour in range(24)),
            days="1 1 1 1 1 2 2",
            kinds="video=1.5",
            lifetime_h=4.5,
            noise="0.5",
            viral_share=0,
        )
    )

    assert audience == Audience(
        size=500,
        zones=(("Europe/Berlin", 0.75), ("Asia/Tokyo", 0.25)),
        hours=tuple(hour / 11.5 for hour in range(24)),
        days=(*(1 / (9 / 7),) * 5, *(2 / (9 / 7),) * 2),
        kinds=(("video", 1.5),),
        lifetime_h=4.5,
        noise=0.5,
        viral_share=0,
    )
    assert audience.liking(Kind.VIDEO) == 1.5
    assert audience.liking(Kind.TEXT) == 1
