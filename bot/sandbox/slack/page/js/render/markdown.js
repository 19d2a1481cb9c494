// The `markdown` block: standard Markdown, the part Slack shows
// (https://docs.slack.dev/reference/block-kit/blocks/markdown-block).

import { el } from "../dom.js";
import { emoji } from "../emoji.js";
import { link } from "./mentions.js";

const HEADING = /^(#{1,6})\s+(.*)$/;
const BULLET = /^\s*[-*+]\s+(?:\[([ xX])\]\s+)?(.*)$/;
const NUMBERED = /^\s*\d+[.)]\s+(.*)$/;
const RULE = /^\s*([-*_])(?:\s*\1){2,}\s*$/;
const TABLE_LINE = /^\s*\|?[\s:|-]+\|[\s:|-]*$/;
const SPAN =
  /`([^`]+)`|\[([^\]]*)\]\(([^)\s]+)\)|<(https?:[^>\s]+)>|(\*\*|__)(?=\S)(.+?)(?<=\S)\5|~~(.+?)~~|(?<![\p{L}\p{N}])([*_])(?=\S)(.+?)(?<=\S)\8(?![\p{L}\p{N}])|:([a-z0-9_+-]+):/u;

/** A Markdown text as nodes. */
export function markdown(text) {
  const rows = text.split("\n");
  const nodes = [];
  let at = 0;
  while (at < rows.length) {
    const [node, next] = chunk(rows, at);
    if (node) nodes.push(node);
    at = next;
  }
  return nodes;
}

/** The block that begins at row `at`, and the row after it. */
function chunk(rows, at) {
  const row = rows[at];
  if (!row.trim()) return [null, at + 1];
  if (row.startsWith("```")) return fenced(rows, at);
  if (RULE.test(row)) return [el("hr", { class: "divider" }), at + 1];
  const heading = HEADING.exec(row);
  if (heading)
    return [
      el(
        "div",
        {
          class: `md-h md-h${heading[1].length}`,
          role: "heading",
          "aria-level": heading[1].length,
        },
        spans(heading[2]),
      ),
      at + 1,
    ];
  if (row.startsWith(">"))
    return gather(
      rows,
      at,
      /^> ?(.*)$/,
      (found) => el("div", {}, spans(found[1])),
      "blockquote",
      "quote",
    );
  if (BULLET.test(row)) return gather(rows, at, BULLET, bullet, "ul", "rich-list");
  if (NUMBERED.test(row))
    return gather(rows, at, NUMBERED, (found) => el("li", {}, spans(found[1])), "ol", "rich-list");
  if (row.includes("|") && TABLE_LINE.test(rows[at + 1] ?? "")) return table(rows, at);
  return paragraph(rows, at);
}

function fenced(rows, at) {
  let end = at + 1;
  while (end < rows.length && !rows[end].startsWith("```")) end += 1;
  return [el("pre", { class: "pre" }, rows.slice(at + 1, end).join("\n")), end + 1];
}

function gather(rows, at, pattern, make, tag, name) {
  const items = [];
  let end = at;
  for (let found = pattern.exec(rows[end]); found; found = pattern.exec(rows[end] ?? "")) {
    items.push(make(found));
    end += 1;
  }
  return [el(tag, { class: name }, items), end];
}

function bullet([, box, words]) {
  if (box === undefined) return el("li", {}, spans(words));
  return el(
    "li",
    { class: "md-task" },
    el("span", { "aria-hidden": "true" }, box === " " ? "☐ " : "☑ "),
    spans(words),
  );
}

function cells(row) {
  return row
    .trim()
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((cell) => cell.trim());
}

function table(rows, at) {
  let end = at + 2;
  while (end < rows.length && rows[end].includes("|")) end += 1;
  const head = el(
    "tr",
    {},
    cells(rows[at]).map((cell) => el("th", { scope: "col" }, spans(cell))),
  );
  const body = rows.slice(at + 2, end).map((row) =>
    el(
      "tr",
      {},
      cells(row).map((cell) => el("td", {}, spans(cell))),
    ),
  );
  return [
    el(
      "div",
      { class: "table-box" },
      el("table", { class: "table" }, el("thead", {}, head), el("tbody", {}, body)),
    ),
    end,
  ];
}

function paragraph(rows, at) {
  const parts = [];
  let end = at;
  while (end < rows.length && rows[end].trim() && (end === at || !startsBlock(rows[end]))) {
    if (end > at) parts.push(el("br"));
    parts.push(...spans(rows[end]));
    end += 1;
  }
  return [el("p", { class: "md-p" }, parts), end];
}

function startsBlock(row) {
  return (
    row.startsWith("```") ||
    row.startsWith(">") ||
    [HEADING, BULLET, NUMBERED, RULE].some((start) => start.test(row))
  );
}

function spans(text) {
  const found = SPAN.exec(text);
  if (!found) return text ? [document.createTextNode(text)] : [];
  return [
    ...spans(text.slice(0, found.index)),
    spanNode(found),
    ...spans(text.slice(found.index + found[0].length)),
  ];
}

function spanNode([whole, code, label, address, auto, , strong, gone, , slanted, short]) {
  if (code !== undefined) return el("code", { class: "code" }, code);
  if (address !== undefined) return link(address, label || address);
  if (auto !== undefined) return link(auto, auto);
  if (strong !== undefined) return el("strong", {}, spans(strong));
  if (gone !== undefined) return el("s", {}, spans(gone));
  if (slanted !== undefined) return el("em", {}, spans(slanted));
  return document.createTextNode(emoji(short) ?? whole);
}
