"""What holds for every text: never an exception, one answer, ordered windows, no silent guess."""

from __future__ import annotations

import time
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.language import Command, parse
from handlers.language.lexicon.calendar import MONTHS, WEEKDAYS
from handlers.language.lexicon.networks import ALIASES, UNKNOWN
from handlers.language.lexicon.words import FRAME
from handlers.language.schema import At, By, Recurring, Until, Window

ZONES = ("America/New_York", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "UTC")
PIECES = (
    *WEEKDAYS,
    *MONTHS,
    *ALIASES,
    *sorted(UNKNOWN),
    *sorted(FRAME),
    *"tomorrow tonight 9am 17:30 25:00 at 5 the 3rd #2 5/11 march 32 every until by".split(),
    *("after", "next week"),
    *("in 2 hours", "not on weekends", "max 2 a day", "half past 8", "9-11am", "EST", "IST"),
    *(
        '"',
        "'",
        "“",
        "&gt;",
        "&amp;",
        "<@U1|a>",
        "<#C1|b>",
        "<https://a.example|b>",
        ":tada:",
        "\n",
    ),
    *(".", ",", "?", "-", "/", "+", "@", "→", "caption:", "launch", "reel", "everything", "it"),
)
sentences = st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join)
instants = st.datetimes(datetime(2020, 1, 1), datetime(2036, 1, 1))  # noqa: DTZ001  zone follows


def read(text: str, local: datetime, zone: str, **context: object) -> Command:
    now = local.replace(tzinfo=ZoneInfo(zone))
    return parse(text, now=now, tz=zone, context=context)


@given(text=st.text(max_size=300), local=instants, zone=st.sampled_from(ZONES))
def test_any_text_has_an_answer(text: str, local: datetime, zone: str) -> None:
    assert isinstance(read(text, local, zone), Command)


@settings(max_examples=400)
@given(text=sentences, local=instants, zone=st.sampled_from(ZONES))
def test_any_jumble_of_our_words_has_the_same_answer_twice(
    text: str, local: datetime, zone: str
) -> None:
    assert read(text, local, zone, focus=1) == read(text, local, zone, focus=1)


@settings(max_examples=400)
@given(text=sentences, local=instants, zone=st.sampled_from(ZONES))
def test_times_of_orders_are_ordered_and_still_to_come(
    text: str, local: datetime, zone: str
) -> None:
    command = read(text, local, zone, selection=1, focus=1, locale="en-GB")

    now = local.replace(tzinfo=ZoneInfo(zone))
    match command.when:
        case Window(start=start, end=end):
            assert max(start, now) < end
        case At(at=instant) | By(end=instant) | Until(end=instant):
            assert instant > now
        case Recurring(start=first, until=last) if first and last:
            assert first < last


@given(text=sentences, local=instants)
def test_what_is_asked_is_not_executable(text: str, local: datetime) -> None:
    command = read(text, local, "UTC", selection=1)

    assert command.executable == (not command.ask and command.intent not in ("none", "multi"))
    assert len(set(command.ask)) == len(command.ask)


@given(
    hour=st.integers(0, 23),
    minute=st.integers(0, 59),
    day=st.dates(datetime(2026, 3, 6).date(), datetime(2027, 2, 1).date()),  # noqa: DTZ001  dates
)
def test_a_written_date_and_clock_come_back_exactly(hour: int, minute: int, day: object) -> None:
    said = read(
        f"schedule this on x for {day} at {hour:02d}:{minute:02d}",
        datetime(2026, 3, 4, 15, 30),  # noqa: DTZ001  zone follows
        "Asia/Kolkata",
        selection=1,
    )

    assert said.when is not None
    assert f"{day}T{hour:02d}:{minute:02d}:00+05:30" in said.to_json()


@pytest.mark.parametrize(
    "text",
    [
        "schedule " * 5000,
        "take the " + "off " * 9000,
        "a" * 40_000,
        "9" * 40_000,
        '"' * 40_000,
        "'a " * 13_000,
        "<" * 40_000,
        "&gt; x\n" * 6000,
        ":a:" * 13_000,
        "monday and " * 3600,
        "caption to " * 3600,
        "every monday, tuesday, " * 1700,
        "“" * 40_000,
        "http://" * 5700,
        "~a~ " * 10_000,
        "x, y and " * 4400,
        "- " * 20_000,
    ],
    ids=lambda text: text[:12],
)
def test_the_longest_message_is_read_in_reasonable_time(text: str) -> None:
    started = time.perf_counter()

    command = read(text[:40_000], datetime(2026, 3, 4), "UTC")  # noqa: DTZ001  zone follows

    assert isinstance(command, Command)
    assert time.perf_counter() - started < 5
