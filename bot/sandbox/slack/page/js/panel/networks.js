// The networks' stand-in, where there is one beside this page: what is public, and what goes wrong.

import { get, Refusal, ROOT } from "../api.js";
import { el, reconcile } from "../dom.js";
import { icon } from "../icons.js";
import { session } from "../session.js";
import { clockTime, distance, shortDay } from "../time.js";
import { mountNetworkFaults } from "./network_faults.js";
import { labelOf, NETWORKS_BASE } from "./network_names.js";

const LOOK_AGAIN_MS = 3000;

/** Build the page into `box`; `tab` disappears where no networks are. */
export function mountNetworks(box, tab) {
  const posts = el("div", { class: "posts", qa: "published" });
  const none = el("p", { class: "panel-note" }, "Nothing has been published yet.");
  const faultsBox = el("div");
  const drawFaults = mountNetworkFaults(faultsBox, look);
  box.append(
    section("Make it fail", [
      el("p", { class: "panel-note" }, "Choose a network and what goes wrong there."),
      faultsBox,
    ]),
    section("Publicly visible", [none, posts]),
  );
  let isVisible = false;
  let isHere = ROOT.pathname !== "/";
  tab.hidden = !isHere;

  async function look() {
    if (!isHere || !isVisible || document.hidden) return;
    try {
      const [faults, visible] = await Promise.all([
        get(`${NETWORKS_BASE}/faults`),
        get(`${NETWORKS_BASE}/posts`),
      ]);
      drawFaults(faults);
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
      labelOf(one.network).slice(0, 1),
    ),
    el(
      "span",
      { class: "post-words" },
      el(
        "span",
        { class: "post-head" },
        el("strong", {}, labelOf(one.network)),
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
