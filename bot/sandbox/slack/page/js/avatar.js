// Generated pictures of people: initials on a colour that belongs to the id.

import { el } from "./dom.js";
import { icon } from "./icons.js";

const HUES = 8;

function hueOf(id) {
  let sum = 0;
  for (const letter of id) sum = (sum * 29 + letter.codePointAt(0)) % 9973;
  return sum % HUES;
}

function initials(name) {
  const words = name.trim().split(/\s+/);
  return (
    words.length > 1 ? words[0][0] + words[words.length - 1][0] : name.slice(0, 2)
  ).toUpperCase();
}

/** A square picture; bots get the board. */
export function avatar({ id, name, isBot }, size = "") {
  const kind = isBot ? "avatar-bot" : `avatar-hue-${hueOf(id)}`;
  return el(
    "span",
    { class: `avatar ${kind} ${size}`, "aria-hidden": "true" },
    isBot ? icon("board", size === "avatar-small" ? 13 : 22) : initials(name),
  );
}
