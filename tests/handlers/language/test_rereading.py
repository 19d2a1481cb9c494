"""Doubts about days and times come back as buttons that mean one thing each."""

from __future__ import annotations

from datetime import datetime

import pytest

from handlers.language import parse
from handlers.language.rereading import Sentence, candidates

ZONE = "America/New_York"
CONTEXT = {"selection": 1, "focus": 1, "list": 3, "platforms": ["twitter"], "locale": "en-US"}


@pytest.mark.parametrize(
    ("text", "now", "code", "labels"),
    [
        (
            "schedule this next thursday at 9am",
            "2026-11-23T10:00-05:00",
            "which_day",
            ["Thu 26 Nov 09:00", "Thu 3 Dec 09:00"],
        ),
        (
            "schedule this on monday at 4pm",
            "2026-11-23T10:00-05:00",
            "which_day",
            ["Mon 23 Nov 16:00", "Mon 30 Nov 16:00", "Mon 7 Dec 16:00"],
        ),
        (
            "schedule this today at 9am",
            "2026-11-23T10:30-05:00",
            "past_time",
            ["Tue 24 Nov 09:00"],
        ),
        (
            "schedule this on 8 march 2026 at 2:30am",
            "2026-03-04T10:30-05:00",
            "dst_gap",
            ["Sun 8 Mar 01:30", "Sun 8 Mar 03:30"],
        ),
        (
            "schedule this on 1 november 2026 at 1:30am",
            "2026-10-28T10:30-04:00",
            "dst_overlap",
            ["Sun 1 Nov 01:30 EDT", "Sun 1 Nov 01:30 EST"],
        ),
        ("push it forward by 2 hours", "2026-10-28T10:30-04:00", "direction", ["Later", "Earlier"]),
    ],
)
def test_a_doubt_is_offered_as_each_thing_it_could_mean(
    text: str, now: str, code: str, labels: list[str]
) -> None:
    sentence = Sentence(text, datetime.fromisoformat(now), ZONE, CONTEXT)
    command = parse(text, now=sentence.now, tz=ZONE, context=CONTEXT)

    found = candidates(command.ask[0], sentence)

    assert command.ask == (code,)
    assert [label for label, _ in found] == labels
    assert all(one.executable for _, one in found)
    assert len({one.to_json() for _, one in found}) == len(labels)


def test_what_cannot_be_offered_is_asked_in_words() -> None:
    sentence = Sentence("hm", datetime.fromisoformat("2026-11-23T10:00-05:00"), ZONE, CONTEXT)

    assert candidates("which_day", sentence) == ()
    assert candidates("caption_text", sentence) == ()
