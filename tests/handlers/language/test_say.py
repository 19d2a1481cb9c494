"""What people are told: every time in full, every question with a way to answer it."""

from __future__ import annotations

from datetime import datetime
from typing import get_args

import pytest

from handlers.language import parse
from handlers.language.say import EXAMPLES, Example, describe, question, sentence
from handlers.language.schema import Ask, Command
from tests.handlers.language.understanding import NEW_YORK, WEDNESDAY

NOW = datetime.fromisoformat(WEDNESDAY)
AROUND = {"selection": 1, "focus": 1, "list": 6, "locale": "en-US"}


def told(text: str) -> str:
    command = parse(text, now=NOW, tz=NEW_YORK, context=AROUND)
    return describe(command, now=NOW, tz=NEW_YORK)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "schedule these 3 clips to insta and x next week, weekday mornings",
            (
                "Schedule these 3 clips on Instagram and X from Mon 9 Mar 2026 to Sun 15 Mar 2026, "
                "on weekdays, between 08:00 and 12:00."
            ),
        ),
        (
            "move friday's linkedin post to monday 10am",
            "Move the post on LinkedIn on Fri 6 Mar 2026 to Mon 9 Mar 2026, 10:00 EDT.",
        ),
        ("move it to 6pm", "Move this post to 18:00."),
        ("push it back 2 hours", "Move this post 2 hours later."),
        ("cancel all drafts", "Cancel all drafts."),
        ("delete the last one", "Cancel the last post of the list."),
        ("retry the failed ones", "Try again to publish all failed posts."),
        ("publish this as a story on ig now", "Publish this as a story on Instagram right now."),
        (
            "post this on x tomorrow 9am london time",
            "Schedule this on X on Thu 5 Mar 2026, 04:00 EST (09:00 GMT).",
        ),
        (
            "post the tip on x every mon and wed at noon until friday",
            "Schedule “tip” on X every Monday and Wednesday at 12:00 until Fri 6 Mar 2026.",
        ),
        (
            'tweet "Back at 9" tomorrow at noon',
            "Schedule “Back at 9” on X on Thu 5 Mar 2026, 12:00 EST.",
        ),
        ("get this on x by friday", "Schedule this on X by the end of Fri 6 Mar 2026."),
        (
            "put this on x tonight",
            "Schedule this on X on Wed 4 Mar 2026 between 18:00 and midnight.",
        ),
        ("remove x from the launch post", "Take “launch post” off X."),
        (
            "pause linkedin until monday",
            "Pause all posts on LinkedIn until Mon 9 Mar 2026, 00:00 EDT.",
        ),
        ("connect tiktok please", "Connect TikTok."),
        ("translate the caption to german", "Change the words of this post into German."),
    ],
)
def test_a_command_is_told_in_one_sentence(text: str, words: str) -> None:
    assert told(text) == words


def test_a_zone_without_letters_shows_its_offset() -> None:
    command = parse(
        "post this on x tomorrow at 9",
        now=datetime.fromisoformat("2026-03-04T15:30-03:00"),
        tz="America/Sao_Paulo",
        context=AROUND,
    )

    assert describe(command, now=NOW, tz="America/Sao_Paulo").endswith("09:00 UTC-03:00.")


@pytest.mark.parametrize("code", get_args(Ask))
def test_every_question_is_a_sentence_of_its_own(code: Ask) -> None:
    words = sentence(code, now=NOW, tz=NEW_YORK)

    assert words[0].isupper()
    assert words.endswith((".", "?"))
    assert "{" not in words
    assert "_" not in words


def test_the_first_open_point_is_asked() -> None:
    command = parse("schedule this", now=NOW, tz=NEW_YORK, context=AROUND)

    assert question(command, now=NOW, tz=NEW_YORK) == sentence(
        "which_platform", now=NOW, tz=NEW_YORK
    )


def test_a_passed_time_is_told_with_the_present_one() -> None:
    command = Command(intent="schedule", ask=("past_time",))

    assert "Wed 4 Mar 2026, 15:30 EST" in question(command, now=NOW, tz=NEW_YORK)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.text)
def test_every_example_is_understood(example: Example) -> None:
    around = {**AROUND, "platforms": ["instagram", "twitter"]}

    command = parse(example.text, now=NOW, tz=NEW_YORK, context=around)

    assert command.intent == example.intent
    assert command.ask == ()
