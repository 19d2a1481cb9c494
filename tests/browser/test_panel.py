"""The demo panel: samples, clock, networks, inspector."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import av
import httpx
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser import gallery
from tests.browser.acting import message, open_channel, qa, say
from tests.browser.stage import Stage

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_one_click_sends_two_real_pictures_with_a_sentence(page: Page, stage: Stage) -> None:
    qa(page, "try-plan").click()

    heard = stage.bot.heard("message")
    assert heard["text"] == "schedule these to insta and x next week, weekday mornings"
    sizes = [Image.open(io.BytesIO(stage.bytes_of(file["id"]))).size for file in heard["files"]]
    assert sizes == [(1080, 1080), (1080, 1350)]
    expect(qa(page, "thread")).to_have_attribute("data-ts", heard["ts"])


def test_the_sample_clip_is_a_real_video(page: Page, stage: Stage) -> None:
    open_channel(page, "C0GENERAL")
    page.locator('[data-qa="try-file"][data-name="harbour-clip.mp4"]').click()
    expect(qa(page, "attachment")).to_have_count(1)
    say(page, "a clip")

    expect(message(page, "a clip").locator("video")).to_be_visible()
    [file] = stage.bot.heard("message")["files"]
    with av.open(io.BytesIO(stage.bytes_of(file["id"]))) as clip:
        assert [stream.codec_context.name for stream in clip.streams] == ["h264", "aac"]


def test_the_clock_is_moved_by_an_hour_and_to_monday_morning(page: Page, stage: Stage) -> None:
    zone = ZoneInfo("America/New_York")
    before = stage.now()
    qa(page, "clock-hour").click()
    expect(qa(page, "clock-hour")).to_be_enabled()
    hour_later = stage.now()
    qa(page, "clock-monday").click()
    expect(qa(page, "clock-time")).to_have_text("8:00 AM")
    expect(qa(page, "user-switch")).to_contain_text("New York · 8:00 AM")
    monday: datetime = stage.now().astimezone(zone)

    assert timedelta(minutes=59) < hour_later - before < timedelta(minutes=62)
    assert (monday.strftime("%A"), monday.hour, monday.minute) == ("Monday", 8, 0)


def test_the_clock_leads_to_the_next_time_the_bot_named(page: Page, stage: Stage) -> None:
    due = int(stage.now().timestamp()) + 86_400
    expect(qa(page, "clock-next")).to_be_hidden()
    stage.bot_says("A plan", blocks=gallery.plan(due))
    qa(page, "clock-next").click()
    expect(qa(page, "clock-next")).to_be_enabled()

    assert 0 <= stage.now().timestamp() - due < 60


def test_the_inspector_shows_what_went_over_the_wire(page: Page, stage: Stage) -> None:
    qa(page, "panel-tab-inspector").click()
    say(page, "/callboard look")

    entry = qa(page, "log-entry").filter(has_text="/callboard")
    expect(entry).to_have_attribute("data-kind", "command")
    expect(entry).to_contain_text("200")
    entry.get_by_role("button").click()
    expect(entry).to_contain_text('"response_url"')
    expect(entry).not_to_contain_text("xoxb-browser-token")
    qa(page, "log-filter").fill("no such thing")
    expect(qa(page, "log-entry")).to_have_count(0)
    qa(page, "log-filter").fill("")
    qa(page, "log-kind-api").click()
    expect(entry).to_have_count(0)


def test_a_fault_switch_arms_and_disarms_one_network(page: Page, stage: Stage) -> None:
    qa(page, "panel-tab-networks").click()
    qa(page, "fault-network-instagram").click()
    qa(page, "fault-instagram-refuses").check()
    qa(page, "fault-network-twitter").click()
    qa(page, "fault-twitter-down").check()
    expect(qa(page, "fault-twitter-down")).to_be_enabled()
    armed = {(one["network"], one["fault"]) for one in stage.network_faults()}
    qa(page, "fault-twitter-down").uncheck()
    expect(qa(page, "fault-twitter-down")).to_be_enabled()

    assert armed == {("instagram", "error_401"), ("twitter", "error_503")}
    assert {one["network"] for one in stage.network_faults()} == {"instagram"}
    marked = qa(page, "fault-network-instagram")
    expect(marked.get_by_role("img", name="fails")).to_be_visible()
    marked.click()
    expect(qa(page, "fault-instagram-refuses")).to_be_checked()


def test_what_is_public_is_listed_with_its_link(page: Page, stage: Stage) -> None:
    base = f"{stage.base}/_networks"
    account = httpx.post(
        f"{base}/_sandbox/accounts", json={"network": "twitter", "handle": "acme"}
    ).json()
    answer = httpx.post(
        f"{base}/twitter/2/tweets",
        headers={"Authorization": f"Bearer {account['access_token']}"},
        json={"text": "Open at eight"},
    )
    answer.raise_for_status()
    qa(page, "panel-tab-networks").click()

    post = qa(page, "published-post")
    expect(post).to_contain_text("Open at eight")
    expect(post).to_contain_text("@acme")
    with page.context.expect_page() as opened:
        post.click()
    expect(opened.value.locator("body")).to_contain_text("Open at eight")


def test_a_slack_fault_is_armed_for_the_next_time(page: Page, stage: Stage) -> None:
    qa(page, "panel-tab-inspector").click()
    qa(page, "fault-slack").click()
    qa(page, "fault-slack-delivery-duplicate").click()
    expect(qa(page, "notice")).to_contain_text("armed")
    say(page, "twice please")

    first, second = stage.bot.heard("message"), stage.bot.heard("message")
    assert first["ts"] == second["ts"]


def test_the_panel_makes_room_on_a_small_screen(page: Page, stage: Stage) -> None:
    page.set_viewport_size({"width": 1100, "height": 700})
    page.reload()
    page.wait_for_selector("body[data-ready=yes]")
    expect(qa(page, "panel")).to_be_hidden()
    qa(page, "panel-toggle").click()

    expect(qa(page, "panel")).to_be_visible()
    wide = page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert wide is True


def test_slacks_limits_are_switched_off_and_on_again(page: Page, stage: Stage) -> None:
    qa(page, "panel-tab-inspector").click()
    qa(page, "fault-slack").click()
    switch = qa(page, "limits-switch")
    expect(switch).to_have_text("Rate limits: on")

    switch.click()
    expect(switch).to_have_text("Rate limits: off")
    for number in range(8):
        stage.bot_says(f"No. {number}")
    switch.click()
    expect(switch).to_have_text("Rate limits: on")

    assert stage.control.get("limits").json() == {"counts_by": "demo"}
