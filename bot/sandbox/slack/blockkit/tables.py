"""
Tables.

https://docs.slack.dev/reference/block-kit/blocks/table-block
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.sandbox.slack.blockkit.richtext import RICH_TEXT
from bot.sandbox.slack.blockkit.schema import (
    Check,
    Json,
    Problem,
    boolean,
    by_type,
    choice,
    integer,
    listing,
    record,
    string,
    too_short_or_long,
)
from bot.sandbox.slack.blockkit.words import all_words


def _number(value: Any, at: str) -> Iterator[Problem]:
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        yield Problem("must provide a number", at)


_CELL = by_type(
    {
        "raw_text": record({"text": string("table.cell_text")}, required=("text",)),
        "raw_number": record(
            {"value": _number, "text": string("table.cell_text")}, required=("value", "text")
        ),
        "rich_text": RICH_TEXT,
    }
)
_ROW = listing(_CELL, "table.cells")
_COLUMN = record({"align": choice("left", "center", "right"), "is_wrapped": boolean})


def _columns(value: Any, at: str) -> Iterator[Problem]:
    """Check column settings, of which ``null`` skips a column."""
    given = [one if one is not None else {} for one in value] if isinstance(value, list) else value
    yield from listing(_COLUMN, "table.column_settings")(given, at)


def _little_text(value: Json, at: str) -> Iterator[Problem]:
    yield from too_short_or_long("".join(all_words(value)), "data_table.all_text", at)


TABLES: dict[str, Check] = {
    "table": record(
        {
            "block_id": string("block_id"),
            "rows": listing(_ROW, "table.rows"),
            "column_settings": _columns,
        },
        required=("rows",),
    ),
    "data_table": record(
        {
            "block_id": string("block_id"),
            "rows": listing(_ROW, "data_table.rows"),
            "caption": string("data_table.caption"),
            "page_size": integer("data_table.page_size"),
            "row_header_column_index": integer("data_table.row_header_column_index"),
        },
        required=("rows", "caption"),
        also=_little_text,
    ),
}
