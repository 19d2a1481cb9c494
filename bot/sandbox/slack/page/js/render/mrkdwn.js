// Slack's mrkdwn, whole texts: fenced code, quotes, list-like lines, and `inline` for the rest.

import { el } from "../dom.js";
import { emoji } from "../emoji.js";
import { inline, unescapeText } from "./inline.js";

const FENCE = /```\n?([\s\S]+?)```\n?/g;
const ITEM = /^(\s*)([•◦▪‣-]|\d{1,3}[.)])\s+(.*)$/;

/** A mrkdwn text as nodes. */
export function mrkdwn(text, lens) {
  const out = document.createDocumentFragment();
  let from = 0;
  for (const found of text.matchAll(FENCE)) {
    out.append(...lines(text.slice(from, found.index).replace(/\n$/, ""), lens));
    out.append(el("pre", { class: "pre" }, unescapeText(found[1].replace(/\n$/, ""))));
    from = found.index + found[0].length;
  }
  out.append(...lines(text.slice(from), lens));
  return out;
}

function lines(text, lens) {
  if (!text) return [];
  const nodes = [];
  let quoted = [];
  const closeQuote = () => {
    if (quoted.length) nodes.push(el("blockquote", { class: "quote" }, flow(quoted, lens)));
    quoted = [];
  };
  let plain = [];
  const closePlain = () => {
    nodes.push(...flow(plain, lens));
    plain = [];
  };
  for (const line of text.split("\n")) {
    const quote = /^(?:&gt;|>) ?(.*)$/.exec(line);
    if (quote) {
      closePlain();
      quoted.push(quote[1]);
    } else {
      closeQuote();
      plain.push(line);
    }
  }
  closePlain();
  closeQuote();
  return nodes;
}

/** Lines one below the other; those that look like list items hang on their marker. */
function flow(list, lens) {
  const nodes = [];
  let breakDue = false;
  for (const line of list) {
    const item = ITEM.exec(line);
    if (item) {
      nodes.push(hanging(item, lens));
      breakDue = false;
      continue;
    }
    if (breakDue) nodes.push(el("br"));
    nodes.push(...inline(line, lens));
    breakDue = true;
  }
  return nodes;
}

function hanging([, indent, marker, rest], lens) {
  const node = el(
    "div",
    { class: "mrk-item" },
    el("span", { class: "mrk-marker" }, marker),
    el("span", {}, inline(rest, lens)),
  );
  node.style.marginInlineStart = `${Math.min(indent.length, 8) * 0.6}em`;
  return node;
}

/** Plain text: no formatting; Slack still undoes its three escapes and, unless told not to, shows emoji. */
export function plain(text, withEmoji = true) {
  const bare = unescapeText(text);
  return document.createTextNode(withEmoji ? shortcodes(bare) : bare);
}

function shortcodes(text) {
  return text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => emoji(name) ?? whole);
}

/** A text object ({type, text}) as a node. */
export function textObject(object, lens) {
  if (!object) return document.createTextNode("");
  if (object.type === "mrkdwn") return mrkdwn(object.text ?? "", lens);
  return plain(object.text ?? "", object.emoji !== false);
}

/** The words of a text object, for accessible names. */
export function textOf(object) {
  return object?.text ? shortcodes(unescapeText(object.text)) : "";
}
