"""Every view passes the stand-in's Block Kit rules, and none lets people's words become markup."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from typing import Any

import pytest

from bot.sandbox.slack.blockkit.check import checked_message_blocks, checked_view
from handlers.slack.text import Block
from handlers.slack.views import accounts, copy_modal, help, home, listing, notices, proposal
from handlers.slack.views.ids import Ticket
from handlers.slack.views.project_modal import project_modal
from platforms.rules import Problem
from scheduling.views import LeftOut, Upcoming
from store.words import AccountStatus, FailureKind, Integration, ProposalStatus, State
from tests.handlers.slack.samples import (
    EVERY_STATE,
    NOW,
    PROJECT,
    asset,
    post_view,
    proposal_view,
)

HOSTILE = "<!channel> look <https://evil.example|your bank> & <@U1>"


def assert_is_valid_message(blocks: list[Block]) -> None:
    checked_message_blocks(json.loads(json.dumps(blocks)), lambda _id: None)


def assert_is_valid_view(view: Block, surface: str = "modal") -> None:
    checked_view(json.loads(json.dumps(view)), lambda _id: None, surfaces=(surface,))  # type: ignore[arg-type]  # a literal


@pytest.mark.parametrize(
    ("facts", "status"), list(itertools.product(EVERY_STATE, list(ProposalStatus)))
)
def test_a_plan_is_valid_in_every_state(facts: dict[str, Any], status: ProposalStatus) -> None:
    view = proposal_view(post_view(**facts), status=status)

    assert_is_valid_message(proposal.proposal_blocks(view))
    assert proposal.proposal_text(view)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"state": State.DRAFT}, "No text yet; press Edit to write some."),
        *((facts, "Without text.") for facts in EVERY_STATE[1:]),
    ],
)
def test_a_post_without_text_is_not_offered_a_button_that_is_gone(
    facts: dict[str, Any], said: str
) -> None:
    is_open = facts["state"] is State.DRAFT
    status = ProposalStatus.OPEN if is_open else ProposalStatus.ACCEPTED
    view = proposal_view(post_view(text="", **facts), status=status)

    shown = json.dumps(proposal.proposal_blocks(view))

    assert f"_{said}_" in shown
    assert ("press Edit" in shown) is is_open


def test_a_plan_of_two_hundred_posts_stays_within_slacks_limits() -> None:
    posts = [post_view(number, text="long words " * 60) for number in range(1, 201)]

    blocks = proposal.proposal_blocks(proposal_view(*posts))

    assert_is_valid_message(blocks)
    assert "more: say `list`" in json.dumps(blocks, ensure_ascii=False)


def test_hostile_copy_is_shown_as_words() -> None:
    shown = json.dumps(proposal.proposal_blocks(proposal_view(post_view(text=HOSTILE))))

    assert "<!channel>" not in shown
    assert "<https://evil.example" not in shown
    assert "&lt;!channel&gt;" in shown


def test_the_fallback_says_what_the_blocks_say() -> None:
    text = proposal.proposal_text(proposal_view(post_view()))

    assert text.startswith("Plan for 1 post: X Tue 24 Nov 10:00 CET.")
    assert "Approve" in text


def test_an_open_plan_offers_its_four_buttons_with_id_and_version_only() -> None:
    blocks = proposal.proposal_blocks(proposal_view(post_view()))

    buttons = {one["action_id"]: one["value"] for one in _elements(blocks)}
    wanted = (proposal.APPROVE, proposal.EDIT, proposal.OTHER_TIMES, proposal.DISCARD)
    assert buttons == dict.fromkeys(wanted, "plan-1:4")


def test_an_exact_time_has_other_times_only_when_it_has_passed() -> None:
    exact = replace(proposal_view(post_view()).proposal, ask={"when": {"type": "at"}})

    for is_late in (False, True):
        view = proposal_view(post_view(), proposal=exact, is_late=is_late)
        blocks = proposal.proposal_blocks(view)
        offered = {element["action_id"] for element in _elements(blocks)}
        assert (proposal.OTHER_TIMES in offered) == is_late
        assert (proposal.LATE in str(blocks)) == is_late
        assert_is_valid_message(blocks)


@pytest.mark.parametrize("status", [ProposalStatus.ACCEPTED, ProposalStatus.DISCARDED])
def test_a_decided_plan_has_no_buttons_and_says_who_decided(status: ProposalStatus) -> None:
    blocks = proposal.proposal_blocks(proposal_view(post_view(), status=status))

    assert not _elements(blocks)
    assert "by <@U2>" in json.dumps(blocks)


def test_a_plan_with_several_files_can_be_regrouped() -> None:
    view = proposal_view(post_view(), can_be_carousel=True)

    labels = {one["action_id"]: one["text"]["text"] for one in _elements_of(view)}

    assert labels[proposal.REGROUP] == "One post with all files"


def test_problems_and_left_out_networks_are_said_with_their_fix() -> None:
    problem = Problem("too_long", "text", "It is 300 long; X takes 280.", "Shorten it.")
    left = LeftOut("instagram", "Instagram", "no_account", "No Instagram account.", "Connect one.")
    view = proposal_view(replace(post_view(), problems=(problem,)), left_out=(left,))

    shown = json.dumps(proposal.proposal_blocks(view))

    assert "It is 300 long; X takes 280. Shorten it." in shown
    assert "No Instagram account. Connect one." in shown


def test_a_preview_is_left_out_on_request() -> None:
    view = proposal_view(replace(post_view(), assets=(asset(1, slack_file_id="F1"),)))

    with_preview, without = (
        json.dumps(proposal.proposal_blocks(view, with_previews=wanted)) for wanted in (True, False)
    )

    assert '"slack_file": {"id": "F1"}' in with_preview
    assert "slack_file" not in without


@pytest.mark.parametrize("facts", EVERY_STATE[3:])
def test_a_notice_is_valid_for_every_outcome(facts: dict[str, Any]) -> None:
    view = post_view(**facts)

    assert_is_valid_message(notices.notice_blocks(view))
    assert notices.notice_text(view)


@pytest.mark.parametrize(
    ("kind", "buttons"),
    [
        (FailureKind.OUTCOME_UNKNOWN, {notices.IS_THERE, notices.PUBLISH_AGAIN}),
        (FailureKind.MISSED, {notices.PUBLISH_NOW, notices.NEXT_TIME, notices.DROP}),
        (FailureKind.CONTENT, {notices.RETRY, notices.EDIT}),
        (FailureKind.RETRY_WAITING, {notices.RETRY}),
        (FailureKind.AUTH, {notices.RETRY, accounts.CONNECT, notices.EDIT}),
    ],
)
def test_a_failure_offers_what_can_be_done_about_it(kind: FailureKind, buttons: set[str]) -> None:
    view = post_view(state=State.FAILED, failure_kind=kind, error_message="No.")

    assert {one["action_id"] for one in _elements(notices.notice_blocks(view))} == buttons


def test_a_failure_names_its_post_only_where_its_people_are() -> None:
    view = post_view(text="Big news", state=State.FAILED)

    assert notices.notice_text(view).endswith("“Big news”.")
    assert "Big news" not in notices.notice_text(view, names_content=False)


def test_the_copy_form_is_valid_and_holds_at_most_what_slack_takes() -> None:
    posts = [post_view(number) for number in range(1, 80)]

    form = copy_modal.copy_modal(proposal_view(*posts))

    assert_is_valid_view(form)
    assert "30 more cannot be edited in this form" in json.dumps(form)


def test_problems_come_back_at_their_own_fields() -> None:
    problem = Problem("too_long", "text", "It is too long.", "Shorten it.")

    errors = copy_modal.field_errors({"post-1": [problem], "post-2": []}, {}, {})

    assert errors == {"post:post-1": "It is too long. Shorten it."}


def test_a_tampered_form_has_no_ticket() -> None:
    assert copy_modal.read_ticket("{}") is None
    assert copy_modal.read_ticket("not json") is None
    assert Ticket.read("a:b") is None
    assert Ticket.read(None) is None
    assert Ticket.read("plan:with:7") == Ticket("plan:with", 7)


def test_the_form_for_a_link_is_valid_and_remembers_its_message() -> None:
    form = notices.link_modal(post_view(), channel_id="C1", message_ts="2.5")

    assert_is_valid_view(form)
    assert notices.read_link_modal(form) == (Ticket("post-1", 3), "C1", "2.5")


def test_lists_are_valid_numbered_and_paged() -> None:
    posts = tuple(post_view(number, text=HOSTILE) for number in range(1, 16))
    page = Upcoming(posts=posts, total=40, offset=15, limit=15)

    blocks = listing.listing_blocks(page, title="Posts", query="list next week")

    assert_is_valid_message(blocks)
    assert {one["value"] for one in _elements(blocks)} == {"0|list next week", "30|list next week"}
    assert "*#16*" in json.dumps(blocks)
    assert listing.read_turn("30|list next week") == (30, "list next week")
    assert listing.read_turn("garbage") == (0, "list")


def test_an_empty_list_says_so() -> None:
    page = Upcoming(posts=(), total=0, offset=0, limit=15)

    assert "nothing is planned" in listing.listing_text(page, title="Posts")


def test_help_and_hints_are_valid() -> None:
    assert_is_valid_message(help.help_blocks(["list <today>"], ["X @acme"]))
    assert_is_valid_message(help.hint_blocks(HOSTILE, ["list"]))


def test_the_home_tab_is_valid_when_empty_and_when_full() -> None:
    account = Integration(
        "a", "T1", "U1", "twitter", "acme", "1", "", (), None, AccountStatus.EXPIRED
    )
    posts = [post_view(number) for number in range(1, 40)]

    for view in (
        home.home_view([], [], labels={}, examples=[]),
        home.home_view([account] * 10, posts, labels={"twitter": "X"}, examples=["list"]),
    ):
        assert_is_valid_view(view, "home")


def test_the_project_form_is_valid_with_an_unusual_zone() -> None:
    project = replace(PROJECT, zone="Antarctica/Troll", notify_channel_id="C2")

    form = project_modal(project, {"twitter": "X", "instagram": "Instagram"})

    assert_is_valid_view(form)
    assert "Antarctica/Troll" in json.dumps(form)


def test_a_waiting_retry_says_when_it_is_tried_again() -> None:
    view = post_view(
        state=State.FAILED,
        failure_kind=FailureKind.RETRY_WAITING,
        retry_at=NOW,
        error_message="X asks to wait.",
    )

    shown = json.dumps(
        proposal.proposal_blocks(proposal_view(view, status=ProposalStatus.ACCEPTED))
    )

    assert "tries again" in shown
    assert "Mon 23 Nov 10:00 CET" in shown


def _elements(blocks: list[Block]) -> list[Any]:
    return [
        element
        for block in blocks
        if block["type"] == "actions"
        for element in block["elements"]  # type: ignore[attr-defined]  # blocks are JSON
    ]


def _elements_of(view: Any) -> list[Any]:
    return _elements(proposal.proposal_blocks(view))
