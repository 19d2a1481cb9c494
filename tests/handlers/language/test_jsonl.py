"""``callboard parse --jsonl``: a line in, a line out."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from handlers.language.jsonl import lines

GOOD: dict[str, Any] = {
    "id": "a",
    "text": "pause everything",
    "reference": "2026-03-04T15:30-05:00",
    "tz": "America/New_York",
    "context": {"selection": 1},
}


def answered(*rows: str) -> list[Any]:
    out = io.StringIO()
    lines(io.StringIO("\n".join(rows) + "\n"), out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_every_line_is_answered_in_its_order() -> None:
    undo = {**GOOD, "text": "undo that"}

    answers = answered(json.dumps(GOOD), json.dumps(undo))

    assert answers == [{"intent": "pause", "target": {"ref": "all"}}, {"intent": "undo"}]


def test_an_answer_holds_only_what_was_said() -> None:
    row = {**GOOD, "text": "publish this on x now"}

    assert answered(json.dumps(row)) == [
        {
            "intent": "publish_now",
            "platforms": ["twitter"],
            "target": {"ref": "context"},
            "when": {"type": "now"},
        }
    ]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("{", "this line is no JSON"),
        (json.dumps([1]), None),
        (json.dumps({"text": "help"}), "reference is missing or unknown"),
        (json.dumps({**GOOD, "tz": "Mars/Olympus"}), None),
        (json.dumps({**GOOD, "reference": "yesterday"}), None),
        (json.dumps({**GOOD, "reference": "2026-03-04T15:30"}), "reference needs an offset"),
        (json.dumps({**GOOD, "context": [1]}), None),
    ],
)
def test_a_bad_line_is_told_and_stops_nothing(row: str, sentence: str | None) -> None:
    bad, good = answered(row, json.dumps(GOOD))

    assert sentence is None or bad["error"].startswith(sentence)
    assert bad["error"]
    assert good["intent"] == "pause"


def test_blank_lines_are_skipped() -> None:
    assert len(answered("", json.dumps(GOOD), "  ")) == 1
