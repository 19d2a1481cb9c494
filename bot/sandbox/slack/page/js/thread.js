// The thread at the right: a message and the replies below it.

import { composer } from "./composer.js";
import { acceptDrops } from "./conversation.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { session } from "./session.js";
import { Timeline } from "./timeline.js";

/** Build the thread pane into `box`; it is hidden while no thread is open. */
export function mountThread(box) {
  const where = () => ({ channel: session.place.channel, thread_ts: session.place.thread });
  const scroller = el("div", { class: "scroller", tabIndex: 0, "aria-label": "Thread" });
  const timeline = new Timeline(scroller, { inThread: true, label: "Thread" });
  const writer = composer({ where, inThread: true });
  const place = el("span", { class: "head-note" });
  const close = el(
    "button",
    {
      class: "icon-button",
      type: "button",
      "aria-label": "Close thread",
      qa: "thread-close",
      on: { click: () => session.go({ ...session.place, thread: null, focus: null }) },
    },
    icon("close", 18),
  );
  const pane = el(
    "aside",
    { class: "thread", qa: "thread", "aria-label": "Thread", hidden: true },
    el(
      "header",
      { class: "head" },
      el("h2", { class: "head-title" }, "Thread"),
      place,
      el("span", { class: "head-gap" }),
      close,
    ),
    scroller,
    el("div", { class: "foot" }, writer.node),
  );
  box.append(pane);
  acceptDrops(pane, writer);

  const draw = async () => {
    const { thread, channel, tab, focus } = session.place;
    const opens = pane.hidden;
    pane.hidden = !thread || tab === "home";
    // A closed thread is still followed, for the times it names; one of another channel is not.
    if (pane.hidden && channel !== pane.dataset.channel) timeline.show(null);
    if (pane.hidden) return;
    pane.dataset.channel = channel;
    pane.dataset.ts = thread;
    place.textContent = session.lens.channelTitle(session.lens.channel(channel));
    writer.switchTo(`${session.viewer} ${channel} ${thread}`, "Reply…");
    await timeline.show({ channel, user: session.viewer, thread_ts: thread });
    if (focus) timeline.focus(focus);
    else if (opens) writer.field.focus();
  };
  session.on("place", draw);
  session.on("state", () => timeline.redraw());
  session.on("messages", (channel) => {
    if (channel === session.place.channel) timeline.refresh();
  });
  return { timeline, writer };
}
