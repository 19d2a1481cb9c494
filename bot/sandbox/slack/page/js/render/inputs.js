// Text, number and file inputs.

import { el } from "../dom.js";
import { icon } from "../icons.js";
import { textOf } from "./mrkdwn.js";
import { sizeText } from "./media.js";

const COUNTER_FROM = 0.8;
const TYPING_PAUSE_MS = 400;
const HTML_TYPE = {
  email_text_input: "email",
  url_text_input: "url",
  number_input: "text",
  plain_text_input: "text",
};

/** plain_text_input, number_input, email_text_input, url_text_input */
export function textInput(element, place, host) {
  const start = host.start(place, { type: element.type, value: element.initial_value ?? null });
  const tag = element.multiline ? "textarea" : "input";
  const node = el(tag, {
    class: "input",
    qa: element.type === "number_input" ? "number-input" : "text-input",
    dataset: { actionId: element.action_id },
    placeholder: textOf(element.placeholder),
    "aria-label": place.label,
    value: start.value ?? "",
    autocomplete: "off",
    ...(element.multiline ? { rows: 4 } : { type: HTML_TYPE[element.type] ?? "text" }),
    ...(element.type === "number_input"
      ? { inputMode: element.is_decimal_allowed ? "decimal" : "numeric" }
      : {}),
  });
  const valueNow = () => ({ type: element.type, value: node.value === "" ? null : node.value });
  const count = counter(element, node);
  node.addEventListener("input", () => {
    host.change(place, valueNow());
    count?.show();
  });
  dispatchOn(element, place, host, node, valueNow);
  if (element.focus_on_load) node.autofocus = true;
  return count ? el("div", { class: "input-box" }, node, count.node) : node;
}

function dispatchOn(element, place, host, node, valueNow) {
  if (!place.dispatches) return;
  const on = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  if (on.includes("on_enter_pressed")) {
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      host.commit(place, element, valueNow(), node);
    });
  }
  if (on.includes("on_character_entered")) {
    let timer = 0;
    node.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => host.commit(place, element, valueNow(), null), TYPING_PAUSE_MS);
    });
  }
}

/** Characters left, counted as code points as Slack does; loud when below zero. */
function counter(element, node) {
  if (!element.max_length) return null;
  const count = el("span", { class: "counter", qa: "counter", "aria-live": "polite" });
  const show = () => {
    const used = [...node.value].length;
    count.textContent = String(element.max_length - used);
    count.hidden = used < element.max_length * COUNTER_FROM;
    count.classList.toggle("counter-over", used > element.max_length);
  };
  show();
  return { node: count, show };
}

/** file_input: the files are stored at once and the modal carries their ids. */
export function fileInput(element, place, host) {
  const start = host.start(place, { type: "file_input", files: [] });
  let files = start.files;
  const most = element.max_files ?? 10;
  const list = el("div", { class: "file-input-list" });
  const field = el("input", {
    type: "file",
    class: "visually-hidden",
    qa: "file-input",
    dataset: { actionId: element.action_id },
    multiple: most > 1,
    accept: (element.filetypes ?? []).map((type) => `.${type}`).join(","),
    tabIndex: -1,
    "aria-hidden": "true",
  });
  const button = el(
    "button",
    {
      class: "button",
      type: "button",
      "aria-label": place.label,
      on: { click: () => field.click() },
    },
    icon("clip", 16),
    most > 1 ? "Add files" : "Add a file",
  );
  const show = () => {
    list.replaceChildren(
      ...files.map((file) =>
        el(
          "span",
          { class: "chip" },
          file.name ?? file.id,
          file.size ? el("small", {}, sizeText(file.size)) : null,
          el(
            "button",
            {
              class: "chip-remove",
              type: "button",
              "aria-label": `Remove ${file.name ?? file.id}`,
              on: { click: () => keep(files.filter((other) => other !== file)) },
            },
            icon("close", 12),
          ),
        ),
      ),
    );
    button.disabled = files.length >= most;
  };
  const keep = (fresh) => {
    files = fresh.slice(0, most);
    host.change(place, { type: "file_input", files });
    show();
  };
  field.addEventListener("change", async () => {
    button.classList.add("is-busy");
    const stored = await host.store([...field.files].slice(0, most - files.length));
    button.classList.remove("is-busy");
    field.value = "";
    keep([...files, ...stored]);
  });
  show();
  return el("div", { class: "file-input" }, list, button, field);
}
