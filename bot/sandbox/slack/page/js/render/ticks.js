// Checkboxes and radio buttons.

import { el, freshId } from "../dom.js";
import { textObject } from "./mrkdwn.js";

function tickList(element, place, host, kind, picked, onChange) {
  const name = freshId("ticks");
  const rows = (element.options ?? []).map((option) => {
    const input = el("input", {
      type: kind,
      name,
      value: option.value,
      checked: picked.includes(option.value),
      qa: "tick",
      dataset: { actionId: element.action_id, value: option.value },
    });
    input.addEventListener("change", () => onChange(node));
    return el(
      "label",
      { class: "tick" },
      input,
      el(
        "span",
        { class: "tick-words" },
        textObject(option.text, host.lens),
        option.description && el("small", {}, textObject(option.description, host.lens)),
      ),
    );
  });
  const node = el(
    "div",
    {
      class: "ticks",
      role: kind === "radio" ? "radiogroup" : "group",
      "aria-label": place.label,
      qa: element.type,
      dataset: { actionId: element.action_id },
    },
    rows,
  );
  return node;
}

function checkedOptions(node, element) {
  const keys = [...node.querySelectorAll("input:checked")].map((input) => input.value);
  return element.options.filter((option) => keys.includes(option.value));
}

/** checkboxes */
export function checkboxes(element, place, host) {
  const start = host.start(place, {
    type: "checkboxes",
    selected_options: element.initial_options ?? [],
  });
  return tickList(
    element,
    place,
    host,
    "checkbox",
    start.selected_options.map((option) => option.value),
    (node) =>
      host.commit(
        place,
        element,
        { type: "checkboxes", selected_options: checkedOptions(node, element) },
        node,
      ),
  );
}

/** radio_buttons */
export function radioButtons(element, place, host) {
  const start = host.start(place, {
    type: "radio_buttons",
    selected_option: element.initial_option ?? null,
  });
  return tickList(element, place, host, "radio", [start.selected_option?.value], (node) =>
    host.commit(
      place,
      element,
      { type: "radio_buttons", selected_option: checkedOptions(node, element)[0] ?? null },
      node,
    ),
  );
}
