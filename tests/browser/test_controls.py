"""Blocks and their controls: what is drawn, and what the bot gets from each."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import gallery
from tests.browser.acting import action, become, message, pick, pick_day, pick_time, qa, say
from tests.browser.stage import Stage, picture

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def the_action(stage: Stage) -> dict[str, Any]:
    """Return the next action the bot hears."""
    done: dict[str, Any] = stage.bot.heard("action")["actions"][0]
    return done


@pytest.fixture
def controls(page: Page, stage: Stage) -> Page:
    stage.bot_says("Choose", blocks=gallery.controls())
    expect(action(page, "one")).to_be_visible()
    return page


def test_every_block_is_drawn(page: Page, stage: Stage) -> None:
    file_id = stage.upload("grey.png", picture())
    stage.wait_until_ready(file_id)
    stage.bot_says("Everything at once", blocks=gallery.layout_blocks(file_id))

    row = message(page, "Everything at once")
    expect(row.locator("table")).to_be_visible()
    kinds = qa(row, "block").evaluate_all("all => all.map(one => one.dataset.blockType)")
    assert kinds == [
        "header", "section", "section", "image", "divider", "rich_text", "markdown", "table",
    ]  # fmt: skip
    expect(row.locator("strong > em, em > strong")).to_have_text("both")
    expect(row.locator("blockquote")).to_have_text("quoted words")
    expect(row.locator("pre")).to_have_text("def f():\n    return 1")
    expect(row.locator("table th").nth(1)).to_have_text("Network")
    expect(row.get_by_role("heading", name="Heading", exact=True)).to_be_visible()
    widths = row.locator("img").evaluate_all("all => all.map(one => one.naturalWidth)")
    assert widths == [320, 320]


def test_a_button_delivers_its_value_and_its_message(page: Page, stage: Stage) -> None:
    ts = stage.bot_says("A plan", blocks=gallery.plan(1893456000))
    action(page, "other-times").click()

    heard = stage.bot.heard("action")
    assert heard["actions"][0]["value"] == "other-times-value"
    assert heard["container"] == {
        "type": "message", "message_ts": ts, "channel_id": "C0LAUNCH", "is_ephemeral": False,
    }  # fmt: skip
    assert heard["user"]["id"] == "U0ANA"


def test_a_message_changes_in_place_when_the_bot_replaces_it(page: Page, stage: Stage) -> None:
    stage.bot_says("A plan", blocks=gallery.plan(1893456000))
    say(page, "a later message")
    action(page, "approve").click()

    row = qa(page, "message").filter(has_text="Approved by @Ana")
    expect(row).to_be_visible()
    expect(qa(row, "edited")).to_be_visible()
    expect(action(page, "approve")).to_have_count(0)
    expect(qa(page, "message").last).to_contain_text("a later message")


def test_a_confirm_dialog_stands_before_the_action(page: Page, stage: Stage) -> None:
    stage.bot_says("A plan", blocks=gallery.plan(1893456000))
    action(page, "discard").click()
    expect(qa(page, "confirm")).to_contain_text("This goes out to two networks at once.")
    qa(page, "confirm-deny").click()
    action(page, "discard").click()
    page.keyboard.press("Escape")
    action(page, "other-times").click()
    assert the_action(stage)["action_id"] == "other-times"

    action(page, "discard").click()
    expect(qa(page, "confirm-ok")).to_have_text("Publish now")
    qa(page, "confirm-ok").click()

    assert the_action(stage)["action_id"] == "discard"


def test_a_select_delivers_the_chosen_option(controls: Page, stage: Stage) -> None:
    pick(controls, action(controls, "one"), "instagram")

    chosen = the_action(stage)["selected_option"]
    assert (chosen["value"], chosen["text"]["text"]) == ("instagram", "Instagram")
    expect(action(controls, "one")).to_have_attribute("data-value", "instagram")


def test_a_select_is_used_with_keys_alone(controls: Page, stage: Stage) -> None:
    action(controls, "one").focus()
    controls.keyboard.press("Enter")
    controls.keyboard.press("ArrowDown")
    controls.keyboard.press("Enter")

    assert the_action(stage)["selected_option"]["value"] == "instagram"
    expect(action(controls, "one")).to_be_focused()


def test_a_multi_select_delivers_all_choices_when_it_closes(controls: Page, stage: Stage) -> None:
    action(controls, "many").click()
    for value in ("instagram", "twitter"):
        controls.locator(f'.popover [data-value="{value}"]').click()
    controls.keyboard.press("Escape")

    chosen = the_action(stage)["selected_options"]
    assert [option["value"] for option in chosen] == ["twitter", "instagram"]


@pytest.mark.parametrize(
    ("action_id", "value", "field"),
    [
        ("who", "U0BEN", "selected_user"),
        ("room", "C0ALERTS", "selected_channel"),
        ("talk", "C0GENERAL", "selected_conversation"),
    ],
)
def test_people_and_channels_can_be_chosen(
    controls: Page, stage: Stage, action_id: str, value: str, field: str
) -> None:
    pick(controls, action(controls, action_id), value)

    assert the_action(stage)[field] == value


def test_a_day_is_chosen_from_the_month_shown(controls: Page, stage: Stage) -> None:
    action(controls, "day").click()
    controls.get_by_role("button", name="Month after").click()
    controls.locator('[data-date="2030-02-03"]').click()

    assert the_action(stage)["selected_date"] == "2030-02-03"


def test_a_time_is_typed_as_people_type_it(controls: Page, stage: Stage) -> None:
    pick_time(action(controls, "time"), "9:30 pm", "21:30")

    assert the_action(stage)["selected_time"] == "21:30"
    expect(action(controls, "time")).to_have_value("9:30 PM")


def test_a_moment_is_meant_in_the_zone_of_the_person_who_looks(
    controls: Page, stage: Stage
) -> None:
    become(controls, "U0CHI")
    moment = qa(controls, "datetimepicker")
    pick_day(controls, qa(moment, "datepicker"), "2030-06-01")
    pick_time(qa(moment, "timepicker"), "08:00", "08:00")

    expected = datetime(2030, 5, 31, 23, tzinfo=UTC)
    assert the_action(stage)["selected_date_time"] == int(expected.timestamp())


def test_an_overflow_menu_delivers_its_choice(controls: Page, stage: Stage) -> None:
    pick(controls, action(controls, "rest"), "twitter")

    assert the_action(stage)["selected_option"]["value"] == "twitter"


def test_ticks_and_radios_deliver_what_is_marked(controls: Page, stage: Stage) -> None:
    action(controls, "ticks").locator('input[value="twitter"]').check()
    ticked = the_action(stage)
    action(controls, "radios").locator('input[value="instagram"]').check()
    marked = the_action(stage)

    assert [option["value"] for option in ticked["selected_options"]] == ["twitter"]
    assert marked["selected_option"]["value"] == "instagram"


def test_choices_survive_the_next_message(controls: Page, stage: Stage) -> None:
    pick(controls, action(controls, "one"), "twitter")
    stage.act("message", user="U0BEN", channel="C0LAUNCH", text="more news")
    expect(message(controls, "more news")).to_be_visible()

    expect(action(controls, "one")).to_have_attribute("data-value", "twitter")


def test_a_missing_notification_text_is_seen_at_once(page: Page, stage: Stage) -> None:
    stage.bot_says("", blocks=gallery.plan(1893456000))
    stage.bot_says("The words of a notification", blocks=[{"type": "divider"}])

    expect(qa(page, "fallback-missing")).to_be_visible()
    expect(qa(page, "fallback")).to_be_hidden()
    qa(page, "toggle-fallback").click()
    expect(qa(page, "fallback")).to_have_text("The words of a notification")


def test_an_unanswered_click_is_said_so(page: Page, stage: Stage) -> None:
    stage.bot_says("A plan", blocks=gallery.plan(1893456000))
    stage.control.post("faults", json={"kind": "delivery", "fault": "500", "times": 1})
    action(page, "other-times").click()

    expect(qa(page, "notice")).to_contain_text("Nothing may have happened; try again.")
    expect(action(page, "other-times")).to_be_enabled()
