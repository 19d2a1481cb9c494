"""Whole sentences, each with the command it means; the table is ``sentences.jsonl``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.handlers.language.understanding import comparable, understand

ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parent / "sentences.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"])
def test_a_sentence_means_its_command(row: dict[str, Any]) -> None:
    said = understand(row["text"], now=row["now"], zone=row["zone"], locale=row["locale"])

    wanted = {key: item for key, item in row["expect"].items() if key != "intent_alt"}
    if "ask" in wanted:
        said, wanted = ({key: one.get(key) for key in ("intent", "ask")} for one in (said, wanted))
    assert comparable(said) == comparable(wanted)
