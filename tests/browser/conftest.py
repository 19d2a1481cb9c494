"""Finds a browser and puts the page on a stage: stand-in, a small real bot, one server."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.acting import open_page
from tests.browser.demo_process import DemoProcess
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
def tab(context: BrowserContext) -> Iterator[Page]:
    """Return an empty tab; afterwards its console must be free of errors."""
    tab = context.new_page()
    complaints: list[str] = []
    tab.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    yield tab
    # The browser itself reports refusals (400) and cut connections; the page shows both.
    assert [one for one in complaints if not re.search(EXPECTED, one)] == []


@pytest.fixture
def page(stage: Stage, tab: Page) -> Page:
    """Return the page as Ana sees it."""
    return open_page(tab, stage.page_url)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoProcess]:
    """Return a demo for all tests of a file; each works in a thread or at an account of its own."""
    with DemoProcess(tmp_path_factory.mktemp("demo")) as running:
        yield running


@pytest.fixture
def demo_page(demo: DemoProcess, tab: Page) -> Page:
    """Return the demo's page."""
    return open_page(tab, demo.url)
