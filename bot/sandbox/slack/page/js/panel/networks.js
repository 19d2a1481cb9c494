// The networks' stand-in, where there is one beside this page: what is public, and what goes wrong.

import { get, post, remove, Refusal, ROOT } from "../api.js";
import { el, reconcile } from "../dom.js";
import { icon } from "../icons.js";
import { report, session } from "../session.js";
import { clockTime, distance, shortDay } from "../time.js";

const BASE = "../_networks/_sandbox";
const LOOK_AGAIN_MS = 3000;
const LABELS = {
  instagram: "Instagram",
  twitter: "X",
  linkedin: "LinkedIn",
  tiktok: "TikTok",
  youtube: "YouTube",
  facebook: "Facebook",
  threads: "Threads",
  bluesky: "Bluesky",
  mastodon: "Mastodon",
};
const WORK = ["prepare", "upload", "create", "status"];

// What each switch arms at the stand-in; `always` until switched off, otherwise only the next time.
const TROUBLES = [
  { id: "down", label: "Down (503)", fault: "error_503", steps: WORK, always: true },
  { id: "slow", label: "Slow", fault: "slow", steps: WORK, always: true, extra: { seconds: 4 } },
  {
    id: "lost",
    label: "Reply lost after posting",
    fault: "drop_after",
    steps: ["create"],
    always: false,
  },
  {
    id: "refuses",
    label: "Refuses token",
    fault: "error_401",
    steps: ["prepare", "upload", "create"],
    always: true,
  },
];

/** Build the page into `box`; `tab` disappears where no networks are. */
export function mountNetworks(box, tab) {
  const switches = el("div", { class: "faults" });
  const posts = el("div", { class: "posts", qa: "published" });
  const none = el("p", { class: "panel-note" }, "Nothing has been published yet.");
  box.append(
    section("Publicly visible", [none, posts]),
    section("Make it fail", [
      el(
        "p",
        { class: "panel-note" },
        "Each switch changes how a stand-in network answers the bot.",
      ),
      switches,
    ]),
  );
  let isVisible = false;
  let isHere = ROOT.pathname !== "/";
  tab.hidden = !isHere;

  async function look() {
    if (!isHere || !isVisible || document.hidden) return;
    try {
      const [faults, visible] = await Promise.all([get(`${BASE}/faults`), get(`${BASE}/posts`)]);
      drawSwitches(switches, faults, look);
      drawPosts(posts, visible);
      none.hidden = visible.length > 0;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      isHere = error.status !== 404;
      tab.hidden = !isHere;
    }
  }

  setInterval(look, LOOK_AGAIN_MS);
  session.on("networks", look);
  session.on("messages", look);
  return {
    visible: (on) => {
      isVisible = on;
      look();
    },
  };
}

function section(title, rows) {
  return el("section", { class: "panel-section" }, el("h3", {}, title), rows);
}

function drawSwitches(box, { armed, known }, look) {
  const names = Object.keys(known);
  reconcile(box, names, {
    key: (name) => name,
    print: (name) => JSON.stringify(armed.filter((one) => one.network === name)),
    make: (name) =>
      el(
        "fieldset",
        { class: "fault-set" },
        el("legend", {}, LABELS[name] ?? name),
        TROUBLES.map((trouble) => switchNode(name, trouble, armed, look)),
      ),
  });
}

function isOn(network, trouble, armed) {
  return armed.some((one) => one.network === network && one.fault === trouble.fault);
}

function switchNode(network, trouble, armed, look) {
  const input = el("input", {
    type: "checkbox",
    role: "switch",
    class: "switch",
    checked: isOn(network, trouble, armed),
    qa: `fault-${network}-${trouble.id}`,
  });
  input.addEventListener("change", async () => {
    input.disabled = true;
    try {
      if (input.checked) await arm(network, trouble);
      else await disarm(network, trouble);
    } catch (error) {
      report(error);
    }
    await look();
    input.disabled = false;
  });
  return el(
    "label",
    { class: "fault" },
    el("span", {}, trouble.label, trouble.always ? null : el("small", {}, " once")),
    input,
  );
}

async function arm(network, trouble) {
  const often = trouble.always ? { probability: 1 } : { times: 1 };
  for (const step of trouble.steps) {
    await post(`${BASE}/faults`, {
      network,
      step,
      fault: trouble.fault,
      ...often,
      ...trouble.extra,
    });
  }
}

/** The stand-in forgets all faults at once, so the others are armed again. */
async function disarm(network, trouble) {
  const { armed } = await get(`${BASE}/faults`);
  await remove(`${BASE}/faults`);
  for (const fault of armed) {
    if (fault.network === network && fault.fault === trouble.fault) continue;
    const kept = Object.entries(fault).filter(([, value]) => value !== null);
    await post(`${BASE}/faults`, Object.fromEntries(kept));
  }
}

function drawPosts(box, visible) {
  const newest = [...visible].sort((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at));
  reconcile(box, newest, {
    key: (one) => `${one.network}-${one.id}`,
    print: (one) => JSON.stringify([one, session.lens.tz]),
    make: postNode,
  });
}

function postNode(one) {
  const at = new Date(one.created_at);
  const { lens } = session;
  const kinds = one.media.map((media) => media.kind);
  return el(
    "a",
    {
      class: "post",
      href: one.url,
      target: "_blank",
      rel: "noopener",
      qa: "published-post",
      dataset: { network: one.network, id: one.id },
    },
    el(
      "span",
      { class: `network-mark network-${one.network}`, "aria-hidden": "true" },
      (LABELS[one.network] ?? one.network).slice(0, 1),
    ),
    el(
      "span",
      { class: "post-words" },
      el(
        "span",
        { class: "post-head" },
        el("strong", {}, LABELS[one.network] ?? one.network),
        ` @${one.account}`,
      ),
      el("span", { class: "post-text" }, one.text || "(no words)"),
      el(
        "small",
        { title: distance(at, lens.now()) },
        `${shortDay(at, lens.tz)}, ${clockTime(at, lens.tz)}`,
        kinds.length ? ` · ${kinds.join(", ")}` : "",
      ),
    ),
    icon("out", 14),
  );
}
