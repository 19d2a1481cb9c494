"""Connecting accounts by hand: the form, the network's own page, and back in Slack."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from handlers.slack.views import accounts as views
from tests.browser.acting import PATIENCE_MS, action, qa

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NEEDED_RIGHT = "instagram_business_content_publish"


@pytest.fixture
def home(demo_page: Page) -> Iterator[Page]:
    """Return the Home tab with the form for connecting open in front of it."""
    qa(demo_page, "home-link").click()
    action(demo_page, views.CONNECT).click(timeout=PATIENCE_MS)
    expect(qa(demo_page, "modal")).to_be_visible(timeout=PATIENCE_MS)
    yield demo_page
    if qa(demo_page, "modal").is_visible():
        close_form(demo_page)


def close_form(home: Page) -> None:
    """Press Done; an open form would still be there when the page is opened anew."""
    qa(home, "modal-close").click()
    expect(qa(home, "modal")).to_have_count(0)


def consent_of(home: Page, login: str) -> Page:
    """Press a login's button and return the network's page, which asks for consent."""
    button = action(qa(home, "modal"), views.OPEN).and_(
        home.locator(f'[data-value="{login}"]'),
    )
    before = button.get_attribute("data-url") or ""
    with home.context.expect_page() as opened:
        button.click()
    # The form has fresh links before anybody can come back to it.
    expect(button).not_to_have_attribute("data-url", before, timeout=PATIENCE_MS)
    return opened.value


def allow(consent: Page, handle: str) -> None:
    """Name an account and allow."""
    consent.get_by_label("Another handle").fill(handle)
    consent.get_by_role("button", name="Allow").click()


def test_a_second_account_is_connected_and_slack_shows_it(home: Page) -> None:
    consent = consent_of(home, "twitter:")
    expect(consent.locator("body")).to_contain_text("asks to act for one of your accounts")
    allow(consent, "acme_jobs")

    expect(consent.get_by_role("heading")).to_have_text("Connected as @acme_jobs on X")
    consent.close()
    expect(qa(home, "home-view")).to_contain_text("@acme_jobs: connected", timeout=PATIENCE_MS)
    close_form(home)
    qa(home, "channel-link").filter(has_text="Callboard").click()
    said = qa(home, "message").filter(has_text="Connected as @acme_jobs on X.")
    expect(said).to_be_visible()


def test_who_cancelled_may_change_their_mind_in_the_same_form(home: Page) -> None:
    consent = consent_of(home, "youtube:")
    consent.get_by_role("button", name="Cancel").click()
    expect(consent.get_by_role("heading")).to_have_text("Not connected")
    expect(consent.locator("body")).to_contain_text("Access to YouTube was not allowed.")
    consent.close()

    again = consent_of(home, "youtube:")
    allow(again, "acme_films")

    expect(again.get_by_role("heading")).to_have_text("Connected as @acme_films on YouTube")


def test_an_unticked_right_is_named_and_can_be_granted_after_all(home: Page) -> None:
    consent = consent_of(home, "instagram:instagram")
    consent.get_by_label(NEEDED_RIGHT).uncheck()
    allow(consent, "acme.jobs")
    expect(consent.get_by_role("heading")).to_have_text("Not connected")
    expect(consent.locator("body")).to_contain_text(f"did not grant {NEEDED_RIGHT}")
    consent.close()
    expect(qa(home, "home-view")).not_to_contain_text("@acme.jobs")

    again = consent_of(home, "instagram:instagram")
    allow(again, "acme.jobs")

    expect(again.get_by_role("heading")).to_have_text("Connected as @acme.jobs on Instagram")
