"""The whole product in a real browser: upload, words, approve, clock, links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from handlers.slack.views import notices, proposal
from tests.browser.acting import action, qa, say
from tests.browser.demo_process import DemoProcess

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PATIENCE_MS = 20_000


@pytest.fixture(name="demo_page")
def _demo_page(context: BrowserContext, tmp_path: Path) -> Iterator[Page]:
    """Return the page of a demo that runs as a process of its own."""
    with DemoProcess(tmp_path) as demo:
        page = context.new_page()
        page.goto(demo.url)
        page.wait_for_selector("body[data-ready=yes]")
        yield page


def test_one_click_becomes_a_plan_and_a_press_becomes_live_links(demo_page: Page) -> None:
    qa(demo_page, "try-plan").click()
    qa(demo_page, "thread-bar").first.click()
    plan = _message(demo_page, "Plan for 4 posts")
    _button(plan, proposal.APPROVE).click()
    expect(_message(demo_page, "4 posts scheduled")).to_be_visible(timeout=PATIENCE_MS)

    for _ in range(14):
        qa(demo_page, "clock-day-forward").click()
        expect(qa(demo_page, "clock-day-forward")).to_be_enabled(timeout=PATIENCE_MS)

    live = _message(demo_page, "4 posts live")
    links = live.get_by_role("link", name="open the post")
    expect(links).to_have_count(4, timeout=PATIENCE_MS)
    address = links.first.get_attribute("href") or ""
    assert demo_page.request.get(address).ok


def test_a_failing_network_answers_in_the_thread_and_retry_mends_it(demo_page: Page) -> None:
    qa(demo_page, "panel-tab-networks").click()
    fault = qa(demo_page, "fault-twitter-refuses")
    fault.click()
    qa(demo_page, "channel-link").filter(has_text="Callboard").click()
    say(demo_page, 'publish "Good morning" on x now')
    qa(demo_page, "thread-bar").first.click()
    _button(_message(demo_page, "Plan for 1 post"), proposal.APPROVE).click()
    qa(demo_page, "confirm-ok").click()

    failed = _message(demo_page, "was not published")
    fault.click()
    _button(failed, notices.RETRY).click()

    expect(_message(demo_page, "Live on X")).to_be_visible(timeout=PATIENCE_MS)


def _message(page: Page, says: str) -> Locator:
    thread = qa(page, "thread-messages")
    found = qa(thread, "message").filter(has_text=re.compile(re.escape(says)))
    expect(found.first).to_be_visible(timeout=PATIENCE_MS)
    return found.first


def _button(message: Locator, action_id: str) -> Locator:
    return action(message, action_id).first
