// The confirm dialog of Block Kit: https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object

import { el, freshId } from "./dom.js";
import { textObject, textOf } from "./render/mrkdwn.js";

/** Ask; true when the person agreed. Escape and the close button mean no. */
export function confirmed(question, lens) {
  return new Promise((resolve) => {
    const title = freshId("confirm");
    const button = (words, value, name, qa) =>
      el("button", { class: name, type: "submit", value, qa }, words);
    const danger = question.style === "danger" ? "button button-danger" : "button button-primary";
    const box = el("dialog", { class: "dialog dialog-confirm", "aria-labelledby": title, qa: "confirm" },
      el("form", { method: "dialog" },
        el("h2", { id: title }, textOf(question.title)),
        el("div", { class: "dialog-body" }, textObject(question.text, lens)),
        el("div", { class: "dialog-foot" },
          button(textOf(question.deny) || "Cancel", "no", "button", "confirm-deny"),
          button(textOf(question.confirm) || "OK", "yes", danger, "confirm-ok"))));
    box.addEventListener("close", () => {
      box.remove();
      resolve(box.returnValue === "yes");
    });
    document.body.append(box);
    box.showModal();
    box.querySelector("[data-qa=confirm-ok]").focus();
  });
}
