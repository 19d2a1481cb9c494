"""Repetitions: rule, times, first day and end, from Wednesday 4 March 2026 in New York."""

from __future__ import annotations

from typing import Any

import pytest

from tests.handlers.language.understanding import when

WORK_DAYS = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"


@pytest.mark.parametrize(
    ("phrase", "rule"),
    [
        ("every day at 9am", "FREQ=DAILY"),
        ("daily at 9am", "FREQ=DAILY"),
        ("every other day at 9am", "FREQ=DAILY;INTERVAL=2"),
        ("every 3 days at 9am", "FREQ=DAILY;INTERVAL=3"),
        ("every monday at 9am", "FREQ=WEEKLY;BYDAY=MO"),
        ("mondays at 9am", "FREQ=WEEKLY;BYDAY=MO"),
        ("each friday at 9am", "FREQ=WEEKLY;BYDAY=FR"),
        ("every thursday and tuesday at 9am", "FREQ=WEEKLY;BYDAY=TU,TH"),
        ("every mon, wed and fri at 9am", "FREQ=WEEKLY;BYDAY=MO,WE,FR"),
        ("every other sunday at 9am", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU"),
        ("fortnightly on tuesday at 9am", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("every 3 weeks on monday at 9am", "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO"),
        ("weekly on friday at 9am", "FREQ=WEEKLY;BYDAY=FR"),
        ("every weekday at 9am", WORK_DAYS),
        ("weekdays at 9am", WORK_DAYS),
        ("every weekend at 9am", "FREQ=WEEKLY;BYDAY=SA,SU"),
        ("on the 10th of every month at 9am", "FREQ=MONTHLY;BYMONTHDAY=10"),
        ("every month on the 10th at 9am", "FREQ=MONTHLY;BYMONTHDAY=10"),
        ("the first monday of every month at 9am", "FREQ=MONTHLY;BYDAY=1MO"),
    ],
)
def test_a_repetition_is_a_calendar_rule(phrase: str, rule: str) -> None:
    said = when(f"post the tip on x {phrase}")

    assert said == {"type": "recurring", "rrule": rule, "times": ["09:00"]}


@pytest.mark.parametrize(
    ("phrase", "bounds"),
    [
        ("until friday", {"until": "2026-03-07"}),
        ("until the end of april", {"until": "2026-05-01"}),
        ("through april", {"until": "2026-05-01"}),
        ("for 2 weeks", {"until": "2026-03-18"}),
        ("for a month", {"until": "2026-04-04"}),
        ("for the next 3 weeks", {"start": "2026-03-05", "until": "2026-03-26"}),
        ("from monday for 2 weeks", {"start": "2026-03-09", "until": "2026-03-23"}),
        ("starting march 20", {"start": "2026-03-20"}),
        ("in april", {"start": "2026-04-01", "until": "2026-05-01"}),
        ("10 times", {"count": 10}),
        ("for 5 times", {"count": 5}),
    ],
)
def test_a_repetition_begins_and_ends(phrase: str, bounds: dict[str, Any]) -> None:
    said = when(f"post the tip on x every day at 9am {phrase}")

    assert said == {"type": "recurring", "rrule": "FREQ=DAILY", "times": ["09:00"], **bounds}


def test_three_weekends_end_on_the_monday_after_the_third() -> None:
    said = when("post the tip on x the next 3 weekends at noon")

    assert said["until"] == "2026-03-23"


def test_several_times_of_day_are_kept() -> None:
    said = when("post the tip on x every day at 9am and 5pm")

    assert said["times"] == ["09:00", "17:00"]


def test_a_part_of_the_day_is_a_span_of_hours() -> None:
    said = when("post the tip on x every tuesday morning")

    assert said == {
        "type": "recurring",
        "rrule": "FREQ=WEEKLY;BYDAY=TU",
        "hours": ["08:00", "12:00"],
    }


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("every week at 9am", "which_day"),
        ("every hour", "which_time"),
        ("twice a day", "which_time"),
    ],
)
def test_a_repetition_without_its_day_or_time_is_asked(phrase: str, code: str) -> None:
    assert when(f"post the tip on x {phrase}") == [code]


def test_a_repetition_inside_a_name_is_no_repetition() -> None:
    said = when("schedule the daily tip on x for tomorrow at 9am")

    assert said["type"] == "at"
