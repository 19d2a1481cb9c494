"""How a sentence was read can be told: rule by rule, each with the words it stands for."""

from __future__ import annotations

from datetime import datetime

from handlers.language import parse_traced
from tests.handlers.language.understanding import NEW_YORK, WEDNESDAY


def test_each_part_is_traced_to_its_words() -> None:
    _, readings = parse_traced(
        "Shcedule this on Insta &amp; X for Friday at half past 8",
        now=datetime.fromisoformat(WEDNESDAY),
        tz=NEW_YORK,
        context={"selection": 1},
    )

    assert [(one.rule, one.source) for one in readings] == [
        ("order.schedule", "Shcedule"),
        ("mention", "Insta &amp; X"),
        ("day.weekday+clock.past", "Friday at half past 8"),
        ("typo.schedule", "Shcedule"),
    ]
