// One message: who, when, what, and everything that hangs from it.

import { avatar } from "./avatar.js";
import { el } from "./dom.js";
import { emoji } from "./emoji.js";
import { icon } from "./icons.js";
import { toolbar } from "./message_menu.js";
import { blockNodes } from "./render/blocks.js";
import { fileList } from "./render/media.js";
import { mrkdwn } from "./render/mrkdwn.js";
import { session } from "./session.js";
import { messageSurface } from "./surface.js";
import { clockTime, distance, fullDate, instantOfTs } from "./time.js";

const TOGETHER_S = 300;

/** Does this message go on where the one before it stopped, without a new heading? */
export function follows(message, before) {
  return (
    Boolean(before) &&
    before.user === message.user &&
    before.username === message.username &&
    Boolean(before.ephemeral) === Boolean(message.ephemeral) &&
    !before.deleted &&
    !isJoin(message) &&
    !isJoin(before) &&
    Number(message.ts) - Number(before.ts) < TOGETHER_S
  );
}

function isJoin(message) {
  return ["channel_join", "group_join", "channel_leave"].includes(message.subtype);
}

/** The node of a message. `compact`: no heading; `inThread`: without its own thread bar. */
export function messageNode(message, { channel, compact = false, inThread = false }) {
  const { lens } = session;
  const writer = writerOf(message, lens);
  const at = instantOfTs(message.ts);
  const when = el(
    "time",
    {
      class: "message-time",
      title: `${fullDate(at, lens.now(), lens.tz)} at ${clockTime(at, lens.tz, true)}`,
      dateTime: at.toISOString(),
    },
    clockTime(at, lens.tz),
  );
  const node = el(
    "article",
    {
      class: [
        "message",
        compact ? "message-compact" : "",
        message.ephemeral ? "message-ephemeral" : "",
        ringsFor(message, lens.viewer.id) ? "message-pinging" : "",
      ].join(" "),
      qa: "message",
      tabIndex: -1,
      "aria-label": `${writer.name}, ${clockTime(at, lens.tz)}`,
      dataset: {
        ts: message.ts,
        user: message.user,
        ephemeral: message.ephemeral ? "yes" : null,
        bot: writer.isBot ? "yes" : null,
      },
    },
    el("div", { class: "message-gutter" }, compact ? when : avatar(writer)),
    el(
      "div",
      { class: "message-body" },
      message.ephemeral &&
        el("div", { class: "only-you", qa: "only-you" }, icon("eye", 14), "Only visible to you"),
      !compact &&
        el(
          "div",
          { class: "message-head" },
          el("span", { class: "message-name" }, writer.name),
          writer.isBot && el("span", { class: "badge-app" }, "APP"),
          writer.isGuest && el("span", { class: "badge-guest" }, "GUEST"),
          when,
        ),
      content(message, channel),
      extras(message, channel, inThread),
    ),
  );
  if (!message.deleted)
    node.append(el("div", { class: "toolbar-rail" }, toolbar(message, { channel, inThread })));
  return node;
}

function writerOf(message, lens) {
  const person = lens.person(message.user);
  const isBot = Boolean(message.bot_id) || Boolean(person?.is_bot);
  return {
    id: message.user ?? message.bot_id ?? "?",
    name:
      message.username ||
      person?.real_name ||
      (message.user === "USLACKBOT" ? "Slackbot" : message.user) ||
      "Someone",
    isBot,
    isGuest: Boolean(person?.is_guest),
  };
}

function content(message, channel) {
  if (message.deleted)
    return el("div", { class: "message-gone" }, icon("trash", 15), "This message was deleted.");
  const edited = message.edited ? el("span", { class: "edited", qa: "edited" }, " (edited)") : null;
  if (message.blocks?.length && !isTyped(message)) {
    return el(
      "div",
      { class: "message-blocks" },
      blockNodes(message.blocks, messageSurface(channel, message)),
      edited,
    );
  }
  if (!message.text) return edited ?? "";
  return el(
    "div",
    { class: isJoin(message) ? "message-text message-join" : "message-text" },
    mrkdwn(message.text, session.lens),
    edited,
  );
}

