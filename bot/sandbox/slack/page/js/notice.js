// Short notices at the lower edge: what failed and what to do, read out to screen readers.

import { el } from "./dom.js";
import { icon } from "./icons.js";

const SHOWN_MS = 9000;
let shelf = null;

/** Take a notice back, because the same sentence is shown where it belongs. */
export function retract(sentence) {
  for (const node of document.querySelectorAll("[data-qa=notice]")) {
    if (node.textContent.includes(sentence)) node.remove();
  }
}

/** Show a sentence; `kind` is "info" or "failure". */
export function notice(sentence, { kind = "info" } = {}) {
  shelf ??= document.querySelector("[data-qa=notices]");
  const banner = document.querySelector("[data-qa=modal-banner]:not([hidden])");
  if (banner?.textContent.includes(sentence)) return;
  retract(sentence);
  const close = el(
    "button",
    { class: "icon-button", type: "button", "aria-label": "Dismiss" },
    icon("close", 14),
  );
  const node = el(
    "div",
    { class: `notice notice-${kind}`, role: kind === "failure" ? "alert" : "status", qa: "notice" },
    icon(kind === "failure" ? "warning" : "info", 18),
    el("span", {}, sentence),
    close,
  );
  const leave = () => node.remove();
  close.addEventListener("click", leave);
  setTimeout(leave, SHOWN_MS);
  // An open dialog lies above the page; a notice must be seen there too.
  const dialogs = document.querySelectorAll("dialog[open]");
  (dialogs[dialogs.length - 1]?.querySelector(".dialog-notices") ?? shelf).append(node);
}
