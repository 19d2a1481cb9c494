"""Wrong texts are refused in Slack's words, with a pointer to their place."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bot.sandbox.slack.blockkit.samples import (
    mrkdwn,
    plain,
    said,
    section,
)

TEXT = "/blocks/0/text"
ONE = "/blocks/0/elements/0"
Case = tuple[str, dict[str, Any], str]

CASES: list[Case] = [
    ("empty text", section(text=mrkdwn("")), f"must be more than 0 characters {TEXT}/text"),
    (
        "section text of 3001",
        section(text=mrkdwn("x" * 3001)),
        f"must be less than 3001 characters {TEXT}/text",
    ),
    ("text that is no object", section(text="Words"), f"must provide an object {TEXT}"),
    ("text without type", section(text={"text": "a"}), f"missing required field: type {TEXT}"),
    ("html text", section(text={"type": "html"}), f"unsupported type: html {TEXT}/type"),
    (
        "an unknown field of text",
        section(text=plain() | {"bold": True}),
        f"invalid additional property: bold {TEXT}",
    ),
    (
        "emoji on mrkdwn",
        section(text=mrkdwn() | {"emoji": True}),
        f"invalid additional property: emoji {TEXT}",
    ),
    (
        "a header of 151",
        {"type": "header", "text": plain("x" * 151)},
        f"must be less than 151 characters {TEXT}/text",
    ),
    (
        "mrkdwn in a header",
        {"type": "header", "text": mrkdwn()},
        f"unsupported type: mrkdwn {TEXT}/type",
    ),
    ("an empty section", {"type": "section"}, "must define either `text` or `fields` /blocks/0"),
    (
        "eleven fields",
        {"type": "section", "fields": [plain()] * 11},
        "no more than 10 items allowed /blocks/0/fields",
    ),
    (
        "a field of 2001",
        {"type": "section", "fields": [plain("x" * 2001)]},
        "must be less than 2001 characters /blocks/0/fields/0/text",
    ),
    (
        "eleven notes in a context",
        {"type": "context", "elements": [plain()] * 11},
        "no more than 10 items allowed /blocks/0/elements",
    ),
    (
        "an empty context",
        {"type": "context", "elements": []},
        "must provide at least 1 items /blocks/0/elements",
    ),
    (
        "markdown of 12001",
        {"type": "markdown", "text": "x" * 12_001},
        f"must be less than 12001 characters {TEXT}",
    ),
    (
        "a header without text",
        {"type": "header"},
        "missing required field: text /blocks/0",
    ),
    (
        "an empty table cell",
        {"type": "table", "rows": [[{"type": "raw_text", "text": ""}]]},
        "must be more than 0 characters /blocks/0/rows/0/0/text",
    ),
    (
        "a table of 21 columns",
        {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}] * 21]},
        "no more than 20 items allowed /blocks/0/rows/0",
    ),
    (
        "a table of 101 rows",
        {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]] * 101},
        "no more than 100 items allowed /blocks/0/rows",
    ),
]


@pytest.mark.parametrize(
    ("block", "complaint"), [pytest.param(*case[1:], id=case[0]) for case in CASES]
)
def test_a_message_is_refused_with(block: dict[str, Any], complaint: str) -> None:
    words, _, pointer = complaint.rpartition(" ")

    assert f"{words} [json-pointer:{pointer}]" in said([block])
