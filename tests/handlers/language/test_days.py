"""Which day a phrase means, from Wednesday 4 March 2026 in New York unless told otherwise."""

from __future__ import annotations

import pytest

from tests.handlers.language.understanding import understand, when

SATURDAY_NIGHT = "2026-06-20T23:55+09:00"


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("today", "2026-03-04"),
        ("tomorrow", "2026-03-05"),
        ("the day after tomorrow", "2026-03-06"),
        ("friday", "2026-03-06"),
        ("this friday", "2026-03-06"),
        ("the coming sunday", "2026-03-08"),
        ("monday", "2026-03-09"),
        ("next monday", "2026-03-09"),
        ("next tuesday", "2026-03-10"),
        ("monday next week", "2026-03-09"),
        ("next week on thursday", "2026-03-12"),
        ("friday week", "2026-03-13"),
        ("a week from saturday", "2026-03-14"),
        ("two weeks from monday", "2026-03-23"),
        ("in 3 days", "2026-03-07"),
        ("in a week", "2026-03-11"),
        ("a fortnight from now", "2026-03-18"),
        ("the 21st", "2026-03-21"),
        ("the 2nd of next month", "2026-04-02"),
        ("march 18", "2026-03-18"),
        ("18 march", "2026-03-18"),
        ("the 18th of march", "2026-03-18"),
        ("wednesday, march 18", "2026-03-18"),
        ("april 3rd 2027", "2027-04-03"),
        ("2026-05-09", "2026-05-09"),
        ("the end of the month", "2026-03-31"),
        ("the end of june", "2026-06-30"),
        ("the last friday of april", "2026-04-24"),
        ("the last friday of the month", "2026-03-27"),
        ("the first monday of next month", "2026-04-06"),
        ("the twenty-first", "2026-03-21"),
        ("7 days hence", "2026-03-11"),
        ("the 20th of next month", "2026-04-20"),
        ("christmas eve", "2026-12-24"),
        ("good friday", "2026-04-03"),
        ("thanksgiving", "2026-11-26"),
        ("leap day", "2028-02-29"),
        ("12 marzo", "2026-03-12"),
        ("3. Juni", "2026-06-03"),
    ],
)
def test_a_phrase_names_a_day(phrase: str, day: str) -> None:
    said = when(f"schedule this on facebook for {phrase}")

    assert said == {"type": "date", "date": day}


@pytest.mark.parametrize(
    ("phrase", "american", "other"),
    [
        ("3/12", "2026-03-12", "2026-12-03"),
        ("4/11", "2026-04-11", "2026-11-04"),
        ("5/6/2027", "2027-05-06", "2027-06-05"),
        ("20.4.", "2026-04-20", "2026-04-20"),
        ("13.06.2026", "2026-06-13", "2026-06-13"),
    ],
)
def test_the_locale_says_which_number_is_the_month(phrase: str, american: str, other: str) -> None:
    sentence = f"schedule this on facebook for {phrase}"

    days = {locale: when(sentence, locale=locale)["date"] for locale in ("en-US", "en-GB", "de-DE")}

    assert days == {"en-US": american, "en-GB": other, "de-DE": other}


def test_without_a_locale_a_date_of_two_readings_is_asked() -> None:
    assert when("schedule this on facebook for 3/12", locale=None) == ["which_day"]
    assert when("schedule this on facebook for 3/25", locale=None)["date"] == "2026-03-25"


@pytest.mark.parametrize(
    "phrase",
    [
        "wednesday",  # it is Wednesday
        "next thursday",  # tomorrow, or in eight days
        "next saturday",
        "next weekend",
        "friday march 7",  # a Saturday
        "march 32",
        "30 february",
        "25/13",
        "friday after next",
        "early next week",
        "mid april",
        "the week of march 16",
        "easter weekend",
        "two mondays from now",
        "the 31st of june",
    ],
)
def test_a_day_of_two_readings_or_none_is_asked(phrase: str) -> None:
    assert when(f"schedule this on facebook for {phrase}") == ["which_day"]


@pytest.mark.parametrize("phrase", ["yesterday", "march 2 2026", "february 20"])
def test_a_day_that_has_passed_is_asked(phrase: str) -> None:
    assert when(f"schedule this on facebook for {phrase}") == ["past_time"]


def test_a_date_of_early_in_the_year_is_next_years_in_december() -> None:
    said = when("schedule this on x for january 9", now="2026-12-20T10:00-05:00")

    assert said == {"type": "date", "date": "2027-01-09"}


def test_tomorrow_is_the_next_date_even_five_minutes_before_midnight() -> None:
    said = when("schedule this on x tomorrow", now=SATURDAY_NIGHT, zone="Asia/Tokyo")

    assert said == {"type": "date", "date": "2026-06-21"}


def test_reports_look_back_and_plans_look_ahead() -> None:
    failed = understand("why did the post of tuesday fail")
    planned = understand("what's going out on tuesday?")

    assert failed["target"]["when"]["date"] == "2026-03-03"
    assert planned["target"]["when"]["date"] == "2026-03-10"


def test_a_question_takes_next_weeks_reading_where_an_order_asks() -> None:
    question = understand("what's scheduled for next friday?")
    order = understand("cancel the x post of next friday")

    assert question["target"]["when"]["date"] == "2026-03-13"
    assert order["ask"] == ["which_day"]


@pytest.mark.parametrize(
    "name",
    ["easter sunday", "black friday", "new year's eve", "monday motivation", "april newsletter"],
)
def test_a_day_in_a_name_is_no_time(name: str) -> None:
    said = understand(f"schedule the {name} clip on x for tomorrow at 10am")

    assert said["target"] == {"ref": "named", "name": f"{name} clip"}
    assert said["when"]["at"] == "2026-03-05T10:00:00-05:00"
