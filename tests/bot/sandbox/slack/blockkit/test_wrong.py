"""Every wrong thing is refused in Slack's words, with a pointer to its place."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.slack.blockkit.limits import Surface
from tests.bot.sandbox.slack.blockkit.samples import (
    actions,
    button,
    confirm,
    field,
    image,
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

TEXTS: list[Case] = [
    ("empty text", section(text=mrkdwn("")), f"must be more than 0 characters {TEXT}/text"),
    (
        "section text of 3001",
        section(text=mrkdwn("x" * 3001)),
        f"must be less than 3001 characters {TEXT}/text",
    ),
    ("text that is no object", section(text="Words"), f"must provide an object {TEXT}"),
    ("text without type", section(text={"text": "a"}), f"missing required field: type {TEXT}"),
    ("html text", section(text={"type": "html"}), f"unsupported type: html {TEXT}/type"),
    (
        "an unknown field of text",
        section(text=plain() | {"bold": True}),
        f"invalid additional property: bold {TEXT}",
    ),
    (
        "emoji on mrkdwn",
        section(text=mrkdwn() | {"emoji": True}),
        f"invalid additional property: emoji {TEXT}",
    ),
    (
        "a header of 151",
        {"type": "header", "text": plain("x" * 151)},
        f"must be less than 151 characters {TEXT}/text",
    ),
    (
        "mrkdwn in a header",
        {"type": "header", "text": mrkdwn()},
        f"unsupported type: mrkdwn {TEXT}/type",
    ),
    ("an empty section", {"type": "section"}, "must define either `text` or `fields` /blocks/0"),
    (
        "eleven fields",
        {"type": "section", "fields": [plain()] * 11},
        "no more than 10 items allowed /blocks/0/fields",
    ),
    (
        "a field of 2001",
        {"type": "section", "fields": [plain("x" * 2001)]},
        "must be less than 2001 characters /blocks/0/fields/0/text",
    ),
    (
        "eleven notes in a context",
        {"type": "context", "elements": [plain()] * 11},
        "no more than 10 items allowed /blocks/0/elements",
    ),
    (
        "an empty context",
        {"type": "context", "elements": []},
        "must provide at least 1 items /blocks/0/elements",
    ),
    (
        "markdown of 12001",
        {"type": "markdown", "text": "x" * 12_001},
        f"must be less than 12001 characters {TEXT}",
    ),
    (
        "a header without text",
        {"type": "header"},
        "missing required field: text /blocks/0",
    ),
    (
        "an empty table cell",
        {"type": "table", "rows": [[{"type": "raw_text", "text": ""}]]},
        "must be more than 0 characters /blocks/0/rows/0/0/text",
    ),
    (
        "a table of 21 columns",
        {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}] * 21]},
        "no more than 20 items allowed /blocks/0/rows/0",
    ),
    (
        "a table of 101 rows",
        {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]] * 101},
        "no more than 100 items allowed /blocks/0/rows",
    ),
]
ELEMENTS: list[Case] = [
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
BLOCKS: list[Case] = [
    ("an unknown block", {"type": "marquee"}, "unsupported type: marquee /blocks/0/type"),
    ("a block without type", {"text": plain()}, "missing required field: type /blocks/0"),
    (
        "a block id of 256",
        section(block_id="x" * 256),
        "must be less than 256 characters /blocks/0/block_id",
    ),
    (
        "an unknown field of a block",
        section(colour="red"),
        "invalid additional property: colour /blocks/0",
    ),
    (
        "an image without alternative text",
        {"type": "image", "image_url": "https://a.test/b.png"},
        "missing required field: alt_text /blocks/0",
    ),
    (
        "an image from nowhere",
        {"type": "image", "alt_text": "a"},
        "must define either `image_url` or `slack_file` /blocks/0",
    ),
    (
        "an image of two sources",
        image(slack_file={"id": "F0AB12CD34"}),
        "must define either `image_url` or `slack_file` /blocks/0",
    ),
    (
        "an image by ftp",
        image(image_url="ftp://a.test/b.png"),
        "must be a valid url /blocks/0/image_url",
    ),
    (
        "an image on this machine",
        image(image_url="http://127.0.0.1:8600/media/a"),
        "downloading image failed /blocks/0/image_url",
    ),
    (
        "an image on localhost",
        image(image_url="http://localhost/a.png"),
        "downloading image failed /blocks/0/image_url",
    ),
    (
        "an unknown Slack file",
        {"type": "image", "alt_text": "a", "slack_file": {"id": "F0AB12CD34"}},
        "invalid slack file /blocks/0/slack_file",
    ),
    (
        "a spoken alert",
        {"type": "alert", "text": plain()},
        "unsupported type: alert /blocks/0/type",
    ),
]


@pytest.mark.parametrize(
    ("block", "complaint"),
    [
        pytest.param(block, complaint, id=name)
        for name, block, complaint in TEXTS + ELEMENTS + BLOCKS
    ],
)
def test_a_message_is_refused_with(block: dict[str, Any], complaint: str) -> None:
    words, _, pointer = complaint.rpartition(" ")

    assert f"{words} [json-pointer:{pointer}]" in said([block])


@pytest.mark.parametrize(
    ("surface", "block_type"),
    [
        ("modal", "markdown"),
        ("modal", "table"),
        ("modal", "file"),
        ("modal", "context_actions"),
        ("home", "markdown"),
        ("home", "alert"),
        ("home", "plan"),
        ("home", "context_actions"),
    ],
)
def test_a_block_of_another_surface_is_refused(surface: Surface, block_type: str) -> None:
    assert f"unsupported type: {block_type} [json-pointer:/blocks/0/type]" in said(
        [{"type": block_type}], surface
    )


@pytest.mark.parametrize(("surface", "most"), [("message", 50), ("modal", 100), ("home", 100)])
def test_one_block_too_many_is_refused(surface: Surface, most: int) -> None:
    assert said([{"type": "divider"}] * most, surface) == []
    assert said([{"type": "divider"}] * (most + 1), surface) == [
        f"no more than {most} items allowed [json-pointer:/blocks]"
    ]


def test_a_block_id_may_occur_once() -> None:
    assert said([section(block_id="a"), section(block_id="a")]) == [
        '`block_id` "a" already exists [json-pointer:/blocks/1/block_id]'
    ]


def test_an_action_id_may_occur_once_in_a_block() -> None:
    assert said([actions(button(), button())]) == [
        '`action_id` "go" already exists [json-pointer:/blocks/0/elements/1/action_id]'
    ]


def test_a_message_holds_one_table() -> None:
    table = {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]]}

    assert said([table, table]) == ["only_one_table_allowed [json-pointer:/blocks/1]"]


def test_markdown_blocks_share_one_limit() -> None:
    block = {"type": "markdown", "text": "x" * 7000}

    [complaint] = said([block, block])
    assert complaint.startswith("markdown blocks must be less than 12001")


def test_a_text_that_is_wrong_is_named_twice_as_slack_does() -> None:
    assert said([section(text=mrkdwn("x" * 3001))]) == [
        "failed to match all allowed schemas [json-pointer:/blocks/0/text]",
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ]


def test_lengths_count_code_points_not_bytes() -> None:
    assert said([{"type": "header", "text": plain("🐈" * 150)}]) == []


@pytest.mark.parametrize("block", ["text", 7, None, []])
def test_a_block_that_is_no_object_is_refused(block: object) -> None:
    assert said([block]) == ["must provide an object [json-pointer:/blocks/0]"]
