"""
Rich text, the nested format of Slack's own composer.

https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.sandbox.slack.blockkit.schema import (
    Check,
    Problem,
    boolean,
    by_type,
    choice,
    integer,
    record,
    string,
    url,
)

_STYLE = record(
    dict.fromkeys(
        ("bold", "code", "italic", "strike", "underline", "highlight", "client_highlight"), boolean
    )
)
_ANY_LENGTH = string("rich_text.any")


def _timestamp(value: Any, at: str) -> Iterator[Problem]:
    if not isinstance(value, int) or isinstance(value, bool):
        yield Problem("must provide an integer", at)


def _leaf(required: tuple[str, ...], **fields: Check) -> Check:
    return record({**fields, "style": _STYLE}, required=required)


_INLINE = by_type(
    {
        "text": _leaf(("text",), text=string("rich_text.text")),
        "link": _leaf(("url",), url=url, text=_ANY_LENGTH, unsafe=boolean),
        "emoji": _leaf(("name",), name=_ANY_LENGTH, unicode=_ANY_LENGTH, url=url),
        "user": _leaf(("user_id",), user_id=_ANY_LENGTH),
        "usergroup": _leaf(("usergroup_id",), usergroup_id=_ANY_LENGTH),
        "team": _leaf(("team_id",), team_id=_ANY_LENGTH),
        "channel": _leaf(("channel_id",), channel_id=_ANY_LENGTH),
        "broadcast": _leaf(("range",), range=choice("here", "channel", "everyone")),
        "color": _leaf(("value",), value=_ANY_LENGTH),
        "date": _leaf(
            ("timestamp", "format"),
            timestamp=_timestamp,
            format=_ANY_LENGTH,
            url=url,
            fallback=_ANY_LENGTH,
        ),
    }
)


def _many(of: Check) -> Check:
    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield Problem("must provide an array", at)
            return
        for place, item in enumerate(value):
            yield from of(item, f"{at}/{place}")

    return check


_SECTION = record({"elements": _many(_INLINE)}, required=("elements",))
_BORDER = integer("rich_text.border")
_PARTS = by_type(
    {
        "rich_text_section": _SECTION,
        "rich_text_list": record(
            {
                "elements": _many(by_type({"rich_text_section": _SECTION})),
                "style": choice("bullet", "ordered"),
                "indent": integer("rich_text.indent"),
                "offset": integer("rich_text.offset"),
                "border": _BORDER,
            },
            required=("elements", "style"),
        ),
        "rich_text_quote": record(
            {"elements": _many(_INLINE), "border": _BORDER}, required=("elements",)
        ),
        "rich_text_preformatted": record(
            {"elements": _many(_INLINE), "border": _BORDER, "language": _ANY_LENGTH},
            required=("elements",),
        ),
    }
)
RICH_TEXT = record(
    {"elements": _many(_PARTS), "block_id": string("block_id")}, required=("elements",)
)