/** What a person typed comes as text and, for apps, the same again as one rich_text block. */
function isTyped(message) {
  return (
    !message.bot_id &&
    Boolean(message.text) &&
    message.blocks.every((block) => block.type === "rich_text")
  );
}

function extras(message, channel, inThread) {
  if (message.deleted) return [];
  return [
    message.files?.length ? fileList(message.files) : null,
    message.pinged?.length || message.pinged > 0
      ? el("div", { class: "pinged", qa: "pinged" }, icon("bell", 14), pingWords(message.pinged))
      : null,
    message.failure && !message.text?.includes(message.failure)
      ? el("div", { class: "failure", qa: "failure" }, icon("warning", 14), message.failure)
      : null,
    reactions(message, channel),
    !inThread && message.reply_count ? threadBar(message) : null,
    fallbackLine(message),
  ];
}

/** Does this message mention the one who looks? */
function ringsFor(message, viewer) {
  const said = JSON.stringify([message.text, message.blocks]);
  return message.user !== viewer && new RegExp(`<@${viewer}[|>]|"user_id":"${viewer}"`).test(said);
}

function pingWords(pinged) {
  const count = typeof pinged === "number" ? pinged : pinged.length;
  return `pinged ${count} ${count === 1 ? "person" : "people"}`;
}

function reactions(message, channel) {
  const given = (message.reactions ?? []).filter((reaction) => reaction.users?.length);
  if (!given.length) return null;
  return el(
    "div",
    { class: "reactions" },
    given.map((reaction) => {
      const mine = reaction.users.includes(session.viewer);
      const names = reaction.users.map((id) => session.lens.person(id)?.real_name ?? id).join(", ");
      return el(
        "button",
        {
          class: `reaction${mine ? " reaction-mine" : ""}`,
          type: "button",
          qa: "reaction",
          dataset: { name: reaction.name },
          title: `${names} reacted with :${reaction.name}:`,
          "aria-pressed": String(mine),
          "aria-label": `${reaction.name}, ${reaction.users.length}`,
          on: {
            click: () => session.act("reaction", { channel, ts: message.ts, name: reaction.name }),
          },
        },
        el("span", {}, emoji(reaction.name) ?? `:${reaction.name}:`),
        el("span", {}, String(reaction.users.length)),
      );
    }),
  );
}

function threadBar(message) {
  const { lens } = session;
  const people = (message.reply_users ?? [])
    .slice(0, 4)
    .map((id) => lens.person(id))
    .filter(Boolean);
  const latest = message.latest_reply
    ? `Last reply ${distance(instantOfTs(message.latest_reply), lens.now())}`
    : "View thread";
  return el(
    "button",
    {
      class: "thread-bar",
      type: "button",
      qa: "thread-bar",
      on: { click: () => session.go({ ...session.place, thread: message.ts, focus: null }) },
    },
    people.map((person) =>
      avatar({ id: person.id, name: person.real_name, isBot: person.is_bot }, "avatar-small"),
    ),
    el("strong", {}, `${message.reply_count} ${message.reply_count === 1 ? "reply" : "replies"}`),
    el("span", {}, latest),
  );
}

/** What a notification or a screen reader gets instead of the blocks; missing is a defect. */
function fallbackLine(message) {
  if (!message.blocks?.length || isTyped(message)) return null;
  if (!message.text) {
    return el(
      "div",
      { class: "fallback fallback-missing", qa: "fallback-missing" },
      icon("warning", 13),
      "No notification text: notifications and screen readers get nothing.",
    );
  }
  return el(
    "div",
    { class: "fallback", qa: "fallback" },
    icon("bell", 13),
    el("span", {}, message.text),
  );
}
