// rich_text blocks: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block

import { el } from "../dom.js";
import { emoji } from "../emoji.js";
import { dateText } from "./date.js";
import { emojiNode } from "./inline.js";
import { channelMention, groupPing, link, personMention } from "./mentions.js";

/** A rich_text block's content. */
export function richText(block, lens) {
  return (block.elements ?? []).map((part) => partNode(part, lens));
}

function partNode(part, lens) {
  switch (part.type) {
    case "rich_text_section":
      return el("div", { class: "rich-section" }, spans(part, lens));
    case "rich_text_list":
      return listNode(part, lens);
    case "rich_text_quote":
      return el("blockquote", { class: "quote" }, spans(part, lens));
    case "rich_text_preformatted":
      return el("pre", { class: "pre" }, spans(part, lens));
    default:
      return unknown(part.type);
  }
}

function listNode(part, lens) {
  const tag = part.style === "ordered" ? "ol" : "ul";
  const node = el(
    tag,
    { class: "rich-list" },
    (part.elements ?? []).map((item) => el("li", {}, spans(item, lens))),
  );
  node.style.marginInlineStart = `${(part.indent ?? 0) * 1.5}em`;
  if (part.offset) node.start = part.offset + 1;
  return node;
}

function spans(part, lens) {
  return (part.elements ?? []).map((span) => dressed(spanNode(span, lens), span.style));
}

function spanNode(span, lens) {
  switch (span.type) {
    case "text":
      return document.createTextNode(span.text);
    case "link":
      return link(span.url, span.text || span.url);
    case "emoji":
      return emoji(span.name) ? emojiNode(span.name) : document.createTextNode(`:${span.name}:`);
    case "user":
      return personMention(span.user_id, lens);
    case "channel":
      return channelMention(span.channel_id, lens);
    case "usergroup":
      return groupPing("group");
    case "broadcast":
      return groupPing(span.range);
    case "color":
      return swatch(span.value);
    case "date":
      return dateSpan(span, lens);
    default:
      return unknown(span.type);
  }
}

function dateSpan(span, lens) {
  const text = dateText(span.timestamp, span.format ?? "{date_short}", span.fallback ?? "", lens);
  return span.url ? link(span.url, text) : el("time", { class: "date" }, text);
}

function swatch(value) {
  const chip = el("span", { class: "swatch" });
  chip.style.backgroundColor = value;
  return el("span", {}, chip, value);
}

const STYLES = { bold: "strong", italic: "em", strike: "s", underline: "u" };

function dressed(node, style = {}) {
  let out = style.code ? el("code", { class: "code" }, node) : node;
  for (const [name, tag] of Object.entries(STYLES)) {
    if (style[name]) out = el(tag, {}, out);
  }
  return out;
}

function unknown(type) {
  return el("span", { class: "not-shown" }, `[${type} is not shown by this page]`);
}
