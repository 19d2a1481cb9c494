"""What the page says can be read, on a light system and on a dark one."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser import gallery
from tests.browser.acting import qa, say
from tests.browser.stage import Stage, picture

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FAINT = """() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = channels(colour).map((c) => c / 255)
      .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  // The nearest ground that covers; gradients and half-transparent grounds are left to the eye.
  const groundOf = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.backgroundImage !== "none") return null;
      const alpha = channels(style.backgroundColor)[3] ?? 1;
      if (alpha === 1) return style.backgroundColor;
      if (alpha > 0) return null;
    }
    return null;
  };
  const isDimmed = (node) => {
    for (let at = node; at; at = at.parentElement)
      if (Number(getComputedStyle(at).opacity) < 1) return true;
    return false;
  };
  const faint = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    const words = walker.currentNode.textContent.trim();
    if (!words || !node.checkVisibility() || isDimmed(node)) continue;
    const ground = groundOf(node);
    if (!ground) continue;
    const [a, b] = [light(getComputedStyle(node).color), light(ground)].sort((x, y) => y - x);
    const contrast = (a + 0.05) / (b + 0.05);
    if (contrast >= 4.5) continue;
    faint.add(`${node.className}: ${words.slice(0, 30)} ${contrast.toFixed(1)}`);
  }
  return [...faint];
}"""
"""Finds texts whose contrast is below 4.5 : 1. https://www.w3.org/TR/WCAG21/#contrast-minimum"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(
    page: Page, stage: Stage, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    file_id = stage.upload("open.png", picture())
    stage.wait_until_ready(file_id)
    say(page, f"/gallery {file_id}")
    stage.bot_says("A plan", blocks=gallery.plan(1893456000))
    expect(qa(page, "message").last).to_contain_text("A plan for 2 posts")
    faint = list(page.evaluate(FAINT))
    for tab in ("networks", "inspector"):
        qa(page, f"panel-tab-{tab}").click()
        expect(qa(page, f"panel-{tab}")).to_be_visible()
        faint += page.evaluate(FAINT)
    say(page, "/callboard form")
    expect(qa(page, "modal")).to_be_visible()

    assert faint + page.evaluate(FAINT) == []
    paper = page.evaluate("() => getComputedStyle(document.querySelector('main')).backgroundColor")
    assert (paper == "rgb(255, 255, 255)") is (scheme == "light")
