// One line of Slack's mrkdwn → DOM. Everything that is not a known token stays text.
// https://docs.slack.dev/messaging/formatting-message-text

import { el } from "../dom.js";
import { emoji } from "../emoji.js";
import { channelMention, groupPing, link, personMention } from "./mentions.js";
import { dateText } from "./date.js";

// An atom (mention, link, code, emoji) is taken out first and stands in the text as OPEN n CLOSE:
// private-use characters, removed from what people wrote, so that nobody can forge one.
const OPEN = "\uE000";
const CLOSE = "\uE001";
const PRIVATE = /[\uE000\uE001]/g;
const ATOM = /<([^<>\n]+)>|`([^`\n]+)`|:([a-z0-9_+-]+(?:::skin-tone-[2-6])?):/g;
const BARE_URL = /\bhttps?:\/\/[^\s<>|"'*_~`]*[^\s<>|"'*_~`.,;:!?)\]}]/g;
const STYLED = /(?<![\p{L}\p{N}])([*_~])(?!\s|\1)(.+?)(?<!\s)\1(?![\p{L}\p{N}])/u;
const TAGS = { "*": "strong", _: "em", "~": "s" };

/** `&lt;` as people wrote it; Slack escapes these three and no others. */
export function unescapeText(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** Nodes for one line. `lens` knows people, channels, zone and time. */
export function inline(line, lens) {
  const atoms = [];
  const keep = (node) => {
    atoms.push(node);
    return `${OPEN}${atoms.length - 1}${CLOSE}`;
  };
  const bare = line
    .replace(PRIVATE, "")
    .replace(ATOM, (whole, token, code, short) => {
      if (token !== undefined) return keepToken(token, lens, keep) ?? whole;
      if (code !== undefined) return keep(el("code", { class: "code" }, unescapeText(code)));
      return emoji(short) ? keep(emojiNode(short)) : whole;
    })
    .replace(BARE_URL, (url) => keep(link(unescapeText(url), unescapeText(url))));
  return styled(bare, atoms);
}

function keepToken(token, lens, keep) {
  const node = tokenNode(token, lens);
  return node ? keep(node) : null;
}

/** An emoji with its shortcode as the accessible name. */
export function emojiNode(name) {
  return el(
    "span",
    { class: "emoji", role: "img", "aria-label": name, title: `:${name}:` },
    emoji(name),
  );
}

function tokenNode(token, lens) {
  const [target, label] = splitOnce(token, "|");
  const words = label === undefined ? undefined : unescapeText(label);
  if (/^@[UW]/.test(target)) return personMention(target.slice(1), lens, words);
  if (/^#C|^#G/.test(target)) return channelMention(target.slice(1), lens, words);
  if (/^!(here|channel|everyone)$/.test(target)) return groupPing(target.slice(1));
  if (target.startsWith("!subteam^")) return groupPing((words ?? "group").replace(/^@/, ""));
  if (target.startsWith("!date^")) return dateNode(target, words, lens);
  if (/^(https?:|mailto:|tel:)/i.test(target))
    return link(unescapeText(target), words ?? unescapeText(target));
  return null;
}

function dateNode(target, fallback, lens) {
  const [, unix, format, address] = target.split("^");
  const text = dateText(unix, unescapeText(format ?? ""), fallback ?? "", lens);
  const node = el("time", { class: "date", title: fallback ?? "", dataset: { unix } }, text);
  return address ? link(unescapeText(address), text) : node;
}

function splitOnce(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function styled(text, atoms) {
  const found = STYLED.exec(text);
  if (!found) return leaves(text, atoms);
  const [whole, mark, inside] = found;
  return [
    ...leaves(text.slice(0, found.index), atoms),
    el(TAGS[mark], {}, styled(inside, atoms)),
    ...styled(text.slice(found.index + whole.length), atoms),
  ];
}

function leaves(text, atoms) {
  return text
    .split(new RegExp(`${OPEN}(\\d+)${CLOSE}`))
    .map((part, index) =>
      index % 2 ? atoms[Number(part)] : document.createTextNode(unescapeText(part)),
    );
}
