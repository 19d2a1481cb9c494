// Puts the page together.

import { mountConversation } from "./conversation.js";
import { el } from "./dom.js";
import { watchViews } from "./modal.js";
import { notice } from "./notice.js";
import { mountPanel } from "./panel/panel.js";
import { report, session } from "./session.js";
import { mountSidebar } from "./sidebar.js";
import { listen } from "./stream.js";
import { mountThread } from "./thread.js";

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

function hear(news) {
  switch (news.type) {
    case "message":
    case "messages":
      session.emit("messages", news.channel);
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
      session.refreshSoon();
  }
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
  mountThread(part("thread"));
  mountPanel(part("panel"), centre);
  watchViews();
  await session.refresh();
  goByHash();
  addEventListener("hashchange", goByHash);
  document.addEventListener("click", keepOwnLinks);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) session.refreshSoon(); });
  const banner = part("offline");
  listen({
    onNews: hear,
    onState: (state) => { banner.hidden = state === "live"; },
    onGap: () => { session.emit("messages", session.place.channel); session.emit("log"); session.refreshSoon(); },
  });
  document.body.dataset.ready = "yes";
}

start().catch((error) => {
  part("centre").replaceChildren(el("div", { class: "empty", role: "alert" }, el("strong", {}, "The page could not start."), el("span", {}, error.message)));
  report(error);
});
