from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from scheduling.local_time import day_bounds, instant, round_up


def test_a_wall_time_in_winter_is_an_hour_ahead_of_utc_in_paris() -> None:
    assert instant(date(2026, 11, 23), time(9), "Europe/Paris") == (
        datetime(2026, 11, 23, 8, tzinfo=UTC),
        "",
    )


def test_a_time_that_the_clock_skips_becomes_the_next_minute_that_exists() -> None:
    at, note = instant(date(2026, 3, 29), time(2, 30), "Europe/Paris")

    assert at == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert note == "the clocks skip 02:30 that day, so 03:00"


def test_of_a_time_that_happens_twice_the_first_is_taken() -> None:
    at, note = instant(date(2026, 10, 25), time(2, 30), "Europe/Paris")

    assert at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert note == "02:30 happens twice that day, this is the first"


def test_the_day_of_a_clock_change_is_not_24_hours_long() -> None:
    start, end = day_bounds(date(2026, 3, 29), "Europe/Paris")

    assert (end - start).total_seconds() == 23 * 3600


@pytest.mark.parametrize(
    ("minute", "second", "expected"), [(0, 0, 0), (0, 1, 5), (57, 30, 60), (55, 0, 55)]
)
def test_rounding_up_keeps_moments_that_lie_on_the_grid(
    minute: int, second: int, expected: int
) -> None:
    at = datetime(2026, 11, 22, 10, minute, second, tzinfo=UTC)

    rounded = round_up(at, minutes=5)

    assert (rounded - datetime(2026, 11, 22, 10, tzinfo=UTC)).total_seconds() == expected * 60
