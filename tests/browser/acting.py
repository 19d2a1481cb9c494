"""Short words for what people do at the page, by its test hooks."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

PATIENCE_MS = 20_000
"""How long the whole bot may take for an answer while other tests want the same cores."""


def open_page(tab: Page, url: str) -> Page:
    """Open the page and return it once it has read its first state."""
    tab.goto(url)
    tab.wait_for_selector("body[data-ready=yes]")
    return tab


def qa(page: Page | Locator, hook: str) -> Locator:
    """Return what carries this hook."""
    return page.locator(f'[data-qa="{hook}"]')


def action(page: Page | Locator, action_id: str) -> Locator:
    """Return the control of this action id."""
    return page.locator(f'[data-action-id="{action_id}"]')


def message(page: Page | Locator, words: str) -> Locator:
    """Return the newest message with these words."""
    return qa(page, "message").filter(has_text=words).last


def say(page: Page, words: str) -> None:
    """Write and send a message."""
    qa(page, "composer").fill(words)
    qa(page, "composer").press("Enter")


def send_clip(page: Page, words: str) -> None:
    """Send the sample clip with these words and open the thread it begins."""
    page.locator('[data-qa="try-file"][data-name="harbour-clip.mp4"]').click()
    expect(qa(page, "attachment")).to_have_count(1)
    say(page, words)
    bar = qa(message(page, words), "thread-bar")
    expect(bar).to_be_visible(timeout=PATIENCE_MS)
    bar.click()


def reply(page: Page, words: str) -> Locator:
    """Return the open thread's first message with these words, once it is there."""
    found = qa(qa(page, "thread-messages"), "message").filter(has_text=words).first
    expect(found).to_be_visible(timeout=PATIENCE_MS)
    return found


def press(within: Locator, action_id: str, *, sure: bool = False) -> None:
    """Press a button of a message, and say yes where it asks whether one is ``sure``."""
    action(within, action_id).first.click()
    if sure:
        qa(within.page, "confirm-ok").click()


def become(page: Page, user: str) -> None:
    """Look through another person's eyes."""
    qa(page, "user-switch").click()
    page.locator(f'[data-qa="user-option"][data-user="{user}"]').click()
    expect(qa(page, "user-switch")).to_have_attribute("data-user", user)


def open_channel(page: Page, channel: str) -> None:
    """Go to a conversation."""
    page.locator(f'[data-qa="channel-link"][data-channel="{channel}"]').click()
    expect(qa(page, "channel")).to_have_attribute("data-channel", channel)


def pick(page: Page, control: Locator, value: str) -> None:
    """Open a select and choose an option."""
    control.click()
    page.locator(f'.popover [data-qa="option"][data-value="{value}"]').click()


def pick_day(page: Page, control: Locator, date: str) -> None:
    """Open a date picker and type a date."""
    control.click()
    qa(page, "calendar-input").fill(date)
    qa(page, "calendar-input").press("Enter")
    expect(control).to_have_attribute("data-value", date)


def pick_time(control: Locator, words: str, time: str) -> None:
    """Type a time of day."""
    control.fill(words)
    control.press("Enter")
    expect(control).to_have_attribute("data-value", time)
