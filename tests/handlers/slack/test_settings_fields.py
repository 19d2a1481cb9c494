"""A network's own settings in the form: each in its kind of field, read back as it was chosen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from handlers.slack.views import copy_modal
from handlers.slack.views.settings_fields import (
    INPUT,
    flags_shown,
    place_of,
    read_settings,
    settings_blocks,
)
from platforms.registry import ADAPTERS
from platforms.rules import Option, Problem
from scheduling.views import Choice, PostView
from tests.handlers.slack.samples import post_view, proposal_view
from tests.handlers.slack.test_views import assert_is_valid_view

WHO = Option("Who can reply", choices={"all": "Everybody", "few": "Few"})
MUST = replace(WHO, is_required=True)
TITLE = Option("Title", max_text=100, hint="Left empty, the text's first line.")
YES = Option("Made with AI")


def view(*choices: Choice, **options: object) -> PostView:
    shown = post_view()
    content = replace(shown.post.content, options=options)
    return replace(shown, post=replace(shown.post, content=content), choices=choices)


def block(shown: PostView, block_id: str) -> dict[str, Any]:
    return next(one for one in settings_blocks([shown]) if one.get("block_id") == block_id)


def test_a_choice_is_a_select_that_shows_what_holds() -> None:
    found = block(view(Choice("who", WHO, "few")), "set:twitter:who")

    assert found["element"]["initial_option"]["value"] == "few"
    assert found["optional"] is True


def test_a_choice_that_the_network_demands_has_no_answer_of_ours() -> None:
    found = block(view(Choice("who", MUST, None)), "set:twitter:who")

    assert found["optional"] is False
    assert "initial_option" not in found["element"]


def test_a_text_shows_in_grey_what_callboard_would_take() -> None:
    found = block(view(Choice("title", TITLE, "Doors open")), "set:twitter:title")

    assert found["element"]["placeholder"]["text"] == "Doors open"
    assert "initial_value" not in found["element"]
    assert found["hint"]["text"] == TITLE.hint


def test_a_text_that_a_person_wrote_can_be_edited() -> None:
    found = block(view(Choice("title", TITLE, "Mine"), title="Mine"), "set:twitter:title")

    assert found["element"]["initial_value"] == "Mine"


def test_yes_and_no_stand_together_as_boxes() -> None:
    shown = view(Choice("ai", YES, True), Choice("paid", Option("Paid partnership"), None))

    found = block(shown, "flags:twitter")

    assert [one["value"] for one in found["element"]["options"]] == ["ai", "paid"]
    assert [one["value"] for one in found["element"]["initial_options"]] == ["ai"]
    assert flags_shown([shown]) == {"twitter": ["ai", "paid"]}


def test_a_network_stands_once_with_the_most_settings_any_of_its_posts_has() -> None:
    few, many = view(Choice("ai", YES, None)), view(Choice("ai", YES, None), Choice("w", WHO, None))

    line, heading, *fields = settings_blocks([few, many, few])

    assert (line["type"], heading["type"]) == ("divider", "context")
    assert [one["block_id"] for one in fields] == ["set:twitter:w", "flags:twitter"]


def test_what_was_chosen_is_read_back() -> None:
    state: dict[str, Any] = {
        "set:twitter:who": {INPUT: {"type": "static_select", "selected_option": {"value": "all"}}},
        "set:youtube:title": {INPUT: {"type": "plain_text_input", "value": " Mine "}},
        "set:youtube:privacy": {INPUT: {"type": "static_select", "selected_option": None}},
        "flags:twitter": {INPUT: {"type": "checkboxes", "selected_options": [{"value": "ai"}]}},
        "post:1": {"text": {"type": "plain_text_input", "value": "Hello"}},
    }

    assert read_settings(state, {"twitter": ["ai", "paid"]}) == {
        "twitter": {"who": "all", "ai": True, "paid": False},
        "youtube": {"title": "Mine", "privacy": None},
    }


def test_a_problem_of_a_setting_stands_at_its_field() -> None:
    problem = Problem("option_missing", "who", "X wants your choice.", "Choose one.")
    boxed = Problem("option_kind", "ai", "Makes no sense.", "Take it out.")

    errors = copy_modal.field_errors(
        {"post-1": [problem, boxed]}, {"post-1": "twitter"}, {"twitter": ["ai"]}
    )

    assert errors == {
        "set:twitter:who": "X wants your choice. Choose one.",
        "flags:twitter": "Makes no sense. Take it out.",
    }
    assert place_of("twitter", "who", {}) == "set:twitter:who"


@pytest.mark.parametrize("network", sorted(ADAPTERS))
def test_every_networks_settings_fit_into_slacks_form(network: str) -> None:
    shown = post_view()
    options = ADAPTERS[network].rules.options
    choices = tuple(Choice(name, option, None) for name, option in options.items())
    post = replace(shown.post, platform=network)

    form = copy_modal.copy_modal(proposal_view(replace(shown, post=post, choices=choices)))

    assert_is_valid_view(form)
