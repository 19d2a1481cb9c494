// Menus that hang from a control: the browser's own popovers, which lie above dialogs,
// close on Escape or a click elsewhere, and give the focus back.

import { el } from "./dom.js";

const GAP_PX = 4;
const EDGE_PX = 8;

// The browser closes a popover when its own anchor is pressed; the click that follows must not reopen it.
const pressedWhileOpen = new WeakSet();

/**
 * Open a popover with `content` below (or above) `anchor`.
 * Returns a function that closes it; `onClose` is called however it closes.
 */
export function openPopover(
  anchor,
  content,
  { name = "", width_px, align = "start", onClose = () => {} } = {},
) {
  if (pressedWhileOpen.delete(anchor)) return () => {};
  const box = el("div", { class: `popover ${name}`, popover: "auto" }, content);
  (anchor.closest("dialog") ?? document.body).append(box);
  if (width_px) box.style.width = `${width_px}px`;
  anchor.setAttribute("aria-expanded", "true");
  const pressed = () => pressedWhileOpen.add(anchor);
  anchor.addEventListener("pointerdown", pressed);
  box.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    anchor.removeEventListener("pointerdown", pressed);
    anchor.setAttribute("aria-expanded", "false");
    if (box.contains(document.activeElement) || document.activeElement === document.body)
      anchor.focus();
    box.remove();
    onClose();
  });
  box.showPopover();
  place(box, anchor, align);
  return () => {
    if (box.matches(":popover-open")) box.hidePopover();
  };
}

function place(box, anchor, align) {
  const at = anchor.getBoundingClientRect();
  const size = box.getBoundingClientRect();
  const below = innerHeight - at.bottom - GAP_PX - EDGE_PX;
  const above = at.top - GAP_PX - EDGE_PX;
  const goesUp = size.height > below && above > below;
  box.style.maxHeight = `${Math.max(goesUp ? above : below, 120)}px`;
  const height = Math.min(size.height, goesUp ? above : below);
  box.style.top = `${goesUp ? at.top - GAP_PX - height : at.bottom + GAP_PX}px`;
  const left = align === "end" ? at.right - size.width : at.left;
  box.style.left = `${Math.max(EDGE_PX, Math.min(left, innerWidth - size.width - EDGE_PX))}px`;
}

/** Move the focus among `items` with the arrow keys, Home and End. */
export function arrowKeys(box, selector) {
  box.addEventListener("keydown", (event) => {
    const items = [...box.querySelectorAll(selector)].filter(
      (item) => !item.hidden && !item.disabled,
    );
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined || !items.length) return;
    event.preventDefault();
    items[(to + items.length) % items.length].focus();
  });
}

/** A menu of commands: `[{label, icon?, danger?, hint?, qa?, dataset?, run}]`. */
export function openMenu(anchor, entries, { label, align = "end" }) {
  let close = () => {};
  const rows = entries.map((entry) =>
    el(
      "button",
      {
        class: `menu-item${entry.danger ? " menu-danger" : ""}`,
        type: "button",
        role: "menuitem",
        qa: entry.qa ?? "menu-item",
        dataset: entry.dataset ?? {},
        on: {
          click: () => {
            close();
            entry.run();
          },
        },
      },
      entry.icon ?? null,
      el("span", { class: "menu-words" }, entry.label, entry.hint && el("small", {}, entry.hint)),
    ),
  );
  const menu = el("div", { class: "menu", role: "menu", "aria-label": label }, rows);
  arrowKeys(menu, "[role=menuitem]");
  close = openPopover(anchor, menu, { name: "popover-menu", align });
  rows[0]?.focus();
}
