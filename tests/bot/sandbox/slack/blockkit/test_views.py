"""Modals and App Home are judged as a whole."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.slack.blockkit.check import checked_message_blocks, checked_view
from bot.sandbox.slack.refusal import Refusal
from tests.bot.sandbox.slack.blockkit.samples import field, modal, mrkdwn, plain, section


def refusal_of(view: Any) -> Refusal:
    with pytest.raises(Refusal) as caught:
        checked_view(view, lambda _id: None, surfaces=("modal",))
    return caught.value


@pytest.mark.parametrize(
    ("view", "complaint"),
    [
        (modal(title=plain("x" * 25)), "must be less than 25 characters /view/title/text"),
        (modal(title=mrkdwn()), "unsupported type: mrkdwn /view/title/type"),
        (modal(title=None), "missing required field: title /view"),
        (modal(submit=plain("x" * 25)), "must be less than 25 characters /view/submit/text"),
        (modal(close=plain("x" * 25)), "must be less than 25 characters /view/close/text"),
        (
            modal(private_metadata="x" * 3001),
            "must be less than 3001 characters /view/private_metadata",
        ),
        (modal(private_metadata={"a": 1}), "must provide a string /view/private_metadata"),
        (modal(callback_id="x" * 256), "must be less than 256 characters /view/callback_id"),
        (modal(colour="red"), "invalid additional property: colour /view"),
        (modal(blocks=[]), "must provide at least 1 items /view/blocks"),
        (
            modal(field(), submit=None),
            "must define `submit` to use an `input` block in modals /view/blocks/0/input",
        ),
        (
            modal(section(), section(text=mrkdwn(""))),
            "must be more than 0 characters /view/blocks/1/text/text",
        ),
        ({"type": "home", "blocks": []}, "unsupported type: home /view/type"),
        ("text", "must provide an object /view"),
    ],
)
def test_a_modal_is_refused_with_the_place_of_the_mistake(view: Any, complaint: str) -> None:
    words, _, pointer = complaint.rpartition(" ")

    refusal = refusal_of(view)

    assert refusal.error == "invalid_arguments"
    assert f"{words} [json-pointer:{pointer}]" in refusal.messages


def test_a_view_beyond_250_kilobytes_is_too_large() -> None:
    big = [section(text=mrkdwn("x" * 2900)) for _ in range(95)]

    assert refusal_of(modal(*big)).error == "view_too_large"


def test_an_app_home_takes_no_title() -> None:
    with pytest.raises(Refusal) as caught:
        checked_view(
            {"type": "home", "title": plain(), "blocks": [section()]},
            lambda _id: None,
            surfaces=("home",),
        )

    assert caught.value.messages == ("invalid additional property: title [json-pointer:/view]",)


def test_a_message_of_too_many_words_is_refused_as_a_whole() -> None:
    words = [section(text=mrkdwn("x" * 2700)) for _ in range(5)]

    with pytest.raises(Refusal) as caught:
        checked_message_blocks(words, lambda _id: None)

    assert caught.value.error == "msg_blocks_too_long"
