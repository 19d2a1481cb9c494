"""
Interactive elements and pictures.

https://docs.slack.dev/reference/block-kit/block-elements
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import available_timezones

from bot.sandbox.slack.blockkit.objects import (
    COLOR,
    CONFIRM,
    DISPATCH,
    FILTER,
    LINK_OPTION,
    OPTION_GROUP,
    PLACEHOLDER,
    PLAIN_OPTION,
    RICH_OPTION,
    SLACK_FILE,
    image_address,
    plain_text,
    url_or_file,
)
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
    pattern,
    record,
    string,
    url,
)

_ID = {"action_id": string("action_id")}
_CONFIRMED = {**_ID, "confirm": CONFIRM}
_FOCUSED = {**_CONFIRMED, "focus_on_load": boolean}
_PLACED = {**_FOCUSED, "placeholder": PLACEHOLDER}
_TYPED = {
    **_ID,
    "focus_on_load": boolean,
    "placeholder": PLACEHOLDER,
    "dispatch_action_config": DISPATCH,
}
_SLACK_ID = string("action_id")
_MANY_IDS = listing(_SLACK_ID, "select.options")
_LABEL = string("button.accessibility_label")
_MOST_SELECTED = integer("select.max_selected_items")
_DATE = pattern(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "must be a date as YYYY-MM-DD")
_TIME = pattern(r"([01]\d|2[0-3]):[0-5]\d", "must be a time as HH:mm")
_NUMBER = pattern(r"-?\d+(\.\d+)?", "must be a number as text")


def _zone(value: Any, at: str) -> Iterator[Problem]:
    if value not in available_timezones():
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


def _initial_fits(value: Json, at: str) -> Iterator[Problem]:
    initial, most, least = (value.get(n) for n in ("initial_value", "max_length", "min_length"))
    if isinstance(initial, str) and isinstance(most, int) and len(initial) > most:
        yield Problem(f"must be less than {most + 1} characters", f"{at}/initial_value")
    if isinstance(most, int) and isinstance(least, int) and least > most:
        yield Problem("must not be greater than max_length", f"{at}/min_length")


def _select(fields: Mapping[str, Check], **more: Any) -> Check:
    return record({**_PLACED, **fields}, **more)


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
_SELECTS: dict[str, Check] = {
    "static_select": _static({"initial_option": PLAIN_OPTION}),
    "external_select": _select(
        {"initial_option": PLAIN_OPTION, "min_query_length": integer("select.min_query_length")}
    ),
    "users_select": _select({"initial_user": _SLACK_ID}),
    "conversations_select": _select(
        {
            "initial_conversation": _SLACK_ID,
            "default_to_current_conversation": boolean,
            "response_url_enabled": boolean,
            "filter": FILTER,
        }
    ),
    "channels_select": _select({"initial_channel": _SLACK_ID, "response_url_enabled": boolean}),
}
_MULTI_SELECTS: dict[str, Check] = {
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
        {"initial_users": _MANY_IDS, "max_selected_items": _MOST_SELECTED}
    ),
    "multi_conversations_select": _select(
        {
            "initial_conversations": _MANY_IDS,
            "default_to_current_conversation": boolean,
            "filter": FILTER,
            "max_selected_items": _MOST_SELECTED,
        }
    ),
    "multi_channels_select": _select(
        {"initial_channels": _MANY_IDS, "max_selected_items": _MOST_SELECTED}
    ),
}
_TICKS: dict[str, Check] = {
    "checkboxes": record(
        {
            **_FOCUSED,
            "options": listing(RICH_OPTION, "checkboxes.options"),
            "initial_options": listing(RICH_OPTION, "checkboxes.options"),
        },
        required=("options",),
        also=_initial_among_options,
    ),
    "radio_buttons": record(
        {
            **_FOCUSED,
            "options": listing(RICH_OPTION, "radio_buttons.options"),
            "initial_option": RICH_OPTION,
        },
        required=("options",),
        also=_initial_among_options,
    ),
}
_DATES: dict[str, Check] = {
    "datepicker": _select({"initial_date": _DATE}),
    "timepicker": _select({"initial_time": _TIME, "timezone": _zone}),
}
_DATETIME: dict[str, Check] = {
    "datetimepicker": record(
        {**_FOCUSED, "initial_date_time": integer("datetimepicker.initial_date_time")}
    ),
}
_BUTTONS: dict[str, Check] = {
    "button": record(
        {
            **_CONFIRMED,
            "text": plain_text("button.text"),
            "value": string("button.value"),
            "url": url,
            "style": COLOR,
            "accessibility_label": _LABEL,
        },
        required=("text",),
    ),
    "overflow": record(
        {**_CONFIRMED, "options": listing(LINK_OPTION, "overflow.options")}, required=("options",)
    ),
    "workflow_button": record(
        {
            **_CONFIRMED,
            "text": plain_text("button.text"),
            "workflow": record(
                {"trigger": record({"url": url, "customizable_input_parameters": _MANY_IDS})}
            ),
            "style": COLOR,
            "accessibility_label": _LABEL,
        },
        required=("text", "workflow"),
    ),
}
_RICH_INPUT: dict[str, Check] = {
    "rich_text_input": record(
        {
            **_TYPED,
            "initial_value": by_type({"rich_text": RICH_TEXT}),
            "min_lines": integer("rich_text_input.lines"),
            "max_lines": integer("rich_text_input.lines"),
        }
    ),
}
_TEXT_INPUTS: dict[str, Check] = {
    "plain_text_input": record(
        {
            **_TYPED,
            "initial_value": string("plain_text_input.initial_value"),
            "multiline": boolean,
            "min_length": integer("plain_text_input.min_length"),
            "max_length": integer("plain_text_input.max_length"),
        },
        also=_initial_fits,
    ),
    "email_text_input": record({**_TYPED, "initial_value": string("text")}),
    "url_text_input": record({**_TYPED, "initial_value": url}),
    "number_input": record(
        {
            **_TYPED,
            "is_decimal_allowed": boolean,
            "initial_value": _NUMBER,
            "min_value": _NUMBER,
            "max_value": _NUMBER,
        },
        required=("is_decimal_allowed",),
    ),
}
_FILE_INPUT: dict[str, Check] = {
    "file_input": record(
        {
            **_ID,
            "filetypes": listing(_SLACK_ID, "file_input.filetypes"),
            "max_files": integer("file_input.max_files"),
        }
    ),
}
_IMAGE: dict[str, Check] = {
    "image": record(
        {
            "image_url": image_address,
            "slack_file": SLACK_FILE,
            "alt_text": string("image.alt_text"),
        },
        required=("alt_text",),
        also=url_or_file,
    ),
}
_FEEDBACK = record(
    {
        "text": plain_text("button.text"),
        "value": string("button.value"),
        "accessibility_label": _LABEL,
    },
    required=("text", "value"),
)
_CONTEXT_ACTIONS: dict[str, Check] = {
    "feedback_buttons": record(
        {**_ID, "positive_button": _FEEDBACK, "negative_button": _FEEDBACK},
        required=("positive_button", "negative_button"),
    ),
    "icon_button": record(
        {
            **_CONFIRMED,
            "icon": choice("trash"),
            "text": plain_text("button.text"),
            "value": string("button.value"),
            "accessibility_label": _LABEL,
            "visible_to_user_ids": listing(_SLACK_ID, "icon_button.visible_to_user_ids"),
        },
        required=("icon", "text"),
    ),
}

IN_SECTION = by_type({**_BUTTONS, **_SELECTS, **_MULTI_SELECTS, **_TICKS, **_DATES, **_IMAGE})
IN_ACTIONS = by_type(
    {**_BUTTONS, **_SELECTS, **_MULTI_SELECTS, **_TICKS, **_DATES, **_DATETIME, **_RICH_INPUT}
)
_IN_ANY_INPUT = {
    **_SELECTS, **_MULTI_SELECTS, **_TICKS, **_DATES, **_DATETIME, **_TEXT_INPUTS, **_RICH_INPUT,
}  # fmt: skip
IN_INPUT = by_type(_IN_ANY_INPUT)
IN_MODAL_INPUT = by_type({**_IN_ANY_INPUT, **_FILE_INPUT})
IN_CONTEXT_ACTIONS = by_type(_CONTEXT_ACTIONS)
PICTURE = by_type(_IMAGE)
BUTTON = by_type({"button": _BUTTONS["button"]})
INTERACTIVE = frozenset(
    {**_BUTTONS, **_IN_ANY_INPUT, **_FILE_INPUT, **_CONTEXT_ACTIONS}  # pictures are not
)
"""Types of element that carry an ``action_id``."""
