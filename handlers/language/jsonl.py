"""``callboard parse --jsonl``: sentences in, commands out, one JSON object a line."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from typing import Any, TextIO
from zoneinfo import ZoneInfoNotFoundError

from handlers.language.parse import parse


def lines(stream_in: TextIO, stream_out: TextIO) -> None:
    """
    Answer every line ``{"id", "text", "reference", "tz", "context"}`` with its command.

    A line that cannot be read is answered with ``{"error": …}`` in its place; blank ones are
    skipped.
    """
    for line in stream_in:
        if line.strip():
            stream_out.write(answer(line) + "\n")
    stream_out.flush()


def answer(line: str) -> str:
    """Return the JSON of the command on a line, or of what is wrong with the line."""
    try:
        row: Any = json.loads(line)
        now = datetime.fromisoformat(row["reference"])
        if now.tzinfo is None:
            return _error("reference needs an offset, as in 2026-03-04T15:30-05:00")
        command = parse(str(row["text"]), now=now, tz=str(row["tz"]), context=row.get("context"))
    except json.JSONDecodeError:
        return _error("this line is no JSON")
    except KeyError as missing:
        return _error(f"{missing.args[0]} is missing or unknown")
    except (TypeError, ValueError, AttributeError, ZoneInfoNotFoundError) as fault:
        return _error(str(fault))
    return command.to_json()


def _error(sentence: str) -> str:
    return json.dumps({"intent": "none", "error": sentence}, ensure_ascii=False)


def main() -> None:
    """Answer standard input on standard output."""
    lines(sys.stdin, sys.stdout)
