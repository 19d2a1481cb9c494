"""What is right passes: the shapes of the documentation and of Slack's own library."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.models import blocks as sdk

from bot.sandbox.slack.blockkit.check import checked_message_blocks, checked_view
from bot.sandbox.slack.blockkit.limits import block_types
from tests.bot.sandbox.slack.blockkit.samples import (
    actions,
    button,
    confirm,
    field,
    image,
    modal,
    mrkdwn,
    option,
    options,
    plain,
    said,
    section,
    select,
    text_input,
)

RICH = {
    "type": "rich_text",
    "elements": [
        {
            "type": "rich_text_section",
            "elements": [
                {"type": "text", "text": "When: ", "style": {"bold": True}},
                {"type": "date", "timestamp": 1720710212, "format": "{date_num}", "fallback": "x"},
                {"type": "user", "user_id": "U0ANA"},
                {"type": "link", "url": "https://acme.test", "text": "here"},
                {"type": "emoji", "name": "wave"},
            ],
        },
        {
            "type": "rich_text_list",
            "style": "bullet",
            "indent": 1,
            "elements": [
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "one"}]}
            ],
        },
        {"type": "rich_text_quote", "elements": [{"type": "text", "text": "said"}]},
        {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "code"}]},
    ],
}
IN_MESSAGES: list[dict[str, Any]] = [
    section(),
    section(fields=[mrkdwn("*When*"), plain("Monday")], expand=True),
    {"type": "section", "fields": [plain("only fields")]},
    section(accessory=button(style="primary", value="v1", confirm=confirm(style="danger"))),
    section(accessory={"type": "overflow", "action_id": "more", "options": options(5)}),
    section(accessory={"type": "image", "image_url": "https://a.test/b.png", "alt_text": "b"}),
    {"type": "header", "text": plain("x" * 150), "level": 2},
    {"type": "divider"},
    image(title=plain("Cat")),
    {"type": "context", "elements": [mrkdwn("by *Ana*"), plain("now")]},
    actions(button(), select(action_id="menu")),
    actions(
        {"type": "datepicker", "action_id": "d", "initial_date": "2026-12-24"},
        {"type": "timepicker", "action_id": "t", "initial_time": "09:30", "timezone": "Asia/Tokyo"},
        {"type": "datetimepicker", "action_id": "dt", "initial_date_time": 1796112000},
        {"type": "users_select", "action_id": "u", "placeholder": plain("Who")},
        {"type": "conversations_select", "action_id": "c", "filter": {"include": ["public"]}},
        {"type": "checkboxes", "action_id": "cb", "options": [option(description=mrkdwn("why"))]},
        {"type": "radio_buttons", "action_id": "r", "options": options(10)},
    ),
    actions(
        select(
            options=[option("a"), option("b")],
            initial_option=option("b"),
            placeholder=plain("Pick"),
            focus_on_load=True,
        )
    ),
    field(dispatch_action=True, hint=plain("Hint"), optional=True),
    {"type": "markdown", "text": "# Title\n" + "x" * 11_000},
    RICH,
    {
        "type": "table",
        "column_settings": [{"align": "right", "is_wrapped": True}, None],
        "rows": [[{"type": "raw_text", "text": "When"}, RICH]],
    },
]


@pytest.mark.parametrize("block", IN_MESSAGES, ids=lambda block: str(block["type"]))
def test_a_right_block_passes_in_a_message(block: dict[str, Any]) -> None:
    assert said([block]) == []


def test_a_right_modal_passes_with_every_kind_of_input() -> None:
    elements = [
        text_input(multiline=True, min_length=1, max_length=3000, initial_value="Hi"),
        {"type": "email_text_input", "action_id": "a"},
        {"type": "url_text_input", "action_id": "a", "placeholder": plain("https://")},
        {"type": "number_input", "action_id": "a", "is_decimal_allowed": False, "min_value": "1"},
        {"type": "file_input", "action_id": "a", "filetypes": ["jpg"], "max_files": 10},
        {"type": "multi_static_select", "action_id": "a", "options": options(100)},
        {"type": "rich_text_input", "action_id": "a"},
        select(option_groups=[{"label": plain("G"), "options": options(2)}]) | {"options": None},
        {"type": "conversations_select", "action_id": "a", "response_url_enabled": True},
    ]
    elements[7].pop("options")

    view = checked_view(
        modal(*[field(one) for one in elements], private_metadata="x" * 3000, callback_id="edit"),
        lambda _id: None,
        surfaces=("modal",),
    )

    assert len(view["blocks"]) == len(elements)


def test_what_slacks_own_library_builds_passes() -> None:
    built = [
        sdk.HeaderBlock(text="Plan"),
        sdk.SectionBlock(
            text=sdk.MarkdownTextObject(text="*Post* 1"),
            accessory=sdk.ButtonElement(text="Edit", action_id="edit", value="1"),
        ),
        sdk.ContextBlock(elements=[sdk.MarkdownTextObject(text="by Ana")]),
        sdk.ActionsBlock(
            elements=[
                sdk.ButtonElement(text="Approve", action_id="approve", style="primary"),
                sdk.StaticSelectElement(
                    action_id="zone",
                    placeholder="Zone",
                    options=[sdk.Option(value="utc", label="UTC")],
                ),
                sdk.DatePickerElement(action_id="day", initial_date="2026-12-01"),
            ]
        ),
        sdk.DividerBlock(),
    ]

    assert said([one.to_dict() for one in built]) == []


def test_slack_adds_ids_and_text_defaults_to_what_it_accepts() -> None:
    unnamed = {"type": "button", "text": plain()}

    [block] = checked_message_blocks([actions(unnamed)], lambda _id: None)

    assert len(block["block_id"]) == 5
    assert len(block["elements"][0]["action_id"]) == 5
    assert block["elements"][0]["text"]["emoji"] is True


def test_the_same_action_id_may_return_in_another_block() -> None:
    assert said([section(accessory=button()), section(accessory=button())]) == []


def test_every_type_of_block_of_a_surface_has_a_schema() -> None:
    for block_type in block_types("message") | block_types("modal") | block_types("home"):
        surface = "modal" if block_type in block_types("modal") else "message"
        complaints = said([{"type": block_type}], surface)  # type: ignore[arg-type] # literals
        assert not any("unsupported type" in one for one in complaints)
