"""Finds a browser and puts the page on a stage: stand-in, a small real bot, one server."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.stage import Stage

EXPECTED = r"status of 400|ERR_INCOMPLETE|ERR_CONTENT_LENGTH_MISMATCH"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ARGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def find_chromium() -> str | None:
    """Return a browser's path: the environment's word first, then what is on the PATH."""
    named = os.environ.get("CALLBOARD_CHROMIUM")
    found = (shutil.which(name) for name in ((named,) if named else NAMES))
    return next((path for path in found if path), None)


# Not "session": a running sync Playwright keeps an event loop, under which the async tests of
# other packages could not run theirs.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Return a running browser, or skip loudly with the one command that helps."""
    path = find_chromium()
    if path is None:
        pytest.skip(
            "No Chromium here, so the page is NOT tested. Install one: sudo apt-get install "
            "chromium (or set CALLBOARD_CHROMIUM to the path of any Chromium or Chrome)."
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGS))
        yield browser
        browser.close()


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """Return a running stand-in with its bot."""
    with Stage(tmp_path) as running:
        yield running


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """Return a fresh browser profile; its computer stands in no person's zone."""
    context = chromium.new_context(
        viewport={"width": 1440, "height": 900}, timezone_id="Asia/Kathmandu"
    )
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, stage: Stage) -> Iterator[Page]:
    """Return the page as Ana sees it; afterwards its console must be free of errors."""
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(stage.page_url)
    page.wait_for_selector("body[data-ready=yes]")
    yield page
    # The browser itself reports refusals (400) and cut connections; the page shows both.
    assert [one for one in complaints if not re.search(EXPECTED, one)] == []
