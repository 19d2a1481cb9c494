// Blocks → DOM: https://docs.slack.dev/reference/block-kit/blocks

import { el, freshId } from "../dom.js";
import { icon } from "../icons.js";
import { elementNode } from "./elements.js";
import { markdown } from "./markdown.js";
import { imageBlock, imageSource, picture } from "./media.js";
import { mrkdwn, plain, textObject, textOf } from "./mrkdwn.js";
import { richText } from "./rich_text.js";
import { tableNode } from "./table.js";

const LONG_TEXT = 700;
const ALERT_ICONS = {
  default: "info",
  info: "info",
  success: "check",
  warning: "warning",
  error: "warning",
};

const BLOCKS = {
  section,
  header: (block) =>
    el(
      "div",
      { class: "header-block", role: "heading", "aria-level": (block.level ?? 1) + 1 },
      plain(block.text?.text ?? "", block.text?.emoji !== false),
    ),
  context,
  divider: () => el("hr", { class: "divider" }),
  image: imageBlock,
  actions,
  input,
  rich_text: (block, host) => richText(block, host.lens),
  markdown: (block) => markdown(block.text ?? ""),
  table: (block, host) => tableNode(block, host.lens),
  alert,
};

/** All blocks of a surface. */
export function blockNodes(blocks, host) {
  return blocks.map((block) => {
    const draw = BLOCKS[block.type];
    const content = draw
      ? draw(block, host)
      : el("span", { class: "not-shown" }, `[The block “${block.type}” is not shown by this page]`);
    return el(
      "div",
      {
        class: `block block-${block.type}`,
        qa: "block",
        dataset: { blockId: block.block_id, blockType: block.type },
      },
      content,
    );
  });
}

function place(block, dispatches, label = "") {
  return { blockId: block.block_id, dispatches, label };
}

function section(block, host) {
  const words = el(
    "div",
    { class: "section-words" },
    block.text && el("div", { class: "section-text" }, folded(block, host)),
    block.fields &&
      el(
        "div",
        { class: "fields" },
        block.fields.map((field) => el("div", { class: "field" }, textObject(field, host.lens))),
      ),
  );
  if (!block.accessory) return words;
  const label =
    block.accessory.type === "button"
      ? ""
      : textOf(block.text)
          .split("\n")[0]
          .replace(/[*_~`]/g, "");
  return el(
    "div",
    { class: "section" },
    words,
    el(
      "div",
      { class: `accessory accessory-${block.accessory.type}` },
      elementNode(block.accessory, place(block, true, label), host),
    ),
  );
}

/** Slack folds long section texts behind “See more” unless the block says `expand`. */
function folded(block, host) {
  const content = textObject(block.text, host.lens);
  if (block.expand || (block.text.text ?? "").length < LONG_TEXT) return content;
  const box = el("div", { class: "folded" }, content);
  const more = el("button", { class: "text-button", type: "button", qa: "see-more" }, "See more");
  more.addEventListener("click", () => {
    box.classList.remove("folded");
    more.remove();
  });
  return [box, more];
}

function context(block, host) {
  return el(
    "div",
    { class: "context" },
    (block.elements ?? []).map((item) =>
      item.type === "image"
        ? picture(imageSource(item), item.alt_text ?? "", "context-image")
        : el("span", { class: "context-text" }, textObject(item, host.lens)),
    ),
  );
}

function actions(block, host) {
  return el(
    "div",
    { class: "actions" },
    (block.elements ?? []).map((item) => elementNode(item, place(block, true), host)),
  );
}

function input(block, host) {
  const label = textOf(block.label);
  const error = freshId("error");
  const node = el(
    "div",
    { class: "input-block", role: "group", "aria-label": label },
    el(
      "div",
      { class: "input-label" },
      label,
      block.optional && el("span", { class: "input-optional" }, " (optional)"),
    ),
    elementNode(block.element, place(block, Boolean(block.dispatch_action), label), host),
    block.hint && el("div", { class: "input-hint" }, textObject(block.hint, host.lens)),
    el("div", { class: "input-error", id: error, qa: "modal-error", role: "alert", hidden: true }),
  );
  for (const control of node.querySelectorAll("input, textarea, button"))
    control.setAttribute("aria-describedby", error);
  return node;
}

function alert(block, host) {
  const level = ALERT_ICONS[block.level] ? block.level : "default";
  const content =
    block.text?.type === "mrkdwn"
      ? mrkdwn(block.text.text, host.lens)
      : textObject(block.text, host.lens);
  return el(
    "div",
    { class: `alert alert-${level}`, role: "status" },
    icon(ALERT_ICONS[level], 18),
    el("div", {}, content),
  );
}
