"""Whatever is asked, no placement breaks a limit, and the same ask gives the same plan."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduling.ask import WEEKDAYS, Ask, Hours, Wish
from scheduling.local_time import local
from scheduling.placing import plan
from scheduling.slots import Window
from scheduling.strategies import STRATEGIES
from tests.scheduling.asks import MONDAY, NETWORKS, ask, wish

pytestmark = pytest.mark.slow

ZONES = ("Europe/Paris", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "UTC")
AROUND_CLOCK_CHANGES = (MONDAY, MONDAY - timedelta(days=30), MONDAY - timedelta(days=22))


@st.composite
def asks(draw: st.DrawFn) -> Ask:
    now = draw(st.sampled_from(AROUND_CLOCK_CHANGES)) + timedelta(
        minutes=draw(st.integers(-3000, 3000))
    )
    start = now + timedelta(minutes=draw(st.integers(-2000, 4000)))
    networks = draw(st.lists(st.sampled_from(list(NETWORKS)), min_size=1, unique=True))
    per_network = {
        network: {
            "zone": draw(st.sampled_from(ZONES)),
            "min_gap": timedelta(minutes=draw(st.integers(0, 300))),
            "per_day": draw(st.integers(1, 6)),
        }
        for network in networks
    }
    wanted = [
        wish(number, network, **per_network[network])
        for number in range(draw(st.integers(1, 6)))
        for network in networks
    ]
    taken = st.lists(st.integers(-1000, 12000), max_size=6)
    return ask(
        *wanted,
        now=now,
        start=start,
        end=start + timedelta(minutes=draw(st.integers(1, 12000))),
        zone=draw(st.sampled_from(ZONES)),
        strategy=draw(st.sampled_from(list(STRATEGIES))),
        hours=draw(
            st.none()
            | st.builds(Hours, st.integers(0, 23 * 60), st.integers(23 * 60 + 1, 24 * 60))
            | st.sampled_from([Hours.of("08:00", "12:00"), Hours.of("22:00", "02:00")])
        ),
        days=frozenset(draw(st.sets(st.sampled_from(WEEKDAYS)))),
        min_gap=draw(st.none() | st.builds(timedelta, minutes=st.integers(0, 500))),
        per_day=draw(st.none() | st.integers(1, 3)),
        per_week=draw(st.none() | st.integers(1, 4)),
        occupied={
            f"account-{network}": tuple(now + timedelta(minutes=m) for m in draw(taken))
            for network in networks
        },
        seed=draw(st.integers(0, 5)),
    )


def _by_account(asked: Ask) -> dict[str, list[tuple[Wish, datetime]]]:
    wanted = {one.id: one for one in asked.wishes}
    found: dict[str, list[tuple[Wish, datetime]]] = defaultdict(list)
    for placement in plan(asked).placements:
        found[wanted[placement.wish_id].account_id].append(
            (wanted[placement.wish_id], placement.at)
        )
    return found


@settings(deadline=None, max_examples=150)
@given(asks())
def test_every_wish_is_either_placed_with_a_reason_or_told_why_not(asked: Ask) -> None:
    made = plan(asked)

    placed = [one.wish_id for one in made.placements]
    refused = [one.wish_id for one in made.unplaced]
    assert sorted(placed + refused) == sorted(one.id for one in asked.wishes)
    assert all(placement.why for placement in made.placements)
    assert all(one.constraint and one.sentence.endswith(".") for one in made.unplaced)


@settings(deadline=None, max_examples=150)
@given(asks())
def test_nothing_is_placed_outside_the_window_or_in_the_past(asked: Ask) -> None:
    window = Window.of(asked)

    for placement in plan(asked).placements:
        for at in (placement.at, *placement.alternatives):
            assert window.is_open(at)
            assert at >= asked.now + timedelta(minutes=5)


@settings(deadline=None, max_examples=150)
@given(asks())
def test_gaps_are_kept_to_new_and_standing_posts(asked: Ask) -> None:
    for account, placed in _by_account(asked).items():
        gap = max(placed[0][0].min_gap, asked.min_gap or timedelta())
        new = [at for _, at in placed]
        assert len(set(new)) == len(new) or not gap
        for spot, at in enumerate(new):
            others = [*new[:spot], *new[spot + 1 :], *asked.occupied[account]]
            assert all(abs(at - other) >= gap for other in others)


@settings(deadline=None, max_examples=150)
@given(asks())
def test_no_day_and_no_week_holds_more_than_its_cap(asked: Ask) -> None:
    for account, placed in _by_account(asked).items():
        one = placed[0][0]
        days: Counter[date] = Counter(local(at, one.zone).date() for _, at in placed)
        before = Counter(local(at, one.zone).date() for at in asked.occupied[account])
        cap = min(one.per_day, asked.per_day or one.per_day)
        for day in days:
            assert days[day] + before[day] <= cap
        if asked.per_week is not None:
            weeks = Counter(day.isocalendar()[:2] for day in days.elements())
            full = weeks + Counter(day.isocalendar()[:2] for day in before.elements())
            assert all(full[week] <= asked.per_week for week in weeks)


@settings(deadline=None, max_examples=150)
@given(asks())
def test_contents_keep_their_order_on_every_account(asked: Ask) -> None:
    for placed in _by_account(asked).values():
        moments = [at for _, at in placed]
        assert moments == sorted(moments)


@settings(deadline=None, max_examples=60)
@given(asks())
def test_the_same_ask_gives_the_same_plan(asked: Ask) -> None:
    assert plan(asked) == plan(asked)
