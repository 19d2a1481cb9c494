"""The whole product in a real browser: upload, words, approve, clock, links."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from handlers.slack.views import notices, proposal
from tests.browser.acting import PATIENCE_MS, press, qa, reply, say

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_one_click_becomes_a_plan_and_a_press_becomes_live_links(demo_page: Page) -> None:
    qa(demo_page, "try-plan").click()
    qa(demo_page, "thread-bar").first.click()
    plan = reply(demo_page, "Plan for 4 posts")
    press(plan, proposal.APPROVE)
    expect(reply(demo_page, "4 posts scheduled")).to_be_visible(timeout=PATIENCE_MS)

    for _ in range(14):
        qa(demo_page, "clock-day-forward").click()
        expect(qa(demo_page, "clock-day-forward")).to_be_enabled(timeout=PATIENCE_MS)

    live = reply(demo_page, "4 posts live")
    links = live.get_by_role("link", name="open the post")
    expect(links).to_have_count(4, timeout=PATIENCE_MS)
    address = links.first.get_attribute("href") or ""
    assert demo_page.request.get(address).ok


def test_a_failing_network_answers_in_the_thread_and_retry_mends_it(demo_page: Page) -> None:
    qa(demo_page, "panel-tab-networks").click()
    qa(demo_page, "fault-network-twitter").click()
    fault = qa(demo_page, "fault-twitter-refuses")
    fault.click()
    qa(demo_page, "channel-link").filter(has_text="Callboard").click()
    say(demo_page, 'publish "Good morning" on x now')
    qa(demo_page, "thread-bar").first.click()
    press(reply(demo_page, "Plan for 1 post"), proposal.APPROVE, sure=True)

    failed = reply(demo_page, "was not published")
    fault.click()
    press(failed, notices.RETRY)

    expect(reply(demo_page, "Live on X")).to_be_visible(timeout=PATIENCE_MS)
