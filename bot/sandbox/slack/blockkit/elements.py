"""
Interactive elements and pictures.

https://docs.slack.dev/reference/block-kit/block-elements
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.sandbox.slack.blockkit.fields import CONFIRMED, ID, MANY_IDS, SLACK_ID
from bot.sandbox.slack.blockkit.menus import DATES, DATETIME, MULTI_SELECTS, SELECTS, TICKS
from bot.sandbox.slack.blockkit.objects import (
    COLOR,
    DISPATCH,
    LINK_OPTION,
    PLACEHOLDER,
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

_TYPED = {
    **ID,
    "focus_on_load": boolean,
    "placeholder": PLACEHOLDER,
    "dispatch_action_config": DISPATCH,
}
_LABEL = string("button.accessibility_label")
_NUMBER = pattern(r"-?\d+(\.\d+)?", "must be a number as text")


def _initial_fits(value: Json, at: str) -> Iterator[Problem]:
    initial, most, least = (value.get(n) for n in ("initial_value", "max_length", "min_length"))
    if isinstance(initial, str) and isinstance(most, int) and len(initial) > most:
        yield Problem(f"must be less than {most + 1} characters", f"{at}/initial_value")
    if isinstance(most, int) and isinstance(least, int) and least > most:
        yield Problem("must not be greater than max_length", f"{at}/min_length")


_BUTTONS: dict[str, Check] = {
    "button": record(
        {
            **CONFIRMED,
            "text": plain_text("button.text"),
            "value": string("button.value"),
            "url": url,
            "style": COLOR,
            "accessibility_label": _LABEL,
        },
        required=("text",),
    ),
    "overflow": record(
        {**CONFIRMED, "options": listing(LINK_OPTION, "overflow.options")}, required=("options",)
    ),
    "workflow_button": record(
        {
            **CONFIRMED,
            "text": plain_text("button.text"),
            "workflow": record(
                {"trigger": record({"url": url, "customizable_input_parameters": MANY_IDS})}
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
            **ID,
            "filetypes": listing(SLACK_ID, "file_input.filetypes"),
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
        {**ID, "positive_button": _FEEDBACK, "negative_button": _FEEDBACK},
        required=("positive_button", "negative_button"),
    ),
    "icon_button": record(
        {
            **CONFIRMED,
            "icon": choice("trash"),
            "text": plain_text("button.text"),
            "value": string("button.value"),
            "accessibility_label": _LABEL,
            "visible_to_user_ids": listing(SLACK_ID, "icon_button.visible_to_user_ids"),
        },
        required=("icon", "text"),
    ),
}

IN_SECTION = by_type({**_BUTTONS, **SELECTS, **MULTI_SELECTS, **TICKS, **DATES, **_IMAGE})
IN_ACTIONS = by_type(
    {**_BUTTONS, **SELECTS, **MULTI_SELECTS, **TICKS, **DATES, **DATETIME, **_RICH_INPUT}
)
_IN_ANY_INPUT = {
    **SELECTS, **MULTI_SELECTS, **TICKS, **DATES, **DATETIME, **_TEXT_INPUTS, **_RICH_INPUT,
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
