// What can be completed while typing: commands, people, channels, emoji.

import { el } from "./dom.js";
import { EMOJI } from "./emoji.js";
import { icon } from "./icons.js";
import { avatar } from "./avatar.js";
import { session } from "./session.js";

const MOST = 8;
const WORD = /(^|[\s(])([@#:])([\p{L}\p{N}_+.-]*)$/u;

/** Completions for the text before the caret: `{from, entries: [{insert, label, hint, glyph}]}` or null. */
export function completionsFor(before, { inThread }) {
  if (!inThread && /^\/[\w-]*$/.test(before)) return { from: 0, entries: commands(before) };
  const found = WORD.exec(before);
  if (!found) return null;
  const [, , mark, typed] = found;
  if (mark === ":" && typed.length < 2) return null;
  const entries = { "@": people, "#": channels, ":": smileys }
    [mark](typed.toLowerCase())
    .slice(0, MOST);
  return { from: before.length - typed.length - 1, entries };
}

function commands(typed) {
  const { lens } = session;
  const known = lens.commands
    .filter((one) => one.command.startsWith(typed))
    .map((one) => ({
      insert: `${one.command} `,
      label: one.command,
      hint: [one.usage_hint, one.description].filter(Boolean).join(" — "),
      glyph: icon("slash", 16),
    }));
  const shortcuts = lens.shortcuts.filter(
    (one) =>
      one.type === "global" && one.name.toLowerCase().startsWith(typed.slice(1).toLowerCase()),
  );
  return [
    ...known,
    ...shortcuts.map((one) => ({
      insert: "",
      label: one.name,
      hint: one.description,
      glyph: icon("bolt", 16),
      run: () => session.act("shortcut", { callback_id: one.callback_id }),
    })),
  ];
}

function people(typed) {
  const named = session.lens.people.filter(
    (person) =>
      person.id !== "USLACKBOT" &&
      (person.real_name.toLowerCase().startsWith(typed) ||
        person.name.toLowerCase().startsWith(typed)),
  );
  const all = ["here", "channel"].filter((name) => name.startsWith(typed));
  return [
    ...named
      .sort((a, b) => Number(b.is_bot) - Number(a.is_bot))
      .map((person) => ({
        insert: `@${person.real_name.includes(" ") ? person.name : person.real_name} `,
        label: person.real_name,
        hint: person.is_bot ? "app" : person.is_guest ? "guest" : "",
        glyph: avatar(
          { id: person.id, name: person.real_name, isBot: person.is_bot },
          "avatar-small",
        ),
      })),
    ...all.map((name) => ({
      insert: `@${name} `,
      label: `@${name}`,
      hint: "notifies everybody here",
      glyph: icon("bell", 16),
    })),
  ];
}

function channels(typed) {
  return session.lens.channels
    .filter((one) => !session.lens.isDirect(one) && session.lens.sees(one) && one.name.startsWith(typed))
    .map((one) => ({
      insert: `#${one.name} `,
      label: one.name,
      hint: "",
      glyph: icon(one.kind === "private" ? "lock" : "hash", 16),
    }));
}

function smileys(typed) {
  return [...EMOJI]
    .filter(([name]) => name.startsWith(typed))
    .map(([name, character]) => ({
      insert: `:${name}: `,
      label: `:${name}:`,
      hint: "",
      glyph: el("span", {}, character),
    }));
}

/** The list above a composer; the field keeps the focus. */
export class CompletionList {
  #box;
  #field;
  #inThread;
  #found = null;
  #at = 0;

  constructor(box, field, { inThread }) {
    this.#box = box;
    this.#field = field;
    this.#inThread = inThread;
    field.addEventListener("input", () => this.#look());
    field.addEventListener("click", () => this.#look());
    field.addEventListener("blur", () => setTimeout(() => this.close(), 120));
  }

  get isOpen() {
    return Boolean(this.#found?.entries.length);
  }

  close() {
    this.#found = null;
    this.#draw();
  }

  /** Take a key press; true when the list used it. */
  take(event) {
    if (!this.isOpen) return false;
    const count = this.#found.entries.length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#at = (this.#at + step + count) % count;
    else if (event.key === "Escape") this.#found = null;
    else if (event.key === "Tab" || (event.key === "Enter" && !this.#isComplete()))
      this.#pick(this.#at);
    else return false;
    event.preventDefault();
    this.#draw();
    return true;
  }

  /** What is typed in full is sent by Enter, not completed. */
  #isComplete() {
    const { value, selectionStart } = this.#field;
    return (
      value.slice(this.#found.from, selectionStart) ===
      (this.#found.entries[this.#at].insert.trim() || null)
    );
  }

  #look() {
    const { value, selectionStart } = this.#field;
    this.#found = completionsFor(value.slice(0, selectionStart), { inThread: this.#inThread });
    this.#at = 0;
    this.#draw();
  }

  #pick(at) {
    const { insert, run } = this.#found.entries[at];
    const field = this.#field;
    run?.();
    field.setRangeText(insert, this.#found.from, field.selectionStart, "end");
    this.#found = null;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  }

  #draw() {
    this.#box.hidden = !this.isOpen;
    if (!this.isOpen) {
      this.#box.replaceChildren();
      this.#field.removeAttribute("aria-activedescendant");
      return;
    }
    const rows = this.#found.entries.map((entry, at) =>
      el(
        "div",
        {
          class: "completion",
          role: "option",
          id: `${this.#box.id}-${at}`,
          qa: "completion",
          "aria-selected": String(at === this.#at),
          dataset: { value: entry.insert.trim() || entry.label },
          // The press, not the click: a click would come after the field lost its focus.
          on: {
            pointerdown: (event) => {
              event.preventDefault();
              this.#pick(at);
              this.#draw();
            },
          },
        },
        entry.glyph,
        el("strong", {}, entry.label),
        entry.hint && el("span", {}, entry.hint),
      ),
    );
    this.#box.replaceChildren(...rows);
    this.#field.setAttribute("aria-activedescendant", `${this.#box.id}-${this.#at}`);
    rows[this.#at].scrollIntoView({ block: "nearest" });
  }
}
