"""Modals and the Home tab."""

from __future__ import annotations

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.acting import action, become, message, pick, pick_day, pick_time, qa, say
from tests.browser.stage import Stage, picture

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def field(page: Page, block_id: str) -> Locator:
    """Return an input block of the open modal."""
    return qa(page, "modal").locator(f'[data-block-id="{block_id}"]')


@pytest.fixture
def form(page: Page, stage: Stage) -> Page:
    say(page, "/callboard form")
    expect(qa(page, "modal")).to_be_visible()
    return page


def fill(page: Page, words: str = "Open at eight") -> None:
    """Fill what is required."""
    qa(field(page, "copy"), "text-input").fill(words)
    qa(field(page, "count"), "number-input").fill("2")
    pick(page, action(field(page, "network"), "value"), "instagram")
    pick_day(page, action(field(page, "day"), "value"), "2030-01-15")


def test_empty_required_fields_are_named_before_the_bot_is_asked(form: Page, stage: Stage) -> None:
    qa(form, "modal-submit").click()

    for block_id in ("copy", "count", "network", "day"):
        expect(qa(field(form, block_id), "modal-error")).to_contain_text("required")
    expect(qa(field(form, "note"), "modal-error")).to_be_hidden()
    expect(qa(field(form, "copy"), "text-input")).to_be_focused()
    expect(qa(form, "modal-title")).to_have_text("Edit the post")


def test_what_was_filled_in_is_delivered_exactly(form: Page, stage: Stage) -> None:
    fill(form)
    action(field(form, "people"), "value").click()
    form.locator('.popover [data-value="U0BEN"]').click()
    form.keyboard.press("Escape")
    pick_time(action(field(form, "time"), "value"), "10:15", "10:15")
    field(form, "where").locator('input[value="twitter"]').check()
    field(form, "how").locator('input[value="instagram"]').check()
    qa(form, "modal-submit").click()

    expect(qa(form, "modal")).to_have_count(0)
    expect(message(form, "Saved")).to_be_visible()
    heard = stage.bot.heard("submission")["view"]
    values = {block: given["value"] for block, given in heard["state"]["values"].items()}
    assert values["copy"] == {"type": "plain_text_input", "value": "Open at eight"}
    assert values["note"] == {"type": "plain_text_input", "value": None}
    assert values["count"] == {"type": "number_input", "value": "2"}
    assert values["network"]["selected_option"]["value"] == "instagram"
    assert values["people"] == {"type": "multi_users_select", "selected_users": ["U0BEN"]}
    assert values["day"] == {"type": "datepicker", "selected_date": "2030-01-15"}
    assert values["time"] == {"type": "timepicker", "selected_time": "10:15"}
    assert [one["value"] for one in values["where"]["selected_options"]] == ["twitter"]
    assert values["how"]["selected_option"]["value"] == "instagram"


def test_the_bots_errors_stand_below_their_fields_and_nothing_typed_is_lost(
    form: Page, stage: Stage
) -> None:
    fill(form, "bad words")
    qa(form, "modal-submit").click()

    expect(qa(field(form, "copy"), "modal-error")).to_have_text("Please choose kinder words.")
    expect(qa(field(form, "copy"), "text-input")).to_have_value("bad words")
    qa(field(form, "copy"), "text-input").fill("good words")
    qa(form, "modal-submit").click()
    expect(qa(form, "modal")).to_have_count(0)


def test_a_number_out_of_range_and_too_many_words_are_refused(form: Page, stage: Stage) -> None:
    fill(form, "x" * 281)
    qa(field(form, "count"), "number-input").fill("0")
    qa(form, "modal-submit").click()

    expect(qa(field(form, "copy"), "counter")).to_have_text("-1")
    expect(qa(field(form, "copy"), "modal-error")).to_contain_text("at most 280")
    expect(qa(field(form, "count"), "modal-error")).to_contain_text("1 or more")


def test_a_file_is_stored_and_its_id_delivered(form: Page, stage: Stage) -> None:
    fill(form)
    given = FilePayload(name="extra.png", mimeType="image/png", buffer=picture())
    qa(field(form, "files"), "file-input").set_input_files(given)
    expect(field(form, "files")).to_contain_text("extra.png")
    qa(form, "modal-submit").click()

    files = stage.bot.heard("submission")["view"]["state"]["values"]["files"]["value"]["files"]
    assert len(files) == 1
    assert files[0]["id"].startswith("F")


def test_a_second_modal_lies_on_top_and_leads_back_to_what_was_typed(
    form: Page, stage: Stage
) -> None:
    qa(field(form, "copy"), "text-input").fill("half written")
    action(qa(form, "modal"), "deeper").click()
    expect(qa(form, "modal-title")).to_have_text("Options")
    heard = stage.bot.heard("action")["view"]["state"]["values"]["copy"]["value"]
    qa(form, "modal-close").click()

    expect(qa(form, "modal-title")).to_have_text("Edit the post")
    expect(qa(field(form, "copy"), "text-input")).to_have_value("half written")
    assert heard["value"] == "half written"


def test_escape_closes_and_the_bot_is_told(form: Page, stage: Stage) -> None:
    form.keyboard.press("Escape")

    expect(qa(form, "modal")).to_have_count(0)
    assert stage.bot.heard("closed")["is_cleared"] is False


def test_the_focus_stays_inside_the_modal(form: Page) -> None:
    inside = "() => document.querySelector('[data-qa=modal]').contains(document.activeElement)"
    for _ in range(40):
        form.keyboard.press("Tab")
        # Chromium lets the focus visit its own toolbar, where the page has no active element.
        assert form.evaluate(f"() => document.activeElement === document.body || ({inside})()")


def test_an_open_modal_is_there_again_after_a_reload(form: Page, stage: Stage) -> None:
    form.reload()

    expect(qa(form, "modal-title")).to_have_text("Edit the post")


def test_a_bot_that_fails_leaves_the_modal_open_with_a_sentence(form: Page, stage: Stage) -> None:
    fill(form)
    stage.control.post("faults", json={"kind": "delivery", "fault": "500", "times": 1})
    qa(form, "modal-submit").click()

    expect(qa(form, "modal-banner")).to_contain_text("We had some trouble connecting")
    qa(form, "modal-submit").click()
    expect(qa(form, "modal")).to_have_count(0)


def test_a_modal_belongs_to_one_person(form: Page) -> None:
    form.evaluate("() => document.querySelector('[data-qa=modal]').close()")
    become(form, "U0BEN")

    expect(qa(form, "modal")).to_have_count(0)


def test_the_home_tab_is_drawn_by_the_bot_and_its_buttons_work(page: Page, stage: Stage) -> None:
    qa(page, "home-link").click()
    expect(qa(page, "home-view")).to_contain_text("Welcome, @Ana. Clicks so far: 0")
    action(page, "home-click").click()

    expect(qa(page, "home-view")).to_contain_text("Clicks so far: 1")
    heard = stage.bot.heard("action")
    assert heard["container"]["type"] == "view"
    qa(page, "tab-messages").click()
    expect(qa(page, "composer")).to_be_visible()
