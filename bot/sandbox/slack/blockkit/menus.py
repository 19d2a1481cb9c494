"""
Menus, check boxes, radio buttons and pickers.

https://docs.slack.dev/reference/block-kit/block-elements
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.sandbox.slack.blockkit.fields import FOCUSED, MANY_IDS, PLACED, SLACK_ID
from bot.sandbox.slack.blockkit.objects import FILTER, OPTION_GROUP, PLAIN_OPTION, RICH_OPTION
from bot.sandbox.slack.blockkit.schema import (
    Check,
    Json,
    Problem,
    boolean,
    integer,
    listing,
    pattern,
    record,
)

_MOST_SELECTED = integer("select.max_selected_items")
_DATE = pattern(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "must be a date as YYYY-MM-DD")
_TIME = pattern(r"([01]\d|2[0-3]):[0-5]\d", "must be a time as HH:mm")


def _zone(value: Any, at: str) -> Iterator[Problem]:
    try:
        ZoneInfo(value)
    except (ValueError, TypeError, OSError, ZoneInfoNotFoundError):
        yield Problem("must be a valid timezone", at)


def _options_or_groups(value: Json, at: str) -> Iterator[Problem]:
    if ("options" in value) == ("option_groups" in value):
        yield Problem("must define either `options` or `option_groups`", at)
        return
    yield from _initial_among_options(value, at)


def _initial_among_options(value: Json, at: str) -> Iterator[Problem]:
    offered = _offered(value)
    if (first := value.get("initial_option")) is not None and _bare(first) not in offered:
        yield Problem("must be one of the options", f"{at}/initial_option")
    initial = value.get("initial_options")
    for place, option in enumerate(initial if isinstance(initial, list) else ()):
        if _bare(option) not in offered:
            yield Problem("must be one of the options", f"{at}/initial_options/{place}")


def _offered(value: Json) -> list[Any]:
    groups = value.get("option_groups")
    lists = [value.get("options")] + [
        group.get("options")
        for group in (groups if isinstance(groups, list) else ())
        if isinstance(group, dict)
    ]
    return [_bare(option) for some in lists if isinstance(some, list) for option in some]


def _bare(option: Any) -> Any:
    """Return an option without what Slack may add to its texts."""
    if not isinstance(option, dict):
        return option
    text = option.get("text")
    words = text.get("text") if isinstance(text, dict) else text
    return (words, option.get("value"))


def _select(fields: Mapping[str, Check], **more: Any) -> Check:
    return record({**PLACED, **fields}, **more)


def _static(initial: Mapping[str, Check]) -> Check:
    return _select(
        {
            "options": listing(PLAIN_OPTION, "select.options"),
            "option_groups": listing(OPTION_GROUP, "select.option_groups"),
            **initial,
        },
        also=_options_or_groups,
    )


_INITIAL_OPTIONS = listing(PLAIN_OPTION, "select.options")
SELECTS: dict[str, Check] = {
    "static_select": _static({"initial_option": PLAIN_OPTION}),
    "external_select": _select(
        {"initial_option": PLAIN_OPTION, "min_query_length": integer("select.min_query_length")}
    ),
    "users_select": _select({"initial_user": SLACK_ID}),
    "conversations_select": _select(
        {
            "initial_conversation": SLACK_ID,
            "default_to_current_conversation": boolean,
            "response_url_enabled": boolean,
            "filter": FILTER,
        }
    ),
    "channels_select": _select({"initial_channel": SLACK_ID, "response_url_enabled": boolean}),
}
MULTI_SELECTS: dict[str, Check] = {
    "multi_static_select": _static(
        {"initial_options": _INITIAL_OPTIONS, "max_selected_items": _MOST_SELECTED}
    ),
    "multi_external_select": _select(
        {
            "initial_options": _INITIAL_OPTIONS,
            "min_query_length": integer("select.min_query_length"),
            "max_selected_items": _MOST_SELECTED,
        }
    ),
    "multi_users_select": _select(
        {"initial_users": MANY_IDS, "max_selected_items": _MOST_SELECTED}
    ),
    "multi_conversations_select": _select(
        {
            "initial_conversations": MANY_IDS,
            "default_to_current_conversation": boolean,
            "filter": FILTER,
            "max_selected_items": _MOST_SELECTED,
        }
    ),
    "multi_channels_select": _select(
        {"initial_channels": MANY_IDS, "max_selected_items": _MOST_SELECTED}
    ),
}
TICKS: dict[str, Check] = {
    "checkboxes": record(
        {
            **FOCUSED,
            "options": listing(RICH_OPTION, "checkboxes.options"),
            "initial_options": listing(RICH_OPTION, "checkboxes.options"),
        },
        required=("options",),
        also=_initial_among_options,
    ),
    "radio_buttons": record(
        {
            **FOCUSED,
            "options": listing(RICH_OPTION, "radio_buttons.options"),
            "initial_option": RICH_OPTION,
        },
        required=("options",),
        also=_initial_among_options,
    ),
}
DATES: dict[str, Check] = {
    "datepicker": _select({"initial_date": _DATE}),
    "timepicker": _select({"initial_time": _TIME, "timezone": _zone}),
}
DATETIME: dict[str, Check] = {
    "datetimepicker": record(
        {**FOCUSED, "initial_date_time": integer("datetimepicker.initial_date_time")}
    ),
}
