"""Wrong blocks, and what is wrong among blocks."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.slack.blockkit.limits import Surface
from tests.bot.sandbox.slack.blockkit.samples import (
    actions,
    button,
    image,
    mrkdwn,
    plain,
    said,
    section,
)

TEXT = "/blocks/0/text"
ONE = "/blocks/0/elements/0"
Case = tuple[str, dict[str, Any], str]

CASES: list[Case] = [
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
    ("block", "complaint"), [pytest.param(*case[1:], id=case[0]) for case in CASES]
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
