"""Short words for what people do at the page, by its test hooks."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect


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
