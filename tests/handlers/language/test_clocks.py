"""Which time of day a phrase means, on the afternoon of Wednesday 4 March 2026 in New York."""

from __future__ import annotations

import pytest

from tests.handlers.language.understanding import at, when, window


@pytest.mark.parametrize(
    ("phrase", "clock"),
    [
        ("3pm", "15:00"),
        ("3 p.m.", "15:00"),
        ("12am", "00:00"),
        ("12:30 pm", "12:30"),
        ("3:45pm", "15:45"),
        ("9.30am", "09:30"),
        ("9", "09:00"),
        ("12", "12:00"),
        ("5", "17:00"),
        ("7:20", "07:20"),
        ("4:20", "16:20"),
        ("04:20", "04:20"),
        ("16:20", "16:20"),
        ("14h", "14:00"),
        ("8h15", "08:15"),
        ("20 uhr", "20:00"),
        ("0645", "06:45"),
        ("1830", "18:30"),
        ("noon", "12:00"),
        ("midnight", "00:00"),
        ("half past 7", "07:30"),
        ("half six", "18:30"),
        ("half 9 in the evening", "21:30"),
        ("quarter past 4", "16:15"),
        ("a quarter to 9", "08:45"),
        ("10 past 8", "08:10"),
        ("20 minutes to 5", "16:40"),
        ("8 o'clock", "08:00"),
        ("8 in the evening", "20:00"),
        ("9 at night", "21:00"),
        ("6 in the morning", "06:00"),
        ("6:45 in the evening", "18:45"),
        ("11ish", "11:00"),
        ("3:15p", "15:15"),
        ("seven thirty", "07:30"),
        ("six forty-five pm", "18:45"),
        ("730", "07:30"),
        ("25 past noon", "12:25"),
        ("a quarter to noon", "11:45"),
        ("15 minutes past 3pm", "15:15"),
        ("3 o'clock pm", "15:00"),
    ],
)
def test_a_clock_is_read_on_the_day_said(phrase: str, clock: str) -> None:
    assert when(f"schedule this on x for friday at {phrase}") == at(f"2026-03-06T{clock}-05:00")


@pytest.mark.parametrize(
    ("phrase", "instant"),
    [
        ("at 9am", "2026-03-05T09:00-05:00"),
        ("at 9", "2026-03-05T09:00-05:00"),
        ("at 4", "2026-03-04T16:00-05:00"),
        ("at 16:00", "2026-03-04T16:00-05:00"),
        ("today at 4:30", "2026-03-04T16:30-05:00"),
        ("today at 11", "2026-03-04T23:00-05:00"),
        ("tonight at 9", "2026-03-04T21:00-05:00"),
        ("9 tonight", "2026-03-04T21:00-05:00"),
        ("1am tonight", "2026-03-05T01:00-05:00"),
        ("at midnight", "2026-03-05T00:00-05:00"),
        ("midnight tonight", "2026-03-05T00:00-05:00"),
        ("tomorrow at midnight", "2026-03-05T00:00-05:00"),
        ("in 20 minutes", "2026-03-04T15:50-05:00"),
        ("in an hour and a half", "2026-03-04T17:00-05:00"),
        ("in 48 hours", "2026-03-06T15:30-05:00"),
        ("in 1/2 hour", "2026-03-04T16:00-05:00"),
        ("half an hour from now", "2026-03-04T16:00-05:00"),
        ("in 3 days at 10", "2026-03-07T10:00-05:00"),
    ],
)
def test_a_clock_alone_is_the_next_one(phrase: str, instant: str) -> None:
    assert when(f"schedule this on x {phrase}") == at(instant)


@pytest.mark.parametrize(
    "phrase", ["today at 9am", "this morning at 10", "today at 14:00", "today at 9:30"]
)
def test_a_clock_that_has_passed_is_asked(phrase: str) -> None:
    assert when(f"schedule this on x {phrase}") == ["past_time"]


@pytest.mark.parametrize(
    "phrase",
    ["at 25:00", "at 9:75", "at 24:10", "soonish", "some other time", "first thing in the morning"],
)
def test_a_clock_that_does_not_exist_or_says_nothing_is_asked(phrase: str) -> None:
    assert when(f"schedule this on x tomorrow {phrase}") == ["which_time"]


@pytest.mark.parametrize(
    ("phrase", "start", "end"),
    [
        ("tomorrow early in the morning", "2026-03-05T06:00-05:00", "2026-03-05T09:00-05:00"),
        ("tomorrow morning", "2026-03-05T08:00-05:00", "2026-03-05T12:00-05:00"),
        ("friday lunchtime", "2026-03-06T12:00-05:00", "2026-03-06T14:00-05:00"),
        ("friday afternoon", "2026-03-06T12:00-05:00", "2026-03-06T17:00-05:00"),
        ("on the evening of friday", "2026-03-06T17:00-05:00", "2026-03-06T21:00-05:00"),
        ("saturday night", "2026-03-07T18:00-05:00", "2026-03-08T00:00-05:00"),
        ("tonight", "2026-03-04T18:00-05:00", "2026-03-05T00:00-05:00"),
        ("this afternoon", "2026-03-04T15:30-05:00", "2026-03-04T17:00-05:00"),
        ("in the evening", "2026-03-04T17:00-05:00", "2026-03-04T21:00-05:00"),
        ("in the morning", "2026-03-05T08:00-05:00", "2026-03-05T12:00-05:00"),
        ("in the afternoon", "2026-03-05T12:00-05:00", "2026-03-05T17:00-05:00"),
        ("between 9 and 11 on friday", "2026-03-06T09:00-05:00", "2026-03-06T11:00-05:00"),
        ("friday 2-4pm", "2026-03-06T14:00-05:00", "2026-03-06T16:00-05:00"),
        ("friday from 11 to 2pm", "2026-03-06T11:00-05:00", "2026-03-06T14:00-05:00"),
        ("tomorrow between noon and 3", "2026-03-05T12:00-05:00", "2026-03-05T15:00-05:00"),
        ("tomorrow 9h30 - 11h", "2026-03-05T09:30-05:00", "2026-03-05T11:00-05:00"),
        (
            "after 3pm but before 6pm tomorrow",
            "2026-03-05T15:00-05:00",
            "2026-03-05T18:00-05:00",
        ),
        ("tomorrow after 3pm", "2026-03-05T15:00-05:00", "2026-03-06T00:00-05:00"),
        ("later today", "2026-03-04T15:30-05:00", "2026-03-05T00:00-05:00"),
    ],
)
def test_a_part_of_a_day_is_a_window(phrase: str, start: str, end: str) -> None:
    assert when(f"put this on x {phrase}") == window(start, end)
