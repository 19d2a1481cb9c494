// Puts the page together.

import { mountConversation } from "./conversation.js";
import { el, gathered } from "./dom.js";
import { watchViews } from "./modal.js";
import { notice } from "./notice.js";
import { mountPanel } from "./panel/panel.js";
import { report, session } from "./session.js";
import { mountSidebar } from "./sidebar.js";
import { listen } from "./stream.js";
import { mountThread } from "./thread.js";

const TOGETHER_MS = 40;
const part = (name) => document.querySelector(`[data-part=${name}]`);

/** #/C0LAUNCH/1700000000.000100?thread_ts=… (or the p1700000000000100 of permalinks) → the place it names. */
function placeOf(hash) {
  const found = /^#\/([A-Z][A-Z0-9]+)(?:\/p?(\d{10})\.?(\d{6}))?(?:\?(.*))?$/.exec(hash);
  if (!found) return null;
  const [, channel, seconds, micros, query] = found;
  const focus = seconds ? `${seconds}.${micros}` : null;
  return { channel, focus, thread: new URLSearchParams(query ?? "").get("thread_ts") };
}

function goByHash() {
  const wanted = placeOf(location.hash);
  if (wanted && session.lens.channel(wanted.channel)) session.go(wanted);
  else if (!session.place.channel) session.go({ channel: session.firstChannel() });
}

const heardOf = new Set();
const tellMessages = gathered(() => {
  for (const channel of heardOf) session.emit("messages", channel);
  heardOf.clear();
}, TOGETHER_MS);

function hear(news) {
  switch (news.type) {
    case "message":
    case "messages":
      heardOf.add(news.channel);
      tellMessages();
      session.refreshSoon();
      break;
    case "view":
    case "home":
      if (!news.user || news.user === session.viewer) session.refreshSoon();
      break;
    case "notice":
      if (!news.user || news.user === session.viewer) notice(news.text, { kind: "failure" });
      break;
    case "log":
      session.emit("log");
      break;
    default:
      lookAgain();
  }
}

function lookAgain() {
  session.emit("messages", session.place.channel);
  session.emit("log");
  session.refreshSoon();
}

function showTitle() {
  const { lens, place } = session;
  const channel = lens.channel(place.channel);
  const pings = lens.channels.reduce((sum, one) => sum + (one.pings ?? 0), 0);
  document.title = `${pings ? `(${pings}) ` : ""}${channel ? `${lens.channelTitle(channel)} – ` : ""}${lens.team.name}`;
}

/** Links to this workspace's own messages open here instead of in a new window. */
function keepOwnLinks(event) {
  const anchor = event.target.closest?.("a[href]");
  if (!anchor || event.ctrlKey || event.metaKey) return;
  const own = /\/archives\/([A-Z][A-Z0-9]+)\/p(\d{16})(?:\?(.*))?$/.exec(anchor.href);
  if (!own || new URL(anchor.href).origin !== location.origin) return;
  event.preventDefault();
  location.hash = `#/${own[1]}/p${own[2]}${own[3] ? `?${own[3]}` : ""}`;
}

async function start() {
  const centre = mountConversation(part("centre"));
  mountSidebar(part("side"));
  const thread = mountThread(part("thread"));
  mountPanel(part("panel"), centre, thread);
  watchViews();
  await session.refresh();
  goByHash();
  addEventListener("hashchange", goByHash);
  document.addEventListener("click", keepOwnLinks);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) lookAgain();
  });
  session.on("state", showTitle);
  session.on("place", showTitle);
  const banner = part("offline");
  listen({
    onNews: hear,
    onState: (state) => {
      banner.hidden = state === "live";
    },
    onGap: lookAgain,
  });
  document.body.dataset.ready = "yes";
}

start().catch((error) => {
  part("centre").replaceChildren(
    el(
      "div",
      { class: "empty", role: "alert" },
      el("strong", {}, "The page could not start."),
      el("span", {}, error.message),
    ),
  );
  report(error);
});
