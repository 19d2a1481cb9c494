from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from scheduling.ask import WORKDAYS, Hours
from scheduling.placing import plan
from scheduling.strategies import STRATEGIES
from tests.scheduling.asks import (
    MONDAY,
    PARIS,
    SUNDAY_AFTERNOON,
    ask,
    in_paris,
    paris_times,
    wish,
    wishes,
)


def test_the_six_strategies_of_the_specification_are_offered_with_their_meaning() -> None:
    assert list(STRATEGIES) == [
        "optimal",
        "rapid",
        "steady",
        "prime_time",
        "weekend_warrior",
        "business_hours",
    ]
    assert all(strategy.meaning.endswith(".") for strategy in STRATEGIES.values())


def test_two_pictures_for_two_networks_on_weekday_mornings_stand_at_usual_times() -> None:
    made = plan(
        ask(
            *wishes(2, "instagram", "twitter"),
            days=WORKDAYS,
            hours=Hours.of("08:00", "12:00"),
        )
    )

    assert paris_times(made.placements) == ["Mon 08:00", "Mon 09:00", "Tue 08:00", "Tue 09:00"]


def test_optimal_tries_each_usual_time_in_turn_over_the_week() -> None:
    made = plan(ask(*wishes(4)))

    assert paris_times(made.placements) == ["Mon 09:00", "Tue 12:30", "Wed 17:30", "Thu 21:00"]


def test_another_seed_starts_with_another_usual_time() -> None:
    made = plan(ask(*wishes(1), seed=1))

    assert paris_times(made.placements) == ["Mon 12:30"]


def test_optimal_leaves_days_that_already_have_a_post_for_later() -> None:
    standing = (MONDAY + timedelta(hours=6), MONDAY + timedelta(days=1, hours=6))

    made = plan(ask(*wishes(1), occupied={"account-twitter": standing}))

    assert paris_times(made.placements) == ["Wed 09:00"]


def test_ten_posts_in_five_mornings_are_two_a_morning_and_not_side_by_side() -> None:
    made = plan(ask(*wishes(10), days=WORKDAYS, hours=Hours.of("08:00", "12:00")))

    assert paris_times(made.placements)[:4] == ["Mon 09:00", "Mon 11:30", "Tue 09:00", "Tue 11:30"]
    assert in_paris(made.placements[-1].at) == "Fri 11:30"


def test_hours_without_a_usual_time_get_a_time_close_to_one() -> None:
    made = plan(ask(wish(), hours=Hours.of("13:00", "14:00")))

    assert paris_times(made.placements) == ["Mon 13:00"]
    assert "close to X's usual best time 12:30" in made.placements[0].why


def test_rapid_starts_at_once_and_keeps_just_the_gap() -> None:
    made = plan(ask(*wishes(3), strategy="rapid", start=SUNDAY_AFTERNOON))

    assert paris_times(made.placements) == ["Sun 17:05", "Sun 18:05", "Sun 19:05"]


def test_rapid_does_not_run_into_the_night_when_nobody_named_hours() -> None:
    late = datetime(2026, 11, 22, 21, 30, tzinfo=UTC)

    made = plan(ask(*wishes(2), strategy="rapid", start=late, now=late))

    assert paris_times(made.placements) == ["Sun 22:35", "Mon 07:00"]


def test_rapid_posts_at_night_when_the_night_was_asked_for() -> None:
    night = MONDAY + timedelta(hours=23)

    made = plan(ask(wish(), strategy="rapid", start=night, end=night + timedelta(hours=2)))

    assert paris_times(made.placements) == ["Mon 23:00"]


def test_steady_spreads_seven_posts_over_the_seven_days() -> None:
    made = plan(ask(*wishes(7), strategy="steady"))

    days = [in_paris(placement.at)[:3] for placement in made.placements]
    assert days == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert "evenly spread" in made.placements[0].why


def test_prime_time_stays_within_half_an_hour_of_usual_times() -> None:
    made = plan(ask(*wishes(9), strategy="prime_time", end=MONDAY + timedelta(days=1)))

    usual = [MONDAY + timedelta(hours=h) for h in (9, 12.5, 17.5, 21)]
    assert len(made.placements) == 8
    assert all(
        min(abs(placement.at - best) for best in usual) <= timedelta(minutes=30)
        for placement in made.placements
    )


