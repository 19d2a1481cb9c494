"""Targets in words: "these 3 clips", "the LinkedIn post of Fri 6 Mar 2026", "all failed posts"."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.language.schema import Target
from handlers.language.wording.lists import joined, networks, ordinal
from handlers.language.wording.times import when

_PLURALS = {"story": "stories"}


def target(value: Target, zone: ZoneInfo, now: datetime, *, existing: bool) -> str:
    """Return the thing that a command is about; ``existing`` says posts are meant."""
    if value.ref == "link":
        return value.url or "this link"
    if value.ref == "ordinal":
        places = joined(ordinal(number) for number in value.ordinals)
        return f"the {places} {_noun(value, 'post', many=len(value.ordinals) > 1)} of the list"
    if value.ref == "named":
        return f"“{value.name}”{_found_by(value, zone, now)}"
    if value.ref == "context":
        return _at_hand(value, existing=existing)
    many = value.many or value.ref == "all"
    usual, state = ("draft", "") if value.status == "draft" else ("post", _states(value))
    noun = _noun(value, usual, many=many)
    return f"{'all' if many else 'the'} {state}{noun}{_found_by(value, zone, now)}"


def _noun(value: Target, usual: str, *, many: bool) -> str:
    noun = value.kind or usual
    count = f"{value.count} " if value.count else ""
    return count + (_PLURALS.get(noun, f"{noun}s") if many else noun)


def _at_hand(value: Target, *, existing: bool) -> str:
    if not value.kind and not value.count:
        return "this post" if existing else "this"
    many = (value.count or 1) > 1
    return f"{'these' if many else 'this'} {_noun(value, 'post', many=many)}"


def _states(value: Target) -> str:
    return f"{value.status} " if value.status else ""


def _found_by(value: Target, zone: ZoneInfo, now: datetime) -> str:
    where = f" on {networks(value.platforms)}" if value.platforms else ""
    timed = f" {when(value.when, zone, now)}" if value.when else ""
    return f"{where}{timed}"
