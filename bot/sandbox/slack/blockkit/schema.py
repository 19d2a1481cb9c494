"""Small checks that combine: each takes a value and where it stands, and yields what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.slack.blockkit.limits import limit

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """One complaint in Slack's words, and the JSON pointer to its place."""

    message: str
    pointer: str

    def __str__(self) -> str:
        return f"{self.message} [json-pointer:{self.pointer}]"


Check = Callable[[Any, str], Iterator[Problem]]
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:[^\s]+", re.IGNORECASE)


def string(bounds: str) -> Check:
    """Check text of a length within the named bounds."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield Problem("must provide a string", at)
            return
        yield from too_short_or_long(value, bounds, at)

    return check


def too_short_or_long(value: str, bounds: str, at: str) -> Iterator[Problem]:
    """Yield a problem when text breaks the named bounds."""
    allowed = limit(bounds)
    if len(value) < allowed.min_length:
        yield Problem(f"must be more than {allowed.min_length - 1} characters", at)
    if allowed.max_length is not None and len(value) > allowed.max_length:
        yield Problem(f"must be less than {allowed.max_length + 1} characters", at)


def url(value: Any, at: str) -> Iterator[Problem]:
    """Check an address with a scheme."""
    problems = list(string("url")(value, at))
    yield from problems
    if not problems and not _SCHEME.fullmatch(value):
        yield Problem("must be a valid url", at)


def web_url(value: Any, at: str) -> Iterator[Problem]:
    """Check an address that starts with http or https."""
    problems = list(url(value, at))
    yield from problems
    if not problems and not value.lower().startswith(("http://", "https://")):
        yield Problem("must be a valid url", at)


def pattern(expression: str, complaint: str) -> Check:
    """Check text of a fixed form, such as a date."""
    form = re.compile(expression)

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, str) or not form.fullmatch(value):
            yield Problem(complaint, at)

    return check


def boolean(value: Any, at: str) -> Iterator[Problem]:
    """Check a true or false."""
    if not isinstance(value, bool):
        yield Problem("must provide a boolean", at)


def integer(bounds: str) -> Check:
    """Check a whole number within the named bounds."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield Problem("must provide an integer", at)
            return
        allowed = limit(bounds)
        if allowed.min is not None and value < allowed.min:
            yield Problem(f"must be greater than {allowed.min - 1}", at)
        if allowed.max is not None and value > allowed.max:
            yield Problem(f"must be less than {allowed.max + 1}", at)

    return check


def choice(*values: str) -> Check:
    """Check one of a few words."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        if value not in values:
            yield Problem("must be a valid enum value", at)

    return check


def listing(of: Check, bounds: str) -> Check:
    """Check a list of alike things, of a number within the named bounds."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield Problem("must provide an array", at)
            return
        allowed = limit(bounds)
        if len(value) < allowed.min_items:
            yield Problem(f"must provide at least {allowed.min_items} items", at)
        if allowed.max_items is not None and len(value) > allowed.max_items:
            yield Problem(f"no more than {allowed.max_items} items allowed", at)
        for place, item in enumerate(value):
            yield from of(item, f"{at}/{place}")

    return check


def record(
    fields: Mapping[str, Check],
    *,
    required: tuple[str, ...] = (),
    also: Callable[[Json, str], Iterator[Problem]] | None = None,
) -> Check:
    """
    Check an object: its known fields, the required ones, and no others.

    ``also`` looks at fields together; ``type`` is always allowed, the caller has judged it.
    """

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem("must provide an object", at)
            return
        for name in required:
            if value.get(name) is None:
                yield Problem(f"missing required field: {name}", at)
        for name, inner in value.items():
            if name in fields:
                yield from fields[name](inner, f"{at}/{name}") if inner is not None else ()
            elif name != "type":
                yield Problem(f"invalid additional property: {name}", at)
        if also is not None:
            yield from also(value, at)

    return check


def by_type(allowed: Mapping[str, Check]) -> Check:
    """Check an object by the schema that its ``type`` names."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem("must provide an object", at)
        elif "type" not in value:
            yield Problem("missing required field: type", at)
        elif not isinstance(value["type"], str) or value["type"] not in allowed:
            yield Problem(f"unsupported type: {value['type']}", f"{at}/type")
        else:
            yield from allowed[value["type"]](value, at)

    return check