def test_weekend_warrior_posts_only_on_the_weekend() -> None:
    made = plan(ask(*wishes(4), strategy="weekend_warrior"))

    assert {in_paris(placement.at)[:3] for placement in made.placements} == {"Sat", "Sun"}
    assert len(made.placements) == 4


def test_business_hours_posts_only_at_the_office() -> None:
    made = plan(ask(*wishes(8, "instagram"), strategy="business_hours"))

    assert len(made.placements) == 8
    for placement in made.placements:
        there = in_paris(placement.at)
        assert there[:3] not in {"Sat", "Sun"}
        assert "09:00" <= there[4:] < "17:00"


def test_the_weekend_is_the_accounts_own_and_not_the_askers() -> None:
    made = plan(
        ask(wish(zone="Pacific/Auckland"), strategy="weekend_warrior", zone=PARIS),
    )

    assert made.placements[0].at == datetime(2026, 11, 27, 20, tzinfo=UTC)  # Sat 09:00 there


def test_hours_are_read_in_the_zone_of_the_words_and_best_times_in_the_accounts() -> None:
    made = plan(ask(wish(zone="America/New_York"), hours=Hours.of("14:00", "16:00")))

    assert made.placements[0].at == datetime(2026, 11, 23, 14, tzinfo=UTC)  # 09:00 there
    assert made.placements[0].why == "one of X's usual best times (09:00)"


def test_a_usual_time_keeps_its_hour_across_the_clock_change() -> None:
    start = datetime(2026, 10, 23, 22, tzinfo=UTC)

    made = plan(
        ask(
            *wishes(2, best_times=(time(9),)),
            start=start,
            end=start + timedelta(days=2, hours=1),
            now=start,
        )
    )

    assert [placement.at.hour for placement in made.placements] == [7, 8]


def test_a_usual_time_that_does_not_exist_moves_on_and_says_so() -> None:
    start = datetime(2026, 3, 28, 23, tzinfo=UTC)

    made = plan(
        ask(
            wish(best_times=(time(2, 30),)),
            start=start,
            end=start + timedelta(hours=23),
            now=start,
            hours=Hours.of("02:00", "04:00"),
        )
    )

    assert paris_times(made.placements) == ["Sun 03:00"]
    assert "the clocks skip 02:30 that day, so 03:00" in made.placements[0].why


def test_excluded_dates_stay_empty() -> None:
    made = plan(ask(*wishes(3), exclude_dates=frozenset({date(2026, 11, 23), date(2026, 11, 25)})))

    assert [at[:3] for at in paris_times(made.placements)] == ["Tue", "Thu", "Fri"]


def test_hours_may_run_past_midnight() -> None:
    made = plan(ask(*wishes(2), strategy="rapid", hours=Hours.of("23:00", "01:00")))

    assert paris_times(made.placements) == ["Mon 00:00", "Mon 23:00"]


def test_a_window_between_two_steps_of_the_grid_still_gets_a_post() -> None:
    start = MONDAY + timedelta(hours=10, minutes=7)

    made = plan(ask(wish(), start=start, end=start + timedelta(minutes=2)))

    assert paris_times(made.placements) == ["Mon 10:07"]


@pytest.mark.parametrize("name", list(STRATEGIES))
def test_the_same_content_on_two_networks_is_near_but_not_on_top_of_itself(name: str) -> None:
    made = plan(ask(*wishes(2, "instagram", "twitter"), strategy=name))

    moments = {placement.wish_id: placement.at for placement in made.placements}
    for number in range(2):
        apart = abs(moments[f"instagram-{number}"] - moments[f"twitter-{number}"])
        assert STRATEGIES[name].stagger <= apart <= timedelta(hours=4)


def test_the_second_network_follows_its_sibling_to_a_busy_day() -> None:
    standing = (MONDAY + timedelta(hours=6),)

    made = plan(ask(*wishes(1, "instagram", "twitter"), occupied={"account-twitter": standing}))

    assert paris_times(made.placements) == ["Mon 08:00", "Mon 09:00"]
