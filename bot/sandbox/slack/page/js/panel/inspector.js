// Every request in either direction, newest first, with what it carried and how long it took.

import { get } from "../api.js";
import { el, gathered, reconcile } from "../dom.js";
import { icon } from "../icons.js";
import { report, session } from "../session.js";
import { clockTime } from "../time.js";
import { slackFaults } from "./slack_faults.js";

const SHOWN = 150;
const TOGETHER_MS = 150;
const LATE_MS = 3000;
const SLOW_MS = 500;
const KINDS = [
  ["", "All"],
  ["api", "API"],
  ["event", "Events"],
  ["command", "Slash"],
  ["interactive", "Clicks"],
  ["bad", "Failed"],
];

/** Build the inspector into `box`. */
export function mountInspector(box) {
  let entries = [];
  let kind = "";
  let isVisible = false;
  const list = el("div", { class: "log", qa: "log" });
  const none = el("p", { class: "panel-note" }, "Nothing to show.");
  const filter = el("input", {
    class: "input input-small",
    type: "search",
    placeholder: "Filter by name or content",
    "aria-label": "Filter the log",
    qa: "log-filter",
    on: { input: () => draw() },
  });
  const chips = KINDS.map(([name, words]) =>
    el(
      "button",
      {
        class: "filter-chip",
        type: "button",
        "aria-pressed": String(name === kind),
        qa: `log-kind-${name || "all"}`,
        dataset: { name },
        on: {
          click: () => {
            kind = name;
            for (const chip of chips)
              chip.setAttribute("aria-pressed", String(chip.dataset.name === kind));
            draw();
          },
        },
      },
      words,
    ),
  );
  box.append(
    el("div", { class: "log-tools" }, filter, el("div", { class: "filter-chips" }, chips)),
    none,
    list,
    slackFaults(),
  );

  function draw() {
    const wanted = filter.value.trim().toLowerCase();
    const rows = entries.filter(
      (entry) =>
        (!kind || entry.kind === kind || (kind === "bad" && !entry.ok)) &&
        (!wanted || JSON.stringify(entry).toLowerCase().includes(wanted)),
    );
    none.hidden = rows.length > 0;
    reconcile(list, rows, {
      key: (entry) => String(entry.id),
      print: (entry) => String(entry.ok) + session.lens?.tz,
      make: entryNode,
    });
  }

  async function look() {
    if (!isVisible) return;
    try {
      entries = (await get("_sandbox/log", { limit: SHOWN })).entries;
      draw();
    } catch (error) {
      report(error);
    }
  }

  session.on("log", gathered(look, TOGETHER_MS));
  return {
    visible: (on) => {
      isVisible = on;
      look();
    },
  };
}

function entryNode(entry) {
  const speed = entry.ms >= LATE_MS ? "log-late" : entry.ms >= SLOW_MS ? "log-slow" : "";
  const detail = el("div", { class: "log-detail", hidden: true });
  const head = el(
    "button",
    {
      class: "log-head",
      type: "button",
      "aria-expanded": "false",
      on: {
        click: () => {
          detail.hidden = !detail.hidden;
          head.setAttribute("aria-expanded", String(!detail.hidden));
          if (!detail.hidden && !detail.firstChild) detail.append(...details(entry));
        },
      },
    },
    el(
      "span",
      { class: `log-kind log-kind-${entry.kind}`, title: entry.kind },
      entry.kind === "response_url" ? "reply" : entry.kind.slice(0, 7),
    ),
    el("span", { class: "log-name" }, entry.name),
    entry.retry_num
      ? el("span", { class: "log-retry", title: "Sent again" }, `retry ${entry.retry_num}`)
      : null,
    el("span", { class: `log-ms ${speed}` }, `${entry.ms} ms`),
    el(
      "span",
      { class: `log-status ${entry.ok ? "log-ok" : "log-bad"}` },
      entry.ok ? String(entry.status ?? "ok") : String(entry.status ?? "—"),
    ),
  );
  return el(
    "div",
    {
      class: `log-entry${entry.ok ? "" : " log-failed"}`,
      qa: "log-entry",
      dataset: { kind: entry.kind, name: entry.name, ok: entry.ok ? "yes" : "no" },
    },
    head,
    entry.error && el("div", { class: "log-error" }, icon("warning", 13), entry.error),
    detail,
  );
}

function details(entry) {
  const at = new Date(entry.at);
  return [
    el("small", {}, `${clockTime(at, session.lens.tz, true)} · #${entry.id}`),
    ...pair("Request", entry.request),
    ...pair("Response", entry.response),
  ];
}

function pair(title, value) {
  if (value === null || value === undefined || value === "") return [];
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  return [el("h4", {}, title), el("pre", { class: "log-json", tabIndex: 0 }, text)];
}
