"""One of every block and element that the page draws."""

from __future__ import annotations

from typing import Any

Block = dict[str, Any]


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text}


def option(value: str, text: str, description: str | None = None) -> Block:
    shown: Block = {"text": plain(text), "value": value}
    return {**shown, "description": plain(description)} if description else shown


def button(action_id: str, text: str, **more: Any) -> Block:
    value = f"{action_id}-value"
    return {"type": "button", "action_id": action_id, "text": plain(text), "value": value, **more}


NETWORKS = [option("twitter", "X", "280 characters"), option("instagram", "Instagram")]
CONFIRM = {
    "title": plain("Publish now?"),
    "text": mrkdwn("This goes out to *two* networks at once."),
    "confirm": plain("Publish now"),
    "deny": plain("Keep scheduled"),
}


def plan(unix: int) -> list[Block]:
    """A message such as the real bot writes."""
    when = f"<!date^{unix}^{{date_short_pretty}} at {{time}}|Mon at 9:00>"
    later = f"<!date^{unix + 86400}^{{date_short_pretty}} at {{time}}|Tue at 9:00>"
    return [
        {"type": "header", "text": plain("A plan for 2 posts")},
        {
            "type": "section",
            "text": mrkdwn(
                f"*1.* Open at eight\n:camera: Instagram — *{when}*\n:memo: X — *{later}*\n"
                "_Weekday mornings are when your audience reads._"
            ),
            "accessory": button("edit", "Edit"),
        },
        {"type": "divider"},
        {
            "type": "context",
            "elements": [mrkdwn("Asked by <@U0ANA> in <#C0LAUNCH> · times in your zone")],
        },
        {
            "type": "actions",
            "block_id": "plan-buttons",
            "elements": [
                button("approve", "Approve", style="primary"),
                button("other-times", "Other times"),
                button("discard", "Discard", style="danger", confirm=CONFIRM),
            ],
        },
    ]


def layout_blocks(file_id: str) -> list[Block]:
    """Every block that only shows something."""
    return [
        {"type": "header", "text": plain("Everything at once")},
        {
            "type": "section",
            "text": mrkdwn(
                "*bold* _italic_ ~gone~ `code` _*both*_ :tada: <https://example.com|a link>\n"
                "> quoted words\n• first\n• second\n```def f():\n    return 1```"
            ),
        },
        {
            "type": "section",
            "fields": [mrkdwn("*Network*\nX"), mrkdwn("*State*\nscheduled")],
            "accessory": {
                "type": "image",
                "slack_file": {"id": file_id},
                "alt_text": "a small picture",
            },
        },
        {
            "type": "image",
            "slack_file": {"id": file_id},
            "alt_text": "a picture",
            "title": plain("Title"),
        },
        {"type": "divider"},
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_section",
                    "elements": [
                        {"type": "text", "text": "rich ", "style": {"bold": True}},
                        {"type": "user", "user_id": "U0BEN"},
                        {"type": "text", "text": " <script>alert(1)</script>"},
                    ],
                },
                {
                    "type": "rich_text_list",
                    "style": "ordered",
                    "elements": [
                        {
                            "type": "rich_text_section",
                            "elements": [{"type": "text", "text": "one"}],
                        },
                        {
                            "type": "rich_text_section",
                            "elements": [{"type": "text", "text": "two"}],
                        },
                    ],
                },
            ],
        },
        {"type": "markdown", "text": "## Heading\n\n**strong** and *slanted*\n\n- item\n\n`x < y`"},
        {
            "type": "table",
            "rows": [
                [raw("Time"), raw("Network"), raw("State")],
                [raw("Mon 9:00"), raw("X"), raw("scheduled")],
                [raw("Tue 9:00"), raw("Instagram"), raw("waiting")],
            ],
        },
    ]


def raw(text: str) -> Block:
    return {"type": "raw_text", "text": text}


def controls() -> list[Block]:
    """Every element that delivers an action from a message."""
    return [
        {
            "type": "actions",
            "block_id": "selects",
            "elements": [
                {"type": "static_select", "action_id": "one", "options": NETWORKS},
                {"type": "multi_static_select", "action_id": "many", "options": NETWORKS},
                {"type": "users_select", "action_id": "who"},
                {"type": "channels_select", "action_id": "room"},
                {"type": "conversations_select", "action_id": "talk"},
            ],
        },
        {
            "type": "actions",
            "block_id": "pickers",
            "elements": [
                {"type": "datepicker", "action_id": "day", "initial_date": "2030-01-15"},
                {"type": "timepicker", "action_id": "time"},
                {"type": "datetimepicker", "action_id": "moment"},
                {"type": "overflow", "action_id": "rest", "options": NETWORKS},
            ],
        },
        {
            "type": "section",
            "block_id": "ticks",
            "text": mrkdwn("Where to"),
            "accessory": {"type": "checkboxes", "action_id": "ticks", "options": NETWORKS},
        },
        {
            "type": "section",
            "block_id": "radios",
            "text": mrkdwn("How"),
            "accessory": {"type": "radio_buttons", "action_id": "radios", "options": NETWORKS},
        },
    ]


def field(block_id: str, label: str, element: Block, **more: Any) -> Block:
    return {
        "type": "input", "block_id": block_id, "label": plain(label),
        "element": {"action_id": "value", **element}, **more,
    }  # fmt: skip


def form(metadata: str) -> Block:
    """A modal with every input."""
    text = {"type": "plain_text_input"}
    number = {"type": "number_input", "is_decimal_allowed": False, "min_value": "1"}
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain("Edit the post"),
        "submit": plain("Save"),
        "notify_on_close": True,
        "private_metadata": metadata,
        "blocks": [
            {"type": "alert", "level": "warning", "text": plain("Instagram needs a picture.")},
            field("copy", "Words", {**text, "multiline": True, "max_length": 280}),
            field("note", "Note", text, optional=True, hint=plain("Only your team sees it")),
            field("count", "How many", number),
            field("network", "Network", {"type": "static_select", "options": NETWORKS}),
            field("people", "Approvers", {"type": "multi_users_select"}, optional=True),
            field("day", "Day", {"type": "datepicker"}),
            field("time", "Time", {"type": "timepicker", "initial_time": "09:00"}),
            field("moment", "Moment", {"type": "datetimepicker"}, optional=True),
            field("where", "Where", {"type": "checkboxes", "options": NETWORKS}, optional=True),
            field("how", "How", {"type": "radio_buttons", "options": NETWORKS}, optional=True),
            field("files", "Files", {"type": "file_input", "max_files": 2}, optional=True),
            {"type": "actions", "block_id": "more", "elements": [button("deeper", "Options…")]},
        ],
    }


def deeper() -> Block:
    """A second view on top of the first."""
    return {
        "type": "modal",
        "callback_id": "deeper",
        "title": plain("Options"),
        "blocks": [{"type": "section", "text": mrkdwn("Nothing to choose yet.")}],
    }


def home(user: str, clicks: int) -> Block:
    """The Home tab."""
    return {
        "type": "home",
        "blocks": [
            {"type": "header", "text": plain("Your posts")},
            {"type": "section", "text": mrkdwn(f"Welcome, <@{user}>. Clicks so far: {clicks}")},
            {
                "type": "actions",
                "block_id": "home-buttons",
                "elements": [button("home-click", "Count", style="primary")],
            },
        ],
    }
