// The confirm dialog of Block Kit, and the one for editing a message.
// https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object

import { el, freshId } from "./dom.js";
import { unescapeText } from "./render/inline.js";
import { textObject, textOf } from "./render/mrkdwn.js";

/** Ask; true when the person agreed. Escape and the close button mean no. */
export function confirmed(question, lens) {
  return new Promise((resolve) => {
    const title = freshId("confirm");
    const button = (words, value, name, qa) =>
      el("button", { class: name, type: "submit", value, qa }, words);
    const danger = question.style === "danger" ? "button button-danger" : "button button-primary";
    const box = el(
      "dialog",
      { class: "dialog dialog-confirm", "aria-labelledby": title, qa: "confirm" },
      el(
        "form",
        { method: "dialog" },
        el("h2", { id: title }, textOf(question.title)),
        el("div", { class: "dialog-body" }, textObject(question.text, lens)),
        el(
          "div",
          { class: "dialog-foot" },
          button(textOf(question.deny) || "Cancel", "no", "button", "confirm-deny"),
          button(textOf(question.confirm) || "OK", "yes", danger, "confirm-ok"),
        ),
      ),
    );
    box.addEventListener("close", () => {
      box.remove();
      resolve(box.returnValue === "yes");
    });
    document.body.append(box);
    box.showModal();
    box.querySelector("[data-qa=confirm-ok]").focus();
  });
}

/** Let somebody change the words of a message; null when they did not. */
export function edited(text) {
  return new Promise((resolve) => {
    const title = freshId("edit");
    const field = el("textarea", {
      class: "input",
      value: unescapeText(text),
      rows: 4,
      qa: "edit-field",
      "aria-labelledby": title,
    });
    const box = el(
      "dialog",
      { class: "dialog dialog-confirm", "aria-labelledby": title, qa: "edit-dialog" },
      el(
        "form",
        { method: "dialog" },
        el("h2", { id: title }, "Edit message"),
        el("div", { class: "dialog-body" }, field),
        el(
          "div",
          { class: "dialog-foot" },
          el("button", { class: "button", type: "submit", value: "no" }, "Cancel"),
          el(
            "button",
            { class: "button button-primary", type: "submit", value: "yes", qa: "edit-save" },
            "Save",
          ),
        ),
      ),
    );
    box.addEventListener("close", () => {
      box.remove();
      resolve(box.returnValue === "yes" ? field.value.trim() || null : null);
    });
    document.body.append(box);
    box.showModal();
    field.focus();
  });
}
