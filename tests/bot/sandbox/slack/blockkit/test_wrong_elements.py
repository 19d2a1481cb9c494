"""Wrong elements are refused in Slack's words, with a pointer to their place."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bot.sandbox.slack.blockkit.samples import (
    actions,
    button,
    confirm,
    field,
    mrkdwn,
    option,
    options,
    plain,
    said,
    section,
    select,
    text_input,
)

TEXT = "/blocks/0/text"
ONE = "/blocks/0/elements/0"
Case = tuple[str, dict[str, Any], str]

CASES: list[Case] = [
    (
        "a button text of 76",
        actions(button(text=plain("x" * 76))),
        f"must be less than 76 characters {ONE}/text/text",
    ),
    (
        "mrkdwn on a button",
        actions(button(text=mrkdwn())),
        f"unsupported type: mrkdwn {ONE}/text/type",
    ),
    (
        "a button value of 2001",
        actions(button(value="x" * 2001)),
        f"must be less than 2001 characters {ONE}/value",
    ),
    (
        "a numeric button value",
        actions(button(value=7)),
        f"must provide a string {ONE}/value",
    ),
    (
        "a green button",
        actions(button(style="success")),
        f"must be a valid enum value {ONE}/style",
    ),
    (
        "a button url without scheme",
        actions(button(url="acme.test/x")),
        f"must be a valid url {ONE}/url",
    ),
    (
        "a button url of 3001",
        actions(button(url="https://a.test/" + "x" * 2986)),
        f"must be less than 3001 characters {ONE}/url",
    ),
    (
        "a button without text",
        actions({"type": "button", "action_id": "a"}),
        f"missing required field: text {ONE}",
    ),
    (
        "an action id of 256",
        actions(button(action_id="x" * 256)),
        f"must be less than 256 characters {ONE}/action_id",
    ),
    (
        "an empty action id",
        actions(button(action_id="")),
        f"must be more than 0 characters {ONE}/action_id",
    ),
    (
        "26 buttons",
        actions(*[button(action_id=str(n)) for n in range(26)]),
        "no more than 25 items allowed /blocks/0/elements",
    ),
    (
        "a text field among actions",
        actions(text_input()),
        f"unsupported type: plain_text_input {ONE}/type",
    ),
    (
        "a datetimepicker beside a section",
        section(accessory={"type": "datetimepicker", "action_id": "a"}),
        "unsupported type: datetimepicker /blocks/0/accessory/type",
    ),
    (
        "a confirm title of 101",
        actions(button(confirm=confirm(title=plain("x" * 101)))),
        f"must be less than 101 characters {ONE}/confirm/title/text",
    ),
    (
        "a confirm text of 301",
        actions(button(confirm=confirm(text=plain("x" * 301)))),
        f"must be less than 301 characters {ONE}/confirm/text/text",
    ),
    (
        "a confirm button of 31",
        actions(button(confirm=confirm(confirm=plain("x" * 31)))),
        f"must be less than 31 characters {ONE}/confirm/confirm/text",
    ),
    (
        "a confirm without deny",
        actions(button(confirm=confirm(deny=None))),
        f"missing required field: deny {ONE}/confirm",
    ),
    (
        "101 choices",
        actions(select(options=options(101))),
        f"no more than 100 items allowed {ONE}/options",
    ),
    ("no choices", actions(select(options=[])), f"must provide at least 1 items {ONE}/options"),
    (
        "a menu without options or groups",
        actions({"type": "static_select", "action_id": "a"}),
        f"must define either `options` or `option_groups` {ONE}",
    ),
    (
        "a choice without value",
        actions(select(options=[{"text": plain()}])),
        f"missing required field: value {ONE}/options/0",
    ),
    (
        "a choice value of 151",
        actions(select(options=[option("x" * 151, text=plain())])),
        f"must be less than 151 characters {ONE}/options/0/value",
    ),
    (
        "a choice text of 76",
        actions(select(options=[option(text=plain("x" * 76))])),
        f"must be less than 76 characters {ONE}/options/0/text/text",
    ),
    (
        "mrkdwn in a menu's choice",
        actions(select(options=[option(text=mrkdwn())])),
        f"unsupported type: mrkdwn {ONE}/options/0/text/type",
    ),
    (
        "an address on a menu's choice",
        actions(select(options=[option(url="https://a.test")])),
        f"invalid additional property: url {ONE}/options/0",
    ),
    (
        "an initial choice that is not offered",
        actions(select(initial_option=option("z"))),
        f"must be one of the options {ONE}/initial_option",
    ),
    (
        "a placeholder of 151",
        actions(select(placeholder=plain("x" * 151))),
        f"must be less than 151 characters {ONE}/placeholder/text",
    ),
    (
        "eleven checkboxes",
        actions({"type": "checkboxes", "action_id": "a", "options": options(11)}),
        f"no more than 10 items allowed {ONE}/options",
    ),
    (
        "six entries of an overflow menu",
        actions({"type": "overflow", "action_id": "a", "options": options(6)}),
        f"no more than 5 items allowed {ONE}/options",
    ),
    (
        "a day that is no date",
        actions({"type": "datepicker", "action_id": "a", "initial_date": "24.12.2026"}),
        f"must be a date as YYYY-MM-DD {ONE}/initial_date",
    ),
    (
        "an hour that is no time",
        actions({"type": "timepicker", "action_id": "a", "initial_time": "24:00"}),
        f"must be a time as HH:mm {ONE}/initial_time",
    ),
    (
        "an unknown zone",
        actions({"type": "timepicker", "action_id": "a", "timezone": "Mars/Base"}),
        f"must be a valid timezone {ONE}/timezone",
    ),
    (
        "a moment in milliseconds",
        actions({"type": "datetimepicker", "action_id": "a", "initial_date_time": 17961120000000}),
        f"must be less than 10000000000 {ONE}/initial_date_time",
    ),
    (
        "a field of max_length 3001",
        field(text_input(max_length=3001)),
        "must be less than 3001 /blocks/0/element/max_length",
    ),
    (
        "an initial text longer than the field",
        field(text_input(max_length=3, initial_value="long")),
        "must be less than 4 characters /blocks/0/element/initial_value",
    ),
    (
        "a label of mrkdwn",
        field(label=mrkdwn()),
        "unsupported type: mrkdwn /blocks/0/label/type",
    ),
    (
        "an input without element",
        {"type": "input", "label": plain()},
        "missing required field: element /blocks/0",
    ),
    (
        "a button as input",
        field(button()),
        "unsupported type: button /blocks/0/element/type",
    ),
    (
        "a file field in a message",
        field({"type": "file_input", "action_id": "a"}),
        "unsupported type: file_input /blocks/0/element/type",
    ),
]


@pytest.mark.parametrize(
    ("block", "complaint"), [pytest.param(*case[1:], id=case[0]) for case in CASES]
)
def test_a_message_is_refused_with(block: dict[str, Any], complaint: str) -> None:
    words, _, pointer = complaint.rpartition(" ")

    assert f"{words} [json-pointer:{pointer}]" in said([block])
