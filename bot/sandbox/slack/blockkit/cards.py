"""
Cards, alerts, plans, videos and the other larger blocks.

https://docs.slack.dev/reference/block-kit/blocks
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.sandbox.slack.blockkit.elements import BUTTON, PICTURE
from bot.sandbox.slack.blockkit.objects import any_text, mrkdwn_text, plain_text
from bot.sandbox.slack.blockkit.richtext import RICH_TEXT
from bot.sandbox.slack.blockkit.schema import (
    Check,
    Json,
    Problem,
    boolean,
    by_type,
    choice,
    listing,
    record,
    string,
    url,
    web_url,
)

_ID = {"block_id": string("block_id")}
_WORDS = string("rich_text.text")
_RICH = by_type({"rich_text": RICH_TEXT})
_CARD_CONTENT = ("hero_image", "title", "actions", "body")


def _shows_something(value: Json, at: str) -> Iterator[Problem]:
    if not any(value.get(name) for name in _CARD_CONTENT):
        yield Problem("must define at least one of hero_image, title, actions, body", at)


_CARD = record(
    {
        **_ID,
        "hero_image": PICTURE,
        "icon": PICTURE,
        "title": mrkdwn_text("card.title"),
        "subtitle": mrkdwn_text("card.subtitle"),
        "body": mrkdwn_text("card.body"),
        "subtext": mrkdwn_text("card.subtext"),
        "actions": listing(BUTTON, "card.actions"),
    },
    also=_shows_something,
)
_SOURCE = by_type({"url": record({"url": url, "text": _WORDS}, required=("url", "text"))})
_TASK = record(
    {
        **_ID,
        "task_id": _WORDS,
        "title": _WORDS,
        "details": _RICH,
        "output": _RICH,
        "sources": listing(_SOURCE, "plan.tasks"),
        "status": choice("pending", "in_progress", "complete", "error"),
    },
    required=("task_id", "title", "status"),
)
CARDS: dict[str, Check] = {
    "alert": record(
        {
            **_ID,
            "text": any_text("alert.text"),
            "level": choice("default", "info", "warning", "error", "success"),
        },
        required=("text",),
    ),
    "card": _CARD,
    "carousel": record(
        {**_ID, "elements": listing(by_type({"card": _CARD}), "carousel.elements")},
        required=("elements",),
    ),
    "task_card": _TASK,
    "plan": record(
        {**_ID, "title": _WORDS, "tasks": listing(by_type({"task_card": _TASK}), "plan.tasks")},
        required=("title",),
    ),
    "video": record(
        {
            **_ID,
            "video_url": web_url,
            "thumbnail_url": web_url,
            "alt_text": string("video.alt_text"),
            "title": plain_text("video.title"),
            "title_url": web_url,
            "author_name": string("video.author_name"),
            "provider_name": string("video.provider_name"),
            "provider_icon_url": web_url,
            "description": plain_text("video.description"),
        },
        required=("video_url", "thumbnail_url", "alt_text", "title"),
    ),
    "file": record(
        {**_ID, "external_id": _WORDS, "source": choice("remote")},
        required=("external_id", "source"),
    ),
}


def container(children: Check) -> Check:
    """Check a block that holds others."""
    return record(
        {
            **_ID,
            "title": plain_text("container.title"),
            "rich_text_title": _RICH,
            "subtitle": any_text("container.subtitle"),
            "child_blocks": listing(children, "container.child_blocks"),
            "width": choice("narrow", "standard", "wide", "full"),
            "icon": PICTURE,
            "is_collapsible": boolean,
            "default_collapsed": boolean,
            "has_header_divider": boolean,
        },
        required=("child_blocks",),
    )
