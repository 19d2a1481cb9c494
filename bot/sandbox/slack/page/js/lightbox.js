// A picture in full size above everything else.

import { el } from "./dom.js";
import { icon } from "./icons.js";

/** Show the picture at `source` until Escape, a click, or the close button. */
export function lightbox(source, alt) {
  const close = el(
    "button",
    { class: "icon-button lightbox-close", type: "button", "aria-label": "Close picture" },
    icon("close", 22),
  );
  const box = el(
    "dialog",
    { class: "lightbox", "aria-label": alt || "Picture", qa: "lightbox" },
    close,
    el("img", { src: source, alt }),
    el("p", {}, alt),
  );
  box.addEventListener("click", () => box.close());
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
}
