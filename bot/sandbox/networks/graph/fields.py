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
    asked = parse(params.get("fields", ""))
    wanted = {name.partition(".")[0]: inner for name, inner in asked.items()}
    unknown = [name for name in wanted if name not in readers]
    if unknown:
        raise bad_parameter(
            f"Tried accessing nonexisting field ({unknown[0]}) on node type ({node})"
        )
    values = {name: narrowed(readers[name](), inner) for name, inner in wanted.items()}
    known = {name: value for name, value in values.items() if value is not None}
    return known | {"id": readers["id"]()}


def narrowed(value: Any, wanted: Fields) -> Any:
    """Return of a value what the braces behind its name ask for; all of it without braces."""
    if not wanted or value is None:
        return value
    if isinstance(value, list):
        return [narrowed(item, wanted) for item in value]
    if not isinstance(value, dict):
        return value
    if "data" in value:
        return {**value, "data": narrowed(value["data"], wanted)}
    return {
        name: narrowed(inner, wanted.get(name, {}))
        for name, inner in value.items()
        if name in wanted or name == "id"
    }


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
