// The centre: head, messages, composer, and the place where files are dropped.

import { composer } from "./composer.js";
import { el } from "./dom.js";
import { mountHome, openHome } from "./home.js";
import { icon } from "./icons.js";
import { session } from "./session.js";
import { Timeline } from "./timeline.js";

/** Build the centre into `box`; returns its timeline and composer for the panel's one-click samples. */
export function mountConversation(box) {
  const head = el("header", { class: "head" });
  const scroller = el("div", { class: "scroller", tabIndex: 0, "aria-label": "Messages" });
  const home = el("div", { class: "home", hidden: true, qa: "home" });
  const timeline = new Timeline(scroller, { label: "Messages" });
  const writer = composer({ where: () => ({ channel: session.place.channel }) });
  const outside = el("div", { class: "outside", hidden: true, qa: "outside" });
  const foot = el("div", { class: "foot" }, outside, writer.node);
  const column = el("div", { class: "column", qa: "channel" }, head, home, scroller, foot);
  box.append(column);
  mountHome(home);
  acceptDrops(column, writer);

  const draw = () => {
    if (!session.lens || !session.place.channel) return;
    const channel = session.lens.channel(session.place.channel);
    // Whoever has just come from another workspace still stands in a channel that is not here.
    if (!channel) return;
    const onHome = session.place.tab === "home";
    head.replaceChildren(...headParts(channel, onHome));
    column.dataset.channel = channel.id;
    scroller.hidden = onHome;
    foot.hidden = onHome;
    const isOut = channel.member === false;
    outside.hidden = !isOut;
    writer.node.hidden = isOut;
    outside.textContent = isOut
      ? `${session.lens.viewer.real_name} is not in #${channel.name} and cannot write here.`
      : "";
    writer.switchTo(
      `${session.viewer} ${channel.id}`,
      `Message ${session.lens.channelTitle(channel)}`,
    );
  };
  session.on("state", () => {
    draw();
    timeline.redraw();
  });
  session.on("place", async () => {
    draw();
    if (session.place.tab === "home") return;
    const channel = session.lens.channel(session.place.channel);
    await timeline.show(
      channel.member === false ? null : { channel: channel.id, user: session.viewer },
    );
    markRead(channel);
    if (session.place.focus) timeline.focus(session.place.focus);
  });
  session.on("messages", async (channel) => {
    if (channel !== session.place.channel || session.place.tab === "home") return;
    await timeline.refresh();
    markRead(session.lens.channel(channel));
  });
  return { timeline, writer };
}

/** What is drawn has been seen, unless the page itself is in the background. */
async function markRead(channel) {
  if (document.hidden || channel.member === false) return;
  await session.act("read", { channel: channel.id });
  session.refreshSoon();
}

function headParts(channel, onHome) {
  const { lens } = session;
  const isBot = lens.isBotDm(channel);
  const glyph = icon(
    isBot
      ? "board"
      : channel.kind === "private"
        ? "lock"
        : lens.isDirect(channel)
          ? "person"
          : "hash",
    19,
  );
  const name = lens.isDirect(channel) ? lens.channelTitle(channel) : channel.name;
  return [
    el(
      "h1",
      { class: "head-title", qa: "channel-title" },
      glyph,
      name,
      isBot && el("span", { class: "badge-app" }, "APP"),
    ),
    isBot
      ? el(
          "div",
          { class: "tabs", role: "tablist", "aria-label": name },
          tab("Messages", !onHome, "tab-messages", () => session.go({ channel: channel.id })),
          tab("Home", onHome, "tab-home", () => openHome()),
        )
      : null,
    el("span", { class: "head-gap" }),
    fallbackSwitch(),
  ].filter(Boolean);
}

function tab(words, isOn, qa, run) {
  return el(
    "button",
    {
      class: "tab",
      type: "button",
      role: "tab",
      "aria-selected": String(isOn),
      qa,
      on: { click: run },
    },
    words,
  );
}

/** Shows under every message what notifications and screen readers get. */
function fallbackSwitch() {
  const on = document.body.classList.contains("shows-fallback");
  return el(
    "button",
    {
      class: "head-button",
      type: "button",
      qa: "toggle-fallback",
      "aria-pressed": String(on),
      title: "Show what notifications and screen readers get",
      on: {
        click: (event) => {
          const isOn = document.body.classList.toggle("shows-fallback");
          event.currentTarget.setAttribute("aria-pressed", String(isOn));
        },
      },
    },
    icon("bell", 16),
    el("span", {}, "Notification texts"),
  );
}

/** Files dragged over `box` go to the composer. */
export function acceptDrops(box, writer) {
  const veil = el(
    "div",
    { class: "drop-veil", hidden: true },
    el("div", {}, icon("image", 40), el("strong", {}, "Drop to add to your message")),
  );
  box.append(veil);
  let depth = 0;
  const carriesFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  const leave = () => {
    depth = 0;
    veil.hidden = true;
  };
  box.addEventListener("dragenter", (event) => {
    if (!carriesFiles(event)) return;
    depth += 1;
    veil.hidden = false;
  });
  box.addEventListener("dragleave", () => {
    depth -= 1;
    if (depth <= 0) leave();
  });
  box.addEventListener("dragover", (event) => {
    if (carriesFiles(event)) event.preventDefault();
  });
  box.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    leave();
    if (!writer.node.hidden) writer.addFiles(event.dataTransfer.files);
  });
}
