// The panel at the right: the demo's clock, things to try, the networks, and the inspector.

import { el } from "../dom.js";
import { icon } from "../icons.js";
import { session } from "../session.js";
import { mountClock } from "./clock.js";
import { mountInspector } from "./inspector.js";
import { mountNetworks } from "./networks.js";
import { mountTry } from "./try.js";

const REMEMBERED = "callboard.panel";
const WIDE_PX = 1300;
const TABS = [
  ["try", "Try this", "flask"],
  ["networks", "Networks", "globe"],
  ["inspector", "Inspector", "pulse"],
];

function opensAtFirst() {
  const kept = localStorage.getItem(REMEMBERED);
  return kept ? kept === "open" : innerWidth >= WIDE_PX;
}

/** Build the panel into `box`; samples go to the `centre`, the clock reads it and the `thread`. */
export function mountPanel(box, centre, thread) {
  const pages = Object.fromEntries(
    TABS.map(([name]) => [
      name,
      el("div", {
        class: "panel-page",
        role: "tabpanel",
        id: `panel-${name}`,
        qa: `panel-${name}`,
        hidden: true,
      }),
    ]),
  );
  const tabs = TABS.map(([name, words, glyph]) =>
    el(
      "button",
      {
        class: "tab",
        type: "button",
        role: "tab",
        "aria-controls": `panel-${name}`,
        "aria-selected": "false",
        qa: `panel-tab-${name}`,
        dataset: { name },
        on: { click: () => choose(name) },
      },
      icon(glyph, 15),
      words,
    ),
  );
  const clock = el("div", { class: "clock" });
  const pane = el(
    "aside",
    { class: "panel", qa: "panel", "aria-label": "Demo panel" },
    clock,
    el("div", { class: "tabs panel-tabs", role: "tablist", "aria-label": "Demo panel" }, tabs),
    Object.values(pages),
  );
  const toggle = el(
    "button",
    {
      class: "panel-toggle",
      type: "button",
      qa: "panel-toggle",
      title: "Demo panel",
      "aria-label": "Demo panel",
      on: { click: () => open(pane.hidden, true) },
    },
    icon("flask", 18),
  );
  box.append(pane, toggle);

  const shown = {
    try: mountTry(pages.try, centre),
    networks: mountNetworks(pages.networks, tabs[1]),
    inspector: mountInspector(pages.inspector),
  };
  mountClock(clock, [centre.timeline, thread.timeline]);

  function choose(name) {
    for (const item of tabs) item.setAttribute("aria-selected", String(item.dataset.name === name));
    for (const [key, page] of Object.entries(pages)) page.hidden = key !== name;
    for (const [key, part] of Object.entries(shown)) part?.visible?.(key === name && !pane.hidden);
  }

  function open(isOpen, remember) {
    pane.hidden = !isOpen;
    toggle.setAttribute("aria-expanded", String(isOpen));
    document.body.classList.toggle("has-panel", isOpen);
    if (remember) localStorage.setItem(REMEMBERED, isOpen ? "open" : "closed");
    choose(
      tabs.find((item) => item.getAttribute("aria-selected") === "true")?.dataset.name ?? "try",
    );
  }

  open(opensAtFirst(), false);
  session.on("place", () => shown.try?.visible?.(true));
}
