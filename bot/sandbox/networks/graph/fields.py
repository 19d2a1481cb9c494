"""The Graph API's ``fields``: what is named is returned, braces open what hangs on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.sandbox.networks.graph.answers import bad_parameter
from bot.sandbox.networks.graph.params import Params

Fields = dict[str, "Fields"]
Readers = Mapping[str, Callable[[], Any]]


def parse(text: str) -> Fields:
    """Read ``id,owner{id,name}`` into nested dictionaries; raises ``Refused``."""
    fields, rest = _parse(text)
    if rest:
        raise bad_parameter(f"Syntax error in the fields: {rest}")
    return fields


def chosen(params: Params, node: str, readers: Readers) -> dict[str, Any]:
    """Return the wanted fields of a node that have a value, and always its id."""
    wanted = parse(params.get("fields", ""))
    unknown = [name for name in wanted if name not in readers]
    if unknown:
        raise bad_parameter(
            f"Tried accessing nonexisting field ({unknown[0]}) on node type ({node})"
        )
    values = {name: readers[name]() for name in wanted}
    known = {name: value for name, value in values.items() if value is not None}
    return known | {"id": readers["id"]()}


def _parse(text: str) -> tuple[Fields, str]:
    fields: Fields = {}
    name = ""
    while text:
        letter, text = text[0], text[1:]
        if letter == "{":
            fields[name.strip()], text = _parse(text)
            name = ""
            if not text.startswith("}"):
                raise bad_parameter("Syntax error in the fields: a brace is not closed")
            text = text[1:]
        elif letter == "}":
            return _with(fields, name), letter + text
        elif letter == ",":
            fields, name = _with(fields, name), ""
        else:
            name += letter
    return _with(fields, name), ""


def _with(fields: Fields, name: str) -> Fields:
    return fields | {name.strip(): {}} if name.strip() else fields
