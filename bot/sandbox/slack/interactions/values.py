"""
What a person put into an element: the shape of its state, its start and what it may hold.

https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.sandbox.slack.blockkit.together import interactive_elements
from bot.sandbox.slack.interactions.payloads import CannotAct
from bot.sandbox.slack.records import Json, StoredFile

State = dict[str, dict[str, Json]]
FileLookup = Callable[[str], StoredFile | None]


@dataclass(frozen=True, slots=True)
class _Shape:
    field: str
    initial: str
    many: bool = False


_ONE_OPTION = _Shape("selected_option", "initial_option")
_OPTIONS = _Shape("selected_options", "initial_options", many=True)
_WORDS = _Shape("value", "initial_value")
SHAPES = {
    "plain_text_input": _WORDS,
    "email_text_input": _WORDS,
    "url_text_input": _WORDS,
    "number_input": _WORDS,
    "static_select": _ONE_OPTION,
    "external_select": _ONE_OPTION,
    "radio_buttons": _ONE_OPTION,
    "checkboxes": _OPTIONS,
    "multi_static_select": _OPTIONS,
    "multi_external_select": _OPTIONS,
    "users_select": _Shape("selected_user", "initial_user"),
    "conversations_select": _Shape("selected_conversation", "initial_conversation"),
    "channels_select": _Shape("selected_channel", "initial_channel"),
    "multi_users_select": _Shape("selected_users", "initial_users", many=True),
    "multi_conversations_select": _Shape(
        "selected_conversations", "initial_conversations", many=True
    ),
    "multi_channels_select": _Shape("selected_channels", "initial_channels", many=True),
    "datepicker": _Shape("selected_date", "initial_date"),
    "timepicker": _Shape("selected_time", "initial_time"),
    "datetimepicker": _Shape("selected_date_time", "initial_date_time"),
    "file_input": _Shape("files", "", many=True),
    "rich_text_input": _Shape("rich_text_value", "initial_value"),
}
_OFFERED = ("static_select", "radio_buttons", "overflow", "checkboxes", "multi_static_select")


@dataclass(frozen=True, slots=True)
class Placed:
    """An element and the block it stands in."""

    element: Json
    block: Json

    @property
    def is_optional(self) -> bool:
        """Whether a person may leave it empty; what stands in no input block always may be."""
        return self.block["type"] != "input" or bool(self.block.get("optional"))

    @property
    def dispatches(self) -> bool:
        """Whether acting on it tells the app at once."""
        return self.block["type"] != "input" or bool(self.block.get("dispatch_action"))


def elements_of(blocks: Sequence[Json]) -> Iterator[Placed]:
    """Yield every element of the blocks that people can act on."""
    for block in blocks:
        for element, _ in interactive_elements(block, ""):
            yield Placed(element, block)


def find(blocks: Sequence[Json], block_id: str, action_id: str) -> Placed:
    """Return the element a person acts on; raises ``CannotAct`` when it is not there (any more)."""
    for placed in elements_of(blocks):
        if placed.block["block_id"] == block_id and placed.element["action_id"] == action_id:
            return placed
    raise CannotAct(f"There is no element {action_id} in block {block_id} here any more.")


def current_state(blocks: Sequence[Json], remembered: State) -> State:
    """Return the value of every element that has one: remembered, else its initial one."""
    state: State = {}
    for placed in elements_of(blocks):
        element, block_id = placed.element, placed.block["block_id"]
        shape = SHAPES.get(element["type"])
        if shape is None:
            continue
        known = remembered.get(block_id, {}).get(element["action_id"])
        fits = known is not None and known["type"] == element["type"]
        value = known if known is not None and fits else _start(element, shape)
        state.setdefault(block_id, {})[element["action_id"]] = value
    return state


def accepted(element: Json, given: Json, files: FileLookup) -> Json:
    """Return a person's input in the element's own shape; raises ``CannotAct`` for impossible."""
    kind = element["type"]
    if kind == "overflow":
        return {"type": kind, "selected_option": _offered(element, given.get("selected_option"))}
    shape = SHAPES.get(kind)
    if shape is None:
        return {"type": kind}
    value = given.get(shape.field)
    if kind == "file_input":
        return {"type": kind, "files": _files(value or (), files)}
    if shape.many:
        items = value or []
        return {"type": kind, shape.field: [_one(element, item) for item in items]}
    entry: Json = {"type": kind, shape.field: None if value is None else _one(element, value)}
    if kind == "timepicker" and element.get("timezone"):
        entry["timezone"] = element["timezone"]
    return entry


def is_empty(value: Json) -> bool:
    """Tell whether a person left an element empty."""
    return not any(held for name, held in value.items() if name not in ("type", "timezone"))


def complaint(element: Json, value: Json) -> str | None:
    """Return what Slack's client says of an input before it asks the app, if anything."""
    words = value.get("value")
    if not isinstance(words, str):
        return None
    least, most = element.get("min_length"), element.get("max_length", 3000)
    if least and len(words) < least:
        return f"Use at least {least} characters."
    if element["type"] == "plain_text_input" and len(words) > most:
        return f"Use at most {most} characters."
    if element["type"] == "email_text_input" and "@" not in words:
        return "Enter an email address."
    if element["type"] == "url_text_input" and not words.startswith(("http://", "https://")):
        return "Enter a link that starts with http:// or https://."
    return None


def _start(element: Json, shape: _Shape) -> Json:
    empty: Any = [] if shape.many else None
    return {"type": element["type"], shape.field: element.get(shape.initial, empty)}


def _one(element: Json, item: Any) -> Any:
    if element["type"] in _OFFERED:
        return _offered(element, item)
    return item


def _offered(element: Json, item: Any) -> Json:
    """Return the full option that a person chose, by its value."""
    wanted = item.get("value") if isinstance(item, dict) else item
    groups = element.get("option_groups") or ()
    lists = [element.get("options") or (), *(group["options"] for group in groups)]
    for option in (one for some in lists for one in some):
        if option["value"] == wanted:
            return dict(option)
    raise CannotAct(f"{wanted} is not among the choices offered.")


def _files(given: Sequence[Any], files: FileLookup) -> list[Json]:
    ids = [one.get("id") if isinstance(one, dict) else one for one in given]
    found = [files(str(one)) for one in ids]
    if any(file is None or file.deleted for file in found):
        raise CannotAct("One of these files is gone. Add it again.")
    return [{"id": one} for one in ids]
