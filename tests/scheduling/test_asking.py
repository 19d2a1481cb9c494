from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from scheduling.ask import Hours, Unplaced
from scheduling.asking import ask_for, span_of
from scheduling.errors import BadValue
from scheduling.plan_facts import PlanFacts
from scheduling.staged import StagedData
from scheduling.views import LeftOut
from scheduling.wishes import (
    ANY_TIME,
    Constraints,
    WhenWish,
    read_constraints,
    read_when,
    write_constraints,
    write_when,
)
from tests.scheduling.asks import MONDAY, PARIS, SUNDAY_AFTERNOON, wishes

SAID: list[dict[str, Any]] = [
    {"type": "now"},
    {"type": "at", "at": "2026-11-24T09:00:00+01:00"},
    {"type": "date", "date": "2026-11-24"},
    {"type": "time", "time": "09:30"},
    {"type": "window", "start": "2026-11-23T00:00:00+01:00", "end": "2026-11-30T00:00:00+01:00"},
    {"type": "by", "end": "2026-11-30T00:00:00+01:00"},
    {"type": "shift", "days": 7},
    {"type": "shift", "minutes": -30},
    {
        "type": "recurring",
        "rrule": "FREQ=WEEKLY;BYDAY=TU",
        "times": ["12:00"],
        "start": "2026-11-24",
        "until": "2026-12-24",
        "count": 3,
    },
]


@pytest.mark.parametrize("said", SAID, ids=lambda said: said["type"])
def test_words_of_time_survive_the_database(said: dict[str, Any]) -> None:
    assert write_when(read_when(said)) == said
    assert read_when(write_when(read_when(said))) == read_when(said)


def test_no_words_are_an_open_time() -> None:
    assert read_when(None) == ANY_TIME
    assert read_when(write_when(ANY_TIME)) == ANY_TIME


def test_constraints_survive_the_database() -> None:
    constraints = Constraints(3, 9, 240, ("MO", "FR"), (date(2026, 11, 24),), ("08:00", "24:00"))

    assert read_constraints(write_constraints(constraints)) == constraints
    assert read_constraints(None) == Constraints()


def test_what_a_plan_remembers_survives_the_database() -> None:
    facts = PlanFacts(
        zone=PARIS,
        when=read_when(SAID[4]),
        constraints=Constraints(max_per_day=2),
        seed=3,
        carousel_wish=True,
        is_carousel=True,
        can_be_carousel=True,
        numbers={"a": 1},
        alternatives={"a": (MONDAY,)},
        refused=frozenset({("a", MONDAY)}),
        left_out=(LeftOut("twitter", "X", "refused", "No.", "Yes."),),
        unplaced=(Unplaced("b", "gap", "Taken."),),
    )

    assert PlanFacts.from_json(facts.to_json()) == facts
    assert PlanFacts.from_json({}) == PlanFacts(zone="UTC")


def test_what_is_staged_survives_the_database() -> None:
    staged = StagedData(
        asset_ids=("a", "b"),
        networks=("twitter",),
        caption="Hello",
        texts={"twitter": "Hi"},
        link="https://a.io",
        options={"instagram": {"format": "reel"}},
        carousel_wish=False,
        said="schedule these",
    )

    assert StagedData.from_json(staged.to_json()) == staged
    assert StagedData.from_json({}).is_empty


def test_where_nobody_says_when_a_plan_looks_a_week_ahead_or_a_day_a_content() -> None:
    week = span_of(ANY_TIME, zone=PARIS, now=SUNDAY_AFTERNOON, contents=3)
    longer = span_of(ANY_TIME, zone=PARIS, now=SUNDAY_AFTERNOON, contents=20)

    assert week.end - week.start == timedelta(days=7)
    assert longer.end - longer.start == timedelta(days=20)


def test_a_clock_time_that_has_gone_by_today_is_tomorrows() -> None:
    nine = span_of(WhenWish("time", time=time(9)), zone=PARIS, now=SUNDAY_AFTERNOON)
    evening = span_of(WhenWish("time", time=time(20)), zone=PARIS, now=SUNDAY_AFTERNOON)

    assert nine.at == MONDAY + timedelta(hours=9)
    assert evening.at == datetime(2026, 11, 22, 19, tzinfo=UTC)


def test_a_date_is_that_day_in_the_zone_of_the_words() -> None:
    span = span_of(WhenWish("date", date=date(2026, 11, 23)), zone=PARIS, now=SUNDAY_AFTERNOON)

    assert (span.start, span.end) == (MONDAY, MONDAY + timedelta(days=1))


def test_a_deadline_starts_now() -> None:
    span = span_of(read_when(SAID[5]), zone=PARIS, now=SUNDAY_AFTERNOON)

    assert (span.start, span.end) == (SUNDAY_AFTERNOON, MONDAY + timedelta(days=7))


def test_every_instant_of_an_ask_is_utc() -> None:
    for said in SAID:
        span = span_of(read_when(said), zone=PARIS, now=SUNDAY_AFTERNOON)
        found = [span.start, span.end, *span.moments, *([span.at] if span.at else [])]
        assert all(at.tzinfo is UTC for at in found)


def test_a_recurrence_begins_after_now_and_ends_before_its_end() -> None:
    noon = WhenWish("recurring", rrule="FREQ=DAILY", times=("12:00",), until=date(2026, 11, 25))

    span = span_of(noon, zone=PARIS, now=SUNDAY_AFTERNOON, contents=9)

    assert span.moments == (
        MONDAY + timedelta(hours=12),
        MONDAY + timedelta(days=1, hours=12),
    )


def test_a_recurrence_keeps_its_wall_clock_over_the_clock_change() -> None:
    noon = WhenWish("recurring", rrule="FREQ=DAILY", times=("12:00",), count=3)
    before_the_change = datetime(2026, 10, 24, 6, tzinfo=UTC)

    span = span_of(noon, zone=PARIS, now=before_the_change, contents=3)

    assert [at.hour for at in span.moments] == [10, 11, 11]


def test_a_recurrence_that_is_over_has_no_moments() -> None:
    over = WhenWish(
        "recurring",
        rrule="FREQ=DAILY",
        times=("12:00",),
        start_date=date(2026, 1, 1),
        until=date(2026, 2, 1),
    )

    span = span_of(over, zone=PARIS, now=SUNDAY_AFTERNOON)

    assert span.moments == ()
    assert span.start == span.end


def test_a_recurrence_that_says_nothing_is_asked_back() -> None:
    with pytest.raises(BadValue):
        span_of(WhenWish("recurring", rrule=""), zone=PARIS, now=SUNDAY_AFTERNOON)


def test_constraints_of_the_person_reach_the_ask() -> None:
    asked = ask_for(
        wishes(1),
        when=ANY_TIME,
        constraints=Constraints(
            max_per_day=1,
            max_per_week=2,
            gap_minutes=240,
            days=("MO",),
            exclude_dates=(date(2026, 11, 24),),
            hours=("18:00", "24:00"),
        ),
        strategy="steady",
        zone=PARIS,
        now=SUNDAY_AFTERNOON,
    )

    assert asked.hours == Hours(18 * 60, 24 * 60)
    assert (asked.per_day, asked.per_week) == (1, 2)
    assert asked.min_gap == timedelta(hours=4)
    assert asked.days == {"MO"}
    assert asked.exclude_dates == {date(2026, 11, 24)}
