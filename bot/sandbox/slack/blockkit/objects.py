"""
Composition objects: text, options, confirmations and the like.

https://docs.slack.dev/reference/block-kit/composition-objects
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

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


def plain_text(bounds: str) -> Check:
    """Check text that may not be mrkdwn."""
    fields = {"text": string(bounds), "emoji": boolean}
    return by_type({"plain_text": record(fields, required=("text",))})


def mrkdwn_text(bounds: str) -> Check:
    """Check text that must be mrkdwn."""
    fields = {"text": string(bounds), "verbatim": boolean}
    return by_type({"mrkdwn": record(fields, required=("text",))})


def any_text(bounds: str) -> Check:
    """Check plain or mrkdwn text; Slack says first that no schema matched, then why."""
    either = by_type(
        {
            "plain_text": record({"text": string(bounds), "emoji": boolean}, required=("text",)),
            "mrkdwn": record({"text": string(bounds), "verbatim": boolean}, required=("text",)),
        }
    )

    def check(value: Any, at: str) -> Iterator[Problem]:
        problems = list(either(value, at))
        if problems:
            yield Problem("failed to match all allowed schemas", at)
        yield from problems

    return check


COLOR = choice("primary", "danger")
CONFIRM = record(
    {
        "title": plain_text("confirm.title"),
        "text": any_text("confirm.text"),
        "confirm": plain_text("confirm.button"),
        "deny": plain_text("confirm.button"),
        "style": COLOR,
    },
    required=("title", "text", "confirm", "deny"),
)
PLAIN_OPTION = record(
    {
        "text": plain_text("option.text"),
        "value": string("option.value"),
        "description": plain_text("option.description"),
    },
    required=("text", "value"),
)
RICH_OPTION = record(
    {
        "text": any_text("option.text"),
        "value": string("option.value"),
        "description": any_text("option.description"),
    },
    required=("text", "value"),
)
LINK_OPTION = record(
    {
        "text": plain_text("option.text"),
        "value": string("option.value"),
        "description": plain_text("option.description"),
        "url": url,
    },
    required=("text", "value"),
)
"""An entry of an overflow menu, the only kind that may carry an address."""
OPTION_GROUP = record(
    {
        "label": plain_text("option_group.label"),
        "options": listing(PLAIN_OPTION, "option_group.options"),
    },
    required=("label", "options"),
)
DISPATCH = record(
    {
        "trigger_actions_on": listing(
            choice("on_enter_pressed", "on_character_entered"), "dispatch.trigger_actions_on"
        )
    }
)


def _narrows(value: Json, at: str) -> Iterator[Problem]:
    if not any(name in value for name in _FILTER_FIELDS):
        yield Problem("must provide at least one filter", at)


_FILTER_FIELDS = {
    "include": listing(choice("im", "mpim", "private", "public"), "filter.include"),
    "exclude_external_shared_channels": boolean,
    "exclude_bot_users": boolean,
}
FILTER = record(_FILTER_FIELDS, also=_narrows)
PLACEHOLDER = plain_text("placeholder")


def _id_or_url(value: Json, at: str) -> Iterator[Problem]:
    if ("id" in value) == ("url" in value):
        yield Problem("must define either `id` or `url`", at)


SLACK_FILE = record({"id": string("text"), "url": web_url}, also=_id_or_url)


def image_address(value: Any, at: str) -> Iterator[Problem]:
    """Check an address that Slack's own servers must be able to fetch."""
    problems = list(web_url(value, at))
    yield from problems
    if not problems and not _is_public(urlsplit(value).hostname or ""):
        yield Problem("downloading image failed", at)


def url_or_file(value: Json, at: str) -> Iterator[Problem]:
    """Yield a problem unless a picture has exactly one source."""
    if (value.get("image_url") is None) == (value.get("slack_file") is None):
        yield Problem("must define either `image_url` or `slack_file`", at)


def _is_public(host: str) -> bool:
    if host == "localhost" or "." not in host:
        return ":" in host and _is_public_ip(host)
    return _is_public_ip(host)


def _is_public_ip(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return True
