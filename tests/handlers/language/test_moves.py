"""Posts that get another time: which ones, and when they go out instead."""

from __future__ import annotations

from typing import Any

import pytest

from tests.handlers.language.understanding import at, understand, window


@pytest.mark.parametrize(
    ("phrase", "new_time"),
    [
        ("move it to friday at 5pm", at("2026-03-06T17:00-05:00")),
        ("move it to friday", {"type": "date", "date": "2026-03-06"}),
        ("move it to 18:30", {"type": "time", "time": "18:30"}),
        ("move it to 6", {"type": "time", "time": "18:00"}),
        (
            "move it to friday morning",
            window("2026-03-06T08:00-05:00", "2026-03-06T12:00-05:00"),
        ),
        ("move it to next week", window("2026-03-09T00:00-04:00", "2026-03-16T00:00-04:00")),
        ("move it two hours later", {"type": "shift", "minutes": 120}),
        ("move it back 90 minutes", {"type": "shift", "minutes": 90}),
        ("push it out by a week", {"type": "shift", "days": 7}),
        ("delay it by half an hour", {"type": "shift", "minutes": 30}),
        ("postpone it 3 days", {"type": "shift", "days": 3}),
        ("move it an hour and a half earlier", {"type": "shift", "minutes": -90}),
        ("bring it forward by a day", {"type": "shift", "days": -1}),
        ("make it 20 minutes earlier", {"type": "shift", "minutes": -20}),
        ("put it off until march 12 at noon", at("2026-03-12T12:00-04:00")),
        ("this one → saturday 9am", at("2026-03-07T09:00-05:00")),
        ("make it 7:15pm instead", {"type": "time", "time": "19:15"}),
        ("change the time of this post to 8pm", {"type": "time", "time": "20:00"}),
    ],
)
def test_a_new_time_is_full_or_keeps_what_was_not_said(
    phrase: str, new_time: dict[str, Any]
) -> None:
    said = understand(phrase)

    assert said["intent"] == "reschedule"
    assert said["target"] == {"ref": "context"}
    assert said["when"] == new_time


@pytest.mark.parametrize(
    ("phrase", "old", "new"),
    [
        ("move friday's post to monday", "2026-03-06", "2026-03-09"),
        ("move everything on friday to monday", "2026-03-06", "2026-03-09"),
        ("move all posts from friday to monday", "2026-03-06", "2026-03-09"),
        ("reschedule tomorrow's tweet for saturday", "2026-03-05", "2026-03-07"),
        ("the friday post should go out on saturday instead", "2026-03-06", "2026-03-07"),
    ],
)
def test_the_old_time_finds_the_post_and_the_new_one_is_where_it_goes(
    phrase: str, old: str, new: str
) -> None:
    said = understand(phrase)

    assert said["intent"] == "reschedule"
    assert said["target"]["when"] == {"type": "date", "date": old}
    assert said["when"] == {"type": "date", "date": new}


@pytest.mark.parametrize(
    "phrase",
    ["move it forward by 2 hours", "push the x post up a day", "shift it by an hour"],
)
def test_a_move_of_two_directions_is_asked(phrase: str) -> None:
    assert understand(phrase)["ask"] == ["direction"]


@pytest.mark.parametrize(
    ("phrase", "codes"),
    [
        ("move it", ["which_time"]),
        ("reschedule the x post", ["which_time"]),
        ("move it to friday or saturday", ["which_time"]),
        ("move it to next thursday", ["which_day"]),
        ("move it to yesterday", ["past_time"]),
        ("move it a month later", ["which_day"]),
        ("move one of the x posts to friday", ["which_post"]),
        ("move the posts to friday", ["which_post"]),
    ],
)
def test_a_move_that_is_not_clear_is_asked(phrase: str, codes: list[str]) -> None:
    assert understand(phrase)["ask"] == codes


def test_a_better_time_is_left_to_the_strategy() -> None:
    said = understand("find a better slot for the x post")

    assert said == {
        "intent": "reschedule",
        "target": {"ref": "filter", "platforms": ["twitter"]},
        "strategy": "optimal",
    }
