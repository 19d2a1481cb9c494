"""Every network by hand: one clip for all of them, and a refusal of each that a person mends."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from handlers.slack.views import notices, proposal, settings_fields
from platforms.registry import ADAPTERS
from tests.browser.acting import PATIENCE_MS, action, pick, press, qa, reply, send_clip

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LABELS = {name: adapter.rules.label for name, adapter in ADAPTERS.items()}
SAYINGS = {
    "twitter": "The developer account at X has no credit left. Ask its owner to buy credits",
    "instagram": "a permission is missing. Connect the account again",
    "linkedin": "a right, or a role at the page, is missing. Connect the account again",
    "tiktok": "TikTok has not audited Callboard's app yet",
    "youtube": "YouTube has suspended the channel. Open YouTube with this account",
    "facebook": "Facebook wants the person to be authorized to publish. Open Facebook",
}
"""What people read when the page's own switch of a network is on."""
CHOICE = "wants your own choice"


def choose_tiktoks_privacy(page: Page) -> None:
    """Answer the one question that must be answered, in the form behind Edit."""
    press(reply(page, CHOICE), proposal.EDIT)
    block = f'[data-block-id="{settings_fields.FIELD}tiktok:privacy_level"]'
    pick(page, action(page.locator(block), settings_fields.INPUT), "PUBLIC_TO_EVERYONE")
    qa(page, "modal-submit").click()
    expect(qa(page, "modal")).to_have_count(0, timeout=PATIENCE_MS)
    expect(qa(page, "thread-messages")).not_to_contain_text(CHOICE, timeout=PATIENCE_MS)


def test_one_clip_goes_out_on_every_network(demo_page: Page) -> None:
    everyone = f"{len(ADAPTERS)} posts"
    send_clip(demo_page, f"schedule this to {', '.join(LABELS.values())} tomorrow at 9am")
    reply(demo_page, f"Plan for {everyone}")
    choose_tiktoks_privacy(demo_page)
    press(reply(demo_page, f"Plan for {everyone}"), proposal.APPROVE)
    reply(demo_page, f"{everyone} scheduled")

    qa(demo_page, "clock-next").click()

    live = reply(demo_page, f"{everyone} live")
    links = live.get_by_role("link", name="open the post")
    expect(links).to_have_count(len(ADAPTERS))
    for network, label in LABELS.items():
        address = links.nth(list(LABELS).index(network)).get_attribute("href") or ""
        assert f"/_networks/{network}/" in address, label
        assert demo_page.request.get(address).ok, label
    with demo_page.context.expect_page() as opened:
        links.first.click()
    expect(opened.value.locator("video")).to_be_visible()


@pytest.mark.parametrize("network", sorted(ADAPTERS))
def test_a_refusal_is_read_in_the_thread_and_mended_by_a_press(
    demo_page: Page, network: str
) -> None:
    label = LABELS[network]
    send_clip(demo_page, f"publish this to {label} now")
    plan = reply(demo_page, "Plan for 1 post")
    if CHOICE in plan.inner_text():
        choose_tiktoks_privacy(demo_page)
    qa(demo_page, "panel-tab-networks").click()
    qa(demo_page, f"fault-network-{network}").click()
    fault = qa(demo_page, f"fault-{network}-own")
    fault.check()
    expect(fault).to_be_enabled()

    press(plan, proposal.APPROVE, sure=True)

    failed = reply(demo_page, "was not published")
    expect(failed).to_contain_text(SAYINGS[network])
    published = qa(demo_page, "published-post").and_(
        demo_page.locator(f'[data-network="{network}"]')
    )
    before = published.count()
    fault.uncheck()
    expect(fault).to_be_enabled()
    press(failed, notices.RETRY)
    live = reply(demo_page, f"Live on {label}")
    expect(live.get_by_role("link", name="open the post")).to_be_visible()
    expect(published).to_have_count(before + 1)
