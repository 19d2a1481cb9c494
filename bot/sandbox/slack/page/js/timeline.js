// A list of messages that stays at its end while new ones come, unless somebody reads further up.

import { get } from "./api.js";
import { el, reconcile } from "./dom.js";
import { intro } from "./intro.js";
import { follows, messageNode } from "./message.js";
import { report, session } from "./session.js";
import { dividerDay, instantOfTs } from "./time.js";
import { wall } from "./zone.js";

const NEAR_END_PX = 80;

/** A list of the messages of one conversation or thread. */
export class Timeline {
  #box;
  #intro;
  #list;
  #inThread;
  #query = null;
  #asked = 0;
  #drawn = 0;
  messages = [];

  constructor(box, { inThread = false, label }) {
    this.#box = box;
    this.#inThread = inThread;
    this.#intro = el("div", {});
    this.#list = el("div", {
      class: "timeline-list",
      role: "log",
      "aria-live": "polite",
      "aria-label": label,
      qa: inThread ? "thread-messages" : "messages",
    });
    box.append(el("div", { class: "timeline" }, this.#intro, this.#list));
    this.#list.addEventListener("keydown", (event) => this.#walk(event));
    // Pictures grow after they are drawn; whoever was at the end stays there.
    new ResizeObserver(() => this.#pinned && this.#toEnd()).observe(this.#list);
    box.addEventListener(
      "scroll",
      () => {
        this.#pinned = this.#nearEnd();
      },
      { passive: true },
    );
  }

  #pinned = true;

  /** One stop for the Tab key; arrow keys walk through the messages, Tab then to a message's tools. */
  #walk(event) {
    const steps = { ArrowUp: -1, ArrowDown: 1 };
    if (!steps[event.key] || !event.target.matches(".message")) return;
    event.preventDefault();
    const all = [...this.#list.querySelectorAll(".message")];
    all[all.indexOf(event.target) + steps[event.key]]?.focus();
  }

  #nearEnd() {
    return this.#box.scrollHeight - this.#box.scrollTop - this.#box.clientHeight < NEAR_END_PX;
  }

  #toEnd() {
    this.#box.scrollTop = this.#box.scrollHeight;
  }

  /** Show another conversation (or none, with null). */
  async show(query) {
    if (JSON.stringify(query) !== JSON.stringify(this.#query)) {
      this.#query = query;
      this.#list.replaceChildren();
      this.#intro.replaceChildren();
      this.#intro.dataset.mark = "";
      this.messages = [];
      this.#pinned = true;
    }
    await this.refresh();
  }

  /** Read the messages anew; an answer older than what is drawn, or to another question, is dropped. */
  async refresh() {
    const query = this.#query;
    if (!query) return;
    this.#asked += 1;
    const mine = this.#asked;
    let answer;
    try {
      answer = await get("_sandbox/messages", query);
    } catch (error) {
      report(error);
      return;
    }
    if (mine < this.#drawn || query !== this.#query) return;
    this.#drawn = mine;
    this.messages = answer.messages;
    this.redraw();
  }

  /** Draw again what is there, for instance after the state brought new names. */
  redraw() {
    if (!this.#query || !session.lens) return;
    const { lens } = session;
    reconcile(this.#list, withDays(this.messages, lens, this.#inThread), {
      key: (item) => item.key,
      print: (item) => JSON.stringify([item, lens.viewer.id, wall(lens.now(), lens.tz).date]),
      make: (item) =>
        item.message
          ? messageNode(item.message, {
              channel: this.#query.channel,
              compact: item.compact,
              inThread: this.#inThread,
            })
          : lineNode(item),
    });
    this.#drawIntro(lens.channel(this.#query.channel));
    const last = [...this.#list.querySelectorAll(".message")].pop();
    if (last) last.tabIndex = 0;
    if (this.#pinned) this.#toEnd();
  }

  #drawIntro(channel) {
    if (this.#inThread || !channel) return;
    const mark = JSON.stringify([channel.id, channel.bot_member, channel.member, session.viewer]);
    if (this.#intro.dataset.mark === mark) return;
    this.#intro.dataset.mark = mark;
    this.#intro.replaceChildren(intro(channel));
  }

  /** Bring a message into view and light it up. */
  focus(ts) {
    const node = this.#list.querySelector(`[data-ts="${CSS.escape(ts)}"]`);
    if (!node) return;
    this.#pinned = false;
    node.scrollIntoView({ block: "center" });
    node.classList.add("message-lit");
    node.focus({ preventScroll: true });
  }
}

function withDays(messages, lens, inThread) {
  const items = [];
  let day = null;
  let before = null;
  for (const message of messages) {
    const at = instantOfTs(message.ts);
    const { date } = wall(at, lens.tz);
    if (date !== day && !inThread) {
      items.push({ key: `day-${date}`, label: dividerDay(at, lens.now(), lens.tz) });
      before = null;
    }
    day = date;
    items.push({ key: message.ts, message, compact: follows(message, before) });
    before = message;
    if (inThread && items.length === 1 && messages.length > 1) {
      items.push({ key: "replies", label: repliesWords(messages.length - 1), isReplies: true });
      before = null;
    }
  }
  return items;
}

function repliesWords(count) {
  return `${count} ${count === 1 ? "reply" : "replies"}`;
}

function lineNode({ label, isReplies }) {
  return el(
    "div",
    { class: isReplies ? "reply-divider" : "day-divider", role: "separator" },
    el("span", {}, label),
  );
}
