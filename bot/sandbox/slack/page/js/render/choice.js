// The select control behind every kind of select: a button and a searchable list of options.

import { el } from "../dom.js";
import { icon } from "../icons.js";
import { arrowKeys, openPopover } from "../popover.js";

const SEARCH_FROM = 6;

/**
 * A select. `options`: `[{key, label, description?, group?, badge?}]`; `chosen`: keys;
 * `onPick(keys)` is called with the new choice: at once for one, on closing for several.
 */
export function choice({ options, chosen, multiple = false, placeholder, label, hooks, onPick }) {
  let keys = [...chosen];
  const words = el("span", { class: "choice-words" });
  const button = el(
    "button",
    {
      class: "choice",
      type: "button",
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      ...hooks,
      on: { click: () => open() },
    },
    words,
    icon("down", 16),
  );
  const find = (key) => options.find((option) => option.key === key);

  function show() {
    const picked = keys.map(find).filter(Boolean);
    words.replaceChildren(
      ...(picked.length
        ? picked.map((option) =>
            multiple ? el("span", { class: "chip" }, option.label) : option.label,
          )
        : [el("span", { class: "placeholder" }, placeholder)]),
    );
    const now = picked.map((option) => option.label).join(", ") || placeholder;
    button.setAttribute("aria-label", label ? `${label}: ${now}` : now);
    button.dataset.value = keys.join(",");
  }

  function settle(fresh) {
    const same = fresh.length === keys.length && fresh.every((key) => keys.includes(key));
    if (same) return;
    keys = fresh;
    show();
    onPick(keys);
  }

  function open() {
    const draft = new Set(keys);
    let close = () => {};
    const pick = (key, row) => {
      if (!multiple) {
        close();
        settle([key]);
        return;
      }
      if (!draft.delete(key)) draft.add(key);
      row.setAttribute("aria-selected", String(draft.has(key)));
    };
    const list = optionList(options, draft, multiple, label || placeholder, pick);
    close = openPopover(button, list, {
      name: "popover-choice",
      width_px: Math.max(button.offsetWidth, 240),
      onClose: () =>
        multiple && settle(options.map((option) => option.key).filter((key) => draft.has(key))),
    });
    (
      list.querySelector("input") ??
      list.querySelector("[aria-selected=true]") ??
      list.querySelector("[role=option]")
    )?.focus();
  }

  show();
  button.choose = (fresh) => {
    keys = [...fresh];
    show();
  };
  return button;
}

function optionList(options, draft, multiple, label, pick) {
  const rows = [];
  let group = null;
  for (const option of options) {
    if (option.group && option.group !== group)
      rows.push(el("div", { class: "option-group" }, option.group));
    group = option.group;
    rows.push(optionRow(option, draft.has(option.key), pick));
  }
  const list = el(
    "div",
    {
      class: "option-list",
      role: "listbox",
      "aria-label": label,
      "aria-multiselectable": String(multiple),
    },
    rows.length ? rows : el("div", { class: "option-none" }, "Nothing to choose from"),
  );
  const box = el("div", {}, options.length >= SEARCH_FROM ? searchField(rows) : null, list);
  arrowKeys(box, "[role=option], .option-search");
  return box;
}

function optionRow(option, isChosen, pick) {
  const row = el(
    "button",
    {
      class: "option",
      type: "button",
      role: "option",
      "aria-selected": String(isChosen),
      qa: "option",
      dataset: { value: option.key },
    },
    el(
      "span",
      { class: "option-words" },
      option.label,
      option.description && el("small", {}, option.description),
    ),
    icon("check", 16),
  );
  row.addEventListener("click", () => pick(option.key, row));
  return row;
}

function searchField(rows) {
  return el("input", {
    class: "option-search",
    type: "text",
    placeholder: "Search",
    "aria-label": "Search the options",
    qa: "option-search",
    on: {
      input: (event) => {
        const wanted = event.target.value.trim().toLowerCase();
        for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
      },
      keydown: (event) => {
        const first = rows.find((row) => !row.hidden && row.role === "option");
        if (event.key !== "Enter" || !first) return;
        event.preventDefault();
        first.click();
      },
    },
  });
}
