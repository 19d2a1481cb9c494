// What appears beside a message under the pointer: reactions, reply, and the ⋮ menu with shortcuts.

import { ROOT } from "./api.js";
import { edited } from "./dialog.js";
import { el } from "./dom.js";
import { emoji } from "./emoji.js";
import { icon } from "./icons.js";
import { notice } from "./notice.js";
import { openMenu } from "./popover.js";
import { session } from "./session.js";

const QUICK = ["white_check_mark", "eyes", "tada"];

/** The tools of one message. */
export function toolbar(message, { channel, inThread }) {
  const more = tool("more", "More actions", "message-menu", () =>
    openMenu(more, entries(message, channel, inThread), { label: "Message actions" }),
  );
  more.setAttribute("aria-haspopup", "menu");
  if (message.ephemeral)
    return el("div", { class: "toolbar", role: "toolbar", "aria-label": "Message" }, more);
  return el(
    "div",
    { class: "toolbar", role: "toolbar", "aria-label": "Message" },
    QUICK.map((name) =>
      el(
        "button",
        {
          class: "tool",
          type: "button",
          qa: "quick-reaction",
          dataset: { name },
          "aria-label": `React with ${name}`,
          title: `:${name}:`,
          on: { click: () => session.act("reaction", { channel, ts: message.ts, name }) },
        },
        emoji(name),
      ),
    ),
    inThread
      ? null
      : tool("thread", "Reply in thread", "reply", () =>
          session.go({ ...session.place, thread: message.thread_ts ?? message.ts, focus: null }),
        ),
    more,
  );
}

function tool(name, label, qa, run) {
  return el(
    "button",
    { class: "tool", type: "button", qa, title: label, "aria-label": label, on: { click: run } },
    icon(name, 17),
  );
}

function entries(message, channel, inThread) {
  const shortcuts = message.ephemeral
    ? []
    : (session.lens.shortcuts ?? []).filter((shortcut) => shortcut.type === "message");
  return [
    ...shortcuts.map((shortcut) => ({
      label: shortcut.name,
      hint: session.lens.bot.name,
      icon: icon("bolt", 16),
      qa: "shortcut",
      dataset: { callbackId: shortcut.callback_id },
      run: () =>
        session
          .act("shortcut", { callback_id: shortcut.callback_id, channel, message_ts: message.ts })
          .then(() => session.refreshSoon()),
    })),
    ...(inThread || message.ephemeral
      ? []
      : [
          {
            label: "Reply in thread",
            icon: icon("thread", 16),
            run: () => session.go({ ...session.place, thread: message.thread_ts ?? message.ts }),
          },
        ]),
    ...(message.ephemeral
      ? []
      : [
          {
            label: "Copy link",
            icon: icon("out", 16),
            run: () =>
              copy(new URL(`archives/${channel}/p${message.ts.replace(".", "")}`, ROOT).href),
          },
        ]),
    ...(isOwn(message) ? ownEntries(message, channel) : []),
    ...(isOwn(message)
      ? (message.files ?? []).map((file) => ({
          label: `Delete ${file.name}`,
          icon: icon("trash", 16),
          danger: true,
          qa: "delete-file",
          dataset: { fileId: file.id },
          run: () => session.act("delete_file", { file_id: file.id }),
        }))
      : []),
    { label: "Copy text", icon: icon("file", 16), run: () => copy(message.text ?? "") },
  ];
}

function isOwn(message) {
  return (
    message.user === session.viewer && !message.ephemeral && !message.subtype?.endsWith("_join")
  );
}

function ownEntries(message, channel) {
  return [
    {
      label: "Edit message",
      icon: icon("list", 16),
      qa: "edit-message",
      run: async () => {
        const text = await edited(message.text ?? "");
        if (text) session.act("edit", { channel, ts: message.ts, text });
      },
    },
    {
      label: "Delete message",
      icon: icon("trash", 16),
      danger: true,
      qa: "delete-message",
      run: () => session.act("delete", { channel, ts: message.ts }),
    },
  ];
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    notice("Copied.");
  } catch {
    notice(`This browser does not let the page copy. Here it is: ${text}`);
  }
}
