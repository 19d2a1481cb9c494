// The `table` block: https://docs.slack.dev/reference/block-kit/blocks/table-block

import { el } from "../dom.js";
import { plain } from "./mrkdwn.js";
import { richText } from "./rich_text.js";

/** A table whose first row is its head, as Slack draws it. */
export function tableNode(block, lens) {
  const [head = [], ...body] = block.rows ?? [];
  const settings = block.column_settings ?? [];
  return el(
    "div",
    { class: "table-box", tabIndex: 0, role: "region", "aria-label": "Table" },
    el(
      "table",
      { class: "table" },
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          head.map((cell, at) => cellNode("th", cell, settings[at], lens)),
        ),
      ),
      el(
        "tbody",
        {},
        body.map((row) =>
          el(
            "tr",
            {},
            row.map((cell, at) => cellNode("td", cell, settings[at], lens)),
          ),
        ),
      ),
    ),
  );
}

function cellNode(tag, cell, setting, lens) {
  const node = el(tag, {}, cellContent(cell, lens));
  if (tag === "th") node.scope = "col";
  if (setting?.align) node.style.textAlign = setting.align;
  if (setting?.is_wrapped === false) node.classList.add("nowrap");
  return node;
}

function cellContent(cell, lens) {
  if (cell.type === "rich_text") return richText(cell, lens);
  return plain(String(cell.text ?? cell.value ?? ""));
}
