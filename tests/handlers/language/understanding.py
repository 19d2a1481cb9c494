"""One way for all tests to have a sentence understood, and to compare what came out."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from handlers.language import parse

WEDNESDAY = "2026-03-04T15:30-05:00"
NEW_YORK = "America/New_York"


def understand(
    text: str, *, now: str = WEDNESDAY, zone: str = NEW_YORK, **context: Any
) -> dict[str, Any]:
    """Return what was said as the JSON of the interface; one content and one post are at hand."""
    around = {"selection": 1, "focus": 1, "list": 6, "locale": "en-US", **context}
    command = parse(text, now=datetime.fromisoformat(now), tz=zone, context=around)
    said: dict[str, Any] = json.loads(command.to_json().replace('Z"', '+00:00"'))
    return said


def when(text: str, *, now: str = WEDNESDAY, zone: str = NEW_YORK, **context: Any) -> Any:
    """Return the time of a sentence, or the codes of what is asked about it."""
    said = understand(text, now=now, zone=zone, **context)
    return said.get("ask") or said.get("when")


def at(instant: str) -> dict[str, str]:
    """Return the ``when`` of one instant, written as the JSON writes it."""
    return {"type": "at", "at": datetime.fromisoformat(instant).isoformat()}


def window(start: str, end: str) -> dict[str, str]:
    """Return the ``when`` of a window."""
    ends = (datetime.fromisoformat(one).isoformat() for one in (start, end))
    return {"type": "window", **dict(zip(("start", "end"), ends, strict=True))}


def comparable(value: Any) -> Any:
    """Return JSON with instants in UTC and lists as sets, so that only the meaning counts."""
    if isinstance(value, dict):
        return {key: comparable(item) for key, item in value.items()}
    if isinstance(value, list):
        return frozenset(map(str, value))
    if isinstance(value, str) and "T" in value and value[:2] == "20":
        return datetime.fromisoformat(value).astimezone(UTC)
    return value
