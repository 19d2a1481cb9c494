"""Slips of the pen are mended against the grammar's own words and nothing else."""

from __future__ import annotations

import pytest

from handlers.language.typos import repair
from tests.handlers.language.understanding import understand


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("shcedule", "schedule"),
        ("scheule", "schedule"),
        ("reshcedule", "reschedule"),
        ("publsih", "publish"),
        ("postopne", "postpone"),
        ("cacnel", "cancel"),
        ("deleet", "delete"),
        ("instagarm", "instagram"),
        ("instargam", "instagram"),
        ("linkedn", "linkedin"),
        ("facebok", "facebook"),
        ("yotube", "youtube"),
        ("tiktk", "tiktok"),
        ("tomorow", "tomorrow"),
        ("tommorrow", "tomorrow"),
        ("wendesday", "wednesday"),
        ("thrusday", "thursday"),
        ("saterday", "saturday"),
        ("febuary", "february"),
        ("caption", None),
        ("hastags", "hashtags"),
        ("swpa", "swap"),
        ("psot", None),
    ],
)
def test_a_slip_is_mended(written: str, meant: str | None) -> None:
    assert repair(written) in (meant, "post") if written == "psot" else repair(written) == meant


@pytest.mark.parametrize(
    "word",
    "cancer movie state share shared moved scheduled listen later postal poster march match mouth "
    "moth friend twist linked instant instead image manage stagecoach saturated dally charge "
    "chance "
    "schedules past lost quest queen clove retro removal store stories".split(),
)
def test_a_word_of_its_own_stays(word: str) -> None:
    assert repair(word) is None


def test_a_mended_sentence_means_what_was_meant() -> None:
    said = understand("shcedule teh teaser on instagarm and linkedn for thrusday 4pm pls")

    assert said == {
        "intent": "schedule",
        "platforms": ["instagram", "linkedin"],
        "target": {"ref": "named", "name": "teaser"},
        "when": {"type": "at", "at": "2026-03-05T16:00:00-05:00"},
    }


def test_chat_spellings_are_read() -> None:
    said = understand("yo put dis 4 yt &amp; 2 ig tmrw @ 6pm plz thx")

    assert said["platforms"] == ["instagram", "youtube"]
    assert said["when"]["at"] == "2026-03-05T18:00:00-05:00"


def test_a_report_is_not_mended_into_an_order() -> None:
    assert understand("moved the call to friday 9am") == {"intent": "none"}
