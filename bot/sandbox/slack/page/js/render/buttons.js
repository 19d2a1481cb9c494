// Buttons and overflow menus.

import { el } from "../dom.js";
import { icon } from "../icons.js";
import { openMenu } from "../popover.js";
import { plain, textOf } from "./mrkdwn.js";

/** A button; one with a url opens it, and is delivered to the bot all the same. */
export function buttonNode(element, place, host) {
  const style = element.style ? ` button-${element.style}` : "";
  const words = [plain(element.text?.text ?? "", element.text?.emoji !== false)];
  const node = el(
    "button",
    {
      class: `button${style}`,
      type: "button",
      qa: "button",
      dataset: { actionId: element.action_id, value: element.value, url: element.url },
      "aria-label": element.accessibility_label,
    },
    el("span", {}, words),
    element.url ? icon("out", 14) : null,
  );
  node.addEventListener("click", async () => {
    const value = { type: "button", value: element.value, text: element.text };
    const sent = host.commit(place, element, value, node);
    if (element.url && !element.confirm) openElsewhere(element.url);
    if ((await sent) && element.url && element.confirm) openElsewhere(element.url);
  });
  return node;
}

function openElsewhere(address) {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url && ["http:", "https:"].includes(url.protocol)) window.open(url, "_blank", "noopener");
}

/** An overflow menu. */
export function overflowNode(element, place, host) {
  const node = el(
    "button",
    {
      class: "button button-overflow",
      type: "button",
      qa: "overflow",
      "aria-label": "More actions",
      "aria-haspopup": "menu",
      dataset: { actionId: element.action_id },
    },
    icon("dots", 16),
  );
  node.addEventListener("click", () =>
    openMenu(
      node,
      element.options.map((option) => ({
        label: textOf(option.text),
        hint: textOf(option.description),
        qa: "option",
        dataset: { value: option.value },
        run: () => {
          host.commit(place, element, { type: "overflow", selected_option: option }, node);
          if (option.url) openElsewhere(option.url);
        },
      })),
      { label: "More actions" },
    ),
  );
  return node;
}
