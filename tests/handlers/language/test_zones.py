"""Zones: the person's own, those named behind a clock, and the days when clocks change."""

from __future__ import annotations

import pytest

from tests.handlers.language.understanding import at, when

BERLIN = {"zone": "Europe/Berlin", "now": "2026-03-04T21:30+01:00"}


@pytest.mark.parametrize(
    ("phrase", "instant"),
    [
        ("tomorrow 9am london time", "2026-03-05T09:00+00:00"),
        ("tomorrow 9am in london", "2026-03-05T09:00+00:00"),
        ("tomorrow at 18:00 utc", "2026-03-05T18:00+00:00"),
        ("tomorrow at 18:00 UTC+3", "2026-03-05T18:00+03:00"),
        ("tomorrow 9am pacific", "2026-03-05T09:00-08:00"),
        ("tomorrow 8:00 PST", "2026-03-05T08:00-08:00"),
        ("july 10 9am EST", "2026-07-10T09:00-04:00"),
        ("tomorrow 20:00 cet", "2026-03-05T20:00+01:00"),
        ("tomorrow 8am tokyo", "2026-03-05T08:00+09:00"),
        ("saturday 10:00 JST", "2026-03-07T10:00+09:00"),
        ("tomorrow 7pm Europe/Madrid", "2026-03-05T19:00+01:00"),
        ("tomorrow 7pm my time", "2026-03-05T19:00-05:00"),
    ],
)
def test_a_zone_behind_a_clock_is_that_places_wall(phrase: str, instant: str) -> None:
    assert when(f"schedule this on x for {phrase}") == at(instant)


def test_a_weekday_is_read_where_the_clock_stands() -> None:
    thursday_in_tokyo = when(
        "schedule this on x thursday 9am tokyo time", now="2026-03-04T20:00-05:00"
    )

    assert thursday_in_tokyo == ["which_day"]


def test_tomorrow_stays_the_persons_own_day() -> None:
    said = when("schedule this on x tomorrow 9am new york time", **BERLIN)

    assert said == at("2026-03-05T09:00-05:00")


@pytest.mark.parametrize(
    ("code", "zone", "offset"),
    [
        ("IST", "Asia/Kolkata", "+05:30"),
        ("CST", "America/Chicago", "-06:00"),
        ("CST", "Asia/Shanghai", "+08:00"),
    ],
)
def test_a_code_of_two_places_is_the_persons_own(code: str, zone: str, offset: str) -> None:
    said = when(
        f"schedule this on x for march 6 9am {code}", now="2026-03-04T12:00+00:00", zone=zone
    )

    assert said == at(f"2026-03-06T09:00{offset}")


@pytest.mark.parametrize("code", ["IST", "CST", "GST"])
def test_a_code_of_two_places_is_asked_elsewhere(code: str) -> None:
    said = when(f"schedule this on x for friday 9am {code}", **BERLIN)

    assert said == ["which_time"]


@pytest.mark.parametrize(
    ("zone", "now", "phrase", "code"),
    [
        ("America/New_York", "2026-03-07T12:00-05:00", "tomorrow 2:30am", "dst_gap"),
        ("America/New_York", "2026-03-04T12:00-05:00", "march 8 at 2:01am", "dst_gap"),
        ("America/New_York", "2026-10-31T12:00-04:00", "tomorrow 1:15am", "dst_overlap"),
        ("Europe/Berlin", "2026-03-28T12:00+01:00", "tomorrow 02:10", "dst_gap"),
        ("Europe/Berlin", "2026-10-24T12:00+02:00", "tomorrow 02:10", "dst_overlap"),
        ("Europe/London", "2026-10-24T12:00+01:00", "sunday 1:30am", "dst_overlap"),
        ("Australia/Lord_Howe", "2026-10-03T12:00+10:30", "tomorrow 2:15am", "dst_gap"),
        ("America/Santiago", "2026-09-05T12:00-04:00", "midnight tonight", "dst_gap"),
    ],
)
def test_a_time_that_the_clock_change_takes_or_doubles_is_asked(
    zone: str, now: str, phrase: str, code: str
) -> None:
    assert when(f"schedule this on x for {phrase}", now=now, zone=zone) == [code]


def test_utc_settles_a_doubled_hour() -> None:
    said = when(
        "schedule this on x tomorrow 5:30am utc",
        now="2026-10-31T12:00-04:00",
        zone="America/New_York",
    )

    assert said == at("2026-11-01T05:30+00:00")


def test_hours_elapse_through_a_clock_change_and_days_keep_the_clock() -> None:
    now = {"now": "2026-03-07T20:00-05:00"}

    assert when("post this on x in 10 hours", **now) == at("2026-03-08T07:00-04:00")
    assert when("post this on x in 2 days at 20:00", **now) == at("2026-03-09T20:00-04:00")


def test_a_day_without_midnight_still_has_a_start() -> None:
    said = when(
        "pause everything until tomorrow",
        now="2026-09-05T12:00-04:00",
        zone="America/Santiago",
    )

    assert said == {"type": "until", "end": "2026-09-06T01:00:00-03:00"}
