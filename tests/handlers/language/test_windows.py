"""Stretches of days, deadlines and limits, from Wednesday 4 March 2026, 15:30 in New York."""

from __future__ import annotations

from typing import Any

import pytest

from tests.handlers.language.understanding import understand, when, window

NOW = "2026-03-04T15:30-05:00"
NEXT_WEEK = window("2026-03-09T00:00-04:00", "2026-03-16T00:00-04:00")


@pytest.mark.parametrize(
    ("phrase", "start", "end"),
    [
        ("this week", NOW, "2026-03-09T00:00-04:00"),
        ("the rest of the week", NOW, "2026-03-09T00:00-04:00"),
        ("next week", "2026-03-09T00:00-04:00", "2026-03-16T00:00-04:00"),
        ("this weekend", "2026-03-07T00:00-05:00", "2026-03-09T00:00-04:00"),
        ("over the weekend", "2026-03-07T00:00-05:00", "2026-03-09T00:00-04:00"),
        ("over the next 3 days", "2026-03-05T00:00-05:00", "2026-03-08T00:00-05:00"),
        ("within the next two weeks", "2026-03-05T00:00-05:00", "2026-03-19T00:00-04:00"),
        ("over 2 weeks", "2026-03-05T00:00-05:00", "2026-03-19T00:00-04:00"),
        ("in the next 36 hours", NOW, "2026-03-06T03:30-05:00"),
        ("this month", NOW, "2026-04-01T00:00-04:00"),
        ("during march", NOW, "2026-04-01T00:00-04:00"),
        ("next month", "2026-04-01T00:00-04:00", "2026-05-01T00:00-04:00"),
        ("in june", "2026-06-01T00:00-04:00", "2026-07-01T00:00-04:00"),
        ("in february", "2027-02-01T00:00-05:00", "2027-03-01T00:00-05:00"),
        ("from monday to friday", "2026-03-09T00:00-04:00", "2026-03-14T00:00-04:00"),
        ("mon-fri", "2026-03-09T00:00-04:00", "2026-03-14T00:00-04:00"),
        ("between friday and sunday", "2026-03-06T00:00-05:00", "2026-03-09T00:00-04:00"),
        ("between march 20 and 25", "2026-03-20T00:00-04:00", "2026-03-26T00:00-04:00"),
        ("from the 13th to the 15th of june", "2026-06-13T00:00-04:00", "2026-06-16T00:00-04:00"),
        ("from tomorrow until saturday", "2026-03-05T00:00-05:00", "2026-03-08T00:00-05:00"),
        ("from now until friday", NOW, "2026-03-07T00:00-05:00"),
        ("through the end of the month", NOW, "2026-04-01T00:00-04:00"),
        ("until sunday", NOW, "2026-03-09T00:00-04:00"),
    ],
)
def test_a_stretch_is_half_open_and_begins_no_earlier_than_now(
    phrase: str, start: str, end: str
) -> None:
    assert when(f"spread these on x {phrase}") == window(start, end)


@pytest.mark.parametrize(
    ("phrase", "start", "end"),
    [
        ("this week", "2026-03-02T00:00-05:00", "2026-03-09T00:00-04:00"),
        ("last week", "2026-02-23T00:00-05:00", "2026-03-02T00:00-05:00"),
        ("the last 7 days", "2026-02-25T00:00-05:00", "2026-03-04T00:00-05:00"),
        ("february", "2026-02-01T00:00-05:00", "2026-03-01T00:00-05:00"),
        ("in november", "2025-11-01T00:00-04:00", "2025-12-01T00:00-05:00"),
        ("this year", "2026-01-01T00:00-05:00", "2027-01-01T00:00-05:00"),
    ],
)
def test_reports_take_whole_stretches(phrase: str, start: str, end: str) -> None:
    said = understand(f"engagement on x {phrase}")

    assert said["target"]["when"] == window(start, end)


@pytest.mark.parametrize(
    ("phrase", "end"),
    [
        ("by friday", "2026-03-07T00:00-05:00"),
        ("by friday 5pm", "2026-03-06T17:00-05:00"),
        ("before monday", "2026-03-09T00:00-04:00"),
        ("before the weekend", "2026-03-07T00:00-05:00"),
        ("no later than tomorrow noon", "2026-03-05T12:00-05:00"),
        ("by the end of the month", "2026-04-01T00:00-04:00"),
        ("by the end of the week", "2026-03-09T00:00-04:00"),
        ("by tonight", "2026-03-05T00:00-05:00"),
    ],
)
def test_a_deadline_begins_now(phrase: str, end: str) -> None:
    said = when(f"get this on linkedin {phrase}")

    assert said == {"type": "by", "end": window(NOW, end)["end"]}


@pytest.mark.parametrize(
    ("phrase", "limits"),
    [
        ("max 2 a day", {"max_per_day": 2}),
        ("one post per day", {"max_per_day": 1}),
        ("no more than three a week", {"max_per_week": 3}),
        ("at least 90 minutes apart", {"gap_minutes": 90}),
        ("with a gap of 2 hours", {"gap_minutes": 120}),
        ("mornings only", {"hours": ["08:00", "12:00"]}),
        ("in the evenings", {"hours": ["17:00", "21:00"]}),
        ("between 9 and 17:00", {"hours": ["09:00", "17:00"]}),
        ("on weekdays", {"days": ["MO", "TU", "WE", "TH", "FR"]}),
        ("not on weekends", {"days": ["MO", "TU", "WE", "TH", "FR"]}),
        ("tuesdays and fridays only", {"days": ["TU", "FR"]}),
        ("never on mondays", {"days": ["TU", "WE", "TH", "FR", "SA", "SU"]}),
        ("except march 11 and march 13", {"exclude_dates": ["2026-03-11", "2026-03-13"]}),
        ("skip march 11", {"exclude_dates": ["2026-03-11"]}),
        (
            "weekday afternoons",
            {"days": ["MO", "TU", "WE", "TH", "FR"], "hours": ["12:00", "17:00"]},
        ),
    ],
)
def test_a_limit_narrows_a_stretch(phrase: str, limits: dict[str, Any]) -> None:
    said = understand(f"schedule these on linkedin next week, {phrase}")

    assert said["constraints"] == limits
    assert said["when"] == NEXT_WEEK


@pytest.mark.parametrize(
    ("phrase", "strategy"),
    [
        ("at the best times", "optimal"),
        ("whenever works best", "optimal"),
        ("in a burst", "rapid"),
        ("rapid-fire", "rapid"),
        ("evenly", "steady"),
        ("at a steady pace", "steady"),
        ("at prime time", "prime_time"),
        ("weekend warrior style", "weekend_warrior"),
        ("during office hours", "business_hours"),
    ],
)
def test_a_strategy_goes_by_many_names(phrase: str, strategy: str) -> None:
    said = understand(f"schedule these on linkedin next week {phrase}")

    assert said["strategy"] == strategy
    assert said["when"] == NEXT_WEEK


def test_a_clock_in_a_whole_week_has_no_one_day() -> None:
    assert when("schedule this on x next week at 9am") == ["which_day"]
