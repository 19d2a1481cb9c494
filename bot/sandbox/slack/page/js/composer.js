// The field in which messages are written: completion, files, formatting, Enter to send.

import { upload } from "./api.js";
import { Attachments } from "./attachments.js";
import { CompletionList } from "./completion.js";
import { el, freshId } from "./dom.js";
import { icon } from "./icons.js";
import { report, session } from "./session.js";

const TALLEST_PX = 220;
const WRAPS = [
  ["bold", "Bold", "*"],
  ["italic", "Italic", "_"],
  ["strike", "Strikethrough", "~"],
  ["code", "Code", "`"],
];
const STARTS = [
  ["list", "List", "• "],
  ["quote", "Quote", "> "],
];

/**
 * A composer. `where()` answers `{channel, thread_ts?}`; with `inThread` it has no commands,
 * because Slack runs none in threads.
 */
export function composer({ where, inThread = false }) {
  const listId = freshId("completions");
  const hook = inThread ? "thread-composer" : "composer";
  const field = el("textarea", {
    class: "composer-field",
    rows: 1,
    qa: hook,
    "aria-autocomplete": "list",
    "aria-controls": listId,
    "aria-haspopup": "listbox",
    autocomplete: "off",
    spellcheck: true,
  });
  const completions = el("div", {
    class: "completions",
    id: listId,
    role: "listbox",
    "aria-label": "Completions",
    hidden: true,
  });
  const shelf = el("div", { class: "attachments", hidden: true });
  const files = new Attachments(shelf);
  const list = new CompletionList(completions, field, { inThread });
  const picker = el("input", {
    type: "file",
    multiple: true,
    class: "visually-hidden",
    qa: `${hook}-files`,
    tabIndex: -1,
    "aria-hidden": "true",
  });
  const send = el(
    "button",
    {
      class: "send",
      type: "button",
      qa: inThread ? "thread-send" : "send",
      "aria-label": "Send",
      title: "Send",
      on: { click: () => submit() },
    },
    icon("send", 18),
  );
  const drafts = new Map();
  let draftKey = null;
  let busy = false;

  picker.addEventListener("change", () => {
    files.add(picker.files);
    picker.value = "";
    settle();
  });
  field.addEventListener("input", () => settle());
  field.addEventListener("paste", (event) => {
    if (!event.clipboardData.files.length) return;
    event.preventDefault();
    files.add(event.clipboardData.files);
    settle();
  });
  field.addEventListener("keydown", (event) => {
    if (list.take(event)) return;
    const wrap = (event.ctrlKey || event.metaKey) && { b: "*", i: "_" }[event.key];
    if (wrap) {
      event.preventDefault();
      wrapSelection(field, wrap);
    }
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });

  function settle() {
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, TALLEST_PX)}px`;
    send.classList.toggle("send-ready", Boolean(field.value.trim()) || files.files.length > 0);
  }

  async function submit() {
    const text = field.value.trim();
    const chosen = files.files;
    if (busy || (!text && !chosen.length)) return;
    busy = true;
    list.close();
    field.value = "";
    files.clear();
    settle();
    const sent = await deliver(text, chosen, where(), inThread);
    busy = false;
    if (sent) return;
    field.value = field.value || text;
    files.add(chosen);
    settle();
  }

  const tools = [
    ...WRAPS.map(([name, label, mark]) => tool(name, label, () => wrapSelection(field, mark))),
    ...STARTS.map(([name, label, start]) => tool(name, label, () => startLines(field, start))),
  ];
  const node = el(
    "div",
    { class: "composer" },
    completions,
    el(
      "div",
      { class: "composer-box" },
      el("div", { class: "composer-tools", role: "toolbar", "aria-label": "Formatting" }, tools),
      field,
      shelf,
      el(
        "div",
        { class: "composer-foot" },
        tool("plus", "Attach files", () => picker.click(), "attach"),
        tool("smile", "Emoji", () => typeIn(field, ":")),
        tool("at", "Mention somebody", () => typeIn(field, "@")),
        inThread
          ? null
          : tool("slash", "Commands", () => {
              if (!field.value) typeIn(field, "/");
            }),
        picker,
        el("span", { class: "composer-gap" }),
        send,
      ),
    ),
  );
  return {
    node,
    field,
    addFiles: (fresh) => {
      files.add(fresh);
      settle();
      field.focus();
    },
    fill: (text) => {
      field.value = text;
      settle();
      field.focus();
    },
    submit,
    /** Each conversation keeps its own unfinished words. */
    switchTo: (key, placeholder) => {
      field.placeholder = placeholder;
      field.setAttribute("aria-label", placeholder);
      if (key === draftKey) return;
      if (draftKey) drafts.set(draftKey, field.value);
      draftKey = key;
      field.value = drafts.get(key) ?? "";
      settle();
    },
  };
}

/** Send as command, upload, or message; answers what the stand-in said, or null when it refused. */
export async function deliver(text, files, { channel, thread_ts }, inThread = false) {
  const command = !inThread && !files.length && /^\/([\w-]+)(?:\s+([\s\S]*))?$/.exec(text);
  if (command)
    return session.act("command", { channel, command: `/${command[1]}`, text: command[2] ?? "" });
  if (!files.length) return session.act("message", { channel, text, thread_ts });
  try {
    return await upload({ user: session.viewer, channel, text, thread_ts }, files);
  } catch (error) {
    report(error);
    return null;
  }
}

function tool(name, label, run, qa) {
  // The press keeps the selection in the field, which a button would take with the focus.
  return el(
    "button",
    {
      class: "composer-tool",
      type: "button",
      title: label,
      "aria-label": label,
      qa,
      on: { pointerdown: (event) => event.preventDefault(), click: run },
    },
    icon(name, 17),
  );
}

function changed(field) {
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

function wrapSelection(field, mark) {
  const { selectionStart: from, selectionEnd: to, value } = field;
  field.setRangeText(`${mark}${value.slice(from, to)}${mark}`, from, to, "select");
  field.setSelectionRange(from + 1, to + 1);
  changed(field);
}

function startLines(field, start) {
  const { selectionStart: from, selectionEnd: to, value } = field;
  const begin = value.lastIndexOf("\n", from - 1) + 1;
  const lines = value
    .slice(begin, to)
    .split("\n")
    .map((line) => start + line);
  field.setRangeText(lines.join("\n"), begin, to, "end");
  changed(field);
}

function typeIn(field, text) {
  const { selectionStart: from, selectionEnd: to, value } = field;
  const gap = from > 0 && !/\s$/.test(value.slice(0, from)) ? " " : "";
  field.setRangeText(gap + text, from, to, "end");
  changed(field);
}
